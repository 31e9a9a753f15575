"""What the pages keep and refuse: T-STALE, T-SECRET, T-BLIND, T-TWO, T-VOID, T-KEYS."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from synthesis import recipe
from synthesis.journal import Journal
from tests.browser.hand import Hand
from tests.browser.screens import CANARY, CODED, FRESH, QUESTION, VISITS
from tests.browser.server import Visitor, decide, desk
from tests.browser.workshop import Workshop

pytestmark = pytest.mark.browser

Come = Callable[[str], Hand]


@pytest.fixture
def come(lived_in: Workshop) -> Iterator[Come]:
    """Lets someone come in, in a browser of their own; all leave when the test ends."""
    there: dict[str, Hand] = {}

    def come(name: str) -> Hand:
        if name not in there:
            there[name] = Hand(lived_in, name, scripts=True)
        return there[name]

    yield come
    for hand in there.values():
        hand.close()


def events(workshop: Workshop) -> int:
    """How many decisions are recorded."""
    journal = Journal(recipe.read(workshop.recipe_file).journal)
    seq = journal.head()[0]
    journal.close()
    return seq


def keys_of(workshop: Workshop, question: str) -> list[str]:
    """The clusters of a question, in the order of the run."""
    with desk(workshop.recipe_file) as at:
        return list(at.base(question).clusters)


def test_t_stale_a_name(come: Come, lived_in: Workshop) -> None:
    """Two people name a cluster: the second is told who was first, keeps the words, insists."""
    anne, bruno = come("Anne"), come("Bruno")
    page = f"/q/{FRESH}/cluster/{keys_of(lived_in, FRESH)[11]}"
    anne.go(page)
    bruno.go(page).send("rename", label_fr="Le nom de Bruno", label_en="", definition="")
    before = events(lived_in)
    form = anne.form("rename")
    form.locator("[name=label_fr]").fill("Le nom d’Anne")
    form.locator("[name=definition]").fill("Deux lignes\nd’explication.")
    anne.press(form.locator("button"))
    told = anne.page.inner_text("main")
    assert "Bruno" in anne.page.inner_text("h1")
    assert "rien n’a été enregistré" in told.lower()
    assert "Le nom d’Anne" == anne.page.input_value("[name=label_fr]")
    assert "Deux lignes\nd’explication." == anne.page.input_value("[name=definition]")
    assert before == events(lived_in)
    anne.press("main form button")

    assert "Le nom d’Anne" == anne.page.inner_text("h1")
    assert before + 1 == events(lived_in)


def test_t_stale_a_vote(come: Come, lived_in: Workshop) -> None:
    """A vote on what has changed since it was read is not recorded, and is not offered again."""
    anne, bruno = come("Anne"), come("Bruno")
    page = f"/q/{FRESH}/cluster/{keys_of(lived_in, FRESH)[11]}"
    anne.go(page)
    bruno.go(page).send("rename", label_fr="Encore un nom", label_en="", definition="")
    before = events(lived_in)
    form = anne.form("accept")
    form.locator("[value=one_idea]").check()
    anne.press(form.locator("button"))

    assert "Bruno" in anne.page.inner_text("h1")
    assert before == events(lived_in)
    assert not anne.page.locator("main form").count()


def test_more_of_a_list_joins_what_is_on_the_page(come: Come, lived_in: Workshop) -> None:
    """Ticks, judgements and words that were not sent yet are all still there; what is sent then
    says what was read, the texts that came after too.
    """
    anne = come("Anne").go(f"/q/{FRESH}/cluster/{keys_of(lived_in, FRESH)[5]}")
    page = anne.page
    page.check("#typical-2")
    page.check("#fits-3")
    page.fill("#comment-text", "Pas encore envoyé.")
    for kind in ("random", "typical"):
        page.click(f"#longer-{kind}")
        page.wait_for_selector(f"#{kind}-20", state="attached")

    assert page.is_checked("#typical-2")
    assert page.is_checked("#fits-3")
    assert "Pas encore envoyé." == page.input_value("#comment-text")
    assert 20 == page.locator("#list-random > li").count()
    assert "20 sur" in page.inner_text("#of-random")
    assert page.url.endswith("?random=20&typical=20")
    assert {"random=35", "typical=35"} <= {
        part
        for link in ("random", "typical")
        for part in (page.get_attribute(f"#longer-{link}", "hx-get") or "").split("?")[1].split("&")
    }
    seen = page.locator("#carried-judge [name=seen]").count()
    page.check("#misfits-20")
    anne.press("#judge button")
    assert page.url.endswith("#judge")
    assert page.is_checked("#fits-3")
    assert page.is_checked("#misfits-20")
    with desk(lived_in.recipe_file) as at:
        event = at.events()[-1]
    assert "judge" == event.op
    assert seen == len(event.seen) > 30


def test_t_stale_two_at_once(lived_in: Workshop) -> None:
    """The same page sent by ten: one is recorded, nine are told."""
    key = keys_of(lived_in, FRESH)[12]
    about, statuses = f"{FRESH}/cluster/{key}", []
    anne = lived_in.people["Anne"]
    visitor = Visitor(lived_in.server.port)
    visitor.enter(anne.name, anne.password)
    csrf, before = visitor.csrf(), events(lived_in)
    for n in range(10):
        form = {"op": "rename", "csrf": csrf, "key": f"ten-at-once-{n}", "cluster": key,
                f"version.{about}": 0, "label_fr": f"Nom {n}", "label_en": "",
                "definition": ""}  # fmt: skip
        statuses.append(visitor.post(f"/q/{FRESH}/act", form).status)
    visitor.post("/drafts/drop", {"csrf": csrf, "action": "", "form": ""})
    visitor.close()

    assert [303] + [409] * 9 == statuses
    assert before + 1 == events(lived_in)


def test_t_secret_before_ones_own_vote(come: Come, lived_in: Workshop) -> None:
    """No page and no twin gives what others said of a cluster one has not voted on."""
    anne = come("Anne")
    for visit in VISITS:
        if visit.who != "Anne" or visit.status != 200:
            continue
        path, _, query = visit.path(lived_in).partition("?")
        twin = "/index.json" if path == "/" else f"{path}.json"
        for address in (f"{path}?{query}", f"{twin}?{query}"):
            answer = anne.context.request.get(address)
            assert answer.ok, address
            assert CANARY not in answer.text(), address
    page = f"/q/{QUESTION}/cluster/{lived_in.life.keys[4]}"
    facts = anne.context.request.get(f"{page}.json").json()
    assert [] == facts["votes"]["list"]
    assert (None, "to_read") == (facts["votes"]["count"], facts["status"])
    assert "accept" not in json.dumps(facts["history"])
    assert "not_one_idea" not in json.dumps(facts["history"])
    assert '"one_idea"' not in json.dumps(facts["history"])
    assert 403 == anne.context.request.get("/journal/decisions.jsonl").status
    anne.go(page).send("accept", verdict="one_idea")

    assert CANARY in anne.page.inner_text("section:has(#discussion)")
    assert 2 == anne.context.request.get(f"{page}.json").json()["votes"]["count"]


def test_t_blind_coding(come: Come, lived_in: Workshop) -> None:
    """The page of a text and its twin: no cluster, no reference, no author, nobody else's codes."""
    with desk(lived_in.recipe_file) as at:
        base, campaign = at.base(QUESTION), at.review(QUESTION).campaign
        assert campaign is not None
        units = campaign["units"]
        inside = {base.places[unit] for unit in units} - {None}
        kept = [*inside, *(each.digest for each in base.clusters.values())]
    fanny = come("Fanny")
    for address in (f"/q/{QUESTION}/coding", f"/q/{QUESTION}/coding.json"):
        text = fanny.context.request.get(address).text()
        assert not [each for each in kept if each in text]
        assert not [unit for unit in units if f">{unit}<" in text or f'"{unit}"' in text]
        assert not [name for name in ("Bruno", "Chloé", "r-02") if name in text]
    facts = fanny.context.request.get(f"/q/{QUESTION}/coding.json").json()

    assert facts["text"]
    assert not names(facts) & {"cluster", "address", "reference", "author", "department", "unit"}


