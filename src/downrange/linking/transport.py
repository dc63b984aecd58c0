"""JSON over HTTP, politely: named, patient, bounded, and remembered on disk.

What Wikimedia asks of a program (https://www.mediawiki.org/wiki/API:Etiquette) is asked of every
service: a User-Agent that says who calls, waiting as long as a busy server wishes
(``Retry-After``, https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3), and no question twice.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from downrange.errors import LinkError

Json = dict[str, object]

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_BUSY = {429, 502, 503, 504}
_HOME = "https://w3id.org/downrange/"


@dataclass(frozen=True, slots=True)
class Manners:
    """How patiently a service is asked. Waits and time-outs are in seconds.

    ``contact`` is an address or a page that Wikimedia can turn to. A server that wants a longer
    wait than ``longest_wait`` is left alone, and one that sends an answer bit by bit is given up
    after ``answer_timeout``. ``largest`` is the size of an answer in bytes.
    """

    contact: str = _HOME
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    answer_timeout: float = 120.0
    attempts: int = 5
    first_wait: float = 1.0
    longest_wait: float = 120.0
    largest: int = 64 * 1024 * 1024

    @property
    def user_agent(self) -> str:
        """``downrange/0.1.0 (https://w3id.org/downrange/) httpx/0.28.1``."""
        known = "; ".join(dict.fromkeys((_HOME, self.contact)))
        return f"downrange/{version('downrange')} ({known}) httpx/{httpx.__version__}"


class _BusyError(Exception):
    """The server cannot answer now; ``wait`` is how long it asks to be left, in seconds."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


def _never_busy(_answer: Json) -> str:
    return ""


class Transport:
    """Asks services for JSON; use it in a ``with`` block, which closes its connections.

    ``cache`` is a folder of earlier answers, for an answer is asked for once: remove the folder
    to ask anew. ``busy`` tells from an answer whether it only says that the service is busy
    (empty where not). ``pause`` waits for some seconds.
    """

    def __init__(
        self,
        cache: Path,
        manners: Manners | None = None,
        *,
        busy: Callable[[Json], str] = _never_busy,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._cache = cache
        self._manners = manners or Manners()
        self._busy = busy
        self._pause = pause
        self._client = httpx.Client(
            headers={"User-Agent": self._manners.user_agent, "Accept": "application/json"},
            timeout=httpx.Timeout(
                self._manners.read_timeout, connect=self._manners.connect_timeout
            ),
            follow_redirects=True,
            max_redirects=5,
            event_hooks={"request": [self._stays_at_home]},
        )
        self._host = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def get(self, url: str, parameters: Mapping[str, str]) -> Json:
        """The JSON object that a GET gives. Raises ``LinkError`` where there is none to be had."""
        return self._asked("GET", url, parameters)

    def post(self, url: str, form: Mapping[str, str]) -> Json:
        """The JSON object that a POST of a form gives. Raises ``LinkError`` as ``get`` does."""
        return self._asked("POST", url, form)

    def _asked(self, method: str, url: str, values: Mapping[str, str]) -> Json:
        remembered = self._cache / f"{_key(method, url, values)}.json"
        if known := _remembered(remembered):
            return known
        answer = self._patiently(method, url, values)
        remembered.parent.mkdir(parents=True, exist_ok=True)
        partial = remembered.with_suffix(".partial")
        partial.write_text(json.dumps(answer), "utf-8")
        partial.replace(remembered)
        return answer

    def _patiently(self, method: str, url: str, values: Mapping[str, str]) -> Json:
        wait = self._manners.first_wait
        why = ""
        for attempt in range(self._manners.attempts):
            if attempt:
                self._pause(wait)
                wait *= 2
            try:
                return self._once(method, url, values)
            except _BusyError as busy:
                why = str(busy)
                wait = max(wait, busy.wait or 0)
            if wait > self._manners.longest_wait:
                raise LinkError(
                    f"{url} asks to be left alone for {wait:.0f} s ({why}).",
                    advice="Try again later; what was answered so far is kept.",
                )
        raise LinkError(
            f"{url} did not answer in {self._manners.attempts} attempts: {why}.",
            advice="Try again later; what was answered so far is kept.",
        )

    def _once(self, method: str, url: str, values: Mapping[str, str]) -> Json:
        self._host = _host_of(url)
        how = {"params": values} if method == "GET" else {"data": values}
        try:
            with self._client.stream(method, url, **how) as response:  # type: ignore[arg-type]
                body = self._body(response, url)
        except httpx.TooManyRedirects as error:
            raise LinkError(f"{url} redirects without end.") from error
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise LinkError(f"{url} leads to no web address: {error}") from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise _BusyError(_described(error)) from error
        if response.status_code in _BUSY:
            raise _BusyError(f"status {response.status_code}", _retry_after(response.headers))
        if not response.is_success:
            raise LinkError(f"{url} answered {response.status_code}: {_excerpt(body)!r}.")
        kind = response.headers.get("content-type", "").partition(";")[0].strip()
        if kind != "application/json" and not kind.endswith("+json"):
            found = kind or "an unnamed format"
            raise LinkError(
                f"{url} answered {found} instead of JSON: {_excerpt(body)!r}.",
                advice="Is the address that of an API, and is there a proxy in between?",
            )
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise _BusyError(f"an answer that is no JSON ({error})") from error
        if _SURROGATE.search(body) and not _is_unicode(answer):
            raise LinkError(f"{url} answered text with half a surrogate pair, which is no Unicode.")
        if not isinstance(answer, dict):
            raise LinkError(f"{url} answered a JSON {type(answer).__name__} and not an object.")
        if why := self._busy(answer):
            raise _BusyError(why, _retry_after(response.headers))
        return answer

    def _body(self, response: httpx.Response, url: str) -> bytes:
        found = bytearray()
        until = time.monotonic() + self._manners.answer_timeout
        for chunk in response.iter_bytes():
            found += chunk
            if time.monotonic() > until:
                raise LinkError(
                    f"{url} had not answered to the end after {self._manners.answer_timeout:.0f} s."
                )
            if len(found) > self._manners.largest:
                raise LinkError(f"{url} answered more than {self._manners.largest} bytes.")
        return bytes(found)

    def _stays_at_home(self, request: httpx.Request) -> None:
        """A redirect may lead to another path or to https, not to another host."""
        if request.url.host != self._host:
            raise LinkError(f"{self._host} redirects to another host, {request.url.host}.")


def _host_of(url: str) -> str:
    """The host of an address. Raises ``LinkError`` where it is no address of the web."""
    try:
        parts = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise LinkError(f"{url!a} is no address: {error}") from error
    if parts.scheme not in ("http", "https") or not parts.host:
        raise LinkError(
            f"{url!r} is no address of the web.", advice="Give one such as https://example.org/api."
        )
    return parts.host


def _remembered(file: Path) -> Json | None:
    """An earlier answer, unless there is none or its file is spoilt."""
    try:
        known = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return known if isinstance(known, dict) else None


def _key(method: str, url: str, values: Mapping[str, str]) -> str:
    return sha256(json.dumps([method, url, sorted(values.items())]).encode()).hexdigest()


def _is_unicode(answer: object) -> bool:
    try:
        json.dumps(answer, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _retry_after(headers: httpx.Headers) -> float | None:
    """How many seconds a server asks to be left; a date is counted from its own ``Date``."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
        return max(0.0, (until - parsedate_to_datetime(headers["date"])).total_seconds())
    except (KeyError, TypeError, ValueError):
        return None


def _described(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "no answer in time"
    return str(error) or type(error).__name__


def _excerpt(body: bytes) -> str:
    return " ".join(body[:200].decode("utf-8", "replace").split())[:80]
