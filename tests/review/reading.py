"""Pages read as a browser reads them: forms with every field, headings, tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.review.conftest import Visitor


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
    """A page: `forms`, `headings` as (level, words), how many tables and captions."""

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

    def form(self, which: str) -> Form:
        """The form with an id, or else the first of an operation."""
        for each in self.forms:
            if each.id == which or (not each.id and which in each.named("op")):
                return each
        raise AssertionError(f"no form for {which}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("id", ""), given.get("action", ""))
            self.forms.append(self._form)
        elif tag in ("h1", "h2", "h3", "h4"):
            self._heading = int(tag[1])
            self.headings.append((self._heading, ""))
        elif tag in ("input", "select", "textarea", "option"):
            self._control(tag, given)
        self.tables += tag == "table"
        self.captions += tag == "caption"
        self.unscoped += tag == "th" and "scope" not in given
        if tag == "label":
            self.labelled.add(given.get("for", ""))

    def _control(self, tag: str, given: dict[str, str]) -> None:
        name = self._select if tag == "option" else given.get("name", "")
        if tag != "option" and given.get("type") != "hidden":
            self.controls.append(given.get("id", ""))
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._area = name
        if self._form is None or "form" in given or tag == "select":
            return
        is_choice = given.get("type") in ("radio", "checkbox")
        if (is_choice and "checked" not in given) or (
            tag == "option" and "selected" not in given and self._form.named(name)
        ):
            return
        self._form.fields.append((name, given.get("value", "")))

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


class Reader:
    """Someone in front of a page of one question: sends its forms as they stand, filled in."""

    def __init__(self, visitor: Visitor, question: str) -> None:
        self.visitor, self.question = visitor, question

    def page(self, path: str) -> Page:
        answer = self.visitor.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return Page(answer.text)

    def facts(self, path: str) -> Any:
        answer = self.visitor.get(f"{path}.json")
        assert answer.status_code == 200
        return answer.json()

    def send(self, path: str, which: str, /, **given: str | list[str]) -> Any:
        """The form of an operation on a page, or the one with an id."""
        sent = self.page(path).form(which).filled(**given)
        return self.visitor.post(f"/q/{self.question}/act", sent)

    def does(self, path: str, which: str, /, **given: str | list[str]) -> None:
        answer = self.send(path, which, **given)
        assert answer.status_code == 303, re.findall(r"<p[^>]*>(.*?)</p>", answer.text)

    def votes(self, path: str, verdict: str = "one_idea", random: int = 5) -> None:
        self.does(f"{path}?random={random}", "accept", verdict=verdict)
