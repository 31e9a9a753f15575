"""Name, grain, key and columns of every table of the warehouse, and which an edition publishes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Column:
    """One column: its name, its DuckDB type and what a value means."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Table:
    """One table: one row per `grain`, told apart by `key`; `published` ones go into an edition."""

    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    published: bool = True
    order: tuple[str, ...] = ()  # of the rows, where the key is not what readers look up first

    @property
    def sorted_by(self) -> tuple[str, ...]:
        """Columns that order the rows, the same in every file."""
        return self.order or self.key

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)


ID: Final = "BIGINT"
COUNT: Final = "BIGINT"
TEXT: Final = "VARCHAR"
SHARE: Final = "DOUBLE"
EXACT: Final = "DECIMAL(18,6)"  # sums of it do not depend on their order

_question = Column("question_id", TEXT, "the question, as the source numbers it")
_contribution = Column("contribution_id", ID, "the contribution, numbered in order of arrival")
_reference = Column("reference", TEXT, "identifier the source shows its readers")
_answer = Column("answer_id", ID, "the answer, numbered by contribution then question")
_segment = Column("segment_id", ID, "answer_id × 1,000,000 + rank of the segment in its answer")
_cluster = Column("cluster_id", "INTEGER", "the cluster within its question")
_term = Column("term", TEXT, "the unit counted: folded stem of a lemma, or an expression")
_start = Column("start", "INTEGER", "first character of the slice of the answer's text, from 0")
_stop = Column("stop", "INTEGER", "character after the last of the slice")
_state = Column(
    "state",
    TEXT,
    "analysed, counted, no_content, empty, duplicate, not_public, moderated, off_topic, "
    "withdrawn or unreadable",
)
_variable = Column("variable", TEXT, "author_type, department, month, or a closed question")
_value = Column("value", TEXT, "what was declared or chosen")
_source = Column("source", TEXT, "name of the export file")