def names(value: Any) -> set[str]:
    """Every name of a value of JSON, at any depth."""
    if isinstance(value, dict):
        return set(value) | {name for each in value.values() for name in names(each)}
    return {name for each in value for name in names(each)} if isinstance(value, list) else set()


def test_t_two_votes_of_one_person(come: Come, lived_in: Workshop) -> None:
    """Whoever votes twice is one person still."""
    anne = come("Anne")
    page = f"/q/{FRESH}/cluster/{keys_of(lived_in, FRESH)[13]}"
    anne.go(page).send("rename", label_fr="À deux", label_en="", definition="")
    anne.send("accept", verdict="one_idea")
    anne.send("accept", verdict="one_idea")

    assert "one_vote" in (anne.page.locator("aside.decide .badge").first.get_attribute("class"))


def test_t_two_a_proposal_is_not_confirmed_by_its_author(lived_in: Workshop) -> None:
    """The page offers it to others alone, and the server refuses what the page does not offer."""
    anne = lived_in.people["Anne"]
    visitor = Visitor(lived_in.server.port)
    visitor.enter(anne.name, anne.password)
    path = f"/q/{QUESTION}/cluster/{lived_in.life.keys[5]}"
    assert 'value="confirm"' not in visitor.get(path).text
    with desk(lived_in.recipe_file) as at:
        waiting = [each for each in at.review(QUESTION).pending() if each.event.actor == anne.id]
    before = events(lived_in)
    for each in waiting:
        form = {"op": "confirm", "csrf": visitor.csrf(), "key": f"myself-{each.event.seq:04}",
                "proposal": each.event.seq}  # fmt: skip
        for name in each.event.objects:
            form[f"version.{name}"] = 1
        answer = visitor.post(f"/q/{QUESTION}/act", form)
        assert 422 == answer.status, answer.text
    visitor.close()

    assert waiting
    assert before == events(lived_in)


