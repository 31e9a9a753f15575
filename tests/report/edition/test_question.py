"""The page of a question of an edition: what it must say, in both languages, and may never say."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from synthesis.report.edition import pages
from synthesis.report.edition.words import phrases
from tests.report.conftest import NASTY, SCRIPT, Element, parse
from tests.report.edition.small import Small, small

THEMES = ("c1", "c2", "c3", "c4", "impots", "soir")
SECTIONS = (
    *("essentiel", "registre", "themes", "liens", "minoritaires", "non-classees", "copies"),
    *("fiabilite", "decisions", "verifier"),
)
# Where a digit may stand: figures, and words that are not ours.
PRINTED = ("data", "time", "blockquote", "bdi", "cite", "code", "style", "title")
VIEW = f"Ne rien changer {SCRIPT}"

Built = Callable[..., dict[str, Element]]


def filled() -> Small:
    """The small edition, and three answers set out one by one, of which one cannot be quoted."""
    made = small(NASTY)
    made.connection.execute("delete from isolated; delete from quotations where theme_id = ''")
    for answer, view in ((150, VIEW), (160, VIEW), (170, "")):
        made.add("isolated", question_id="1", answer_id=answer, position=view)
        if answer != 170:
            made.add(
                "quotations", question_id="1", theme_id="", kind="minority", rank=answer,
                answer_id=answer, start=3, stop=12,
            )  # fmt: skip
    return made


@pytest.fixture(scope="module")
def built(edition_about: Any, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Pages of tables, after some statements on them; those already made are kept."""
    kept: dict[tuple[str, ...], Path] = {}

    def build(*statements: str, question: str = "1") -> dict[str, Element]:
        if statements not in kept:
            made = filled()
            for statement in statements:
                made.connection.execute(statement)
            kept[statements] = tmp_path_factory.mktemp("built")
            pages.write(made, edition_about, kept[statements])
        return {
            language: parse((kept[statements] / path).read_bytes().decode())
            for language, path in (("fr", f"q/{question}.html"), ("en", f"en/q/{question}.html"))
        }

    return build


def by_id(page: Element, id: str) -> Element:
    """The element of an id, which one alone has."""
    (found,) = [each for each in page.walk() if each.attributes.get("id") == id]
    return found


def having(page: Element, name: str) -> list[Element]:
    """Elements of a class."""
    return [each for each in page.walk() if name in each.attributes.get("class", "").split()]


def read(element: Element) -> str:
    """Its words, every run of white space as one space."""
    return " ".join(element.text().split())


