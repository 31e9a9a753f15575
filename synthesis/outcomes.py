"""Tables an edition has beside those of the run: what people decided, and what follows from it."""

from __future__ import annotations

from typing import Final

from synthesis.tables import COUNT, EXACT, ID, SHARE, TABLES, TEXT, Column, Table

_question = Column("question_id", TEXT, "the question, as the source numbers it")
_answer = Column("answer_id", ID, "the answer, numbered by contribution then question")
_contribution = Column("contribution_id", ID, "the contribution, numbered in order of arrival")
_cluster = Column("cluster_id", "INTEGER", "the cluster within its question")
_theme = Column("theme_id", TEXT, "c and the number of its cluster, or its name in the codebook")
_label_fr = Column("label_fr", TEXT, "its French name, as people gave it")
_label_en = Column("label_en", TEXT, "its English name; empty where nobody gave one")
_start = Column("start", "INTEGER", "first character of the slice of the answer's text, from 0")
_stop = Column("stop", "INTEGER", "character after the last of the slice")
_one = Column("one", TEXT, "a coder, `machine`, or `people` for all pairs of coders together")
_other = Column("other", TEXT, "the other coder")


def _interval(name: str, of: str) -> tuple[Column, Column, Column]:
    return (
        Column(name, SHARE, of),
        Column(f"{name}_low", SHARE, f"lower end of the 95 % interval of {name}"),
        Column(f"{name}_high", SHARE, f"upper end of the 95 % interval of {name}"),
    )