# One line a column reads better than one line an argument.
# fmt: off
_tables = (
    Table("intake", "export", ("source",), (
        _source,
        Column("reader", TEXT, "the reader that took it"),
        Column("rows", COUNT, "rows in the file by Python's csv module, header excluded"),
        Column("contributions", COUNT, "rows that describe a contribution"),
        Column("further", COUNT, "further rows of a contribution, where one row is one answer"),
        Column("superseded", COUNT, "rows of contributions that a later export gives again"),
        Column("repeats", COUNT, "rows that give a contribution of the same export again"),
        Column("refused", COUNT, "rows no reader could take"),
    )),
    Table("repairs", "export and repair", ("source", "repair"), (
        _source,
        Column("repair", TEXT, "nul, blank_lines, entities, mojibake, guard, quotes, html; or, "
               "noted and left as it is, truncated or glued"),
        Column("times", COUNT, "cells it took, or lines, or characters for nul"),
    )),
    Table("rejects", "row of an export that no reader could take", (
        "source", "line", "reason", "excerpt",
    ), (
        _source,
        Column("line", ID, "line of the file where the row ends"),
        Column("reason", TEXT, "why it was refused"),
        Column("excerpt", TEXT, "how many cells or characters it has, never its words"),
    )),
    Table("questions", "question", ("question_id",), (
        _question,
        Column("title", TEXT, "the question as put to people"),
        Column("kind", TEXT, "open, closed or multiple"),
        Column("position", "INTEGER", "order in the consultation, from 1"),
        Column("asked", COUNT, "cells received, empty ones included"),
    )),
    Table("contributions", "contribution", ("contribution_id",), (
        _contribution, _reference, _source,
        Column("author_type", TEXT, "as the source declares it"),
        Column("department", TEXT, "French department derived from the declared postal code"),
        Column("day", "DATE", "day of deposit as the source gives it"),
        Column("author_known", "BOOLEAN", "whether the source names the author by an identifier"),
    )),
    Table("authors", "contribution with a known author", ("contribution_id",), (
        _contribution,
        Column("author_id", ID, "number of the author in order of arrival; never the source's own"),
        Column("digest", TEXT, "HMAC-SHA-256 of the source's own, with a key kept elsewhere"),
    ), published=False),
    Table("changes", "thing that changed between two snapshots of a contribution",
          ("contribution_id", "question_id", "change", "source"), (
        _contribution,
        Column("question_id", TEXT, "the question whose words changed; empty: the contribution"),
        Column("change", TEXT, "edited, withdrawn, restored, state, or absent"),
        Column("before_source", TEXT, "the export that has it as it was"),
        Column("source", TEXT, "the export after it"),
    )),
    Table("threads", "contribution to a platform where people answer each other",
          ("contribution_id",), (
        _contribution,
        Column("kind", TEXT, "proposal, debate, reaction, comment…"),
        Column("parent_id", ID, "the contribution it answers; null at the top of a thread"),
        Column("missing_parent", TEXT, "what it answers, where no export holds that"),
        Column("root_id", ID, "the top of its thread; null where an export ties a knot"),
        Column("depth", "INTEGER", "answers above it in its thread"),
        Column("paragraph", "INTEGER", "of what it answers, where the source says so"),
        Column("stance", TEXT, "for, against or neutral, as its author declared"),
    )),
    Table("votes", "contribution whose votes the source counts", ("contribution_id",), (
        _contribution,
        Column("in_favour", COUNT, "votes for it; null, here and below, where none are told"),
        Column("against", COUNT, "votes against it"),
        Column("support", COUNT, "supports, where there is no vote against"),
        Column("endorsements", COUNT, "public signatures"),
        Column("cast_for", COUNT, "votes for it in the source's log"),
        Column("cast_against", COUNT, "votes against it in the source's log"),
        Column("comments", COUNT, "comments, as the source counts them"),
    )),
    Table("places", "contribution and place the source declares",
          ("contribution_id", "whose", "level"), (
        _contribution,
        Column("whose", TEXT, "author or document: where one lives, or what one writes about"),
        Column("level", TEXT, "postal_code, city, department, region, country or scope"),
        Column("code", TEXT, "as the source writes it"),
        Column("label", TEXT, "as the source writes it"),
    ), published=False),
    Table("categories", "contribution and label", ("contribution_id", "kind", "label"), (
        _contribution,
        Column("kind", TEXT, "category, of the source, or tag, of people"),
        Column("label", TEXT, "as the source writes it"),
    )),
    Table("moments", "contribution and time the source gives", ("contribution_id", "event"), (
        _contribution,
        Column("event", TEXT, "created, published or updated"),
        Column("moment", "TIMESTAMP", "as the source writes it"),
        Column("zone", TEXT, "of that time; null where the source is silent"),
    ), published=False),
    Table("standings", "contribution set aside, or with a state of its source",
          ("contribution_id",), (
        _contribution, _state,
        Column("declared", TEXT, "the state as the source names it"),
    )),
    Table("titles", "published contribution with a title", ("contribution_id",), (
        _contribution,
        Column("title", TEXT, "as its author wrote it; shown with the answers, never analysed"),
    )),
    Table("cells", "cell with words of an open, closed or multiple question",
          ("contribution_id", "question_id", "cell"), (
        _contribution, _question,
        Column("cell", "INTEGER", "rank, when one contribution answers a question twice"),
        Column("status", TEXT, "published, or why the source does not show it"),
        Column("text", TEXT, "the cell as it was typed; null where its withdrawal was requested"),
        Column("mended", TEXT, "what was repaired in it, by name; null where nothing was"),
    ), order=("question_id", "contribution_id", "cell"), published=False),
    Table("choices", "contribution, closed question and option chosen",
          ("question_id", "contribution_id", "option"), (
        _question, _contribution,
        Column("option", TEXT, "the choice, as most contributions write it"),
    ), published=False),
    Table("traits", "contribution and thing known of it",
          ("contribution_id", "variable", "value"), (
        _contribution, _variable, _value,
    ), published=False),
    Table("blanks", "question and source with cells left empty", ("question_id", "source"), (
        _question, _source,
        Column("answers", COUNT, "cells that hold nothing but white space"),
        Column("contributions", COUNT, "contributions with such a cell"),
    ), published=False),
    Table("texts", "cell with words of an open question", ("answer_id",), (
        _answer, _contribution, _question, _reference,
        Column("cell", "INTEGER", "rank, when one contribution answers a question twice"),
        Column("status", TEXT, "published, or why the source does not show it"),
    ), order=("question_id", "answer_id"), published=False),
    Table("answers", "published answer that is not empty", ("answer_id",), (
        _answer, _contribution, _reference, _question,
        Column("text", TEXT, "the words of the citizen, unchanged"),
    ), order=("question_id", "answer_id")),
    Table("states", "answer that is not empty", ("answer_id",), (
        _answer, _contribution, _reference, _question, _state,
    ), order=("question_id", "answer_id"), published=False),
    Table("personal", "slice of an answer that may say who somebody is",
          ("answer_id", "kind", "start"), (
        _answer, _question, _reference,
        Column("kind", TEXT, "email, phone, iban, social_security, address, account or name"),
        _start, _stop,
    ), order=("question_id", "answer_id", "start", "kind"), published=False),
    Table("wordings", "analysed answer long enough to have been copied", ("answer_id",), (
        _answer, _question,
        Column("wording_id", ID, "first answer, to any question, with the same folded text"),
        Column("person", ID, "number of its author; of an unknown one, minus the contribution's"),
        Column("folded", TEXT, "its words without case, accents or punctuation, to compare"),
    ), published=False),
    Table("likenesses", "pair of wordings nearly the same", ("wording_id", "like_id"), (
        Column("wording_id", ID, "the earlier wording"),
        Column("like_id", ID, "the later one"),
        Column("jaccard", "DOUBLE", "shingles they share, of all shingles of the two"),
    ), published=False),
    Table("copies", "analysed answer whose text several people sent", ("answer_id",), (
        _answer, _question,
        Column("family_id", ID, "answer_id of the earliest copy"),
    ), order=("question_id", "answer_id"), published=False),
    Table("families", "text sent several times, retouched or not", ("family_id",), (
        Column("family_id", ID, "answer_id of the earliest copy"),
        Column("answers", COUNT, "copies of the text, retouched ones included"),
        Column("known_authors", COUNT, "distinct known authors of the copies"),
        Column("of_unknown", COUNT, "copies whose author is unknown"),
        Column("questions", COUNT, "questions it answers"),
        Column("sources", COUNT, "exports it comes from"),
        _answer,
    )),
    Table("ledger", "question and state", ("question_id", "state"), (
        _question, _state,
        Column("answers", COUNT, "cells in this state"),
        Column("contributions", COUNT, "contributions with such a cell"),
    )),
    Table("closed_counts", "question and option", ("question_id", "option"), (
        _question,
        Column("option", TEXT, "the choice, as most contributions write it"),
        Column("answers", COUNT, "contributions that chose it"),
        Column("base_all", COUNT, "contributions asked whose choice may be shown"),
        Column("base_expressed", COUNT, "contributions that chose at least one option"),
    )),
    Table("segments", "slice of an analysed answer, about forty words", ("segment_id",), (
        _segment, _answer, _start, _stop,
    )),
    Table("readings", "segment, as the forms read in it", ("segment_id",), (
        _segment, _answer,
        Column("forms", "VARCHAR[]", "forms in order of reading; a full stop marks punctuation"),
    ), published=False),
    Table("form_counts", "form of the question", ("question_id", "form"), (
        _question,
        Column("form", TEXT, "a word or expression as written, lower case"),
        Column("occurrences", COUNT, "times it is written"),
    ), published=False),
    Table("forms", "form of the question and term it counts as", ("question_id", "form", "term"), (
        _question,
        Column("form", TEXT, "a word or expression as written, lower case"),
        _term,
        Column("occurrences", COUNT, "times it is written"),
        Column("reason", TEXT, "why its term is set aside; null when it may be kept"),
    ), published=False),
    Table("vocabulary", "question and term", ("question_id", "term"), (
        _question, _term,
        Column("label", TEXT, "the commonest form, to show"),
        Column("forms", TEXT, "the forms gathered, commonest first"),
        Column("n_segments", COUNT, "segments with the term"),
        Column("n_occurrences", COUNT, "times it is written"),
        Column("kept", "BOOLEAN", "whether it shapes clusters"),
        Column("reason", TEXT, "why it is set aside; null when kept"),
    )),
    Table("terms", "segment and kept term", ("segment_id", "term"), (_segment, _term)),
    Table("keywords", "question and term or repeated expression", ("question_id", "kind", "term"), (
        _question,
        Column("kind", TEXT, "term or expression"),
        Column("term", TEXT, "the term, or the words of the expression"),
        Column("label", TEXT, "as shown"),
        Column("answers", COUNT, "analysed answers with it"),
        Column("share", SHARE, "of the analysed answers of the question"),
    )),
    Table("collocations", "pair of words that attract each other", ("question_id", "expression"), (
        _question,
        Column("expression", TEXT, "the two forms, as they follow each other"),
        Column("answers", COUNT, "analysed answers that hold it"),
        Column("times", COUNT, "times it is written"),
        Column("log_odds", "DOUBLE", "λ: log of how much likelier the pair is than chance has it"),
        Column("z", "DOUBLE", "log_odds over its standard error"),
    )),
    Table("units", "segment of a unit that may shape clusters", ("segment_id",), (
        _segment, _question,
        Column("unit_id", ID, "first segment of the unit it was joined to"),
        _answer,
    ), published=False),
    Table("grains", "number of clusters tried", ("question_id", "clusters"), (
        _question,
        Column("clusters", "INTEGER", "the number"),
        Column("bits", "DOUBLE", "what clusters of one half of the contributions say of those of "
               "the other, beyond independence; mean over the halvings"),
        Column("error", "DOUBLE", "standard error of that mean"),
        Column("chance", "DOUBLE", "the same, once, when the terms are dealt anew"),
        Column("largest", SHARE, "share of the units in the largest cluster, mean"),
        Column("even", "BOOLEAN", "whether that is no bin: others are taken where they can be"),
        Column("chosen", "BOOLEAN", "whether auto makes so many"),
    )),
    Table("tree", "joint of two clusters, or groups of clusters", ("question_id", "node"), (
        _question,
        Column("node", "INTEGER", "the joint, numbered from the top of the tree"),
        Column("left", "INTEGER", "what lies on its left: a joint, or minus a cluster"),
        Column("right", "INTEGER", "what lies on its right"),
        Column("chi2", "DOUBLE", "what chi-squared of clusters by terms loses when it is made"),
    )),
    Table("shapes", "segment that shaped clusters", ("segment_id",), (
        _segment, _question,
        Column("unit_id", ID, "first segment of the unit it was joined to"),
        Column("cluster_id", "INTEGER", "cluster its unit was put in"),
    ), published=False),
    Table("weights", "cluster and term", ("question_id", "cluster_id", "term"), (
        _question, _cluster, _term,
        Column("weight", EXACT, "log-odds of the term in the cluster against the rest"),
    )),
    Table("assignments", "answer that is not empty", ("answer_id",), (
        _answer, _contribution, _reference, _question, _state,
        Column("family_id", ID, "the family of copies, if any"),
        Column("cluster_id", "INTEGER", "cluster with the highest score; null when unclassified"),
        Column("second_cluster_id", "INTEGER", "runner-up with a score above zero"),
        Column("score", EXACT, "sum of the weights of the answer's terms for its cluster"),
        Column("margin", EXACT, "score less the runner-up's, or less zero"),
    )),
    Table("memberships", "segment", ("segment_id",), (
        _segment, _answer, _question,
        Column("cluster_id", "INTEGER", "cluster with the highest score; null when unclassified"),
    )),
    Table("clusters", "cluster", ("question_id", "cluster_id"), (
        _question, _cluster,
        Column("segments", COUNT, "segments of the cluster"),
        Column("answers", COUNT, "answers whose score is highest for it"),
        Column("contributions", COUNT, "contributions with such an answer"),
        Column("authors", COUNT, "distinct known authors of these contributions"),
        Column("stability", "DOUBLE", "mean_jaccard of table `stability`"),
        Column("digest", TEXT, "SHA-256 of the sorted references of its answers"),
    )),
    Table("stability", "cluster", ("question_id", "cluster_id"), (
        _question, _cluster,
        Column("mean_jaccard", "DOUBLE", "largest Jaccard with a cluster found again, mean"),
        Column("dissolved", COUNT, "resamples in which that Jaccard is at most 0.5"),
        Column("recovered", COUNT, "resamples in which it is at least 0.75"),
        Column("resamples", COUNT, "draws of contributions"),
    )),
    Table("worlds", "cluster and other way to do the same",
          ("question_id", "cluster_id", "world"), (
        _question, _cluster,
        Column("world", TEXT, "fewer, more, longer_units, lemmas, without_frequent, without_rare, "
               "reinert, tfidf, lsa or masses"),
        Column("jaccard", "DOUBLE", "largest Jaccard with a cluster found there"),
    )),
    Table("keyness", "cluster and term", ("question_id", "cluster_id", "term"), (
        _question, _cluster, _term,
        Column("statistic", "DOUBLE", "chi2, negative where the term is under-represented"),
        Column("chi2", "DOUBLE", "chi-squared of segments in or out by term present or absent"),
        Column("p", "DOUBLE", "probability of a larger chi2 by chance, descriptive"),
        Column("q", "DOUBLE", "p after Benjamini and Hochberg, within the question"),
        Column("log_likelihood", "DOUBLE", "G² of the same table, with the same sign"),
        Column("specificity", "DOUBLE", "Lafon: −log10 P of as many or more by chance; log10 P of "
               "as few or fewer where it is under-represented"),
        Column("phi", "DOUBLE", "effect size: root of chi2 over the segments, with the same sign"),
        Column("n_cluster", COUNT, "segments of the cluster with the term"),
        Column("n_corpus", COUNT, "classified segments with the term"),
        Column("expected", "DOUBLE", "n_cluster if the term were spread evenly"),
    )),
    Table("plane", "cluster or term on the first two axes", ("question_id", "kind", "item"), (
        _question,
        Column("kind", TEXT, "cluster or term"),
        Column("item", TEXT, "number of the cluster, or the term"),
        Column("x", "DOUBLE", "principal coordinate on the first axis"),
        Column("y", "DOUBLE", "principal coordinate on the second axis"),
        Column("mass", SHARE, "share of the counts of the table of clusters by terms"),
        Column("quality", SHARE, "share of its distance from the centre that the plane shows"),
        Column("inertia", SHARE, "its part of the inertia of the plane, on its side of the table"),
        Column("share_x", SHARE, "share of the inertia of the whole table on the first axis"),
        Column("share_y", SHARE, "share of the inertia of the whole table on the second axis"),
    )),
    Table("profiles", "cluster and thing known of its answers",
          ("question_id", "cluster_id", "variable", "value"), (
        _question, _cluster, _variable, _value,
        Column("statistic", "DOUBLE", "chi2, negative where the value is under-represented"),
        Column("p", "DOUBLE", "probability of a larger chi2 by chance, descriptive"),
        Column("q", "DOUBLE", "p after Benjamini and Hochberg, within the question"),
        Column("n_cluster", COUNT, "answers of the cluster with the value, five at least"),
        Column("n_corpus", COUNT, "classified answers with the value"),
        Column("expected", "DOUBLE", "n_cluster if the value were spread evenly"),
    )),
    Table("verbatims", "quotation", ("question_id", "cluster_id", "kind", "rank"), (
        _question, _cluster,
        Column("kind", TEXT, "typical, borderline or random"),
        Column("rank", "INTEGER", "place in its list, from 1"),
        _answer, _start, _stop,
        Column("score", EXACT, "of the slice for the cluster"),
    )),
)
# fmt: on

TABLES: Final = {table.name: table for table in _tables}
PUBLISHED: Final = tuple(table for table in _tables if table.published)
