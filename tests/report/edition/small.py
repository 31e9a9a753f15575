"""A small edition, made by hand: what people decided, and the counts that follow from it."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from typing import Any

import duckdb

from synthesis.methods.interval import wilson
from synthesis.outcomes import EDITION
from synthesis.report.about import Setting, Source
from synthesis.report.edition.about import EditionAbout, People, Unpublished
from synthesis.settings import Settings

FAMILY = range(11, 17)  # answers of one copied text
WORDS = {
    "c1": "Plus de bus le soir, et des trains qui passent.",
    "c2": "Baisser la TVA sur ce dont on a besoin.",
    "c3": "Garder la poste du village.",
    "c4": "Supprimer toute aide aux transports.",
    "c5": "L’eau de la rivière est à tous.",
    "": "Je ne sais comment le dire, mais cela compte.",
}


class Small:
    """The tables of an edition, filled by hand, behind the door the report asks through."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        for table in EDITION:
            columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
            self.connection.execute(f"create table {table.name} ({columns})")

    def add(self, table: str, **row: Any) -> None:
        """Put a row in a table: a column that is not given is null."""
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        self.connection.execute(
            f"insert into {table} ({names}) values ({marks})", list(row.values())
        )

    def rows(self, sql: str, **parameters: object) -> list[dict[str, object]]:
        """Rows of a query; only the parameters it names are bound."""
        named = {name: value for name, value in parameters.items() if f"${name}" in sql}
        answer = self.connection.execute(sql, named or None)
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def theme_of(number: int) -> str:
    """The theme of an answer to question 1, by its number: 90, 50, 8, 3 and 4 of 200."""
    for last, theme in ((90, "c1"), (140, "c2"), (148, "c3"), (151, "c4"), (155, "c5")):
        if number <= last:
            return theme
    return ""


def author_of(number: int) -> int | None:
    """160 known authors of 240 contributions: the first twenty wrote two, the last sixty none."""
    return None if number > 180 else number if number <= 160 else number - 160


def people(made: Small) -> None:
    """240 contributions, of 14 days; overseas and Corsica among the departments."""
    places = ["75"] * 80 + ["33"] * 40 + ["974"] * 20 + ["971"] * 10 + ["2A"] * 10 + ["2B"] * 6
    for number in range(1, 241):
        made.add(
            "contributions",
            contribution_id=number,
            reference=f"3-{number}",
            source="export.csv",
            author_type="Citoyen" if number <= 200 else "Association" if number <= 230 else None,
            department=places[number - 1] if number <= len(places) else None,
            day=datetime.date(2030, 1, 15) + datetime.timedelta(days=number % 14),
            author_known=author_of(number) is not None,
        )


