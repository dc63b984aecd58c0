// Adds to pages that work without it. On any page: a pointer that rests on a count of passages
// shows them, as a click does. In a document: shows every passage at a place, and marks any
// `#char=120,145`. Offsets count code points, as in the data; a browser counts UTF-16.
"use strict";
(() => {
  let shown = null;
  let waiting = 0;
  const hide = () => {
    clearTimeout(waiting);
    if (!shown) return;
    shown.open = false;
    shown.classList.remove("peek");
    shown = null;
  };
  const show = (evidence) => {
    hide();
    shown = evidence;
    evidence.classList.add("peek");
    evidence.open = true;
    const words = evidence.querySelector(".words");
    words.style.removeProperty("--aside");
    const right = (element) => element.getBoundingClientRect().right;
    const column = evidence.closest(".main") ?? document.body;
    const room = Math.min(right(column), document.documentElement.clientWidth - 16);
    const beyond = right(words) - room;
    if (beyond > 0) words.style.setProperty("--aside", `${-beyond}px`);
  };
  addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    if (shown && !shown.contains(event.target)) {
      clearTimeout(waiting);
      waiting = setTimeout(hide, 200);
    } else if (shown) {
      clearTimeout(waiting);
    }
    const summary = event.target.closest?.(".evidence > summary");
    if (!summary || summary.parentNode.open) return;
    clearTimeout(waiting);
    waiting = setTimeout(show, 120, summary.parentNode);
  });
  // A click keeps what was only shown.
  addEventListener("click", (event) => {
    clearTimeout(waiting);
    if (!shown || !event.target.closest("summary") || !shown.contains(event.target)) return;
    event.preventDefault();
    shown.classList.remove("peek");
    shown = null;
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
})();
(() => {
  const text = document.getElementById("text");
  if (!text) return;
  const pieces = [...text.querySelectorAll("[data-o]")];
  const offsetOf = (piece) => Number(piece.dataset.o);

  const unlight = () => text.querySelectorAll(".lit").forEach((e) => e.classList.remove("lit"));
  const light = (name) => {
    for (const piece of text.querySelectorAll("a.s"))
      piece.classList.toggle("lit", piece.dataset.p.split(" ").includes(name));
  };
  // Code points to UTF-16 units within one piece.
  const units = (string, count) => [...string].slice(0, Math.max(0, count)).join("").length;

  const mark = (start, end) => {
    const range = document.createRange();
    let first = null;
    for (const piece of pieces) {
      const node = piece.firstChild;
      if (!node) continue;
      const from = offsetOf(piece);
      const to = from + [...node.data].length;
      if (to <= start || from >= end) continue;
      if (!first) {
        first = piece;
        range.setStart(node, units(node.data, start - from));
      }
      range.setEnd(node, units(node.data, end - from));
    }
    if (!first) return;
    if (window.CSS && CSS.highlights) CSS.highlights.set("place", new Highlight(range));
    first.scrollIntoView({ block: "center" });
  };

  const follow = () => {
    const fragment = decodeURIComponent(location.hash.slice(1));
    if (window.CSS && CSS.highlights) CSS.highlights.delete("place");
    unlight();
    const place = /^char=(\d+),(\d+)$/.exec(fragment);
    if (place) return mark(Number(place[1]), Number(place[2]));
    const target = fragment && document.getElementById(fragment);
    const note = target && target.closest(".note");
    if (!note) return;
    const name = note.id.slice(2);
    light(name);
    const seen = text.querySelector(".lit");
    if (seen) {
      const box = seen.getBoundingClientRect();
      if (box.top < 0 || box.bottom > innerHeight) seen.scrollIntoView({ block: "center" });
    }
  };
  addEventListener("hashchange", follow);
  follow();

  text.addEventListener("pointerover", (event) => {
    const piece = event.target.closest("a.s");
    if (piece) light(piece.getAttribute("href").slice(3));
  });
  text.addEventListener("pointerleave", follow);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.querySelector(".note:target")) location.hash = "text";
  });
})();
