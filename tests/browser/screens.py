"""Every screen of the workshop and what a test looks at there, in a workshop that was lived in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from synthesis.decisions import sampling
from synthesis.decisions.campaign import campaign_of, disagreements
from synthesis.decisions.rules import UNITS
from synthesis.review.desk import Desk
from synthesis.review.people import People
from tests.browser.server import Visitor, decide, desk
from tests.browser.workshop import Workshop

QUESTION = "906"
CODED = "901"  # a question coded by two people
FRESH = "904"  # a question in which nobody decided anything
CANARY = "avis de Bruno que personne ne doit lire"


@dataclass
class Life:
    """What was decided: the keys of the clusters, in the order of the run."""

    keys: list[str]
    flagged: str = ""
    token: str = ""
    seen: str = ""
    moved: str = ""
    codes: str = ""


def live(workshop: Workshop) -> Life:
    """Every kind of decision, one after the other; what a test needs to find them again."""
    anne, bruno, *_ = workshop.people.values()
    with desk(workshop.recipe_file) as at:
        base = at.base(QUESTION)
        keys = list(base.clusters)
        life = Life(keys)

        def name(number: int) -> None:
            decide(at, anne, "rename", QUESTION, cluster=keys[number],
                   label_fr=f"Préserver les arbres et les haies, n° {number}",
                   label_en=f"Keep the trees and the hedges, no. {number}",
                   definition="Les réponses qui demandent de garder ou de planter.")  # fmt: skip

        def vote(who: object, number: int, verdict: str = "one_idea") -> None:
            content = at.review(QUESTION).content(keys[number])
            decide(at, who, "accept", QUESTION, cluster=keys[number], verdict=verdict,
                   content=content)  # type: ignore[arg-type]  # fmt: skip

        def comment(who: object, number: int, text: str) -> int:
            about = f"{QUESTION}/cluster/{keys[number]}"
            return decide(at, who, "comment", QUESTION, object=about, text=text).seq  # type: ignore[arg-type]

        for number in (0, 1, 2, 3, 4, 10):
            name(number)
        for number in (0, 1):  # signed; then one of them is named again, and so reopened
            vote(anne, number)
            vote(bruno, number)
        name(1)
        vote(anne, 2)
        vote(bruno, 2, "not_one_idea")  # to arbitrate
        comment(anne, 2, "Toutes parlent des arbres.")
        comment(bruno, 2, "Je lis deux idées : les arbres en ville, les haies aux champs.")
        vote(anne, 3, "not_one_idea")
        vote(bruno, 3, "not_one_idea")  # to rework
        vote(bruno, 4)
        comment(bruno, 4, CANARY)
        decide(at, anne, "merge", QUESTION, cluster=keys[5], into=keys[6],
               comment="La même demande, en d’autres mots.")  # fmt: skip
        merge = decide(at, anne, "merge", QUESTION, cluster=keys[7], into=keys[8],
                       comment="Les mêmes mots.")  # fmt: skip
        decide(at, bruno, "confirm", QUESTION, proposal=merge.seq)
        decide(at, bruno, "off_topic", QUESTION, cluster=keys[9],
               comment="Ne dit rien de la question.")  # fmt: skip
        position = decide(at, bruno, "minority", QUESTION, cluster=keys[10],
                          position="Ne rien changer.", comment="Rare, et argumenté.")  # fmt: skip
        decide(at, anne, "confirm", QUESTION, proposal=position.seq)
        inside = sorted(base.inside[keys[11]])
        decide(at, anne, "move", QUESTION, answers=inside[:3], to=keys[12])
        life.moved, life.flagged, life.seen = inside[0], inside[4], inside[5]
        decide(at, anne, "flag", QUESTION, answer=life.flagged, spans=[[0, 5]],
               comment="Un nom de personne.")  # fmt: skip
        read = sorted(base.inside[keys[0]])
        decide(at, anne, "judge", QUESTION, cluster=keys[0], fits=read[:3], misfits=read[3:4])
        decide(at, bruno, "keep_apart", QUESTION, cluster=keys[0], other=keys[2])
        decide(at, anne, "propose", QUESTION, kind="lexicon", term="haie bocagère",
               reason="Une seule chose, en deux mots.")  # fmt: skip
        undone = comment(anne, 0, "Écrit trop vite.")
        decide(at, anne, "undo", QUESTION, cancels=undone)
        with_codes(workshop, at, life)
    people = People(next(workshop.recipe_file.parent.glob("*.reviewers.sqlite")))
    _, life.token = people.add("Élise", "observer")
    _leave_a_draft(workshop, life)
    return life


def with_codes(workshop: Workshop, at: Desk, life: Life) -> None:
    """One question is being coded; another has been, by two people who disagree now and then."""
    anne, bruno, _, denis, fanny = workshop.people.values()
    for question, coders, n in ((QUESTION, (fanny,), 3), (CODED, (anne, bruno), UNITS)):
        review = at.review(question)
        terms = {key: ["terme"] for key in review.clusters}
        asked = sampling.opening(review, sampling.codebook(review, terms), UNITS)
        opened = decide(at, denis, "open_coding", question, **asked)
        for coder in coders:
            for showing in sampling.order(len(asked["units"]), asked["seed"], coder.id)[:n]:
                code = 1 + showing.unit % (3 if coder is bruno else 2)
                decide(at, coder, "code", question, unit=showing.unit, again=int(showing.again),
                       answer=asked["units"][showing.unit - 1], codes=[f"k{code}"],
                       confidence=2)  # fmt: skip
        assert opened.seq
    decide(at, denis, "close_coding", CODED)
    campaign = campaign_of(at.review(CODED))
    assert campaign is not None
    life.codes = "~".join(next(iter(disagreements(at.review(CODED), campaign))))


def _leave_a_draft(workshop: Workshop, life: Life) -> None:
    """Bruno's words come too late, and wait for him."""
    visitor, bruno = Visitor(workshop.server.port), workshop.people["Bruno"]
    visitor.enter(bruno.name, bruno.password)
    key = life.keys[1]
    answer = visitor.post(
        f"/q/{QUESTION}/act",
        {
            "op": "rename", "csrf": visitor.csrf(), "key": "0123456789abcdef",
            f"version.{QUESTION}/cluster/{key}": 1, "cluster": key,
            "label_fr": "Un nom venu trop tard", "label_en": "", "definition": "Trop tard.",
        },
    )  # fmt: skip
    assert 409 == answer.status, answer.text
    visitor.close()