# One line a column reads better than one line an argument.
# fmt: off
_tables = (
    Table("reviewed", "cluster, as people left it", ("question_id", "cluster_id"), (
        _question, _cluster,
        Column("key", TEXT, "what the journal calls it: the start of its digest in the run"),
        Column("home_id", "INTEGER", "the cluster it is now part of: itself, unless merged"),
        Column("kind", TEXT, "opinion, minority, off_topic or no_content"),
        _label_fr, _label_en,
        Column("definition", TEXT, "what people say belongs in it"),
        Column("position", TEXT, "of a minority: the view it holds"),
        Column("status", TEXT, "signed, or where it stands before that; absorbed where merged"),
        Column("signatures", "INTEGER", "people who agreed on it as it is, blind to each other"),
    )),
    Table("isolated", "answer that people set out as the view of a few", ("answer_id",), (
        _question, _answer,
        Column("position", TEXT, "the view it holds"),
    )),
    Table("decided", "answer whose state or cluster people changed", ("answer_id",), (
        _question, _answer,
        Column("found_state", TEXT, "the state the run gave it"),
        Column("found_cluster_id", "INTEGER", "the cluster the run put it in, if any"),
        Column("state", TEXT, "its state since"),
        Column("cluster_id", "INTEGER", "the cluster it is in since, if any"),
    ), order=("question_id", "answer_id")),
    Table("voices", "analysed answer", ("answer_id",), (
        _question, _answer,
        Column("author_answers", "INTEGER", "analysed answers of its known author to the "
               "question; null where nobody knows the author"),
        Column("family_answers", "INTEGER", "analysed answers of its family of copies to the "
               "question; 1 outside families"),
    ), order=("question_id", "answer_id")),
    Table("themes", "theme of a question", ("question_id", "theme_id"), (
        _question, _theme,
        Column("kind", TEXT, "opinion, minority, or group: a theme that only gathers others"),
        Column("source", TEXT, "cluster or codebook"),
        Column("parent_id", TEXT, "the theme above it, if any"),
        Column("position", "INTEGER", "order in the question, from 1"),
        _label_fr, _label_en,
        Column("definition_fr", TEXT, "what belongs in it, in French"),
        Column("definition_en", TEXT, "the same in English"),
        Column("includes", TEXT, "what is counted in it"),
        Column("excludes", TEXT, "what is not counted in it"),
        Column("rule", TEXT, "the rule that finds its answers, as written; null without one"),
    )),
    Table("theme_clusters", "cluster a theme is made from", ("question_id", "cluster_id"), (
        _question, _theme, _cluster,
    )),
    Table("codings", "answer, theme and what put it there",
          ("question_id", "theme_id", "answer_id", "source"), (
        _question, _theme, _answer, _contribution,
        Column("source", TEXT, "cluster, rule, or child: a theme below it holds the answer"),
        Column("why", TEXT, "the cluster's number, the words the rule found, or the child's name"),
        _start, _stop,
    )),
    Table("theme_counts", "theme, base and way to count copies",
          ("question_id", "theme_id", "base", "copies"), (
        _question, _theme,
        Column("base", TEXT, "received: all cells of the question; with_content: analysed "
               "answers; authors: known authors, an answer weighing one of theirs"),
        Column("copies", TEXT, "all: every copy counts; once: a family of copies counts once"),
        Column("n", EXACT, "what holds the theme, by weight"),
        Column("of", EXACT, "what the base holds, by weight"),
        Column("share", SHARE, "n of of; null where the base holds nothing"),
        Column("low", SHARE, "lower end of Wilson's interval at 95 %"),
        Column("high", SHARE, "upper end of it"),
    )),
    Table("codes", "code of the blind coding", ("question_id", "code"), (
        _question,
        Column("code", TEXT, "as coders gave it: k and a number, or none, off_topic, no_content…"),
        Column("theme_id", TEXT, "the theme it stands for; null for the codes all questions have"),
        _label_fr, _label_en,
        Column("definition", TEXT, "what coders read of it"),
    )),
    Table("coded", "unit of the blind sample and coder", ("question_id", "unit", "coder"), (
        _question,
        Column("unit", "INTEGER", "the unit, from 1"),
        _answer,
        Column("is_random", "BOOLEAN", "whether it is of the simple random sample"),
        Column("coder", TEXT, "a person's pseudonym; machine; arbiter, for what one settled"),
        Column("code", TEXT, "the main code"),
        Column("codes", TEXT, "all codes given, the main one first"),
        Column("confidence", "INTEGER", "1 to 3, as the coder felt; null for others"),
    )),
    Table("theme_quality", "theme that the blind coding tried", ("question_id", "theme_id"), (
        _question, _theme,
        Column("units", COUNT, "units of the random sample that people coded"),
        Column("coded_in", COUNT, "of those, units people put in the theme"),
        Column("found_in", COUNT, "of those, units the theme holds"),
        Column("both", COUNT, "of those, units that are both"),
        *_interval("precision", "of the units the theme holds, those people put in it"),
        *_interval("recall", "of the units people put in it, those the theme holds"),
        Column("raw", SHARE, "share of the analysed answers the theme holds"),
        *_interval("corrected", "that share, corrected by what people coded"),
        Column("method", TEXT, "how it was corrected; null where it cannot be"),
    )),
    Table("agreement", "pair of coders", ("question_id", "one", "other"), (
        _question, _one, _other,
        Column("units", COUNT, "units of the random sample that both coded"),
        *_interval("raw", "share of units with the same main code"),
        *_interval("kappa", "Cohen's kappa"),
        *_interval("alpha", "Krippendorff's alpha, nominal"),
        Column("resamples", "INTEGER", "draws of units the intervals come from"),
    )),
    Table("confusion", "pair of coders and pair of codes",
          ("question_id", "one", "other", "code_one", "code_other"), (
        _question, _one, _other,
        Column("code_one", TEXT, "main code of the first"),
        Column("code_other", TEXT, "main code of the other"),
        Column("units", COUNT, "units of the random sample so coded"),
    )),
    Table("quotations", "quotation of a theme", ("question_id", "theme_id", "kind", "rank"), (
        _question, _theme,
        Column("kind", TEXT, "random, typical, borderline or minority"),
        Column("rank", "INTEGER", "place in its list, from 1"),
        _answer, _start, _stop,
    )),
    Table("tallies", "theme and thing declared, nothing withheld",
          ("question_id", "theme_id", "variable", "value"), (
        _question,
        Column("theme_id", TEXT, "the theme; empty for all analysed answers"),
        Column("variable", TEXT, "department or author_type; empty: the theme was looked at"),
        Column("value", TEXT, "what was declared; empty where it was not"),
        Column("answers", COUNT, "answers of the theme with it"),
    ), published=False),
    Table("crosses", "theme and thing declared", ("question_id", "theme_id", "variable", "value"), (
        _question, _theme,
        Column("variable", TEXT, "department or author_type"),
        Column("value", TEXT, "what was declared"),
        Column("answers", COUNT, "answers of the theme with it; null where withheld"),
        Column("of", COUNT, "analysed answers with it; null where withheld"),
        Column("withheld", "BOOLEAN", "whether the cell is too small to publish, or hides one"),
    )),
)
# fmt: on

OUTCOMES: Final = {table.name: table for table in _tables}
EVERY: Final = {**TABLES, **OUTCOMES}
EDITION: Final = tuple(table for table in EVERY.values() if table.published)
