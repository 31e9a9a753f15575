"""Numbers altered, all the rest made to agree with them: what they are made from tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from synthesis.auditing import audit
from tests.audit.forging import forge

# What an adversary writes in each table, and the section that has to see all of it.
FORGERIES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "ties between tables": ("Tables", {
        "ledger": "update ledger set answers = answers + 1 where state = 'analysed'",
        "voices": "update voices set family_answers = family_answers + 1 where rowid = 0",
    }),
    "what people decided": ("Relecture", {
        "reviewed": "update reviewed set label_fr = 'Autre chose' where rowid = 0",
        "coded": "update coded set code = 'none', codes = 'none' where rowid = 0",
        "isolated": "delete from isolated",
    }),
    "what the line found": ("Regroupements", {
        "segments": "update segments set stop = stop - 1 where rowid = 40",
        "vocabulary": "update vocabulary set n_segments = n_segments + 1 where rowid = 0",
        "terms": "delete from terms where rowid = 40",
        "keywords": "update keywords set answers = answers + 1 where rowid = 0",
        "collocations": "update collocations set z = z + 1 where rowid = 0",
        "grains": "update grains set bits = bits + 1 where rowid = 0",
        "tree": "update tree set chi2 = chi2 + 1 where rowid = 0",
        "weights": "update weights set weight = weight + 1 where rowid = 7",
        "memberships": "update memberships set cluster_id = 1 where rowid = "
                       "(select min(rowid) from memberships where cluster_id <> 1)",
        "stability": "update stability set mean_jaccard = 0.95 where rowid = 0",
        "worlds": "update worlds set jaccard = 0.95 where rowid = 0",
        "keyness": "update keyness set chi2 = chi2 + 1 where rowid = 7",
        "plane": "update plane set x = x + 1 where rowid = 0",
        "verbatims": "delete from verbatims where rowid = 0",
    }),
    "what people wrote": ("Regroupements", {
        "terms": "update answers set text = 'Je suis contre la patinoire.' where rowid < 10",
    }),
    "what follows from decisions": ("Thèmes", {
        "decided": "update decided set found_cluster_id = coalesce(found_cluster_id, 0) + 1 "
                   "where rowid = 0",
        "clusters": "update clusters set answers = answers + 1 where rowid = 0",
        "themes": "update themes set label_fr = 'Autre chose' where rowid = 0",
        "codings": "delete from codings where rowid = 5",
        "theme_counts": "update theme_counts set low = low / 2 where rowid = 3",
        "theme_quality": "update theme_quality set raw = raw / 2 where rowid = 0",
        "agreement": "update agreement set kappa = 0.99 where rowid = 0",
        "confusion": "update confusion set units = units + 1 where rowid = 0",
        "crosses": "update crosses set answers = 1 where rowid = 0",
        "quotations": "delete from quotations where rowid = 0",
    }),
}  # fmt: skip


@pytest.mark.parametrize("what", FORGERIES)
def test_forged_tables_are_seen(what: str, copied: Callable[[str], Path], tmp_path: Path) -> None:
    """Each by its name; files, digests and pages agree with it, and tell nothing."""
    name, altered = FORGERIES[what]
    folder = copied("forged")
    forge(folder, altered.values(), tmp_path / "forge")

    told = {each.name: each for each in audit(folder)}

    assert [] == told["Fichiers"].wrong + told["Pages"].wrong
    for table in altered:
        assert [wrong for wrong in told[name].wrong if table in wrong], table
