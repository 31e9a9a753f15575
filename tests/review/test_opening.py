"""The codebook of a coding: shown before it opens, written by who opens it, frozen after."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from synthesis.decisions.fold import fold
from tests.review.conftest import Visitor, Workshop
from tests.review.reading import Page, Reader
from tests.review.test_coding import ACT, CODING, QUESTION, Coding

OPEN = f"{CODING}/open"


def named(workshop: Workshop, who: Visitor, n: int, label: str, definition: str = "") -> str:
    """A cluster that has a name now; its key."""
    key = list(workshop.desk.base(QUESTION).clusters)[n]
    fields = {"cluster": key, "label_fr": label, "label_en": "", "definition": definition}
    version = workshop.desk.review(QUESTION).version(f"{QUESTION}/cluster/{key}")
    answer = who.post(ACT, {"op": "rename", "key": uuid.uuid4().hex, **fields,
                            f"version.{QUESTION}/cluster/{key}": version})  # fmt: skip
    assert 303 == answer.status_code, answer.text
    return key


def sent(who: Visitor, **given: str) -> Any:
    """The form of the page, as a browser would send it, filled in; `label_fr_3` is of line 3."""
    (form,) = [f for f in Page(who.get(OPEN).text).forms if "open_coding" in f.named("op")]
    filled = {".".join(name.rsplit("_", 1)) if name[-1].isdigit() else name: value
              for name, value in given.items()}  # fmt: skip
    return who.post(OPEN, form.filled(**{"size": "20", **filled}))


def test_the_codebook_is_shown_before_it_is_opened(workshop: Workshop) -> None:
    """Labels given, clusters without one counted and linked to, what that means said."""
    lead = workshop.come("lead")
    named(workshop, lead, 0, "Le bus du soir", "Plus de bus après 20 h.")
    facts, html = lead.get(f"{OPEN}.json").json(), lead.get(OPEN).text
    coded = [each for each in facts["codes"] if each["cluster"]]

    assert facts["clusters"] == len(coded) == facts["unnamed"] + 1
    assert ("Le bus du soir", "Plus de bus après 20 h.") == (
        coded[0]["label_fr"],
        coded[0]["definition"],
    )
    assert all(each["terms"] for each in coded)
    assert f"{facts['unnamed']} classes sur {facts['clusters']} n’ont pas de nom" in html
    assert "mesurerait alors cette grille" in html
    assert f'href="/q/{QUESTION}"' in html[html.index("<main") :]
    assert 'value="Le bus du soir"' in html
    assert 0 == sum(event.op == "open_coding" for event in workshop.desk.events())


def test_what_was_written_is_what_coders_read(workshop: Workshop) -> None:
    """Written over, added, left unnamed: all in the event, and the same when read again."""
    lead, coder = workshop.come("lead"), workshop.come()
    key = named(workshop, lead, 0, "Le bus du soir")
    n = len([each for each in lead.get(f"{OPEN}.json").json()["codes"] if each["cluster"]])
    answer = sent(
        lead,
        label_fr_1="Le bus, le soir",
        label_en_1="The evening bus",
        definition_1="Demander des bus après 20 h.",
        **{f"label_fr_{n + 2}": "La gratuité", f"definition_{n + 2}": "Ne pas payer."},
    )
    assert 303 == answer.status_code, answer.text
    codes = workshop.desk.events()[-1].payload["codes"]
    review = workshop.desk.review(QUESTION)

    assert [f"k{each}" for each in range(1, n + 2)] == [each["code"] for each in codes]
    assert (key, "Le bus, le soir", "The evening bus", "Demander des bus après 20 h.") == tuple(
        codes[0][name] for name in ("cluster", "label_fr", "label_en", "definition")
    )
    assert ("", "La gratuité", "Ne pas payer.", "") == tuple(
        codes[-1][name] for name in ("cluster", "label_fr", "definition", "terms")
    )
    assert ("", True) == (codes[1]["label_fr"], bool(codes[1]["terms"]))
    assert "Le bus du soir" == review.clusters[key].label_fr  # a code renames no cluster
    assert codes == (fold(review.base, review.events).campaign or {})["codes"]

    seen = coder.get(CODING).text
    named(workshop, lead, 0, "Tout autre chose")

    assert seen.count("Le bus, le soir") == coder.get(CODING).text.count("Le bus, le soir") == 1
    assert "La gratuité" in seen
    assert "Code 2, sans nom" in seen
    assert "Termes typiques, tels que comptés par la machine" in seen
    assert codes[1]["terms"] in seen
    assert "The evening bus" in coder.get(f"{CODING}?lang=en").text


def test_the_page_of_a_text_says_which_codes_have_no_name(workshop: Workshop) -> None:
    """By number, its terms beside, said as such; and the agreement says how many there were."""
    coding = Coding(workshop)
    coder = coding.coder()
    html = coder.get(CODING).text
    facts = coder.get(f"{CODING}.json").json()

    assert [""] == list({each["label_fr"] for each in facts["codes"]})
    assert "Code 1, sans nom" in html
    assert (
        len(facts["codes"])
        == coder.get(f"/q/{QUESTION}/agreement.json").json()["campaign"]["unnamed"]
    )
    assert "mesure" in coder.get(f"/q/{QUESTION}/agreement").text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"label_fr_1": "Une idée", "label_fr_2": "une Idée"}, "Deux codes portent le même nom"),
        ({"definition_{}": "Sans nom."}, "il lui faut un nom"),
        ({"label_fr_1": "x" * 121}, "120"),
        ({"size": "19"}, "Tirez entre 20 et 2"),
        ({"cluster_1": ""}, "ont changé pendant que vous écriviez"),
    ],
)
def test_what_is_no_codebook_is_given_back(
    workshop: Workshop, given: dict[str, str], said: str
) -> None:
    """With a word, all that was typed still there; nothing is recorded."""
    lead = workshop.come("lead")
    n = len([each for each in lead.get(f"{OPEN}.json").json()["codes"] if each["cluster"]])
    given = {name.format(n + 1): value for name, value in given.items()}
    answer = sent(lead, **{"definition_2": "Ce que j’ai écrit.", **given})

    assert 422 == answer.status_code
    assert said in answer.text.replace("\u202f", "").replace("\u00a0", " ")
    assert "Ce que j’ai écrit." in answer.text
    assert not workshop.desk.events()


def test_a_cluster_merged_meanwhile_is_told_and_nothing_is_lost(workshop: Workshop) -> None:
    """The page comes back with the clusters of now, each with what was written of it."""
    lead, other = workshop.come("lead"), workshop.come()
    keys = list(workshop.desk.base(QUESTION).clusters)
    (form,) = [f for f in Page(lead.get(OPEN).text).forms if "open_coding" in f.named("op")]
    compare = f"/q/{QUESTION}/compare/{keys[0]}/{keys[1]}"
    same = {"into": keys[1], "comment": "La même demande."}
    Reader(other, QUESTION).does(compare, "merge", **same)
    Reader(lead, QUESTION).does(f"/q/{QUESTION}", "confirm")
    answer = lead.post(OPEN, form.filled(**{"size": "20", "label_fr.3": "La troisième"}))

    assert 422 == answer.status_code
    assert "ont changé pendant que vous écriviez" in answer.text
    assert 'value="La troisième"' in answer.text
    gone = [key for key in keys[:2] if workshop.desk.review(QUESTION).clusters[key].into]
    assert gone
    assert f'value="{gone[0]}"' not in answer.text


def test_a_codebook_being_typed_is_kept(workshop: Workshop) -> None:
    """A quarter of an hour of writing is not lost by a session that ends."""
    lead = workshop.come("lead")
    (form,) = [f for f in Page(lead.get(OPEN).text).forms if "open_coding" in f.named("op")]
    typed = form.filled(**{"size": "20", "label_fr.1": "Le bus du soir"})
    url = f"{workshop.base}{OPEN}"
    assert 204 == lead.post("/drafts/keep", typed, headers={"hx-current-url": url}).status_code
    (draft,) = Page(lead.get("/drafts").text).forms[1:2]

    assert OPEN == draft.action
    assert ["Le bus du soir"] == draft.named("label_fr.1")

    answer = lead.post(draft.action, draft.filled())

    assert 303 == answer.status_code
    assert "Le bus du soir" == workshop.desk.events()[-1].payload["codes"][0]["label_fr"]
    assert [] == lead.get("/drafts.json").json()["waiting"]
