"""The words a bare word of a rule stands for: those the lexicon reads as the same term."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from synthesis.lexicon import Lexicon, Reading
from synthesis.text import folded, normal


@dataclass(frozen=True)
class Inflections:
    """The lexicon of a run, and the forms people wrote with their occurrences (`form_counts`)."""

    lexicon: Lexicon
    counts: Mapping[str, int]

    def of(self, word: str) -> tuple[str, ...]:
        """The folded words that count as the same term as `word`, among those people wrote.

        None for what the lexicon sets aside (a stop word, a number, a letter): it stands for
        itself alone.
        """
        form = normal(word)
        reading = self._readings.get(form) or self.lexicon.read(form)
        return () if reading.reason else self._by_terms.get(reading.terms, ())

    @cached_property
    def _readings(self) -> Mapping[str, Reading]:
        """Of each word by itself: rules cut at hyphens, apostrophes and spaces, as folding does."""
        words: Counter[str] = Counter()
        for form, occurrences in self.counts.items():
            for word in re.split(r"[-' ]+", form):
                if word:
                    words[word] += occurrences
        return self.lexicon.readings(words)

    @cached_property
    def _by_terms(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        found: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for word, reading in self._readings.items():
            if reading.reason is None and folded(word).isalnum():
                found[reading.terms].add(folded(word))
        return {terms: tuple(sorted(words)) for terms, words in found.items()}
