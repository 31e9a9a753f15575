"""T-XSS: what citizens and reviewers write is words, on every screen, whatever it looks like."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page
from starlette.routing import Match

from synthesis.decisions import sampling
from synthesis.decisions.rules import UNITS
from synthesis.review.app import SCREENS
from tests.browser.hand import Hand
from tests.browser.screens import NO_SCREENS, quoted
from tests.browser.server import added, decide, desk
from tests.browser.workshop import Workshop, opened

if TYPE_CHECKING:
    from tests.conftest import Told

pytestmark = pytest.mark.browser

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "<svg onload=alert(3)>",
    '"><svg/onload=alert(4)>',
    "'><img src=x onerror=alert(5)>",
    '" autofocus onfocus=alert(6) x="',
    "' onmouseover=alert(7) x='",
    "</textarea><script>alert(8)</script>",
    "</title><script>alert(9)</script>",
    "</script><script>alert(10)</script>",
    "<iframe srcdoc='<script>parent.alert(11)</script>'></iframe>",
    "<a href=javascript:alert(12)>ici</a>",
    "javascript:alert(13)",
    "<details open ontoggle=alert(14)>",
    "<style>@import'data:,*{x:expression(alert(15))}'</style>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(16)>",
    "<form action=javascript:alert(17)><button>Envoyer</button></form>",
    "<base href=//ailleurs.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(19)'>",
    "<object data=javascript:alert(20)></object>",
    "<div hx-get=/journal hx-trigger=load hx-on::load=alert(21)></div>",
    "{{ 7*7 }}{% for x in () %}${alert(22)}",
    "&lt;script&gt;alert(23)&lt;/script&gt;",
    "<scr\u0000ipt>alert(24)</scr\u0000ipt><!--",
)
SUBJECTS = (
    "bus gare soir piste cyclable train horaires arrêt vélo route tram navette",
    "poste médecin école marché mairie hôpital guichet pharmacie crèche cantine maternité piscine",
    "arbres haies rivière forêt jardin abeilles eau pluie compost potager oiseaux ombre",
)
ROWS = 10  # of each payload


def _export(folder: Path) -> Path:
    """A table whose every column attacks; its recipe."""
    folder.mkdir()
    chance = random.Random(24)
    with (folder / "avis.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["ref", "question", "titre", "avis", "profil", "rubrique"])
        for n, payload in enumerate(PAYLOADS * ROWS):
            payload = payload.replace("\0", "")
            title = f"Que faire ? {PAYLOADS[n % 2]}"
            words = chance.sample(SUBJECTS[n % 3].split(), 6)
            text = f"Il faut {' et '.join(words)} {payload} ici"
            question = f"<q{n % 2} onclick=alert(0)>"
            out.writerow([f"{payload}{n}", question, title, text, payload, payload])
    recipe = folder / "consultation.toml"
    recipe.write_text(
        '[consultation]\nid = "hostile"\nlanguage = "fr"\n'
        f"title = '''Avis {PAYLOADS[0]}'''\n"
        '[[sources]]\nreader = "table"\npath = "avis.csv"\n'
        'columns = { id = "ref", question = "question", question_title = "titre", text = "avis",'
        ' author_type = "profil", category = "rubrique" }\n',
        encoding="utf-8",
    )
    return recipe


@pytest.fixture(scope="module")
def hostile(
    browser: Browser,
    doleances: Callable[..., Told],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Workshop]:
    """The workshop of that table, where reviewers write in the same manner."""
    recipe_file = _export(tmp_path_factory.mktemp("hostile") / "w")
    told = doleances("run", "--inline", recipe_file.name, cwd=recipe_file.parent)
    assert 0 == told.code, told.err
    with opened(recipe_file, browser) as workshop:
        workshop.people |= added(recipe_file, {PAYLOADS[1]: "reviewer", PAYLOADS[4]: "lead"})
        _live(workshop)
        yield workshop


def _live(workshop: Workshop) -> None:
    """Decisions of every kind whose every word attacks."""
    *_, fanny, villain, lead = workshop.people.values()
    attacks = iter(PAYLOADS * 9)

    def attack() -> str:
        return next(attacks).replace("\0", "")[:120]

    with desk(workshop.recipe_file) as at:
        for question in _questions():
            base = at.base(question)
            keys = list(base.clusters)
            for key in keys:
                decide(at, villain, "rename", question, cluster=key, label_fr=attack(),
                       label_en=attack(), definition=attack())  # fmt: skip
                for _ in range(3):
                    decide(at, villain, "comment", question, text=attack(),
                           object=f"{question}/cluster/{key}")  # fmt: skip
            decide(at, villain, "minority", question, cluster=keys[0], position=attack(),
                   comment=attack())  # fmt: skip
            decide(at, villain, "merge", question, cluster=keys[1], into=keys[2],
                   comment=attack())  # fmt: skip
            answers = sorted(base.inside[keys[2]])
            decide(at, villain, "move", question, answers=answers[:2], to=keys[0])
            decide(at, villain, "flag", question, answer=answers[3], spans=[[0, 3]],
                   comment=attack())  # fmt: skip
            decide(at, villain, "propose", question, kind="lexicon", term=attack(),
                   reason=attack())  # fmt: skip
            codes = sampling.codebook(at.review(question), {key: [attack()] for key in keys})
            for n, each in enumerate(codes):
                each["label_fr"] = f"{each['label_fr'][:110]} {n}"  # no two alike
            asked = sampling.opening(at.review(question), codes, UNITS)
            decide(at, lead, "open_coding", question, **asked)
            for coder, given in ((villain, 2), (fanny, 3)):
                for unit in range(1, 11):
                    decide(at, coder, "code", question, unit=unit, again=0, confidence=1,
                           answer=asked["units"][unit - 1],
                           codes=[f"k{1 + unit % given}"])  # fmt: skip
        decide(at, lead, "close_coding", _questions()[0])


def _questions() -> list[str]:
    return [f"<q{n} onclick=alert(0)>" for n in range(2)]


class Watch:
    """A browser in which a script that runs, or one that is stopped, is heard."""

    def __init__(self, context: BrowserContext, page: Page | None = None) -> None:
        self.heard: list[str] = []
        self.seen: set[str] = set()
        self.page = page or context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("dialog", self._dialog)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))
        context.on("page", lambda page: self.heard.append(f"opened {page.url}"))

    def _dialog(self, dialog: Dialog) -> None:
        self.heard.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        if "the server responded with a status of 409" not in message.text:
            self.heard.append(message.text)

    def go(self, path: str) -> None:
        """Open a page; no element of it is one that somebody wrote."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.ok, (path, self.page.inner_text("main"))
        self.look()

    def look(self) -> None:
        """At the page as it is."""
        self.seen.add(urlsplit(self.page.url).path)
        self.heard += self.page.evaluate(
            "() => [...document.querySelectorAll(`iframe, object, embed, base, math, style,"
            " body meta, body title, script:not([src^='/static/']), img, [srcdoc],"
            " [hx-get]:not([id^='longer-']),"
            " a[href^='javascript:'], form[action^='javascript:'],"
            " svg:not(.bar):not([aria-hidden])`),"
            " ...[...document.querySelectorAll('*')].filter(e => [...e.attributes].some("
            " a => a.name.startsWith('on')))].map(e => e.outerHTML.slice(0, 200))"
        )