def answers(made: Small, hostile: str) -> None:
    """Question 1: 200 analysed answers, 20 that say nothing, 20 empty; question 2: 30, none named.

    Answer 1 is hostile; answer 2 has a masked name.
    """
    made.add("questions", question_id="1", title="Que faire ?", kind="open", position=1, asked=240)
    made.add("questions", question_id="2", title="", kind="open", position=2, asked=30)
    made.add("questions", question_id="3", title="Pour ?", kind="closed", position=3, asked=240)
    made.add("questions", question_id="a/b", title="Autre ?", kind="open", position=4, asked=240)
    for number in range(1, 201):
        theme = theme_of(number)
        text = hostile if number == 1 else f"{WORDS[theme]} Contribution {number}."
        if number in FAMILY:
            text = WORDS["c1"] * 3
        made.add(
            "answers", answer_id=number, contribution_id=number, reference=f"3-{number}",
            question_id="1", text=text.replace("passent", "███████") if number == 2 else text,
        )  # fmt: skip
        made.add(
            "assignments", answer_id=number, contribution_id=number, reference=f"3-{number}",
            question_id="1", state="analysed", family_id=11 if number in FAMILY else None,
            cluster_id=int(theme[1:]) if theme else None, score=Decimal("2.5") if theme else None,
            margin=Decimal("1.25") if theme else None, second_cluster_id=1 if theme == "c2" else 2,
        )  # fmt: skip
        author = author_of(number)
        made.add(
            "voices", question_id="1", answer_id=number,
            author_answers=None if author is None else 2 if author <= 20 else 1,
            family_answers=6 if number in FAMILY else 1,
        )  # fmt: skip
    made.add(
        "families", family_id=11, answers=6, known_authors=6, of_unknown=0, questions=1,
        sources=1, answer_id=11,
    )  # fmt: skip
    for number in range(201, 221):
        made.add(
            "assignments", answer_id=number, contribution_id=number, reference=f"3-{number}",
            question_id="1", state="off_topic" if number < 205 else "no_content",
        )  # fmt: skip
    for number in range(301, 331):
        made.add(
            "answers", answer_id=number, contribution_id=number - 300, question_id="2",
            reference=f"3-{number - 300}", text="Rien de plus, merci à vous.",
        )  # fmt: skip
        made.add(
            "assignments", answer_id=number, contribution_id=number - 300, question_id="2",
            reference=f"3-{number - 300}", state="analysed",
        )  # fmt: skip
        made.add("voices", question_id="2", answer_id=number, author_answers=1, family_answers=1)
    for question, state, cells in (
        ("1", "analysed", 200), ("1", "off_topic", 4), ("1", "no_content", 16), ("1", "empty", 20),
        ("2", "analysed", 30), ("a/b", "empty", 40), ("a/b", "analysed", 200),
    ):  # fmt: skip
        made.add("ledger", question_id=question, state=state, answers=cells, contributions=cells)
    for option, chosen in (("Oui", 120), ("Non", 60)):
        made.add(
            "closed_counts", question_id="3", option=option, answers=chosen, base_all=240,
            base_expressed=180,
        )  # fmt: skip
    made.add(
        "intake", source="export.csv", reader="table", rows=241, contributions=240, further=0,
        superseded=0, repeats=0, refused=1,
    )  # fmt: skip
    made.add("rejects", source="export.csv", line=7, reason="wrong number of cells", excerpt="3")


THEMES = (
    ("c1", "opinion", "cluster", None, "Des transports en commun", "Public transport"),
    ("c2", "opinion", "cluster", "impots", "Baisser la TVA", "Lower VAT"),
    ("c3", "opinion", "cluster", None, "Garder les services publics", ""),
    ("c4", "minority", "cluster", None, "Contre toute aide aux transports", "Against any aid"),
    ("impots", "group", "codebook", None, "Impôts", "Taxes"),
    ("soir", "opinion", "codebook", None, "Le soir", "Evenings"),
)


def themes(made: Small, hostile: str) -> None:
    """Four clusters signed, a fifth off topic; a group and a rule of the codebook."""
    for number, (theme, kind, source, parent, french, english) in enumerate(THEMES, 1):
        made.add(
            "themes", question_id="1", theme_id=theme, kind=kind, source=source, parent_id=parent,
            position=number, label_fr=f"{french} {hostile}" if theme == "c3" else french,
            label_en=english, definition_fr=f"Ce qui demande : {french}.", definition_en="",
            includes="demandes", excludes="refus",
            rule="soir or nuit*" if theme == "soir" else None,
        )  # fmt: skip
        if source == "cluster":
            made.add("theme_clusters", question_id="1", theme_id=theme, cluster_id=int(theme[1:]))
            made.add(
                "reviewed", question_id="1", cluster_id=int(theme[1:]), key=theme * 8,
                home_id=int(theme[1:]), kind=kind, label_fr=french, label_en=english,
                definition="", position="Contre." if kind == "minority" else "", status="signed",
                signatures=2,
            )  # fmt: skip
    for number in range(1, 6):
        inside = sum(theme_of(each) == f"c{number}" for each in range(1, 201))
        made.add(
            "clusters", question_id="1", cluster_id=number, segments=inside, answers=inside,
            contributions=inside, authors=inside, stability=0.5 + number / 10, digest=f"d{number}",
        )  # fmt: skip
        made.add(
            "stability", question_id="1", cluster_id=number, mean_jaccard=0.5 + number / 10,
            dissolved=1, recovered=15, resamples=20,
        )  # fmt: skip
        for world, jaccard in (("fewer", 0.8), ("more", 0.4), ("reinert", 0.7)):
            made.add("worlds", question_id="1", cluster_id=number, world=world, jaccard=jaccard)
        for term in ("bus", "tva"):
            made.add(
                "keyness", question_id="1", cluster_id=number, term=term, statistic=12.5,
                chi2=12.5, p=0.0004, q=0.001, log_likelihood=12.0, specificity=4.5, phi=0.3,
                n_cluster=20, n_corpus=40, expected=10.5,
            )  # fmt: skip
    for term in ("bus", "tva"):
        made.add(
            "vocabulary", question_id="1", term=term, label=term, forms=term, n_segments=40,
            n_occurrences=44, kept=True,
        )  # fmt: skip
    _codings(made)
    _counts(made)
    _quality(made)


