"""Whatever is altered in an edition, the audit says so; what nobody touched always passes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from synthesis.audit.sections import first_wrong
from synthesis.auditing import audit
from tests.audit.tampering import alter

CHANGES = 1000
LOTS = 20
MENDED = 10  # one change in so many has its sums made good: it takes a whole audit to see


def test_an_untouched_edition_passes(first: Path) -> None:
    sections = list(audit(first))

    assert [] == [wrong for each in sections for wrong in each.wrong]
    assert 8 == len(sections)


def test_an_untouched_archive_passes(first: Path) -> None:
    assert None is first_wrong(audit(first.with_name(f"{first.name}.zip")))


@pytest.mark.parametrize("lot", range(LOTS))
def test_every_change_is_reported(lot: int, copied: Callable[[str], Path]) -> None:
    unseen = []
    for seed in range(lot, CHANGES, LOTS):
        folder = copied(str(seed))
        told = alter(folder, seed, mended=(seed // LOTS) % MENDED == 0)
        if first_wrong(audit(folder)) is None:
            unseen.append(f"{seed}: {told}")
        shutil.rmtree(folder.parent)

    assert [] == unseen
