// The query page with an editor, where one is installed: highlighting, and completion of the
// prefixes and terms that stand on the page. Nothing is asked of any other host, and without
// this script the page does the same.
(() => {
  "use strict";
  const area = document.getElementById("query");
  const form = document.getElementById("ask");

  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  if (typeof Yasqe === "undefined") return;

  const prefixes = {};
  for (const row of document.querySelectorAll("#prefix-list > div")) {
    const [name, space] = row.children;
    prefixes[name.textContent.trim().slice(0, -1)] = space.textContent.trim();
  }
  const terms = [...document.querySelectorAll("#terms option")].map((option) => option.value);

  const full = (curie) => {
    const cut = curie.indexOf(":");
    const space = prefixes[curie.slice(0, cut)];
    return space === undefined ? curie : space + curie.slice(cut + 1);
  };
  const iris = terms.map(full);
  const completing = (name, offered, valid) => ({
    name,
    bulk: true,
    autoShow: false,
    persistenceId: null,
    isValidCompletionPosition: valid,
    get: () => offered,
    preProcessToken: (yasqe, token) => Yasqe.Autocompleters.class.preProcessToken(yasqe, token),
    postProcessSuggestion: (yasqe, token, suggestion) =>
      Yasqe.Autocompleters.class.postProcessSuggestion(yasqe, token, suggestion),
  });

  // Its own completers would ask prefix.cc and LOV, which the policy of this page forbids.
  Yasqe.defaults.autocompleters = ["downrange-terms", "variables"];
  Yasqe.registerAutocompleter(
    completing("downrange-terms", iris, (yasqe) => {
      const token = yasqe.getCompleteToken();
      return token.string.length > 0 && !/^[?$"'#]/.test(token.string);
    }),
    true,
  );

  const place = document.createElement("div");
  area.before(place);
  const editor = new Yasqe(place, {
    value: area.value,
    persistenceId: null,
    showQueryButton: false,
    createShareableLink: null,
    resizeable: false,
    viewportMargin: Infinity,
    tabSize: 2,
    indentUnit: 2,
    extraKeys: {
      "Ctrl-Enter": () => form.requestSubmit(),
      "Cmd-Enter": () => form.requestSubmit(),
      // Whoever works by the keyboard must get out of the editor again.
      Tab: false,
      "Shift-Tab": false,
    },
  });
  editor.getInputField().setAttribute("aria-label", "A query in SPARQL");
  document.querySelector("label[for=query]").addEventListener("click", () => editor.focus());
  // The supplied prefixes count as declared: reading a query starts with them.
  const mode = editor.getMode();
  const start = mode.startState;
  mode.startState = (...given) => Object.assign(start(...given), { prefixes: { ...prefixes } });
  editor.setValue(area.value);
  area.hidden = true;
  form.addEventListener("submit", () => {
    area.value = editor.getValue();
  });
})();
