"""The pages of a draft, read as a browser, a stranger and an attacker would."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from pathlib import Path
from typing import Any

import pytest

from synthesis.report import pages
from synthesis.report.about import About
from synthesis.report.asking import FOLDER

PAGES = ["index.html", "q/1.html", "q/1-concordance.html", "q/3.html", "q/4.html"]
SLASHED = "q/a-b-c14cddc033f6"
EVERY = [*PAGES, f"{SLASHED}.html", f"{SLASHED}-concordance.html"]
TAGS = {
    "",
    "a",
    "abbr",
    "aside",
    "b",
    "bdi",
    "blockquote",
    "body",
    "br",
    "caption",
    "circle",
    "cite",
    "code",
    "data",
    "dd",
    "defs",
    "desc",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "html",
    "i",
    "li",
    "line",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "p",
    "path",
    "pattern",
    "pre",
    "q",
    "rect",
    "section",
    "small",
    "span",
    "strong",
    "style",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "ul",
}
QUOTED = ("bdi", "blockquote", "q", "cite", "code", "mark")  # words that are not ours


def test_one_page_a_question_and_a_concordance_for_the_open_ones(trees: dict[str, Any]) -> None:
    """With the index, and nothing else."""
    assert sorted(EVERY) == sorted(trees)


def test_the_queries_travel_with_the_pages(edition: Path) -> None:
    """The same bytes as those that were run."""
    for query in FOLDER.glob("*.sql"):
        assert query.read_bytes() == (edition / "queries" / query.name).read_bytes()


def test_twice_the_same_bytes(warehouse: Any, about: About, edition: Path, tmp_path: Path) -> None:
    """And every file written is named, in the same order."""
    written = pages.write(warehouse, about, tmp_path)

    assert [path.relative_to(tmp_path) for path in written]
    for path in written:
        assert (edition / path.relative_to(tmp_path)).read_bytes() == path.read_bytes()
        assert str(tmp_path) not in path.read_text()
        assert b"\r" not in path.read_bytes()


@pytest.mark.parametrize("page", EVERY)
def test_nothing_runs_and_nothing_is_fetched(
    trees: dict[str, Any], edition: Path, page: str
) -> None:
    """Whatever texts, titles and references contain: our tags only, no handler, no address."""
    for element in trees[page].walk():
        assert element.tag in TAGS
        for name, value in element.attributes.items():
            assert not name.startswith("on")
            assert name not in ("src", "srcset", "style", "xlink:href")
            assert name != "href" or re.fullmatch(r"(\.\./)?[\w./-]*(#[\w-]+)?", value)
    style = trees[page].all("style")
    assert 1 == len(style)
    assert not re.search(r"url\((?!#)|@import|https?:", style[0].text())
    assert "<script" not in (edition / page).read_text()


@pytest.mark.parametrize("page", EVERY)
def test_the_policy_allows_our_sheet_and_nothing_else(trees: dict[str, Any], page: str) -> None:
    """By its digest, which is that of the sheet in the page."""
    policy = next(
        meta.attributes["content"]
        for meta in trees[page].all("meta")
        if meta.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    style = trees[page].all("style")[0].text()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "unsafe" not in policy


def test_no_template_trusts_the_data() -> None:
    """No filter that lifts the escaping, in any template."""
    for template in Path(pages.__file__).parent.glob("templates/*.html"):
        assert not re.search(r"\|\s*safe|Markup|autoescape", template.read_text()), template.name


@pytest.mark.parametrize("page", EVERY)
def test_every_page_says_it_is_a_draft(trees: dict[str, Any], page: str) -> None:
    """On the screen, in its title, and in the margin of every sheet of paper."""
    banner = trees[page].all("aside")[0].text()

    assert "Brouillon — non validé\u00a0: aucune personne n’a relu ces classes" == banner
    assert trees[page].all("title")[0].text().endswith("brouillon")
    assert re.search(r"@top-center \{\s*content: \"Brouillon", trees[page].all("style")[0].text())


@pytest.mark.parametrize("page", EVERY)
def test_the_frame_can_be_read_without_eyes(trees: dict[str, Any], page: str) -> None:
    """Language, a skip link first that leads somewhere, headings in order, identifiers once."""
    tree = trees[page]
    assert "fr" == tree.all("html")[0].attributes["lang"]
    first = tree.all("a")[0].attributes
    identifiers = [e.attributes["id"] for e in tree.walk() if "id" in e.attributes]
    assert ("skip", "#contenu") == (first["class"], first["href"])
    assert "contenu" in identifiers
    assert len(set(identifiers)) == len(identifiers)
    levels = [int(e.tag[1]) for e in tree.walk() if re.fullmatch("h[1-6]", e.tag)]
    assert (1, 1) == (levels[0], levels.count(1))
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    labels = [
        e.attributes["aria-label"]
        for e in tree.all("nav", "aside", "div")
        if "aria-label" in e.attributes
    ]
    assert len(set(labels)) == len(labels)


def test_titles_differ(trees: dict[str, Any]) -> None:
    """A tab, a bookmark, a printed sheet: one knows which."""
    assert len(trees) == len({tree.all("title")[0].text() for tree in trees.values()})


@pytest.mark.parametrize("page", EVERY)
def test_tables_have_captions_and_scopes(trees: dict[str, Any], page: str) -> None:
    """Every header cell says what it heads; every row has as many cells as there are columns."""
    for table in trees[page].all("table"):
        assert "caption" == next(c for c in table.children if not isinstance(c, str)).tag
        assert table.all("caption")[0].text().strip()
        assert all("scope" in cell.attributes for cell in table.all("th"))
        widths = {
            sum(int(cell.attributes.get("colspan", 1)) for cell in row.all("td", "th"))
            for row in table.all("tr")
        }
        assert 1 == len(widths)


@pytest.mark.parametrize("page", EVERY)
def test_drawings_have_names_and_a_table_after_them(trees: dict[str, Any], page: str) -> None:
    """Or are hidden, when the row they lie in says the same in figures."""
    elements = list(trees[page].walk())
    for place, element in enumerate(elements):
        if element.tag != "svg":
            continue
        if element.attributes.get("aria-hidden") == "true":
            assert not element.text().strip()
            continue
        assert "img" == element.attributes["role"]
        named = element.attributes["aria-labelledby"].split()
        assert named == [named_by.attributes["id"] for named_by in element.all("title", "desc")]
        assert 20 <= len(element.all("title")[0].text())
        assert any(after.tag == "table" for after in elements[place:])


def test_what_is_drawn_is_in_the_table(question_page: Any) -> None:
    """The bar of the ledger is 100 and 20 of 120 cells; its table says 100 and 20."""
    bar = next(s for s in question_page.all("svg") if "ledger" in s.attributes.get("class", ""))
    widths = [r.attributes["width"] for r in bar.all("rect") if "state" in r.attributes["class"]]
    table = next(t for t in question_page.all("table") if "Registre" in t.text())
    values = [d.attributes["value"] for d in table.all("data")]

    assert ["83.333%", "16.667%"] == widths
    assert {"100", "20", "120"} <= set(values)


@pytest.mark.parametrize("page", EVERY)
def test_links_lead_somewhere(trees: dict[str, Any], page: str) -> None:
    """To a page of the edition, and to an anchor it has."""
    for link in trees[page].all("a"):
        path, _, anchor = link.attributes["href"].partition("#")
        target = (Path(page).parent / path).as_posix() if path else page
        target = target.replace("q/../", "")
        assert target in trees
        assert not anchor or any(e.attributes.get("id") == anchor for e in trees[target].walk())
        assert link.text().strip()


@pytest.mark.parametrize("page", EVERY)
def test_every_number_names_its_query(trees: dict[str, Any], page: str) -> None:
    """No digit of ours is outside `data` or `time`; each `data` names a query or the manifest."""
    queries = {query.stem for query in FOLDER.glob("*.sql")} | {"manifest"}
    for element in trees[page].all("body")[0].walk():
        if element.tag == "data" and "data-q" in element.attributes:
            assert element.attributes["data-q"] in queries
        own = "".join(child for child in element.children if isinstance(child, str))
        if element.tag == "text":  # drawn: the table beside the drawing says it
            continue
        if re.search(r"\d", own) and not element.inside(*QUOTED, "data", "time", "title", "desc"):
            assert own.strip() in ("SHA-256", "") or "SHA-256" in own, own


@pytest.mark.parametrize("page", EVERY)
def test_our_french_is_typeset(trees: dict[str, Any], page: str) -> None:
    """No-break spaces before high punctuation, true apostrophes; citizens' words are left alone."""
    for element in trees[page].walk():
        if element.inside(*QUOTED, "style", "title") or element.attributes.get("lang") == "en":
            continue
        own = "".join(child for child in element.children if isinstance(child, str))
        assert not re.search(r"\w [:;?!»%]|« |\w'\w", own), own


