// From the reference that is typed to its page and its place there: all is in the links above.
(() => {
  const at = id => document.getElementById(id);
  const points = text => [...text].map(sign => sign.codePointAt());
  const order = (one, other) => {
    if (one.length !== other.length) return one.length - other.length;
    const n = one.findIndex((point, rank) => point !== other[rank]);
    return n < 0 ? 0 : one[n] - other[n];
  };
  const go = () => {
    const typed = at("reference").value.trim();
    const link = [...document.querySelectorAll("#ranges a")].find(each => {
      const [first, last] = [...each.querySelectorAll("bdi")].map(end => points(end.textContent));
      return order(first, points(typed)) <= 0 && order(points(typed), last) <= 0;
    });
    at("none").textContent = link ? "" : at("none").dataset.none;
    const place = typed.replace(/[^A-Za-z0-9.-]/gu, sign => `_${sign.codePointAt().toString(16)}_`);
    if (link) location.href = `${link.getAttribute("href")}#r-${place}`;
  };
  at("go").addEventListener("click", go);
  at("reference").addEventListener("keydown", event => { if (event.key === "Enter") go(); });
  at("typed").hidden = false;
})();