def figures(page: Element) -> list[tuple[str, str, str]]:
    """Every figure, in order: its value, its query, its column."""
    return [
        tuple(each.attributes.get(name, "") for name in ("value", "data-q", "data-c"))  # type: ignore[misc]
        for each in page.all("data")
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_sections(built: Built, language: str) -> None:
    """All of them, in order, each in the contents; every link within the page leads somewhere."""
    page = built()[language]
    ids = [each.attributes["id"] for each in page.walk() if "id" in each.attributes]
    links = [each.attributes["href"] for each in page.all("a")]

    assert list(SECTIONS) == [id for id in ids if id in SECTIONS]
    assert len(ids) == len(set(ids))
    assert not {link[1:] for link in links if link.startswith("#")} - set(ids)
    assert {f"#{name}" for name in SECTIONS} <= set(links)
    assert {f"theme-{theme}" for theme in THEMES} <= set(ids)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_three_bases_with_and_without_copies(built: Built, language: str) -> None:
    """c1 holds 90 answers, of which six are one text: 85 of them, on each base."""
    (table,) = having(by_id(built()[language], "theme-c1"), "bases")
    rows = [
        tuple(each.attributes["value"] for each in row.all("data")[:2])
        for row in table.all("tr")
        if row.all("td")
    ]

    assert [("90", "200"), ("90", "240"), ("80", "160")] == rows[:3]
    assert [("85", "200"), ("85", "240")] == [(n.split(".")[0], of) for n, of in rows[3:5]]
    assert 6 == len(rows)


def test_each_theme_says_mention_not_support(built: Built) -> None:
    """At each count of open answers, not once a page."""
    for language, words in (("fr", "Mention spontanée, pas soutien"), ("en", "not support")):
        page = built()[language]

        assert all(words in read(by_id(page, f"theme-{theme}")) for theme in THEMES)
        assert words.lower() in read(by_id(page, "themes")).lower()


def test_the_same_figures_in_both_languages(built: Built) -> None:
    """One object of facts: the same numbers, from the same queries, in the same order."""
    for question in ("1", "2", "3"):
        both = built(question=question)

        assert figures(both["fr"]) == figures(both["en"])
    assert len(figures(built()["fr"])) > 100


def test_every_number_is_a_figure(built: Built) -> None:
    """Outside data, words of people, code and names, no digit stands by itself."""

    def loose(element: Element) -> list[str]:
        found = []
        for child in element.children:
            if isinstance(child, str):
                found += re.findall(r"\d+", child)
            elif child.tag not in PRINTED:
                found += loose(child)
        return found

    for question in ("1", "2", "3"):
        for page in built(question=question).values():
            assert [] == loose(page)


def test_no_theme_before_another_whose_interval_it_touches(built: Built) -> None:
    """c1 and « soir » may both be first: the page says that their order means nothing."""
    level = "update theme_quality set corrected_low = 0.3, corrected_high = 0.5"
    page = by_id(built(level)["fr"], "essentiel")

    assert "On ne peut pas dire quel thème est le plus fréquent" in read(page)
    assert "« Des transports en commun » et « Le soir »" in read(page)
    assert "n’est pas significatif" in read(page)


def test_a_theme_clear_of_the_others_is_first(built: Built) -> None:
    """Its interval and theirs are apart."""
    clear = (
        "update theme_quality set corrected_low = 0.6, corrected_high = 0.7, corrected = 0.65 "
        "where theme_id = 'c1'"
    )
    page = by_id(built(clear)["fr"], "essentiel")

    assert "Le thème le plus fréquent est « Des transports en commun »" in read(page)
    assert "On ne peut pas dire" not in read(page)


def test_the_ranks_printed(built: Built) -> None:
    """A range where nothing more is known; none for a group or a minority view."""
    level = (
        "update theme_quality set corrected_low = 0.3, corrected_high = 0.5 "
        "where theme_id in ('c1', 'c2', 'soir')"
    )
    rows = {
        row.all("a")[0].attributes["href"].removeprefix("#theme-"): read(row.all("td")[-1])
        for row in having(built(level)["en"], "glance-themes")[0].all("tr")
        if row.all("a")
    }

    assert "Rank1 to 3" == rows["c1"]
    assert {"Rank–"} == {rows["impots"], rows["c4"], rows["#non-classees"]}


def test_what_raw_shares_mislead_on_is_said_first(built: Built) -> None:
    """The raw share is 45 %, the corrected one well above: the sentence to quote leads with it."""
    strayed = (
        "update theme_quality set corrected_low = 0.6, corrected_high = 0.7, corrected = 0.65, "
        "\"both\" = 9, coded_in = 25 where theme_id = 'c1'"
    )
    for language, words in (("fr", "trop peu"), ("en", "too few")):
        theme = by_id(built(strayed)[language], "theme-c1")
        (cited,) = having(theme, "cite")
        values = [each.attributes["value"] for each in cited.all("data")]

        assert 1 == len(having(theme, "caution"))
        assert words in read(cited)
        assert values.index("0.65") < values.index("0.450000")


def test_what_is_to_be_quoted_says_of_what_and_how_sure(built: Built) -> None:
    """Numerator, denominator, share, its bounds, the corrected share, the edition."""
    (cited,) = having(by_id(built()["fr"], "theme-c1"), "cite")
    printed = read(cited)

    assert "Sur 200 réponses analysées à la question « Que faire ? », 90 (45,0 %" in printed
    assert "42,0 % [35,0 % ; 49,0 %]" in printed
    assert "édition 2" in printed
    assert "ne forment pas un échantillon représentatif" in printed


def test_no_percentage_on_a_small_base(built: Built) -> None:
    """Of 40 answers one says how many, not which share; nothing is ranked or drawn."""
    few = 'update theme_counts set n = least(n, 40), "of" = 40'
    for page in built(few).values():
        for theme in THEMES:
            section = by_id(page, f"theme-{theme}")
            shares = having(section, "bases") + having(section, "cite") + having(section, "figures")

            assert not [each for part in shares for each in part.all("data") if "%" in each.text()]
            assert not having(section, "spread")
        assert "–" == read(having(page, "glance-themes")[0].all("tr")[1].all("td")[-1])[-1]


def test_a_question_of_thirty_answers_has_no_percentage(built: Built) -> None:
    """Nor a theme, and it says so."""
    page = built(question="2")["fr"]

    assert "%" not in "".join(each.text() for each in page.all("data"))
    assert "aucun thème signé" in read(page)


def test_precision_of_a_few_units_is_a_count(built: Built) -> None:
    """22 of 27, and bounds between nought and one: 27 bear no percentage."""
    sure = read(having(by_id(built()["fr"], "theme-c1"), "sure")[0])

    assert "22 sur 27 [0,63 ; 0,92]" in sure
    assert "22 sur 25 [0,70 ; 0,96]" in sure


def test_no_correction_on_a_few_units(built: Built) -> None:
    """A corrected share from 40 texts is not printed, and the page says why."""
    page = built("update theme_quality set units = 40")["fr"]

    assert "n’y suffisent pas" in read(by_id(page, "theme-c1"))
    assert not [each for each in page.all("data") if each.attributes.get("data-c") == "corrected"]


def test_withheld_cells_are_shown_as_such(built: Built) -> None:
    """The department is named, without a number; the others have theirs."""
    for language, words in (("fr", "désignerait des personnes"), ("en", "point at people")):
        theme = by_id(built()[language], "theme-c1")
        (row,) = having(theme, "withheld")

        assert "La Réunion" in read(row)
        assert words in read(row)
        assert ["1"] == [each.attributes["value"] for each in row.all("data")]


def test_no_size_hides_a_view(built: Built) -> None:
    """The minority of three answers, the theme of eight, and answers alone, all with words."""
    views = by_id(
        built("update theme_counts set n = 1 where theme_id = 'c3'")["fr"], "minoritaires"
    )

    assert by_id(views, "theme-c4")
    assert "Contre." in read(by_id(views, "theme-c4"))
    assert ["#theme-c3"] == [
        each.attributes["href"] for each in views.all("a") if each.inside("ul")
        and not each.inside("table") and each.attributes["href"] != "#themes"
        and each.attributes["href"].startswith("#theme-c3")
    ]  # fmt: skip
    assert 2 == sum("data-start" in each.attributes for each in views.all("blockquote")
                    if each.attributes["data-answer"] in ("150", "160"))  # fmt: skip
    assert "Ne peut être citée" in read(views)


def test_quotations_are_slices(built: Built) -> None:
    """What is printed is what the table says, to the character, in French on both pages."""
    made = filled()
    for language, page in built().items():
        quoted = [each for each in page.all("blockquote") if "data-start" in each.attributes]
        for each in quoted:
            start, stop = int(each.attributes["data-start"]), int(each.attributes["data-stop"])
            (answer,) = made.rows(
                "select text from answers where answer_id = $a",
                a=int(each.attributes["data-answer"]),
            )

            assert str(answer["text"])[start:stop] == each.text()
            assert ("lang" in each.attributes) == (language == "en")
        assert len(quoted) >= 8


def test_the_words_a_rule_found_are_marked(built: Built) -> None:
    """« soir », in an answer that the rule put in its theme."""
    quote = (
        "insert into quotations values ('1', 'soir', 'random', 1, 5, 0, 46), "
        "('1', 'soir', 'random', 2, 6, 17, 46)"
    )
    found = by_id(built(quote)["fr"], "theme-soir").all("blockquote")

    assert [["soir"], []] == [[mark.text() for mark in each.all("mark")] for each in found]
    assert "Plus de bus le soir, et des trains qui passent" == found[0].text()


def test_hostile_words_stay_words(built: Built) -> None:
    """In a name, an answer, a view, a code: no element is made of them."""
    hostile = (
        f"update reviewed set position = '{SCRIPT}'",
        f"update codes set label_fr = '{SCRIPT}', label_en = '{SCRIPT}'",
        f"update themes set rule = '{SCRIPT}', includes = '{SCRIPT}', definition_en = '{SCRIPT}'",
        f"update contributions set department = '{SCRIPT}'",
        f"update crosses set value = '{SCRIPT}' where withheld",
        f"update vocabulary set label = '{SCRIPT}'",
    )
    for page in built(*hostile).values():
        assert not page.all("script", "img", "iframe")
        assert SCRIPT in by_id(page, "theme-c3").all("h3")[0].text()
        assert not [name for each in page.walk() for name in each.attributes if name[:2] == "on"]


def test_decisions(built: Built) -> None:
    """What was merged, moved and set aside, counted from what people decided."""
    merged = (
        "insert into reviewed (question_id, cluster_id, home_id, kind, status, position) "
        "values ('1', 5, 1, 'opinion', 'absorbed', '')",
        "insert into decided values ('1', 152, 'analysed', 5, 'analysed', 1)",
        "update assignments set cluster_id = 1 where answer_id = 152",
    )
    page = built(*merged)["fr"]
    c1, c2 = (read(by_id(page, f"theme-{name}")) for name in ("c1", "c2"))

    assert "La classe 5 (4 réponses à l’exécution) y a été fondue" in c1
    assert "1 réponse y a été déplacée à la main" in c1
    assert "1 réponse en a été déplacée vers un autre thème" in c2
    assert "1 réponse en a été écartée" in c2
    assert "Le programme avait formé 5 classes" in read(by_id(page, "decisions"))
    assert "1 fondue dans une autre" in read(by_id(page, "decisions"))


def test_a_closed_question_has_two_bases(built: Built) -> None:
    """120 of 180 that chose, of 240 asked."""
    page = built(question="3")["en"]
    (table,) = having(page, "options-table")
    shares = [each.text() for each in table.all("tr")[1].all("data")]

    assert ["120", "66.7%", "50.0%"] == shares
    assert "themes" not in {each.attributes.get("id") for each in page.walk()}


def test_drawings_say_nothing_a_cell_does_not(built: Built) -> None:
    """A bar is hidden from those who listen; the one that is not has a title and a table."""
    for page in built().values():
        for drawing in page.all("svg"):
            if drawing.attributes.get("aria-hidden") == "true":
                continue
            (title,) = drawing.all("title")

            assert "img" == drawing.attributes["role"]
            assert len(title.text()) >= 20
        for table in page.all("table"):
            assert 1 == len(table.all("caption"))
            assert all("scope" in each.attributes for each in table.all("th"))


def test_every_phrase_is_used() -> None:
    """A phrase that no page says would be translated for nothing."""
    folder = Path(pages.__file__).parents[1] / "templates" / "edition"
    written = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.html"))
    stems = re.findall(r't\("(q_\w+?)" ~', written)
    unused = [
        key
        for key in phrases()
        if key.startswith("q_")
        and not re.search(rf'"{re.sub("_(one|many)$", "", key)}"', written)
        and not any(key.startswith(stem) for stem in stems)
    ]

    assert [] == unused


def test_phrases_have_the_same_slots() -> None:
    """In French and in English, and in the forms for one and for many."""
    slots: dict[str, set[str]] = {}
    for key, said in phrases().items():
        if key.startswith("q_"):
            named = {language: set(re.findall(r"{(\w+)}", said[language])) for language in said}
            stem = re.sub("_(one|many)$", "", key)

            assert named["fr"] == named["en"]
            assert named["fr"] == slots.setdefault(stem, named["fr"])
