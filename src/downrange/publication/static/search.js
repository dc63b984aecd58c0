// Full-text search over search.json. Without it, the page lists everything.
"use strict";
(() => {
  const form = document.getElementById("find");
  const results = document.getElementById("results");
  const everything = document.getElementById("everything");
  if (!form || !results) return;
  const input = form.elements.q;
  const most = 60;
  let rows = null;
  let asked = 0;

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const load = async () => {
    if (!rows) {
      const answer = await fetch(form.dataset.index);
      rows = (await answer.json()).map(([label, kind, path, more]) => ({
        label, kind, path, more, key: plain(label), all: plain(`${label} ${kind} ${more}`),
      }));
    }
    return rows;
  };
  const score = (row, words) => {
    let sum = 0;
    for (const word of words) {
      if (!row.all.includes(word)) return 0;
      if (row.key === word) sum += 20;
      else if (row.key.startsWith(word)) sum += 8;
      else if (row.key.includes(word)) sum += 4;
      else sum += 1;
    }
    return sum + (row.key === words.join(" ") ? 40 : 0);
  };
  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  // The words around the first hit, with every hit marked; never as HTML.
  const excerpt = (row, words) => {
    const hay = row.more;
    const low = plain(hay);
    const places = words.map((word) => low.indexOf(word)).filter((place) => place >= 0);
    const at = places.length ? Math.min(...places) : 0;
    const near = hay.length > 220 ? Math.max(0, at - 90) : 0;
    const from = near ? hay.indexOf(" ", near) + 1 : 0;
    const cut = hay.slice(from, from + 220);
    const out = element("span", "", { class: "aside" });
    if (from) out.append("… ");
    const found = new RegExp(`(${words.map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "giu");
    cut.split(found).forEach((part, i) => out.append(i % 2 ? element("mark", part) : part));
    if (from + 220 < hay.length) out.append(" …");
    return out;
  };
  const search = async () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    const mine = ++asked;
    everything.hidden = words.length > 0;
    if (!words.length) { results.replaceChildren(); return; }
    let all;
    try { all = await load(); } catch { everything.hidden = false; return; }
    if (mine !== asked) return;
    const hits = all.map((row) => [score(row, words), row]).filter(([s]) => s > 0);
    hits.sort((a, b) => b[0] - a[0] || a[1].label.localeCompare(b[1].label));
    const list = element("ol");
    for (const [, row] of hits.slice(0, most)) {
      const item = element("li");
      item.append(element("a", row.label, { href: form.dataset.root + row.path }), " ");
      item.append(element("span", row.kind, { class: "aside" }), element("br"), excerpt(row, words));
      list.append(item);
    }
    const more = hits.length > most ? `, of which the first ${most}` : "";
    results.replaceChildren(element("p", `${hits.length} found${more}.`, { class: "aside" }), list);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(input.value)}`);
    search();
  });
  input.addEventListener("input", search);
  const given = new URLSearchParams(location.search).get("q");
  if (given) { input.value = given; search(); }
})();
