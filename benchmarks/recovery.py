"""How well clusters find again the ideas people planted or coded: printed, never tuned.

    python benchmarks/recovery.py [CODED.csv …]

Adjusted mutual information of this program's clusters, and of TF-IDF + k-means, LSA + k-means and
NMF given the same terms and the same number of clusters, on the sample's planted ideas and on any
human-coded file with the columns question, text, tags (tags joined by « | »). Counted are answers
with exactly one tag, residual tags excluded, tags with at least ten answers; unclassified answers
are one more cluster. The three rivals are averaged over five seeds.
"""

from __future__ import annotations

import base64
import collections
import csv
import dataclasses
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics import adjusted_mutual_info_score
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits

from synthesis import run
from synthesis.line import CONSULTATION
from synthesis.methods.incidence import incidence, joined
from synthesis.settings import Settings
from synthesis.walk import Walk

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"
SEEDS = range(5)
FEWEST = 10  # answers of a tag
RESIDUAL = ("autre", "passer")

Labels = NDArray[np.int64]
Coded = tuple[str, str, str]  # question, text, tag


@dataclasses.dataclass(frozen=True)
class Case:
    """One question: its answers by terms, their tags, and the clusters this program gave them."""

    name: str
    x: sp.csr_matrix
    tags: list[str]
    clusters: Labels
    grains: list[dict[str, Any]]  # the numbers of clusters tried, where `auto` chose


