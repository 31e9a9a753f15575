"""What exports do to words, undone; and what somebody may have typed, left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.sources.mending import SUSPECT, mended, unguarded

FRENCH = "L’été à l’école, « ça » coûte 5 € – où ? Œuf, Ÿ, É ; naïf… 😀"


@pytest.mark.parametrize(
    ("text", "typed", "repairs"),
    [
        ("&amp; &lt;3 &eacute;&#233;&#xe9;", "& <3 ééé", ("entities",)),
        ("&amp;amp;", "&amp;", ("entities",)),  # once: twice would be a guess
        ("lâ€™Ã©tÃ©", "l’été", ("mojibake",)),
        ("Ã\u00a0 lâ€™Å“uvre", "à l’œuvre", ("mojibake",)),
        ("ðŸ˜€", "😀", ("mojibake",)),
        ('="01000"', "01000", ("quotes",)),
        ("Ã©t&eacute;", "été", ("entities", "mojibake")),
    ],
)
def test_undone(text: str, typed: str, repairs: tuple[str, ...]) -> None:
    """With the name of each repair."""
    assert (typed, repairs) == mended(text)


@pytest.mark.parametrize(
    "text",
    ["AT&T; &foo; R&D", "«CAFÉ» À«", "Ã", "Â", "château, pâte, âge", "=1+1", "a < b > c", "Aâ€"],
)
def test_left_alone(text: str) -> None:
    """Nothing a person could have meant is changed."""
    assert (text, ()) == mended(text)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_french_comes_back(encoding: str) -> None:
    """UTF-8 read as the other encoding, wherever that gives letters at all."""
    text = "".join(c for c in FRENCH if _survives(c, encoding))
    spoilt = text.encode("utf-8").decode(encoding)

    assert (text, ("mojibake",)) == mended(spoilt)


def _survives(character: str, encoding: str) -> bool:
    try:
        character.encode("utf-8").decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
def test_law(text: str) -> None:
    """A text that changed held a sign of it; plain French never changes."""
    typed, repairs = mended(text)

    assert (typed != text) <= any(sign in text for sign in SUSPECT) or "quotes" in repairs
    assert (typed == text) == (not repairs)
    assert (FRENCH, ()) == mended(FRENCH)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'=1+1", ("=1+1", True)),
        ("'-a", ("-a", True)),
        ("'a", ("'a", False)),
        ("''=", ("''=", False)),
    ],
)
def test_guards(text: str, expected: tuple[str, bool]) -> None:
    """One apostrophe, before one of four signs."""
    assert expected == unguarded(text)