def test_t_xss(hostile: Workshop) -> None:
    """Every screen, every cluster, many answers: no dialog, nothing stopped, no element written."""
    heard: list[str] = []
    seen: set[str] = set()
    for name, starts in (
        ("Anne", _addresses(hostile)),
        ("Fanny", [f"/q/{quoted(_questions()[1])}/coding"]),
        (PAYLOADS[4], ["/people", f"/q/{quoted(_questions()[0])}/coding/open"]),
        ("", ["/login"]),
    ):
        context = hostile.context(name)
        watch = Watch(context)
        for path in starts:
            watch.go(path)
        heard += watch.heard
        seen |= watch.seen
        context.close()

    assert [] == heard
    assert len(PAYLOADS) <= sum("/answer/" in path for path in seen)
    assert {"welcome"} == _pages() - {_name(path) for path in seen}


def _addresses(workshop: Workshop) -> list[str]:
    """Every screen, every cluster, and of each payload an answer that has it."""
    found = ["/", "/journal", "/drafts", "/account", "/guide", "/concordance"]
    with desk(workshop.recipe_file) as at:
        for question in _questions():
            base, path = at.base(question), f"/q/{quoted(question)}"
            keys = list(base.clusters)
            found += [path, f"{path}/signature", f"{path}/coding", f"{path}/agreement"]
            found += [f"{path}/agreement?codes=k1~k2", f"{path}/compare/{keys[0]}/{keys[2]}"]
            found += [f"{path}/cluster/{key}?typical=20&random=20" for key in keys]
            for word in ("alert", "img", PAYLOADS[0], PAYLOADS[5]):
                found.append(f"/concordance?{urlencode({'question': question, 'term': word})}")
            for payload in PAYLOADS:
                of = [each for each in base.places if each.startswith(payload.replace("\0", ""))]
                found += [f"{path}/answer/{quoted(each)}" for each in of[:1]]
    return found


def _pages() -> set[str]:
    routes = [route for each in SCREENS for route in each.routes]
    names = {each.name for each in routes if "GET" in each.methods}
    return {name for name in names if not name.endswith(".json")} - set(NO_SCREENS)


def _name(path: str) -> str:
    """The screen at an address."""
    scope = {"type": "http", "path": unquote(path), "method": "GET"}
    routes = [route for each in SCREENS for route in each.routes]
    return next((r.name for r in routes if r.matches(scope)[0] is Match.FULL), "")


def test_t_xss_typed(hostile: Workshop) -> None:
    """What is typed comes back as it was, on a page that takes it and on one that does not."""
    question = _questions()[1]
    with desk(hostile.recipe_file) as at:
        key = list(at.base(question).clusters)[3]
    anne, page = Hand(hostile, "Anne", scripts=True), f"/q/{quoted(question)}/cluster/{key}"
    watch = Watch(anne.context, anne.page)
    for payload in (PAYLOADS[7], PAYLOADS[4], PAYLOADS[21]):
        anne.go(page).send("comment", text=payload)
        watch.look()
        assert payload in anne.page.inner_text("section:has(#discussion)")
    anne.go(page)
    other = Hand(hostile, "Bruno")
    other.go(page).send("rename", label_fr=PAYLOADS[3], label_en=PAYLOADS[5], definition="")
    other.close()
    form = anne.form("rename")
    form.locator("[name=label_fr]").fill(PAYLOADS[3])
    form.locator("[name=definition]").fill(PAYLOADS[7])
    anne.press(form.locator("button"))
    watch.look()
    assert PAYLOADS[3] == anne.page.input_value("[name=label_fr]")
    assert PAYLOADS[7] == anne.page.input_value("[name=definition]")
    anne.go("/drafts")
    watch.look()
    anne.close()

    assert [] == watch.heard