def planted() -> list[Coded]:
    """Answers of the sample with one planted idea."""
    with (SAMPLE / "courvallon.csv").open(encoding="utf-8", newline="") as file:
        lines = (line.replace("\0", "") for line in file)
        rows = {row["reference"]: row for row in csv.DictReader(lines)}
    column = {name.split(" - ")[0]: name for name in next(iter(rows.values()))}
    with (SAMPLE / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = [row for row in csv.DictReader(file) if row["kind"] in ("idea", "minority")]
    headers = _headers(column)
    return [
        (row["question_id"], rows[row["reference"]][headers[row["question_id"]]], row["ideas"])
        for row in truth
    ]


def _headers(columns: dict[str, str]) -> dict[str, str]:
    """The column of each question number, from headers of the form Q + base64("Question:901")."""
    found = {}
    for code, name in columns.items():
        if code.startswith("QUX"):
            number = base64.b64decode(code[1:] + "==").decode().split(":")[1]
            found[number] = name
    return found


def coded(path: Path) -> list[Coded]:
    """Answers of a human-coded file with exactly one tag that is not residual."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            (row["question"], row["text"], [tag.strip() for tag in row["tags"].split("|")])
            for row in csv.DictReader(file)
        ]
    return [
        (question, text, tags[0])
        for question, text, tags in rows
        if len(tags) == 1 and tags[0] and not tags[0].lower().startswith(RESIDUAL)
    ]


def cases(rows: Sequence[Coded], clusters: str, seed: int = Settings.seed) -> Iterator[Case]:
    """Each question run through the line; `clusters` is "auto" or "true", the number of tags."""
    counts = collections.Counter((question, tag) for question, _, tag in rows)
    kept = [row for row in rows if counts[row[0], row[2]] >= FEWEST]
    for question in dict.fromkeys(row[0] for row in kept):
        mine = [row for row in kept if row[0] == question]
        wanted = len({row[2] for row in mine}) if clusters == "true" else "auto"
        with tempfile.TemporaryDirectory() as folder:
            yield _case(question, mine, wanted, seed, Path(folder))


def _case(
    question: str, rows: Sequence[Coded], clusters: int | str, seed: int, folder: Path
) -> Case:
    with (folder / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["question_id", "text"])
        writer.writerows((row[0], row[1]) for row in rows)
    (folder / "consultation.toml").write_text(
        '[consultation]\nid = "coded"\n[[sources]]\nreader = "table"\npath = "answers.csv"\n'
        'columns = { text = "text", question = "question_id" }\n'
        f'[[questions]]\nid = "{question}"\nkind = "open"\n[settings]\nseed = {seed}\n',
        encoding="utf-8",
    )
    request = run.Request((folder / "consultation.toml",), clusters=clusters)
    prepared = run.prepare(request)
    with run.opened(prepared) as walk:
        for step in CONSULTATION:
            walk.table(step)
        walk.question(question)
        return _read(walk, question, [row[2] for row in rows])


def _read(walk: Walk, question: str, tags: Sequence[str]) -> Case:
    for name in ("segments", "terms", "assignments", "grains"):
        walk.store.see(name, walk.files[name, question])
    segments, terms, answers, grains = (
        walk.store.arrow(name) for name in ("segments", "terms", "assignments", "grains")
    )
    x, _ = incidence(
        segments["segment_id"].to_numpy(), terms["segment_id"].to_numpy(), terms["term"]
    )
    ids = answers["answer_id"].to_numpy()
    by_answer = joined(x, np.searchsorted(ids, segments["answer_id"].to_numpy()), len(ids))
    clusters = np.array([c or 0 for c in answers["cluster_id"].to_pylist()], dtype=np.int64)
    references = [int(reference) for reference in answers["reference"].to_pylist()]
    named = [tags[reference - 1] for reference in references]
    return Case(question, by_answer, named, clusters, grains.to_pylist())


def rivals(case: Case, k: int) -> dict[str, float]:
    """Score of each rival given the same terms and k clusters, averaged over the seeds."""
    tfidf = TfidfTransformer(sublinear_tf=True).fit_transform(case.x)
    held = np.asarray(case.x.sum(axis=1)).ravel() > 0

    def kmeans(table: object, seed: int) -> Labels:
        found: Labels = KMeans(k, n_init=1, random_state=seed).fit_predict(table)
        return found

    def lsa(seed: int) -> Labels:
        svd = TruncatedSVD(min(k, case.x.shape[1] - 1), random_state=seed)
        return kmeans(normalize(svd.fit_transform(tfidf)), seed)

    def nmf(seed: int) -> Labels:
        model = NMF(k, init="nndsvdar", random_state=seed, max_iter=400, tol=1e-3)
        found: Labels = model.fit_transform(tfidf).argmax(axis=1)
        return found

    makers = {"TF-IDF + k-means": lambda s: kmeans(tfidf, s), "LSA + k-means": lsa, "NMF": nmf}
    return {
        name: float(
            np.mean(
                [
                    adjusted_mutual_info_score(case.tags, np.where(held, make(seed), -1))
                    for seed in SEEDS
                ]
            )
        )
        for name, make in makers.items()
    }


def main(paths: Sequence[str]) -> None:
    """Print a table per file, with the true number of tags and with `auto`."""
    files = [("sample", planted()), *((Path(p).stem, coded(Path(p))) for p in paths)]
    for name, rows in files:
        for clusters in ("true", "auto"):
            print(f"\n{name}, k = {clusters if clusters == 'auto' else 'number of tags'}")
            table: dict[str, list[float]] = collections.defaultdict(list)
            for case in cases(rows, clusters):
                k = len(set(case.tags)) if clusters == "true" else int(case.clusters.max())
                scores = {"Doléances": adjusted_mutual_info_score(case.tags, case.clusters)}
                scores |= rivals(case, max(k, 2))
                told = "  ".join(f"{rival} {score:.3f}" for rival, score in scores.items())
                print(f"  {case.name:<6} {len(case.tags):>5} answers, k {k:>2}   {told}")
                for rival, score in scores.items():
                    table[rival].append(score)
            means = "  ".join(f"{rival} {np.mean(all_):.3f}" for rival, all_ in table.items())
            print(f"  mean{'':>22}{means}")


if __name__ == "__main__":
    with threadpool_limits(1):
        main(sys.argv[1:])
