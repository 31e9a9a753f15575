"""What an accent costs: tokens cut by RE2 in DuckDB, with two ways to admit those left out.

    python benchmarks/tokens.py [EXPORT …]

The lexicon's expressions are part of the pattern of a token. « Théâtre » must also be found where
people wrote « theatre ». Compared are the pattern in use, where only the accents an entry has are
optional, and the one tried first, where any vowel or c could bear any accent. Answers are those of
the sample, or of the exports given; processor time on one thread, the best of three passes
(docs/decisions/0003-tokens.md).
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from synthesis import lexicon
from synthesis.sources.recognise import Unknown, recognise
from synthesis.sources.sheets import cells
from synthesis.store import Store
from synthesis.text import pattern

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample" / "courvallon.csv"
PASSES = 3
ACCENTED = {
    letter: f"[{letters}]"
    for letters in ("aàâä", "cç", "eéèêë", "iîï", "oôö", "uùûü", "yÿ")
    for letter in letters
}


def answers(export: Path, work: Path) -> Iterator[str]:
    """The cells with words of every open question."""
    found = recognise(export, work)
    if isinstance(found, Unknown):
        raise found.error()
    for laid in found.laid:
        text = laid.layout.roles.get("text")
        asked = [each.column for each in laid.layout.questions if each.kind == "open"]
        columns = [each for each in asked if each is not None] if text is None else [text]
        for row in cells(laid.sheet):
            yield from (row[column] for column in columns if row[column].strip())


def any_accent(lists: lexicon.Lexicon) -> str:
    """The token pattern whose expressions admit any accent on any letter that can bear one."""
    several = {each for each in (*lists.expressions, *lists.equivalents) if not each.isalnum()}
    longest_first = sorted(several, key=lambda each: (-len(each), each))
    return pattern("|".join("[ -]+".join(map(_loose, _words(each))) for each in longest_first))


def _words(expression: str) -> list[str]:
    return re.split(r"[\s-]+", expression)


def _loose(word: str) -> str:
    plural = len(word) > 2 and word[-1].isalpha()
    stem = word[:-1] if plural and word[-1] in "sx" else word
    letters = [ACCENTED.get(each) or ("'[ ]?" if each == "'" else re.escape(each)) for each in stem]
    return "".join(letters) + ("[sx]?" if plural else "")


def measured(store: Store, token_pattern: str) -> tuple[float, int]:
    """Seconds of processor of the fastest pass, on one thread, and how many forms it read."""
    seconds, read = [], 0
    for _ in range(PASSES):
        start = time.process_time()
        read = store.rows(
            "select sum(len(forms(text, $token_pattern)))::bigint as n from given_texts",
            token_pattern=token_pattern,
        )[0]["n"]
        seconds.append(time.process_time() - start)
    return min(seconds), read


def main(exports: Sequence[str]) -> None:
    """Print the answers, and the seconds each pattern takes."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(export) for export in exports] or [SAMPLE]
        texts = [text for path in paths for text in answers(path, Path(folder))]
        lists = lexicon.read(lexicon.packaged(), "fr")
        with Store(Path(folder) / "spill", threads=1) as store:
            store.give("given_texts", pa.table({"text": pa.array(texts, pa.string())}))
            own, own_forms = measured(store, lists.token_pattern)
            loose, loose_forms = measured(store, any_accent(lists))
    print(f"{len(texts)} answers")
    print(f"  accents of the entry optional: {own:.2f} s, {own_forms} forms")
    print(f"  any accent on any letter:      {loose:.2f} s, {loose_forms} forms")
    print(f"  {loose / own:.1f} times slower")


if __name__ == "__main__":
    main(sys.argv[1:])
