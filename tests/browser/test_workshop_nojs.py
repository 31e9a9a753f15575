"""T-NOJS: every operation, by its form, in a browser that runs no script."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from synthesis import recipe
from synthesis.decisions.fold import OPERATIONS
from synthesis.journal import Decision, Journal
from tests.browser.hand import Hand
from tests.browser.screens import CODED, FRESH, quoted
from tests.browser.server import desk
from tests.browser.workshop import Workshop

pytestmark = pytest.mark.browser

DONE: set[str] = set()  # operations that the tests of this file have done through pages
Come = Callable[[str], Hand]


class Clicking(Hand):
    """A hand that remembers what it did."""

    def send(self, op: str, which: str = "form", button: str = "", **typed: object) -> int:
        """As any hand."""
        seq = super().send(op, which, button, **typed)
        DONE.add(op)
        return seq


@pytest.fixture
def come(lived_in: Workshop) -> Iterator[Come]:
    """Lets someone come in; all leave when the test ends."""
    there: dict[str, Hand] = {}

    def come(name: str) -> Hand:
        if name not in there:
            there[name] = Clicking(lived_in, name)
        return there[name]

    yield come
    for hand in there.values():
        hand.close()


@pytest.fixture(scope="module")
def keys(lived_in: Workshop) -> list[str]:
    """The clusters of the question that this file decides about."""
    with desk(lived_in.recipe_file) as at:
        return list(at.base(FRESH).clusters)


def at(key: str) -> str:
    """The page of a cluster."""
    return f"/q/{FRESH}/cluster/{key}"


def status(hand: Hand) -> str:
    """What the page says a cluster is."""
    return hand.page.locator("aside.decide .badge").first.get_attribute("class") or ""


def test_t_nojs_a_cluster_is_named_voted_on_and_signed(come: Come, keys: list[str]) -> None:
    """`rename`, `accept`."""
    anne, bruno, page = come("Anne"), come("Bruno"), at(keys[0])
    anne.go(page).send("rename", label_fr="Des médecins", label_en="Doctors", definition="Soigner")
    anne.send("accept", verdict="one_idea")
    bruno.go(page).send("accept", verdict="one_idea")

    assert "Des médecins" == bruno.page.inner_text("h1")
    assert "signed" in status(bruno)


def test_t_nojs_texts_drawn_are_judged(come: Come, keys: list[str]) -> None:
    """`judge`, by two buttons for each text."""
    anne = come("Anne").go(at(keys[0]))
    anne.page.locator("#fits-1").check()
    anne.page.locator("#misfits-2").check()
    anne.send("judge")

    assert "1 / 2" in anne.page.inner_text("section:has(#precision) .figure")


def test_t_nojs_a_disagreement_is_arbitrated(come: Come, keys: list[str]) -> None:
    """`arbitrate`, on a cluster: by a third person, with a reason."""
    page = at(keys[1])
    come("Anne").go(page).send("rename", label_fr="La poste", label_en="", definition="")
    come("Anne").send("accept", verdict="one_idea")
    come("Bruno").go(page).send("accept", verdict="not_one_idea")
    come("Chloé").go(page).send("arbitrate", outcome="one_idea", reason="Une seule demande.")

    assert "signed" in status(come("Chloé"))


def test_t_nojs_comments_and_second_thoughts(come: Come, keys: list[str]) -> None:
    """`comment`, `undo`."""
    anne = come("Anne").go(at(keys[2]))
    anne.send("comment", text="À relire à tête reposée.")
    assert "À relire à tête reposée." in anne.page.inner_text("section:has(#discussion)")
    anne.send("undo", which="#history ~ * form")

    assert "À relire à tête reposée." not in anne.page.inner_text("section:has(#discussion)")


def test_t_nojs_what_needs_a_second_person(come: Come, keys: list[str]) -> None:
    """`off_topic`, `no_content`, `minority` of a cluster, `confirm`, `decline`, `reclassify`."""
    anne, bruno = come("Anne"), come("Bruno")
    anne.go(at(keys[2])).send("off_topic", "form#whole", comment="Rien sur les services.")
    assert not anne.page.locator("input[name=op][value=confirm]").count()
    bruno.go(at(keys[2])).send("confirm")
    bruno.send("reclassify", comment="Il en est question.")
    anne.go(at(keys[2])).send("confirm")
    anne.go(at(keys[3])).send("no_content", "form#whole", comment="Des silences.")
    bruno.go(at(keys[3])).send("decline", comment="Il y a des mots.")
    anne.go(at(keys[3])).send(
        "minority", "form#whole", position="Ne rien créer.", comment="Rare et argumenté."
    )
    anne.send("undo")  # withdrawn by who proposed it

    assert not anne.page.locator("input[name=op][value=confirm]").count()


def test_t_nojs_answers_are_moved_and_set_aside(come: Come, keys: list[str]) -> None:
    """`move`, `no_content`, `off_topic`, `minority` of ticked answers, however many."""
    anne, page = come("Anne"), at(keys[4])
    before = len_of(anne.go(page))
    tick(anne, "typical-1", "typical-2")
    anne.send("move", "form#ticked", to=keys[5])
    assert before - 2 == len_of(anne)
    tick(anne, "typical-1")
    anne.send("no_content", "form#ticked")
    assert before - 3 == len_of(anne)
    tick(anne, "typical-1")
    anne.send("off_topic", "form#ticked", comment="Parle d’autre chose.")
    tick(anne, "typical-2")
    anne.send("minority", "form#ticked", position="Le contraire des autres.", comment="Argumenté.")

    assert before - 3 == len_of(anne)  # the last two wait for someone else


def tick(hand: Hand, *ids: str) -> None:
    """Tick verbatims by their labels' boxes."""
    for id in ids:
        hand.page.locator(f"#{id}").check()