@pytest.mark.parametrize(
    "word",
    [
        "les Français",
        "majorité",
        "consensus",
        "plébiscit",
        "massivement",
        "largement",
        "citoyens",
    ],
)
def test_forbidden_words_are_not_ours(word: str) -> None:
    """SURFACES.md 2.2: a synthesis counts contributions and says so."""
    for template in Path(pages.__file__).parent.glob("templates/*.html"):
        assert word not in template.read_text(), template.name


def test_a_quotation_is_exactly_the_slice(question_page: Any, warehouse: Any, nasty: str) -> None:
    """What `textContent` gives is answers.text[start:stop]; marks of a cut stay outside."""
    texts = {row["answer_id"]: row["text"] for row in warehouse.rows("from answers")}
    quotes = [q for q in question_page.all("blockquote") if "data-start" in q.attributes]
    for quote in quotes:
        start, stop = (int(quote.attributes[f"data-{end}"]) for end in ("start", "stop"))
        assert texts[int(quote.attributes["data-answer"])][start:stop] == quote.text()
    cuts = [q.parent.text().replace(q.text(), "|") for q in quotes]

    assert nasty == quotes[0].text()
    assert ["|", "[…] | […]", "| […]"] == cuts[:3]


def test_verbatims_come_in_three_labelled_lists(question_page: Any) -> None:
    """Never mixed."""
    first = _section(question_page, "classe-1")
    heads = [h.text() for h in first.all("h4")]

    assert [
        "Termes",
        "Verbatims\u00a0: typiques",
        "Verbatims\u00a0: à la frontière",
        "Verbatims\u00a0: au hasard",
    ] == heads