def _codings(made: Small) -> None:
    def code(theme: str, number: int, source: str, why: str, **where: int) -> None:
        made.add(
            "codings", question_id="1", theme_id=theme, answer_id=number, contribution_id=number,
            source=source, why=why, **where,
        )  # fmt: skip

    for number in range(1, 201):
        theme = theme_of(number)
        if theme in ("c1", "c2", "c3", "c4"):
            code(theme, number, "cluster", f"cluster {theme[1:]}")
        if theme == "c2":
            code("impots", number, "child", "c2")
        if theme == "c1" and number > 1 and number not in FAMILY:
            code("soir", number, "rule", "soir", start=15, stop=19)


def _counts(made: Small) -> None:
    for theme, *_ in THEMES:
        inside = [row["answer_id"] for row in made.rows(
            "select distinct answer_id from codings where theme_id = $theme", theme=theme
        )]  # fmt: skip
        for copies in ("all", "once"):
            divided = "1" if copies == "all" else "1::decimal(18,6) / family_answers"
            for base, of, weight in (
                ("received", 240, divided),
                ("with_content", 200, divided),
                ("authors", 160, f"{divided} / author_answers"),
            ):
                n = made.rows(
                    f"select coalesce(sum({weight}), 0)::decimal(18,6) as n from voices "
                    "where question_id = '1' and list_contains($inside, answer_id)",
                    inside=inside,
                )[0]["n"]
                assert isinstance(n, Decimal)
                low, high = wilson(round(n), of)
                made.add(
                    "theme_counts", question_id="1", theme_id=theme, base=base, copies=copies,
                    n=n, of=of, share=float(n) / of, low=low, high=high,
                )  # fmt: skip
        if theme != "c4":
            for place, answers, of in (("75", 40, 80), ("33", 12, 40), ("974", None, None)):
                made.add(
                    "crosses", question_id="1", theme_id=theme, variable="department",
                    value=place, answers=answers, of=of, withheld=answers is None,
                )  # fmt: skip


