// Shortcuts of one key, for who switches them on: off until then, and never while one types.
// An element with data-keys is pressed when its keys are typed in a row; `?` opens the list.
"use strict";
(() => {
  const list = document.getElementById("shortcuts");
  const toggle = document.getElementById("shortcuts-on");
  if (!list || !toggle) return;
  const STORE = "doleances-shortcuts";
  const read = () => { try { return localStorage.getItem(STORE) === "on"; } catch { return false; } };
  const write = (on) => { try { localStorage.setItem(STORE, on ? "on" : "off"); } catch { /* for this page only */ } };
  let typed = "";

  list.hidden = false; // without JavaScript there are none to switch on
  toggle.checked = read();
  toggle.addEventListener("change", () => { write(toggle.checked); typed = ""; });

  const types = (element) =>
    element.isContentEditable ||
    element.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");

  const press = (element) => {
    if (element.matches("input")) element.focus();
    element.click();
  };

  document.addEventListener("keydown", (event) => {
    if (!toggle.checked || event.defaultPrevented || event.isComposing || event.repeat) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.key.length > 1) {
      if (event.key === "Escape") typed = "";
      return;
    }
    if (event.target instanceof Element && types(event.target)) return;
    if (event.key === "?") {
      list.open = true;
      list.querySelector("summary").focus();
      event.preventDefault();
      return;
    }
    const known = [...document.querySelectorAll("[data-keys]")];
    typed += event.key;
    if (!known.some((each) => each.dataset.keys.startsWith(typed))) typed = event.key;
    const found = known.find((each) => each.dataset.keys === typed);
    if (found) {
      typed = "";
      event.preventDefault();
      press(found);
    } else if (!known.some((each) => each.dataset.keys.startsWith(typed))) {
      typed = "";
    }
  });
})();