def test_a_class_has_a_number_and_sizes_with_their_bases(question_page: Any) -> None:
    """60 answers of 100 analysed and 120 received; no name."""
    first = _section(question_page, "classe-1")
    facts = [dd.text() for dd in first.all("dd")]

    assert first.all("h3")[0].text().startswith("Classe 1 ")
    assert [
        "60 sur\u00a0100 (60,0\u00a0%)",
        "60 sur\u00a0120 (50,0\u00a0%)",
        "60",
        "55",
        "70",
        "stable la moitié au moins en est retrouvée dans 19 sur\u00a020 tirages\u00a0; "
        "Jaccard moyen 0,80",
    ] == facts


def test_what_is_wrong_comes_first(trees: dict[str, Any]) -> None:
    """Rejected lines, a class of 60 %, a question without classes: before any other figure."""
    first = trees["index.html"].all("main")[0].all("section")[0]

    assert "alertes" == first.attributes["id"]
    assert ["rejects", "bin", "undivided"] == [li.attributes["class"] for li in first.all("li")]
    assert "60\u00a0réponses analysées sur\u00a0100 (60,0\u00a0%), plus que" in first.text()


def test_the_sample_is_said_not_to_be_one(trees: dict[str, Any]) -> None:
    """The fixed sentence, on the index and beside closed figures."""
    said = "Les participants ne forment pas un échantillon représentatif de la population."
    for page in ("index.html", "q/3.html", "q/4.html"):
        assert said in trees[page].all("body")[0].text()


def test_small_bases_have_no_percentage(trees: dict[str, Any]) -> None:
    """Thirty people asked: two numbers, no share. Eighty expressed: both shares."""
    assert "%" not in trees["q/4.html"].all("table")[0].text()
    table = trees["q/3.html"].all("table")[0].text()

    assert "75,0\u00a0%" in table
    assert "50,0\u00a0%" in table


def test_unclassified_answers_are_counted_and_drawn(question_page: Any) -> None:
    """Ten of a hundred, five of them without a kept term."""
    section = _section(question_page, "non-classees")
    text = section.text()

    assert "10\u00a0réponses analysées sur\u00a0100 (10,0\u00a0%) ne sont dans aucune" in text
    assert "5 n’ont aucun terme retenu" in text
    assert 10 == len(section.all("blockquote"))


def test_a_term_leads_to_its_concordance_when_there_is_one(trees: dict[str, Any]) -> None:
    """A term without an example is no link."""
    links = {a.text(): a.attributes["href"] for a in trees["q/1.html"].all("a")}
    lines = trees["q/1-concordance.html"].all("main")[0].all("li")

    assert "baisser la TVA" in links
    assert "absent" not in links
    assert "Baisser la TVA, " in lines[0].text()


@pytest.mark.parametrize(
    "colour",
    re.findall(
        r"--(?:blue|orange|green|grey|soft|ink): (#\w{6})",
        (Path(pages.__file__).with_name("style.css")).read_text(),
    ),
)
def test_every_colour_stands_out_on_paper(colour: str) -> None:
    """3:1 on white for what is drawn."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert 3 <= 1.05 / (luminance + 0.05)


def test_a_long_text_is_folded_whole(about: About) -> None:
    """2,000 characters are one click away, and none is missing."""
    environment = pages._environment(about, {}, {})
    template = environment.from_string(
        '{% import "marks.html" as marks %}'
        '{% call marks.quoted(text, "verbatims") %}{{ exact(text) }}{% endcall %}'
    )

    assert "<details>" in template.render(text="a" * 2000)
    assert "a" * 2000 in template.render(text="a" * 2000)
    assert "<details>" not in template.render(text="a" * 200)


def _section(page: Any, identifier: str) -> Any:
    return next(s for s in page.all("section") if s.attributes.get("id") == identifier)
