"""Which answers are copies of one text: the same words, or nearly, sent by several people."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components


def copies(wordings: pa.Table, likenesses: pa.Table) -> pa.Table:
    """One row per answer of a family: a text with a copy, and what is like it, step by step.

    The family is named by its earliest answer. Likeness is followed from text to text: an appeal
    retouched twice stays one appeal.
    """
    wording = wordings["wording_id"].to_numpy()
    names, place = np.unique(wording, return_inverse=True)
    one = np.searchsorted(names, likenesses["wording_id"].to_numpy())
    other = np.searchsorted(names, likenesses["like_id"].to_numpy())
    links = sp.coo_matrix((np.ones(len(one)), (one, other)), shape=(len(names), len(names)))
    _, component = connected_components(links, directed=False)
    family = np.full(component.max(initial=-1) + 1, np.iinfo(np.int64).max)
    np.minimum.at(family, component, names)
    size = np.bincount(component[place], minlength=len(family))
    shared = (size[component[place]] > 1) & _several(wordings, component[place], len(family))
    return pa.table(
        {
            "answer_id": wordings["answer_id"].to_numpy()[shared],
            "question_id": wordings["question_id"].filter(pa.array(shared)),
            "family_id": family[component[place]][shared],
        }
    )


def _several(wordings: pa.Table, family: np.ndarray, families: int) -> np.ndarray:
    """Whether the family of each answer is of several people, or asked twice in one question.

    Who gives one text to two questions has copied nobody.
    """
    person, question = wordings["person"].to_numpy(), wordings["question_id"].to_numpy()
    _, question = np.unique(question.astype(str), return_inverse=True)
    people = np.unique(np.stack([family, person]), axis=1)[0]
    questions = np.unique(np.stack([family, question]), axis=1)[0]
    size = np.bincount(family, minlength=families)
    several = np.bincount(people, minlength=families) > 1
    within = np.bincount(questions, minlength=families) < size
    return np.asarray((several | within)[family])
