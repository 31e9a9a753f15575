"""Pages read as a browser reads them: their forms with every field, their headings, their tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "rect", "img"}


@dataclass
class Form:
    """A form: where it goes, and the fields it would send as it stands."""

    id: str
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def named(self, name: str) -> list[str]:
        """What it would send under a name."""
        return [value for given, value in self.fields if given == name]

    def filled(self, **given: str | list[str]) -> dict[str, str | list[str]]:
        """What it sends once these fields are filled in."""
        sent: dict[str, str | list[str]] = {name: self.named(name) for name, _ in self.fields}
        return sent | given


class Page(HTMLParser):
    """A page: `forms`, `headings` as (level, words), `tables` as (captioned, headers have scope)."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.headings: list[tuple[int, str]] = []
        self.labelled: set[str] = set()
        self.controls: list[str] = []
        self.unscoped = 0
        self.tables = self.captions = 0
        self._form: Form | None = None
        self._select = ""
        self._area = ""
        self._heading = 0
        self.feed(text)

    def form(self, op: str = "", id: str = "", with_field: str = "") -> Form:
        """The form of an operation, or with an id, or with a field."""
        for each in self.forms:
            if (id and each.id == id) or (op and op in each.named("op")):
                return each
            if with_field and each.named(with_field):
                return each
        raise AssertionError(f"no form for {op or id or with_field}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._form = Form(given.get("id", ""), given.get("action", ""))
            self.forms.append(self._form)
        elif tag == "label":
            self.labelled.add(given.get("for", ""))
        elif tag in ("input", "select", "textarea") and given.get("type") != "hidden":
            self.controls.append(given.get("id", ""))
        if tag == "input" and self._form is not None and "form" not in given:
            if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                self._form.fields.append((name, given.get("value", "")))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and self._form is not None:
            if "selected" in given or not self._form.named(self._select):
                self._form.fields.append((self._select, given.get("value", "")))
        elif tag == "textarea" and self._form is not None:
            self._area = name
            self._form.fields.append((name, ""))
        elif tag == "table":
            self.tables += 1
        elif tag == "caption":
            self.captions += 1
        elif tag == "th" and "scope" not in given:
            self.unscoped += 1
        elif tag in ("h1", "h2", "h3", "h4"):
            self._heading = int(tag[1])
            self.headings.append((self._heading, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""
        elif tag in ("h1", "h2", "h3", "h4"):
            self._heading = 0

    def handle_data(self, data: str) -> None:
        if self._heading:
            level, words = self.headings[-1]
            self.headings[-1] = (level, words + data)
        if self._area and self._form is not None:
            name, words = self._form.fields[-1]
            self._form.fields[-1] = (name, words + data)
