"""The words of a piece of HTML: none lost, none added, what is no markup left alone."""

from __future__ import annotations

import pytest

from synthesis.sources.markup import words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>A &amp; b</p><p>c</p>", "A & b\nc"),
        ("Un<br />\ndeux<br>trois", "Un\ndeux\ntrois"),
        ("<ul><li>un</li><li>deux</li></ul>", "un\ndeux"),
        ("<b>gras</b>se", "grasse"),
        ('<p>a</p><iframe src="x"></iframe><p>b</p>', "a\nb"),
        ("<p>a</p><figure><img alt='q'><figcaption>Le quai</figcaption></figure>", "a"),
        ("<p>a<!-- b --></p>", "a"),
        ("<p>2 &lt; 3</p>", "2 < 3"),
    ],
)
def test_words(text: str, words: str) -> None:
    """Blocks on lines of their own; scripts, embedded pages and captions left out."""
    assert (words, True) == words_of(text)


@pytest.mark.parametrize("text", ["a < b et c > d", "x <3 y", "<-- là", "1 <2> 3", "&lt;p&gt;", ""])
def test_no_markup(text: str) -> None:
    """What only looks like a tag was typed."""
    assert (text, False) == words_of(text)


@pytest.mark.parametrize("tag", ["script", "style", "iframe", "figcaption", "template"])
def test_what_never_closes_hides_nothing(tag: str) -> None:
    """The words after it are somebody's."""
    words, _ = words_of(f"<p>avant</p><{tag}> après")

    assert "avant" in words
    assert "après" in words