def _quality(made: Small) -> None:
    for theme, raw in (("c1", 0.45), ("c2", 0.25), ("soir", 0.415)):
        made.add(
            "theme_quality", question_id="1", theme_id=theme, units=60, coded_in=25, found_in=27,
            both=22, precision=22 / 27, precision_low=0.633, precision_high=0.918,
            recall=22 / 25, recall_low=0.7, recall_high=0.958, raw=raw, corrected=raw - 0.03,
            corrected_low=raw - 0.1, corrected_high=raw + 0.04, method="difference",
        )  # fmt: skip
    figures = {"raw": 0.82, "kappa": 0.71, "alpha": 0.715}
    bounds = {f"{name}_low": value - 0.1 for name, value in figures.items()} | {
        f"{name}_high": value + 0.08 for name, value in figures.items()
    }
    for one, other in (("r-01", "r-02"), ("people", "people"), ("r-01", "machine")):
        made.add(
            "agreement", question_id="1", one=one, other=other, units=60, resamples=1000,
            **figures, **bounds,
        )  # fmt: skip
    for one, other, units in (
        ("c1", "c1", 24),
        ("c1", "c2", 6),
        ("c2", "c2", 25),
        ("none", "none", 5),
    ):
        made.add(
            "confusion", question_id="1", one="r-01", other="r-02", code_one=one,
            code_other=other, units=units,
        )  # fmt: skip
    for code, french, english in (("c1", "Des transports", "Transport"), ("c2", "TVA", "VAT")):
        made.add("codes", question_id="1", code=code, theme_id=code, label_fr=french,
                 label_en=english, definition="")  # fmt: skip
    made.add("codes", question_id="1", code="none", label_fr="Aucun", label_en="None")
    for unit in range(1, 61):
        for coder in ("r-01", "r-02", "machine"):
            made.add(
                "coded", question_id="1", unit=unit, answer_id=unit * 3, is_random=unit <= 50,
                coder=coder, code=theme_of(unit * 3) or "none", codes=theme_of(unit * 3) or "none",
                confidence=None if coder == "machine" else 3,
            )  # fmt: skip
    for number in (160, 170):
        made.add("isolated", question_id="1", answer_id=number, position="Ne rien changer.")
    made.add("decided", question_id="1", answer_id=201, found_state="analysed",
             found_cluster_id=2, state="off_topic")  # fmt: skip
    made.add("decided", question_id="1", answer_id=90, found_state="analysed",
             found_cluster_id=2, state="analysed", cluster_id=1)  # fmt: skip
    for theme, kind, rank, answer in (
        ("c1", "random", 1, 1), ("c1", "random", 2, 2), ("c1", "borderline", 1, 3),
        ("c1", "typical", 1, 4), ("c2", "random", 1, 100), ("c4", "minority", 1, 149),
    ):  # fmt: skip
        length = made.rows("select length(text) as n from answers where answer_id = $a", a=answer)
        made.add(
            "quotations", question_id="1", theme_id=theme, kind=kind, rank=rank, answer_id=answer,
            start=0, stop=length[0]["n"],
        )  # fmt: skip


def small(hostile: str) -> Small:
    """Two open questions of which one has themes, a closed one, one that is not published."""
    made = Small()
    people(made)
    answers(made, hostile)
    themes(made, hostile)
    return made


def about(hostile: str) -> EditionAbout:
    """What the pages of the small edition say of it beside the tables."""
    settings = Settings()
    return EditionAbout(
        id="essai",
        title=f"Essai {hostile[:25]}",
        code_version="0.1.0",
        libraries={"duckdb": "2.0.0"},
        lexicons={"mots-outils": "ab" * 32},
        kwic=lambda question, term, limit: [],
        edition="edition-2",
        sources=(Source("export.csv", "table", "cd" * 32, 241, "utf-8", {"nul": 2}, 1),),
        settings=[
            Setting(
                field.name,
                3 if field.name == "verbatims" else getattr(settings, field.name),
                field.default,
                field.metadata["reason"],
            )
            for field in dataclasses.fields(Settings)
        ],
        number=2,
        previous=1,
        head="ef" * 32,
        events=412,
        people=People(160, 20, 2),
        codebook="12" * 32,
        published=("1", "2", "3"),
        unpublished=(Unpublished("a/b", f"Autre ? {hostile}", "not_signed"),),
        decisions={"accept": 40, "rename": 12, "merge": 2, "move": 5, "code": 240, "sign": 2},
        signatories={"reviewer": 2, "lead": 1},
        disagreements=3,
        arbitrations=2,
        unsettled=1,
        digests={"answers": "34" * 32, "segments": "78" * 32, "themes": "56" * 32},
        rows={"answers": 230, "segments": 1_000_000, "themes": 6},
        published_on="2030-03-01",
    )
