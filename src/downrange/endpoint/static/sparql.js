// The query page with an editor, where one is installed: highlighting, and completion of the
// prefixes and terms that stand on the page. Nothing is asked of any other host.
(() => {
  const area = document.getElementById("query");
  const form = document.getElementById("ask");
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
})();