def test_t_nojs_what_is_ticked_stays_so_while_a_list_grows(come: Come, keys: list[str]) -> None:
    """And the page comes back where the list went on."""
    anne = come("Anne").go(at(keys[5]))
    tick(anne, "typical-1", "random-4")
    anne.press("#longer-random")

    assert anne.page.url.endswith("#random-5")
    assert anne.page.locator("#random-6").count()
    ticked = anne.page.locator("input[name=answers]:checked")
    assert ["random-4", "typical-1"] == sorted(ticked.evaluate_all("all => all.map(e => e.id)"))


def test_t_nojs_one_comes_back_to_where_one_was(come: Come, keys: list[str]) -> None:
    """After a comment, at the foot of a long page; it says there that it was recorded."""
    anne = come("Anne").go(at(keys[5]))
    anne.send("comment", text="Vu.")

    assert anne.page.url.endswith("#discussion")
    told = anne.page.locator("section:has(#discussion) .done")
    expect(told).to_be_in_viewport()


def len_of(hand: Hand) -> int:
    """The answers of a cluster, as its page says."""
    text = hand.page.locator(".facts dd").first.inner_text()
    return int("".join(filter(str.isdigit, text.split()[0])))


def test_t_nojs_two_clusters_are_told_apart_or_merged(come: Come, keys: list[str]) -> None:
    """`keep_apart`, `merge`: from the page that compares them."""
    anne, bruno = come("Anne"), come("Bruno")
    anne.go(f"/q/{FRESH}/compare/{keys[6]}/{keys[7]}").send("keep_apart")
    anne.go(f"/q/{FRESH}/compare/{keys[8]}/{keys[9]}").send(
        "merge", into=keys[9], comment="La même demande."
    )
    bruno.go(at(keys[8])).send("confirm")
    bruno.go(at(keys[8]))

    assert bruno.page.locator(f"main a[href='{at(keys[9])}']").count()


def test_t_nojs_words_are_masked(come: Come, lived_in: Workshop, keys: list[str]) -> None:
    """`flag` by anyone, `unflag` by the lead alone."""
    with desk(lived_in.recipe_file) as there:
        address = sorted(there.base(FRESH).inside[keys[10]])[0]
    page = f"/q/{FRESH}/answer/{quoted(address)}"
    anne, denis = come("Anne").go(page), come("Denis")
    form = anne.form("flag")
    form.locator("input[name=spans]").first.check()
    anne.send("flag", comment="Un nom de personne.")
    assert "[…]" in anne.page.inner_text("main")
    denis.go(page).send("unflag")

    assert "[…]" not in denis.page.locator("blockquote.words").first.inner_text()


