-- What wrk asks for: each line of the file TARGETS in its turn, COUNTER replaced by a number that
-- no request shares with another; and what it prints: one line of JSON.
local targets, number, step = {}, 0, 1
local threads = 0

function setup(thread)
  thread:set("first", threads)
  threads = threads + 1
end

function init(_)
  for line in io.lines(os.getenv("TARGETS")) do
    targets[#targets + 1] = line
  end
  wrk.headers["Accept"] = os.getenv("ACCEPT")
  math.randomseed(os.time() + first)
  number = first * 1000000000 + math.random(1000) * 1000000
end

function request()
  number = number + step
  local target = targets[number % #targets + 1]:gsub("COUNTER", string.format("0.%d", number))
  return wrk.format("GET", target)
end

function done(summary, latency, _)
  local errors = summary.errors
  local answered = summary.requests - errors.status
  io.write(string.format(
    '{"per_second": %f, "median": %f, "p99": %f, "worst": %f, "refused": %d, "failed": %d}\n',
    answered / summary.duration * 1e6, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, latency.max / 1000, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
