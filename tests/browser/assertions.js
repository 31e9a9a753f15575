// What axe does not see. Each function gives the defects it finds, as short texts; [] if none.
(() => {
  const short = e => e.outerHTML.replace(/\s+/g, " ").slice(0, 160);
  const seen = e => e.checkVisibility({ visibilityProperty: true }) && !e.closest("details:not([open]) > :not(summary)");
  const all = selector => [...document.querySelectorAll(selector)];
  const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])";

  function structure(lang) {
    const wrong = [];
    if (document.documentElement.lang !== lang) wrong.push(`html lang is ${document.documentElement.lang}`);
    if (all("h1").length !== 1) wrong.push(`${all("h1").length} h1`);
    let level = 0;
    for (const heading of all("h1, h2, h3, h4, h5, h6")) {
      const here = Number(heading.tagName[1]);
      if (here > level + 1) wrong.push(`level ${here} after ${level}: ${short(heading)}`);
      level = here;
    }
    for (const table of all("table")) {
      if (!table.caption || !table.caption.textContent.trim()) wrong.push(`no caption: ${short(table)}`);
      if (!table.querySelector("th")) wrong.push(`no header cell: ${short(table)}`);
    }
    for (const cell of all("th:not([scope])")) wrong.push(`no scope: ${short(cell)}`);
    if (!document.querySelector("[role=status]")) wrong.push("no role=status");
    for (const element of all("body [title]")) wrong.push(`said in a tooltip only: ${short(element)}`);
    for (const field of all("input:not([type=hidden]), select, textarea").filter(seen)) {
      const named = field.labels.length || field.getAttribute("aria-label") || field.getAttribute("aria-labelledby");
      if (!named) wrong.push(`no label: ${short(field)}`);
    }
    for (const drawing of all("svg:not([aria-hidden=true])")) {
      const name = drawing.getAttribute("aria-label") || drawing.querySelector("title")?.textContent || "";
      if (drawing.getAttribute("role") !== "img" || name.length < 20) wrong.push(`a drawing without words: ${short(drawing)}`);
    }
    const ids = all("[id]").map(e => e.id);
    for (const id of new Set(ids.filter((each, n) => ids.indexOf(each) !== n))) wrong.push(`id twice: ${id}`);
    for (const link of all("a[href^='#']")) {
      if (!document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)))) wrong.push(`leads nowhere: ${short(link)}`);
    }
    return wrong;
  }

  // After a Tab, a focus given by a script shows as one given by the keyboard.
  function outlines() {
    const wrong = [];
    for (const element of all(FOCUSABLE).filter(e => seen(e) && !e.disabled)) {
      element.focus();
      const style = getComputedStyle(element);
      const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 && style.outlineColor !== "rgba(0, 0, 0, 0)";
      if (document.activeElement !== element || !ring) wrong.push(`focus not seen: ${short(element)}`);
    }
    return wrong;
  }

  // A link inside a sentence is as high as its line; any other control is 24 by 24 or more.
  function inSentence(element) {
    if (element.tagName !== "A" || getComputedStyle(element).display !== "inline") return false;
    const around = element.closest("p, li, td, dd, figcaption, caption, small, label, legend")?.cloneNode(true);
    if (!around) return false;
    around.querySelectorAll("a, .hidden").forEach(e => e.remove());
    return /\p{L}{2}/u.test(around.textContent);
  }

  function sizes() {
    const wrong = [];
    for (const element of all(FOCUSABLE)) {
      if (!seen(element) || element.matches(".skip, .region, main") || inSentence(element)) continue;
      const boxes = [element, ...(/checkbox|radio/.test(element.type) ? element.labels : [])].map(e => e.getBoundingClientRect());
      if (!boxes.some(box => box.width >= 24 && box.height >= 24)) {
        wrong.push(`${Math.round(boxes[0].width)}×${Math.round(boxes[0].height)}: ${short(element)}`);
      }
    }
    return wrong;
  }

  // What runs out of the screen, if anything does.
  function overflow(width) {
    const root = document.documentElement;
    if (root.scrollWidth <= width) return [];
    const out = all("body *").filter(e => e.getBoundingClientRect().right > width + 1 && !e.parentElement.closest(".region, .hidden"));
    return [`${root.scrollWidth} px wide at ${width}: ${out.slice(0, 3).map(short).join(" | ")}`];
  }

  // Passages in a language that is not the one they are said to be in, told by its little words.
  const LITTLE = {
    fr: new Set("le la les des du une un et est pour dans que qui sur au aux ce cette sont avec pas plus ne nous vous il".split(" ")),
    en: new Set("the of and to is for that with are this in on not you it by be at from or as was which".split(" ")),
  };
  function languages() {
    const wrong = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const text = walk.currentNode.textContent.trim();
      const words = text.toLowerCase().match(/\p{L}+/gu) || [];
      const said = walk.currentNode.parentElement.closest("[lang]").lang;
      const other = said === "fr" ? "en" : "fr";
      const of = l => words.filter(word => LITTLE[l].has(word)).length;
      if (words.length >= 5 && of(other) >= 2 && of(other) > 2 * of(said)) wrong.push(`${other}, said to be ${said}: ${text.slice(0, 100)}`);
    }
    return wrong;
  }

  window.ours = { structure, outlines, sizes, overflow, languages };
})();