@dataclass(frozen=True)
class Visit:
    """One look at a screen: its route, what is particular about it, and who looks."""

    name: str  # of the route; '' for a page that no route shows
    address: Callable[[Life], str]
    who: str = "Anne"
    case: str = ""
    status: int = 200

    def __str__(self) -> str:
        return "-".join(filter(None, (self.name, self.case)))

    def path(self, workshop: Workshop) -> str:
        """Where it is in that workshop."""
        return self.address(workshop.life)


def _cluster(number: int) -> Callable[[Life], str]:
    return lambda life: f"/q/{QUESTION}/cluster/{life.keys[number]}"


def _answer(address: str) -> str:
    return f"/q/{QUESTION}/answer/{quoted(address)}"


VISITS = (
    Visit("login", lambda _: "/login", who=""),
    Visit("welcome", lambda life: f"/welcome/{life.token}", who=""),
    Visit("", lambda _: "/welcome/nothing", who="", case="link of no use", status=404),
    Visit("guide", lambda _: "/guide"),
    Visit("guide", lambda _: "/guide", who="", case="nobody"),
    Visit("queue", lambda _: "/"),
    Visit("question", lambda _: f"/q/{QUESTION}"),
    Visit("question", lambda _: f"/q/{FRESH}", case="fresh"),
    Visit("cluster", _cluster(0), case="signed"),
    Visit("cluster", _cluster(1), case="reopened"),
    Visit("cluster", _cluster(2), who="Chloé", case="to arbitrate"),
    Visit("cluster", _cluster(4), case="one vote"),
    Visit("cluster", _cluster(5), who="Bruno", case="proposal"),
    Visit("cluster", _cluster(7), case="absorbed"),
    Visit("cluster", _cluster(10), case="minority"),
    Visit("cluster", lambda life: f"{_cluster(12)(life)}?random=20", case="more"),
    Visit("answer", lambda life: _answer(life.seen)),
    Visit("answer", lambda life: _answer(life.flagged), who="Denis", case="masked"),
    Visit("answer", lambda life: _answer(life.moved), who="Bruno", case="moved"),
    Visit("concordance", lambda _: "/concordance"),
    Visit("concordance", lambda _: f"/concordance?question={QUESTION}&term=arbres&sort=left",
          case="word"),
    Visit("concordance", lambda _: f"/concordance?question={QUESTION}&how=pattern&term=%28",
          case="bad pattern"),
    Visit("concordance", lambda _: f"/concordance?question={QUESTION}&how=pattern&term=eau.%2B",
          who="Denis", case="pattern"),
    Visit("compare", lambda life: f"/q/{QUESTION}/compare/{life.keys[5]}/{life.keys[6]}"),
    Visit("coding", lambda _: f"/q/{QUESTION}/coding", who="Fanny"),
    Visit("coding", lambda _: f"/q/{QUESTION}/coding", who="Chloé", case="ready"),
    Visit("question", lambda _: f"/q/{QUESTION}", who="Fanny", case="blind", status=403),
    Visit("opening", lambda _: f"/q/{FRESH}/coding/open", who="Denis"),
    Visit("coding", lambda _: f"/q/{FRESH}/coding", case="none"),
    Visit("agreement", lambda _: f"/q/{QUESTION}/agreement", who="Denis", case="open"),
    Visit("agreement", lambda life: f"/q/{CODED}/agreement?codes={life.codes}", who="Chloé"),
    Visit("agreement", lambda _: f"/q/{FRESH}/agreement", who="Denis", case="none"),
    Visit("signature", lambda _: f"/q/{QUESTION}/signature"),
    Visit("journal", lambda _: "/journal", who="Denis"),
    Visit("journal", lambda _: "/journal?verify=1", case="verified"),
    Visit("account", lambda _: "/account"),
    Visit("drafts", lambda _: "/drafts", who="Bruno"),
    Visit("people", lambda _: "/people", who="Denis"),
    Visit("", lambda _: "/nowhere", case="404", status=404),
    Visit("", lambda _: "/people", case="403", status=403),
)  # fmt: skip
NO_SCREENS = ("export",)  # what is asked for by GET and is no page


def quoted(address: str) -> str:
    """An answer's address in a link."""
    return quote(address.replace("~", "~7E").replace("/", "~2F"), safe="~")