def test_t_nojs_a_term_is_proposed(come: Come) -> None:
    """`propose`, from the concordance."""
    anne = come("Anne").go(f"/concordance?question={FRESH}&term=poste")
    anne.send("propose", kind="lexicon", reason="Une seule chose.")


def test_t_nojs_coding(come: Come, lived_in: Workshop) -> None:
    """`open_coding`, `begin_coding`, `code`, `leave_coding`, `close_coding`; `arbitrate`."""
    anne, chloe, denis = come("Anne"), come("Chloé"), come("Denis")
    denis.go(f"/q/{FRESH}/coding/open").send("open_coding", size=20)
    anne.go(f"/q/{FRESH}/coding").send("begin_coding")
    anne.go(f"/q/{FRESH}/coding").send("code", button="button[value='3']", main="k1")
    anne.send("code", button="button[name=unknown]")
    assert "2 " in anne.page.inner_text(".progress")
    anne.page.goto(f"/q/{FRESH}")
    assert "vous codez cette question" in anne.page.inner_text("h1").lower()
    anne.page.click("main summary")
    anne.send("leave_coding")
    assert anne.page.url.startswith(f"{lived_in.url}/q/{FRESH}?done=")
    denis.go(f"/q/{FRESH}/agreement").send("close_coding")
    chloe.go(f"/q/{CODED}/agreement?codes={lived_in.life.codes}")
    chloe.send("arbitrate", outcome="k1", reason="Le texte le dit.")


def test_t_nojs_what_lost_its_hold_is_settled(come: Come, lived_in: Workshop) -> None:
    """`settle`: a decision of an earlier run, about a cluster that this one has not."""
    given, gone = recipe.read(lived_in.recipe_file), "0" * 16
    about, key = f"{FRESH}/cluster/{gone}", secrets.token_hex(16)
    payload = {"cluster": gone, "label_fr": "D’avant", "label_en": "", "definition": ""}
    journal = Journal(given.journal)
    journal.append(Decision("r-02", "reviewer", "rename", FRESH, {about: 0}, [about], payload, key))
    anne = come("Anne").go(f"/q/{FRESH}")
    assert "D’avant" in anne.page.inner_text("main")
    anne.send("settle")

    assert "D’avant" not in anne.page.inner_text("main")


def test_t_nojs_people(come: Come, lived_in: Workshop) -> None:
    """The lead adds someone, who comes in by the link, changes password, and leaves."""
    lead = come("Denis").go("/people")
    denis = lead.page
    denis.fill("#name", "Fatou")
    denis.check("#role-reviewer")
    lead.press("main form.form button")
    link = denis.inner_text(".address code")
    fatou = Clicking(lived_in, "")
    page = fatou.go(link).page
    page.fill("[name=password]", "Une phrase pour entrer")
    page.fill("[name=again]", "Une phrase pour entrer")
    fatou.press("main button")
    fatou.go("/account")
    page.fill("[name=former]", "Une phrase pour entrer")
    page.fill("[name=password]", "Une autre phrase longue")
    page.fill("[name=again]", "Une autre phrase longue")
    fatou.press("main form.form button")
    assert page.locator("main .done").count()
    fatou.press("header button")  # leave
    assert page.url.endswith("/login")
    page.fill("[name=name]", "fatou")
    page.fill("[name=password]", "Une autre phrase longue")
    fatou.press("main button")
    assert page.url == f"{lived_in.url}/"
    row = denis.locator("tr", has_text="Fatou")
    lead.press(row.locator("form[action$=disable] button"))
    page.goto("/")

    assert page.url.endswith("/login")
    fatou.close()


def test_t_nojs_the_other_language(come: Come) -> None:
    """One link, remembered by the next page."""
    page = come("Anne").go("/").page
    come("Anne").press("a.language")
    come("Anne").go("/journal")

    assert "en" == page.locator("html").get_attribute("lang")


def test_t_nojs_every_operation() -> None:
    """The tests above, and those of signatures, leave out no operation there is."""
    assert set(OPERATIONS) - {"sign"} == DONE
