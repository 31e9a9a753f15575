"""Stop words, expressions, equivalents, lemmas: lists a person can read, once per form."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import simplemma

from synthesis.errors import LexiconError
from synthesis.text import folded, normal, pattern

if TYPE_CHECKING:
    from nltk.stem.snowball import SnowballStemmer

FILES = ("stopwords.txt", "expressions.txt", "equivalents.txt", "no_content.txt")
SNOWBALL = {"fr": "french"}  # languages this program has a lexicon for

_BARE = dict(zip("àâäçéèêëîïôöùûüÿ", "aaaceeeeiioouuuy", strict=True))
_INVERTED = re.compile(
    r"-(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|ce|moi|toi|les?|la|lui|leur|y|en|là|la|ci|mêmes?)$"
)
_NOT_RE2 = re.compile(r"\(\?(?:<?[=!]|>|P=|\()|\\[1-9]|[*+?}]\+")  # DuckDB reads the patterns


@dataclass(frozen=True)
class Reading:
    """What a form counts as: its terms (a compound has several), or why it is set aside."""

    terms: tuple[str, ...]
    reason: str | None = None


@dataclass(frozen=True)
class Lexicon:
    """The lists of one language, and the digest of their bytes."""

    language: str
    stop_words: frozenset[str]
    expressions: tuple[str, ...]
    equivalents: Mapping[str, str]
    no_content: frozenset[str]
    no_content_patterns: tuple[str, ...]
    digests: Mapping[str, str]
    folder: Path
    stems: bool = True  # False counts lemmas as they are: one way to check what stems do

    @cached_property
    def token_pattern(self) -> str:
        """The regular expression of a token, expressions and multi-word equivalents included."""
        several = {e for e in (*self.expressions, *self.equivalents) if not e.isalnum()}
        longest_first = sorted(several, key=lambda e: (-len(e), e))
        return pattern("|".join(_tolerant(expression) for expression in longest_first))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the names and digests of the lists."""
        lines = "\n".join(f"{name} {digest}" for name, digest in sorted(self.digests.items()))
        return hashlib.sha256(lines.encode()).hexdigest()

    @cached_property
    def no_content_pattern(self) -> str:
        """One regular expression that covers a whole folded answer which says nothing."""
        return "|".join(f"(?:{each})" for each in self.no_content_patterns)

    def readings(self, counts: Mapping[str, int]) -> dict[str, Reading]:
        """What each form of a question counts as; `counts` are their occurrences.

        A form typed without accents, unknown to the dictionary, is read as the commonest form of
        the question that differs from it by accents only.
        """
        accented = _accented_forms(counts)
        return {form: self.read(form, accented) for form in sorted(counts)}

    def read(self, form: str, accented: Mapping[str, str] | None = None) -> Reading:
        """What one form counts as."""
        if form in self.stop_words:
            return Reading((form,), "stop_word")
        if " " in form or "'" in form or form in self._by_key or _key(form) in self._by_key:
            expression = self._by_key.get(_key(form))
            if expression is not None:
                return Reading((self._term(expression),))
        if form in self.equivalents:
            return Reading((self._term(self.equivalents[form]),))
        if form.replace("-", "").isdigit():
            return Reading((form,), "number")
        if "-" in form:
            return self._compound(form, accented or {})
        if len(form) == 1 or form.endswith("'"):
            return Reading((form,), "letter")
        if accented and form.isascii() and form in accented and not self._known(form):
            restored = accented[form]
            return (
                Reading((restored,), "stop_word")
                if restored in self.stop_words
                else Reading((self._term(restored),))
            )
        return Reading((self._term(form),))

    def _compound(self, form: str, accented: Mapping[str, str]) -> Reading:
        bare = _INVERTED.sub("", form)
        if bare != form:
            return self.read(bare, accented)
        if self._known(form):
            return Reading((self._term(form),))
        parts = [self.read(part, accented) for part in form.split("-") if part]
        kept = tuple(dict.fromkeys(t for part in parts if part.reason is None for t in part.terms))
        return Reading(kept) if kept else Reading((form,), "stop_word")

    @cached_property
    def _by_key(self) -> dict[str, str]:
        known = {
            _key(variant): kept
            for variant, kept in self.equivalents.items()
            if not variant.isalnum()
        }
        return known | {_key(expression): expression for expression in self.expressions}

    @cached_property
    def _stemmer(self) -> SnowballStemmer:
        # Here, because it takes a second: nltk brings all it has, and most commands stem nothing.
        from nltk.stem.snowball import SnowballStemmer

        return SnowballStemmer(SNOWBALL[self.language])

    def _known(self, form: str) -> bool:
        return bool(simplemma.is_known(form, lang=self.language))

    @cached_property
    def _terms(self) -> dict[str, str]:
        return {}  # of the forms met so far: questions share most of their words

    def _term(self, form: str) -> str:
        """The folded Snowball stem of the dictionary's lemma; an expression is its own term."""
        if not form.isalnum():
            return form
        if form not in self._terms:
            lemma = simplemma.lemmatize(form, lang=self.language).lower()
            self._terms[form] = folded(self._stemmer.stem(lemma) if self.stems else lemma) or form
        return self._terms[form]


