"""The words of the screens: both languages, all that are used, and none that is not."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from synthesis.decisions.fold import OPERATIONS
from synthesis.review import words
from synthesis.review.words import decimal, number, percent, said_in

REVIEW = Path(words.__file__).parent
_ASKED = re.compile(r"""\b(?:t|_\("words"\))\(\s*f?["']([a-z0-9_]+)(\{|["'](?:\s*~)?)""")
# Reasons of refusals are keys too, and so are the weaknesses of a password.
_REFUSED = re.compile(r"""RefusedError\(\s*"([a-z_]+)\"""")
_REASONED = re.compile(r"""_reasoned\(asked, "([a-z_]+)"\)""")


def sources() -> str:
    """The templates and the code of the screens."""
    found = [*REVIEW.rglob("*.py"), *(REVIEW / "templates").glob("*.html")]
    return "\n".join(
        path.read_text(encoding="utf-8") for path in sorted(found) if path != Path(words.__file__)
    )


def asked() -> tuple[set[str], set[str]]:
    """Keys named whole, and beginnings of keys that are completed."""
    whole, begun = set(), set()
    for name, end in _ASKED.findall(sources()):
        (begun if end == "{" or end.endswith("~") else whole).add(name)
    return whole, begun


def bare(key: str) -> str:
    """A key without the mark of its plural; one reason of the rules only looks like one."""
    return key if key == "refused_how_many" else re.sub("_(one|many)$", "", key)


def test_every_key_has_both_languages() -> None:
    """And the same slots in both; a plural has its two forms."""
    found = words.words()
    slots = {
        key: [
            {name for _, name, _, _ in string.Formatter().parse(text) if name}
            for text in said.values()
        ]
        for key, said in found.items()
    }

    assert [] == [key for key, said in found.items() if not all(said.values())]
    assert [] == [key for key, (fr, en) in slots.items() if not key.endswith("_one") and fr != en]
    singular = {bare(key) for key in found if key.endswith("_one")}
    assert singular == {bare(key) for key in found if key.endswith("_many") and key != bare(key)}


def test_no_key_is_written_twice() -> None:
    """The file is in the order of its keys, so that two people rarely write at one place."""
    keys = [line.split(",")[0] for line in words.FILE.read_text("utf-8").splitlines()[1:]]

    assert sorted(set(keys)) == keys


def test_every_key_used_exists() -> None:
    """Those named whole as they are, or in two forms; of those completed, one at least."""
    whole, begun = asked()
    known = {*words.words(), *map(bare, words.words())}

    assert [] == sorted(whole - known)
    assert [] == [part for part in sorted(begun) if not any(k.startswith(part) for k in known)]


def test_no_key_is_unused() -> None:
    """What nobody reads is not translated."""
    _, begun = asked()
    quoted = set(re.findall(r"""["']([a-z0-9_]+)["']""", sources()))

    assert [] == [
        key
        for key in words.words()
        if not {key, bare(key)} & quoted and not any(key.startswith(part) for part in begun)
    ]


def test_every_refusal_and_operation_has_its_words() -> None:
    """As the rules name them."""
    folder = REVIEW.parent
    text = "\n".join(
        (folder / name).read_text("utf-8") for name in ("decisions/rules.py", "review/desk.py")
    )
    reasons = set(_REFUSED.findall(text)) | {f"{n}_missing" for n in _REASONED.findall(text)}

    assert 20 < len(reasons)
    assert [] == [r for r in sorted(reasons) if f"refused_{r}" not in words.words()]
    assert [] == [op for op in OPERATIONS if f"op_{op}" not in words.words()]


def test_plurals_are_those_of_each_language() -> None:
    """In French nought is singular, in English it is plural."""
    fr, en = said_in("fr"), said_in("en")

    assert ["0 réponse", "1 réponse", "2 réponses", "12\u202f345 réponses"] == [
        fr("answers_n", n=n) for n in (0, 1, 2, 12345)
    ]
    assert ["0 answers", "1 answer", "2 answers", "12,345 answers"] == [
        en("answers_n", n=n) for n in (0, 1, 2, 12345)
    ]
    with pytest.raises(KeyError):
        fr("no_such_key")


def test_numbers_are_written_as_each_language_does() -> None:
    """Thousands, decimals, shares: never 0 or 100 by rounding."""
    assert ["1\u202f234", "1,234"] == [number(1234, lang) for lang in ("fr", "en")]
    assert ["−0,50", "−0.50"] == [decimal(-0.5, 2, lang) for lang in ("fr", "en")]
    assert ["1\u202f234,5", "1,234.5"] == [decimal(1234.5, 1, lang) for lang in ("fr", "en")]
    assert ["0,1\u00a0%", "99,9\u00a0%", "0,0\u00a0%", "100,0\u00a0%", "–"] == [
        percent(part, whole, "fr")
        for part, whole in ((1, 10000), (9999, 10000), (0, 5), (5, 5), (0, 0))
    ]
    assert "33.3%" == percent(1, 3, "en")