def test_t_two_and_t_void_a_signature(come: Come, lived_in: Workshop) -> None:
    """Two people sign a question, not one twice; the first change makes both signatures void."""
    anne, chloe, denis = come("Anne"), come("Chloé"), come("Denis")
    with desk(lived_in.recipe_file) as at:
        keys = list(at.base(CODED).clusters)
        for key in keys:
            decide(at, lived_in.people["Anne"], "rename", CODED, cluster=key,
                   label_fr=f"Classe {key[:4]}", label_en="", definition="")  # fmt: skip
            for name in ("Anne", "Bruno"):
                decide(at, lived_in.people[name], "accept", CODED, cluster=key,
                       verdict="one_idea", content=at.review(CODED).content(key))  # fmt: skip
    path = f"/q/{CODED}/signature"
    anne.go(path).send("sign")
    assert not anne.page.locator("input[name=op][value=sign]").count()
    content = anne.context.request.get(f"{path}.json").json()["content"]
    again = Visitor(lived_in.server.port)
    again.enter("Anne", lived_in.people["Anne"].password)
    again.post(f"/q/{CODED}/act", {"op": "sign", "csrf": again.csrf(), "key": "twice-by-anne",
                                   "content": content})  # fmt: skip
    again.close()
    assert 1 == len(anne.context.request.get(f"{path}.json").json()["signed"])
    chloe.go(path).send("sign")
    assert 2 == len(anne.context.request.get(f"{path}.json").json()["signed"])

    page = f"/q/{CODED}/cluster/{keys[0]}"
    denis.go(page).send("rename", label_fr="Un autre nom", label_en="", definition="")
    assert "reopened" in (denis.page.locator("aside.decide .badge").first.get_attribute("class"))
    facts = anne.context.request.get(f"{path}.json").json()
    assert [] == facts["signed"]
    assert {"Anne", "Chloé"} == {each["name"] for each in facts["former"]}
    assert not facts["ready"]


def test_t_keys_are_off_until_switched_on(come: Come, lived_in: Workshop) -> None:
    """Single keys do nothing at first, nor in a text field, nor with Ctrl; once on, they serve."""
    page = come("Fanny").go(f"/q/{QUESTION}/coding").page
    first = page.locator("input[name=main]").first
    keys = first.get_attribute("data-keys") or ""
    here = page.url

    def typed(text: str) -> bool:
        page.evaluate("document.querySelectorAll('[name=main]').forEach(e => e.checked = false)")
        for key in text:
            page.keyboard.press(key)
        page.wait_for_timeout(50)
        return first.is_checked()

    assert keys
    for key in "saprnj?":  # every key of the list, and the list itself
        page.keyboard.press(key)
    assert not typed(keys)
    assert here == page.url
    page.click("#shortcuts summary")
    page.check("#shortcuts-on")
    page.evaluate("document.activeElement.blur()")
    assert typed(keys)
    for field in ("textarea", "input", "select"):
        page.evaluate(
            "tag => { const e = document.createElement(tag); e.id = 'typing';"
            " document.querySelector('main').append(e); e.focus(); }",
            field,
        )
        assert not typed(keys), field
        page.evaluate("document.getElementById('typing').remove()")
    page.keyboard.press("Control+s")
    assert here == page.url
    page.reload()
    assert typed(keys)  # remembered
    page.click("#shortcuts summary")
    page.uncheck("#shortcuts-on")
    page.evaluate("document.activeElement.blur()")

    assert not typed(keys)