def packaged() -> Path:
    """The lists that travel with the program: inside a wheel, or beside it in a clone."""
    here = Path(__file__).parent
    inside = here / "data" / "lexicon"
    return inside if inside.is_dir() else here.parent / "data" / "lexicon"


def read(folder: Path, language: str) -> Lexicon:
    """The lexicon of `language` in `folder`, or in its sub-folder of that name.

    LexiconError names the file and line at fault, or the languages there are.
    """
    place = folder if (folder / FILES[0]).is_file() else folder / language
    if language not in SNOWBALL or not place.is_dir():
        raise LexiconError(
            f"There is no lexicon for the language '{language}'.",
            where=folder,
            todo=f"Known: {', '.join(SNOWBALL)}. Set `language` in the recipe, or `[rules] lexicon`"
            " to a folder that holds one.",
        )
    lines = {name: list(_lines(place / name)) for name in FILES}
    phrases = [(number, line) for number, line in lines["no_content.txt"]]
    return Lexicon(
        language=language,
        stop_words=frozenset(normal(line) for _, line in lines["stopwords.txt"]),
        expressions=tuple(normal(line) for _, line in lines["expressions.txt"]),
        equivalents=dict(_pairs(place / "equivalents.txt", lines["equivalents.txt"])),
        no_content=frozenset(folded(line) for _, line in phrases if not line.startswith("~")),
        no_content_patterns=tuple(_patterns(place / "no_content.txt", phrases)),
        digests={
            f"{language}/{name}": hashlib.sha256((place / name).read_bytes()).hexdigest()
            for name in FILES
        },
        folder=place,
    )


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        content = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise LexiconError("This list is missing.", where=path, todo="Put it back.") from None
    except UnicodeDecodeError as error:
        raise LexiconError(
            "This list is not UTF-8.",
            where=path,
            line=error.object[: error.start].count(b"\n") + 1,
            todo="Save it as UTF-8.",
        ) from None
    for number, line in enumerate(content.splitlines(), 1):
        entry = line.split("#")[0].strip()
        if entry:
            yield number, entry


def _pairs(path: Path, lines: Iterable[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    for number, line in lines:
        variants, equals, kept = line.partition("=")
        if not equals or not kept.strip() or not variants.strip():
            raise LexiconError(
                f"'{line}' is not «variant, variant = form».",
                where=path,
                line=number,
                todo="Write the variants, an equals sign, and the form they count as.",
            )
        for variant in variants.split(","):
            yield normal(variant.strip()), normal(kept.strip())


def _patterns(path: Path, lines: Iterable[tuple[int, str]]) -> Iterator[str]:
    for number, line in lines:
        if line.startswith("~"):
            try:
                re.compile(line[1:].strip())
                if _NOT_RE2.search(line):
                    raise re.error("RE2 looks neither back nor around")
            except re.error as error:
                raise LexiconError(
                    f"This pattern cannot be read: {error}.",
                    where=path,
                    line=number,
                    todo="Mend the regular expression.",
                ) from None
            yield line[1:].strip()


def _tolerant(expression: str) -> str:
    """An expression as a pattern: optional accents, s or x at the end of a word, hyphen or space.

    Only the accents the entry has are made optional: classes of every vowel made the pattern
    seventeen times slower (docs/decisions/0003-tokens.md).
    """
    return "[ -]+".join(_tolerant_word(word) for word in re.split(r"[\s-]+", expression))


def _tolerant_word(word: str) -> str:
    plural = len(word) > 2 and word[-1].isalpha()
    stem = word[:-1] if plural and word[-1] in "sx" else word
    letters = [
        f"[{c}{_BARE[c]}]" if c in _BARE else "'[ ]?" if c == "'" else re.escape(c) for c in stem
    ]
    return "".join(letters) + ("[sx]?" if plural else "")


def _key(form: str) -> str:
    """What an expression keeps through those tolerances."""
    return " ".join(word.rstrip("sx") if len(word) > 2 else word for word in folded(form).split())


def _accented_forms(counts: Mapping[str, int]) -> dict[str, str]:
    """For each form without accents, the commonest form that differs from it by accents only."""
    best: dict[str, str] = {}
    for form in sorted(counts, key=lambda f: (counts[f], f)):
        if not form.isascii():
            best[folded(form)] = form
    return best
