"""Write courvallon.csv, a fictional consultation in the official layout, and truth.csv beside it.

`python data/sample/make.py [FOLDER]`: the same bytes each time, from the answers in `bank/`.
Only `Random.random()` is drawn from, because Python promises no other draw across its versions.
"""

from __future__ import annotations

import base64
import random
import re
import sys
import unicodedata
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar

Item = TypeVar("Item")

SEED: Final = 2024
HERE: Final = Path(__file__).resolve().parent
OPENED: Final = date(2024, 1, 15)
DAYS: Final = 56  # until 10 March
FILLED: Final = 0.65  # of the cells of an open question, but in the campaigns
SAYS_NOTHING: Final = 0.06  # of the answers to an open question
TWICE: Final = 35  # authors who contribute a second time
UNKNOWN: Final = 0.032  # of the ordinary contributions have no author; with the bus campaign 4 %
RESENT: Final = 8

OPEN: Final = {"901": "deplacements", "904": "services", "906": "nature"}  # number: file of bank/
TITLES: Final = {
    "901": "Que faudrait-il faire pour améliorer vos déplacements quotidiens à Courvallon et "
           "alentour ?",
    "902": "Seriez-vous favorable à la limitation à 30 km/h dans tout le centre ?",
    "903": "À quelle fréquence prenez-vous un bus du réseau Vallis ?",
    "904": "Quels services publics faut-il renforcer, améliorer ou créer à Courvallon ?",
    "905": "Quels équipements utilisez-vous au moins une fois par mois ?",
    "906": "Que peut faire la commune, avec ses habitants, pour la nature, l'eau et le climat ?",
}
BASE: Final = (
    "id", "reference", "title", "createdAt", "publishedAt", "updatedAt", "trashed",
    "trashedStatus", "authorId", "authorType", "authorZipCode",
)

# The ten ideas of a question, from the most to the least common.
RANKED: Final = {
    "901": ("bus-horaires", "velo-pistes", "stationnement", "train-gare", "vitesse-securite",
            "trottoirs-accessibilite", "entretien-routes", "camions-rocade", "tarifs-gratuite",
            "covoiturage-navette"),
    "904": ("medecins-sante", "piscine-sport", "ecoles-cantine", "securite-police",
            "personnes-agees", "numerique", "culture-mediatheque", "creche-petite-enfance",
            "jeunesse-emploi", "guichet-mairie"),
    "906": ("arbres-ombre", "dechets-tri", "inondations", "friche-fonderie",
            "renovation-energie", "eclairage-nuit", "alimentation-locale",
            "biodiversite-jardins", "eau-robinet", "solaire-energies"),
}
# By rank: entries given to an answer of two ideas, and entries that follow another of their idea.
SHARED: Final = (12, 12, 14, 14, 16, 16, 18, 18, 20, 20)
FOLLOWING: Final = (0, 0, 0, 0, 0, 4, 7, 9, 11, 12)

# Short answers that several people give in the same words: how many besides the first.
ECHOED: Final = {
    "Des bus le dimanche svp": 3, "Plus de passages le soir": 3, "19h15 c’est trop tôt": 2,
    "Un vrai service le week-end": 2, "moins d'attente entre deux bus": 1,
    "Rallonger les horaires, tout simplement": 1, "Plus d'arceaux place du Marché": 2,
    "Prime pour les vélos électriques": 2, "voie verte le long de l'Aulnette": 2,
    "Séparer vélos et voitures partout": 1, "une vraie piste jusqu’au collège": 1,
    "Plus de places gratuites au centre": 3, "une heure gratuite partout": 1,
    "Davantage de places handicapées": 2, "Parking relais près de la gare": 1,
    "Plus de généralistes, vite": 4, "Il manque un ophtalmo": 3,
    "Pas de pédiatre à Courvallon !": 2, "Remplacer les deux docteurs partis": 2,
    "Trouver un dentiste qui prend encore": 2, "Rouvrez le bassin, enfin": 4,
    "Apprendre à nager aux enfants": 2, "Un skatepark digne de ce nom": 1,
    "Réparer les courts de tennis": 1, "Éclairer le stade le soir": 1,
    "Garderie jusqu'à 19 heures": 2, "Remplacer les maîtres absents": 2,
    "arretez de fermer des classes": 1, "De l'ombre place du Marché": 3,
    "plus d'arbres dans les cours d'école": 3, "Replanter les platanes abattus !": 2,
    "Végétaliser le parking de la gare": 1, "Moins de bitume, plus de feuilles": 1,
    "Ouvrir la déchèterie le lundi": 3, "des composteurs dans chaque quartier": 2,
    "Verbaliser les dépôts sauvages": 2, "La consigne pour les bouteilles": 1,
    "Une vraie alerte par SMS": 2, "Curer les fossés avant l'hiver": 2,
    "Arrêter de construire en zone inondable": 2,
}

# One voice on eight subjects: what it says before each entry, the idea, how the entry begins.
LONG: Final = (
    ("Vous demandez large, je réponds large. ",
     "renovation-energie", "Avant de financer les particuliers, commencez par le patrimoine"),
    ("Pour l'énergie ensuite. ", "solaire-energies", "Dans le cadre du plan climat, je suggère"),
    ("Sur les crues : ", "inondations", "Soyons concrets. Premièrement les avaloirs"),
    ("Et plus haut dans la vallée, ", "inondations", "Redonnons à l'Aulnette ses prairies"),
    ("À propos d'arbres, ", "arbres-ombre", "Attention à l’entretien : planter cinq cents"),
    ("Les terres agricoles, maintenant. ", "alimentation-locale", "Le foncier, tout est là."),
    ("Quant à la nuit, ", "eclairage-nuit", "Voici un ordre de priorité possible"),
    ("Pour l'eau potable, ", "eau-robinet", "Je me permets d'insister sur la protection"),
    ("Je finis par la Fonderie. ", "friche-fonderie", "Permettez-moi un rappel financier."),
)

PARK: Final = (
    "La friche de la Fonderie est le dernier grand terrain libre au bord de l'Aulnette. Nous "
    "demandons à la commune de renoncer à toute vente, d'y créer un parc public de six hectares, "
    "planté d'arbres et ouvert à tous, de garder la grande halle, de publier les analyses du sol "
    "et d'associer les habitants à chaque étape du projet."
)
PARK_SIGNED: Final = 34
PARK_REWORDED: Final = (
    PARK + " J'y ajoute des jeux pour les enfants du quartier.",
    PARK + " Mon grand-père y a travaillé toute sa vie, ce serait lui rendre hommage.",
    "Je soutiens cet appel : " + PARK,
    PARK.replace("les habitants", "les riverains"),
    PARK.replace("six hectares", "6 hectares"),
)
BUS: Final = (
    "Usagers du réseau Vallis, nous demandons trois choses : un dernier départ à 21 h, un bus par "
    "heure le dimanche et aucune suppression pendant les vacances scolaires. Le bus est un "
    "service public, pas une variable d'ajustement."
)
BUS_SIGNED: Final = 9

NOTHING: Final = {  # answers that say nothing: how often, out of a hundred or so
    "RAS": 12, "ras": 6, "R.A.S.": 3, "Ras.": 2, "Sans objet": 7, "sans objet": 3, ".": 6,
    "Je ne sais pas": 8, "je sais pas": 3, "Je ne sais pas trop quoi répondre": 1, "NSP": 4,
    "Pas d'avis": 5, "sans avis": 2, "Pas d'opinion": 2, "Néant": 5, "néant": 3, "-": 4, "...": 3,
    "Rien à signaler": 4, "Rien à ajouter": 3, "rien de particulier à dire": 1,
    "Aucune idée": 3, "Pas d'idée": 2, "Non concerné": 2, "Non concernée": 2, "?": 2, "/": 3,
    "x": 1, "xxx": 1, "non": 2, "Bonne question !": 1, "Je ne me prononce pas": 1,
    "Pas de proposition": 2, "je passe": 1, "Merci": 1,
}
ELSEWHERE: Final = {  # the same, where an earlier question was answered
    "Voir plus haut": 5, "voir plus haut": 4, "Idem": 4, "cf. réponse précédente": 3,
    "Déjà dit plus haut": 2, "voir ma réponse à la question 1": 2, "Même réponse": 1,
}

MODERATED: Final[tuple[tuple[str, Mapping[str, str]], ...]] = (
    ("visible", {"901": "Les chauffeurs de bus sont tous des fainéants, voilà, c'est dit, et "
                        "celui de 7h40 encore plus que les autres."}),
    ("visible", {"906": "Vends poêle à granulés peu servi, prix à débattre, à venir chercher sur "
                        "place. Sérieux s'abstenir de marchander."}),
    ("invisible", {"904": "Bande d'incapables, vous ne lirez même pas ce message, vous n'avez "
                          "jamais rien lu de votre vie !!!"}),
    ("invisible", {"904": "Le voisin du 12 laisse hurler son chien toute la nuit, il se "
                          "reconnaîtra, et tout l'immeuble sait ce qu'il cache dans sa cave.",
                   "906": "son chien, c'est déjà toute une pollution"}),
    ("visible", {"901": "mdr cette consultation de clowns", "904": "un cirque ?",
                 "906": "des clowns bio"}),
    ("visible", {"906": "La soupe à l'oignon de ma tante : six oignons, une noix de beurre, du "
                        "bouillon, trois heures de patience et du comté par-dessus."}),
    ("visible", {"901": "Je cède ma berline grise, contrôle technique fait, pneus neufs, première "
                        "main. Voilà qui améliorerait beaucoup mes déplacements."}),
    ("invisible", {"901": "Vous êtes tous pourris et les dés sont pipés, allez tous vous faire "
                          "cuire un œuf.", "904": "aucun, vous êtes trop nuls"}),
    ("visible", {"904": "Qui est chaud pour un foot samedi ?? rdv au stade à 15h, on est sept, il "
                        "manque un gardien"}),
    ("visible", {"904": "Les agents de la mairie dorment, et quand ils ne dorment pas ils "
                        "digèrent.", "906": "Planter des réveils dans les bureaux."}),
    ("invisible", {"901": "bla bla bla la la la je remplis les cases pour voir si quelqu'un lit",
                   "906": "bla bla bla toujours personne ? prout"}),
)

HEADINGS: Final = {
    "bus-horaires": ("Plus de bus", "Nos bus"),
    "velo-pistes": ("Pédaler sans peur", "Le vélo à Courvallon"),
    "stationnement": ("Se garer à Courvallon", "Le stationnement"),
    "vitesse-securite": ("Ralentir s'il vous plaît", "Traverser sans danger"),
    "train-gare": ("Une gare vivante", "Nos trains"),
    "trottoirs-accessibilite": ("Des trottoirs pour tous", "Marcher en ville"),
    "camions-rocade": ("Trop de camions", "Le bruit de la rocade"),
    "covoiturage-navette": ("Penser aux hameaux", "Partager les trajets"),
    "tarifs-gratuite": ("Le prix du bus", "Transports moins chers"),
    "entretien-routes": ("L'état des routes", "Trous et travaux"),
    "medecins-sante": ("Des médecins à Courvallon", "La santé d'abord"),
    "piscine-sport": ("Piscine et sport", "Du sport pour tous"),
    "ecoles-cantine": ("Nos écoles", "Pour les enfants"),
    "securite-police": ("Tranquillité publique", "Sécurité du quotidien"),
    "personnes-agees": ("Bien vieillir ici", "Nos anciens"),
    "guichet-mairie": ("Des guichets ouverts", "Simplifier les démarches"),
    "culture-mediatheque": ("Culture et associations", "Culture pour tous"),
    "creche-petite-enfance": ("Les tout-petits", "La petite enfance"),
    "jeunesse-emploi": ("Et les jeunes ?", "Jeunesse et emploi"),
    "numerique": ("Le tout numérique", "Internet et nous"),
    "arbres-ombre": ("De l'ombre !", "Des arbres en ville"),
    "dechets-tri": ("Propreté et tri", "Moins de déchets"),
    "inondations": ("L'Aulnette et nous", "Avant la prochaine crue"),
    "friche-fonderie": ("L'avenir de la Fonderie", "Six hectares"),
    "renovation-energie": ("Isoler d'abord", "Se chauffer dignement"),
    "alimentation-locale": ("Manger d'ici", "Sauver nos terres"),
    "eau-robinet": ("L'eau, bien commun", "L'eau du robinet"),
    "biodiversite-jardins": ("La nature en ville", "Jardins et nature"),
    "eclairage-nuit": ("La lumière la nuit", "L'éclairage public"),
    "solaire-energies": ("Produire ici", "Énergie locale"),
    "": ("Quelques idées", "Ma contribution", "Mes propositions", "Mon avis", "Du bon sens",
         "Pour notre ville", "Idées pour 2030", "Réponses au questionnaire"),
}

ZIP_CODES: Final = {  # 619.. is in no directory: Courvallon, then the rest of its valley
    "61990": 690, "61980": 70, "61970": 45, "61960": 30, "61000": 16, "61200": 8, "61400": 6,
    "72610": 10, "53140": 8, "50140": 7, "28400": 5, "14000": 6,
}
ZIP_CODES_FAR: Final = {
    "75011": 6, "75019": 4, "35000": 6, "44000": 5, "69003": 4, "33000": 3, "59000": 2,
    "97400": 5, "20000": 3, "20250": 2, "": 30, "00000": 16, "1000": 4,
}
FAR: Final = 0.30  # of those who never say « je », « nous » nor « on »

LIMIT: Final = ("Oui", "Non", "Sans opinion")
RIDES: Final = (
    "Presque tous les jours", "Une à trois fois par semaine", "Une à trois fois par mois",
    "Moins d'une fois par mois", "Jamais",
)
PLACES: Final = {
    "La médiathèque la Passerelle": 0.42, "Le marché de la place": 0.66,
    "Un stade, un gymnase ou un terrain de sport": 0.31, "La maison de santé": 0.38,
    "La gare": 0.29, "La déchèterie": 0.47, "Les berges de l'Aulnette, un parc ou un square": 0.44,
}
OTHER_PLACES: Final = (
    "école de musique", "le city-stade des Terrasses", "le cimetière", "la salle des fêtes",
    "Le local du club de pêche", "la crèche", "Aucun, je travaille", "le lavoir", "centre social",
)

# Who speaks: an answer that tells it is the only one of its contribution to do so.
_PERSONA: Final = re.compile(
    r"\b(?:je suis|nous sommes|j['’]habite|nous habitons|chez (?:nous|moi)|(?:je|nous) viv\w+"
    r"|j['’]étais|quand j['’]|nous (?:voudrions|les)|signé,|ici depuis|à \d\d ans"
    r"|j['’]ai \S+ ans|de mon temps|en tant qu"
    r"|(?:mon|ma|mes) (?!avis|idée|proposition|réponse|vœu|bon)|(?:notre|nos) |papa|maman"
    r"|pour (?:nous|moi)\b|(?:je|nous) (?:travaill|tiens|tenons|dirige|bosse|garde|cultiv|condui"
    r"|livre|vends|finis|prends|marche|roule|pouss|chauff)\w*"
    r"|j['’](?:emploie|enseigne|organise|anime|élève|exerce|accompagne))"
    r"|^(?:ancienn?e?|infirmi|retrait|commerçant|artisan|agricult|maraîch|étudiant|lycéen|enseign"
    r"|prof|aide-s|apprenti|médecin|kiné|élev|cuisini|conseill|direct|présid|bénévole|chauffeur"
    r"|secr|assistant|patron|locataire|gendarme|pédiatre|psycho|auxil|condu|taxi|ingén|trad|cant"
    r"|surv|agent|entr|secour|victime|interm|expert|biblio|nouv|arriv|install|étant|parent|handi"
    r"|apicult|ornith|bûch|délég|femme|plomb|exploit|sage-|coiff|maire|brigad|ergo|ayant|employ"
    r"|travaillant|vivant|avec m|un soir|orthoph|kinés|conduct|concierge|cela fait|voilà)",
    re.IGNORECASE,
)
_FIRST_PERSON: Final = re.compile(
    r"\b(?:je|j['’]\w+|me|m['’]\w+|moi|mon|ma|mes|nous|notre|nos|on|chez)\b", re.IGNORECASE
)
_FOR_OTHERS: Final = re.compile(
    r"\b(?:notre club|notre chorale|notre association|conseil syndical|au nom (?:de|d')"
    r"|nous, parents|club compte|conseil de quartier|groupe de (?:résidents|lecture))"
    r"|\bprésidente? d|\btrésori",
    re.IGNORECASE,
)
_IN_BUSINESS: Final = re.compile(
    r"commerçante?(?:,| rue)|(?:^|suis )artisan|je tiens (?:un|une|la|le) |ma boutique"
    r"|ma librairie|je dirige une|petite entreprise|petit restaurant|je vends|maraîchère? depuis"
    r"|j['’]emploie|patronn?e? d",
    re.IGNORECASE,
)
# What may come second in an answer: short, of nobody in particular, complete without the first.
_NOT_SECOND: Final = re.compile(
    r"\b(?:je|j['’]\w*|mon|ma|mes|moi|nous|notre|nos|me|m['’]\w+|ça|celui|cela|ici)\b|[:?…]"
    r"|^(?:et|mais|ok|oui|non|bonjour|attention|après|avant|pour|surtout|c['’]est|ce|il|ils|si"
    r"|elle|quand|comment|pourquoi|soit|vous|on|dans|depuis|dimanche|aux?|à|a|avec|vu|un seul\w*"
    r"|pas|ne|ni|d['’]accord|merci|stop|simplement|simplifier|trop|vivement|en premier|peindre"
    r"|profitons|méfiance|même|tout|19h15|le|la|les|déjà|quelle?|personne|voilà|qui|honte"
    r"|traverser|pouvoir|avoir|garer|se|filtrer|fréquence fréquence|fenêtres|plus de 38|jai|papa"
    r"|ticket)\b"
    r"|\b(?:c['’]est (?:trop|comme)|aussi|svp|lol|gratos|donc|voilà ce|point\.)",
    re.IGNORECASE,
)
_NOT_FIRST: Final = re.compile(
    r"cordialement|merci[^.]*[.!]?$|point final|tout simplement|c['’]est tout|on s['’]en passe"
    r"|(?:seule?|unique) (?:exigence|demande|critère)|voilà (?:tout|ce)|\bsvp\b|s['’]il vous plaît"
    r"|: -|\bpoint\.$|trois mots|suffirait amplement|je ne demande|[?…]$",
    re.IGNORECASE,
)
_INFINITIVE: Final = re.compile(
    r"(?!Premier|Papier|Atelier)(?:\w+(?:er|ir)|Mettre|Faire|Rendre|Étendre|Reprendre|Remettre"
    r"|Éteindre|Construire|Répondre|Permettre|Prendre|Repeindre)\b",
    re.IGNORECASE,
)
_PROPER: Final = ("Vallis", "Saint-Cyprien", "Courvallon", "Noël")

# How the second idea is brought in: A and B begin with a capital, a and b do not.
BRIEF_JOINTS: Final = (
    "{A} et {b}", "{a} et {b}", "{A}, {b}", "{a}, {b}", "{a} + {b}", "- {A} - {B}",
    "1) {A} 2) {B}", "{A}. {B}.", "{A}. Et {b}.", "{A} / {B}", "{A} et puis {b}", "{A} {B}",
)
JOINTS: Final = (
    "{A}. {B}.", "{A}. {B}.", "{A}. {B}.", "{A}.  {B}.", "{A}. Et {b}.", "{A}. Et {b}.",
    "{A}. Et puis {b}.", "{A}. Et aussi : {b}.", "{A}. Autre chose : {b}.", "{A}. PS : {b}.",
    "{A}. Par ailleurs : {b}.", "{A}. Au passage : {b}.", "{A}. Pour finir : {b}.",
    "{A}. J'ajoute : {b}.",
)
INFINITIVE_JOINTS: Final = (
    "{A}. {B}.", "{A}. {B}.", "{A}.  {B}.", "{A}. Et {b}.", "{A}. Et {b}.",
    "{A}. Il faudrait aussi {b}.", "{A}. On pourrait aussi {b}.", "{A}. Deuxième idée : {b}.",
    "{A}. Ensuite, {b}.", "{A}. Par ailleurs : {b}.",
)
LISTED_JOINTS: Final = ("- {A} - {B}", "1) {A} 2) {B}", "1/ {A} 2/ {B}")
CASUAL_JOINTS: Final = (
    "{a}, et aussi {b}", "{a}. et {b}", "{a} et puis {b}", "{a}. sinon {b}", "{a}. {b}",
    "{a}... {b}",
)


@dataclass(frozen=True)
class Answer:
    """What one cell says, the ideas in it, and why it is there."""

    text: str
    ideas: tuple[str, ...] = ()
    kind: str = "idea"


@dataclass(frozen=True)
class Author:
    """Who contributed, as the export shows it; no id for an unknown author."""

    id: str
    type: str
    zip_code: str


@dataclass(eq=False)  # one row is never another, whatever they hold
class Contribution:
    """One row in the making."""

    answers: dict[str, Answer] = field(default_factory=dict)
    author: Author = Author("", "", "")
    created: datetime = datetime.min
    title: str = ""
    trashed: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    reference: str = ""

    @property
    def words(self) -> str:
        """All that is said in it."""
        return " ".join(answer.text for answer in self.answers.values())

    @property
    def tells(self) -> bool:
        """Whether it says who speaks: an age, a trade, a family, a street."""
        return any(_PERSONA.search(answer.text) for answer in self.answers.values())

    @property
    def ideas(self) -> list[str]:
        """The ideas in it, in order."""
        return [idea for answer in self.answers.values() for idea in answer.ideas]


def shuffled(items: Iterable[Item], dice: random.Random) -> list[Item]:
    """The items in an order drawn at random."""
    drawn = [(dice.random(), rank, item) for rank, item in enumerate(items)]
    return [item for _, _, item in sorted(drawn, key=lambda each: each[:2])]


def pick(items: Sequence[Item], dice: random.Random) -> Item:
    """One item, all alike."""
    return items[int(dice.random() * len(items))]


def weighed(weights: Mapping[Item, float], dice: random.Random) -> Item:
    """One key, as often as its weight says."""
    left = dice.random() * sum(weights.values())
    for item, weight in weights.items():
        left -= weight
        if left < 0:
            return item
    return next(reversed(list(weights)))


# --- The answers of a question ---


def read_bank(name: str) -> dict[str, list[str]]:
    """The entries of each idea of a question, in the order of the file."""
    bank: dict[str, list[str]] = {}
    for line in (HERE / "bank" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            entries = bank.setdefault(line.removeprefix("## ").split(" | ")[0], [])
        elif line:
            entries.append(line)
    return bank


def composed(question: str, dice: random.Random) -> list[Answer]:
    """Every entry of the bank of a question in one answer; a few short ones in several."""
    bank = read_bank(OPEN[question])
    answers = list(echoes(bank, dice))
    pool = {idea: shuffled(entries, dice) for idea, entries in bank.items()}
    if question == "906":
        answers.append(long_text(pool))
    for idea, count in zip(RANKED[question], FOLLOWING, strict=True):
        answers += [Answer(both(pool[idea], pool[idea], dice), (idea,)) for _ in range(count)]
    answers += two_ideas(RANKED[question], pool, dice)
    for idea, entries in pool.items():
        kind = "idea" if idea in RANKED[question] else "minority"
        answers += [Answer(entry, (idea,), kind) for entry in entries]
    return shuffled(answers, dice)


def echoes(bank: Mapping[str, Sequence[str]], dice: random.Random) -> Iterator[Answer]:
    """The short answers that others give too, each typed in its own way."""
    for idea, entries in bank.items():
        for entry in entries:
            for _ in range(ECHOED.get(entry, 0)):
                ways = (entry, entry, entry.lower(), entry.rstrip(" !") + " !", entry + ".")
                yield Answer(pick(ways, dice), (idea,))


def long_text(pool: Mapping[str, list[str]]) -> Answer:
    """The one contribution that has something to say of everything, at length."""
    parts = []
    for before, idea, beginning in LONG:
        entry = next(each for each in pool[idea] if each.startswith(beginning))
        pool[idea].remove(entry)
        parts.append(before + (lowered(entry) if before.endswith((", ", ": ")) else entry))
    ideas = tuple(dict.fromkeys(idea for _, idea, _ in LONG))
    return Answer(" ".join(parts), ideas, "mixed")


def two_ideas(
    ranked: Sequence[str], pool: Mapping[str, list[str]], dice: random.Random
) -> Iterator[Answer]:
    """Answers that say two things, the less common ideas more often than the others."""
    places = shuffled(
        (idea for idea, count in zip(ranked, SHARED, strict=True) for _ in range(count)), dice
    )
    while places:
        one = places.pop()
        other = next(idea for idea in places if idea != one)
        places.remove(other)
        one, other = sorted((one, other), key=lambda idea: sum(map(may_follow, pool[idea])))
        yield Answer(both(pool[one], pool[other], dice), (one, other), "mixed")


def both(firsts: list[str], seconds: list[str], dice: random.Random) -> str:
    """An entry of one list and one of another, or of the same, as one answer."""
    sparing = dice.random() < 0.75  # of the entries that could come second
    first = take(firsts, lambda entry: may_lead(entry) and not (sparing and may_follow(entry)))
    return joined(first, take(seconds, may_follow), dice)


def take(entries: list[str], fit: Callable[[str], bool]) -> str:
    """The first entry that fits, which leaves the list."""
    entry = next(each for each in entries if fit(each))
    entries.remove(entry)
    return entry


def may_lead(entry: str) -> bool:
    """Whether more can be said after it."""
    return len(entry) < 330 and not entry.isupper() and not _NOT_FIRST.search(entry)


def may_follow(entry: str) -> bool:
    """Whether it can be said after something else, by anybody."""
    plain = len(entry) <= 110 and not entry.isupper() and entry.count("!") <= 1
    return plain and not _NOT_SECOND.search(entry)


def joined(first: str, second: str, dice: random.Random) -> str:
    """Two entries as one answer."""
    if is_brief(first) and is_brief(second):
        joint = pick(BRIEF_JOINTS, dice)
    elif first[0].islower() and first[-1].isalnum():
        joint = pick(CASUAL_JOINTS, dice)
    else:
        joints = INFINITIVE_JOINTS if _INFINITIVE.match(second) else JOINTS
        joint = pick((*joints, *LISTED_JOINTS) if len(first) < 90 else joints, dice)
    first, second = (each.removesuffix(".") for each in (first, second))
    text = joint.format(
        A=raised(first), a=lowered(first), B=raised(second), b=lowered(second)
    )
    return re.sub(r"(?<=[!?])\.", "", text)  # « enfin !. »


def is_brief(entry: str) -> bool:
    """A few words without a sentence around them."""
    return len(entry) <= 45 and not re.search(r"[.,;:!?]", entry)


def lowered(entry: str) -> str:
    """With a small first letter, unless it is a name or a word in capitals."""
    word = re.split(r"[\s,]", entry)[0]
    kept = word in _PROPER or (len(word) > 1 and word.isupper())
    return entry if kept else entry[0].lower() + entry[1:]


def raised(entry: str) -> str:
    """With a capital."""
    return entry[0].upper() + entry[1:]


# --- The contributions ---


def contributions(dice: random.Random) -> list[Contribution]:
    """The ordinary ones: their answers, dealt so that no two of one row tell who speaks."""
    answers = {question: composed(question, dice) for question in OPEN}
    filled = sum(map(len, answers.values())) / (1 - SAYS_NOTHING)
    rows = [Contribution() for _ in range(round(filled / FILLED / len(OPEN)))]
    for question in OPEN:
        deal(question, answers[question], rows, dice)
        say_nothing(question, len(answers[question]), rows, dice)
    for row in rows:
        row.answers = {question: row.answers[question] for question in sorted(row.answers)}
    return rows


def deal(
    question: str, answers: Sequence[Answer], rows: Sequence[Contribution], dice: random.Random
) -> None:
    """Give each answer to a row of its own."""
    free = shuffled(rows, dice)
    told = [answer for answer in answers if _PERSONA.search(answer.text)]
    untold = [answer for answer in answers if not _PERSONA.search(answer.text)]
    silent = [row for row in free if not row.tells]
    taken = list(zip(silent, told, strict=False))
    used = {row for row, _ in taken}
    left = (row for row in free if row not in used)
    for row, answer in [*taken, *zip(left, untold, strict=False)]:
        row.answers[question] = answer


def say_nothing(
    question: str, answered: int, rows: Sequence[Contribution], dice: random.Random
) -> None:
    """Answers without content, in some of the cells left empty."""
    count = round(answered * SAYS_NOTHING / (1 - SAYS_NOTHING))
    empty = [row for row in shuffled(rows, dice) if question not in row.answers]
    for row in empty[:count]:
        said = any(answer.kind != "no_content" for answer in row.answers.values())
        words = weighed({**NOTHING, **ELSEWHERE} if said else NOTHING, dice)
        row.answers[question] = Answer(words, (), "no_content")


def campaigns(dice: random.Random) -> list[Contribution]:
    """A text on the foundry sent by 34 people, five of whom changed it; one on buses by nobody."""
    texts = [*PARK_REWORDED, *[PARK] * (PARK_SIGNED - len(PARK_REWORDED))]
    parks = [
        Contribution({"906": Answer(text, ("friche-fonderie",), "campaign")},
                     title="Un parc à la Fonderie" if dice.random() < 0.7 else "")
        for text in shuffled(texts, dice)
    ]
    buses = [
        Contribution({"901": Answer(BUS, ("bus-horaires",), "campaign")},
                     title="Pétition des usagers" if dice.random() < 0.5 else "")
        for _ in range(BUS_SIGNED)
    ]
    return parks + buses


def moderated() -> list[Contribution]:
    """What the moderators put in the bin: still in the file, to be counted and not analysed."""
    return [
        Contribution({number: Answer(text, (), "moderated") for number, text in texts.items()},
                     trashed=status)
        for status, texts in MODERATED
    ]


# --- Who, when, and the closed questions ---


def sign(rows: Sequence[Contribution], dice: random.Random) -> None:
    """An author for each row: some unknown, some with a second row that does not say who speaks."""
    for rank, row in enumerate(rows):
        row.author = author(rank, row, dice)
    own = [row for row in rows if not any(each.kind == "campaign" for each in row.answers.values())]
    drawn = shuffled([row for row in own if row.answers and not row.trashed], dice)
    silent = [row for row in drawn if not row.tells][:TWICE]
    others = [row for row in drawn if row not in silent]
    for row, second in zip(others, silent, strict=False):
        second.author = row.author
    for row in others[TWICE:][: round(UNKNOWN * len(rows))]:
        row.author = nobody(row.author, dice)
    for row in rows:
        if row.answers.get("901", Answer("")).text == BUS:
            row.author = nobody(row.author, dice)


def author(rank: int, row: Contribution, dice: random.Random) -> Author:
    """One author, of the type and place the words allow."""
    name = f"courvallon-2030/author/{rank}"
    far = dice.random() < FAR and not (row.tells or _FIRST_PERSON.search(row.words))
    place = weighed(ZIP_CODES_FAR if far else ZIP_CODES, dice)
    return Author(opaque("User", name), author_type(row, dice), place)


def nobody(author: Author, dice: random.Random) -> Author:
    """The same place without a name; half of them without a type either."""
    return replace(author, id="", type=author.type if dice.random() < 0.5 else "")


def author_type(row: Contribution, dice: random.Random) -> str:
    """Citizens, but for those who speak for a club, from behind a counter or from the council."""
    if _FOR_OTHERS.search(row.words):
        return "Organisation à but non lucratif"
    if _IN_BUSINESS.search(row.words) and dice.random() < 0.6:
        return "Organisation à but lucratif"
    if row.ideas and not _FIRST_PERSON.search(row.words):
        types = {"Citoyen / Citoyenne": 0.82, "Organisation à but non lucratif": 0.07,
                 "Élu / élue et Institution": 0.08, "": 0.03}
        return weighed(types, dice)
    return "Citoyen / Citoyenne"


def opaque(kind: str, name: str) -> str:
    """An identifier as the platform writes it: base64 of a kind and a number for ever the same."""
    return base64.b64encode(f"{kind}:{uuid.uuid5(uuid.NAMESPACE_URL, name)}".encode()).decode()


def schedule(rows: Sequence[Contribution], dice: random.Random) -> None:
    """The moment of each row; the campaigns come in bursts of their own."""
    usual = {OPENED + timedelta(day): rhythm(day) for day in range(DAYS)}
    park = {OPENED + timedelta(day): 1 / (1 + abs(day - 37)) for day in range(35, 50)}
    bus = {OPENED + timedelta(day): 1.0 for day in (24, 25, 26)}
    for row in rows:
        texts = {answer.text for answer in row.answers.values() if answer.kind == "campaign"}
        days = usual if not texts else bus if BUS in texts else park
        row.created = moment(weighed(days, dice), dice)


def rhythm(day: int) -> float:
    """Opening, a quiet middle, the public meeting of 8 February (day 24), the last days."""
    weekend = 0.6 if (OPENED + timedelta(day)).weekday() >= 5 else 1.0
    opening = 55 * 0.75**day
    meeting = {24: 26, 25: 44, 26: 30, 27: 14, 28: 8}.get(day, 0)
    last = {50: 4, 51: 8, 52: 16, 53: 32, 54: 52, 55: 78}.get(day, 0)
    return 11 * weekend + opening + meeting + last


def moment(day: date, dice: random.Random) -> datetime:
    """Some time of the day, seldom at night."""
    hours = dict(enumerate(
        (2, 1, 0, 0, 1, 2, 4, 6, 8, 10, 10, 9, 8, 9, 10, 9, 9, 10, 12, 12, 14, 14, 9, 5)
    ))
    minute, second = int(dice.random() * 60), int(dice.random() * 60)
    return datetime(day.year, day.month, day.day, weighed(hours, dice), minute, second)


def choose(rows: Sequence[Contribution], dice: random.Random) -> None:
    """Answers to the three closed questions, not quite independent of the words; titles."""
    for row in rows:
        ideas = set(row.ideas)
        if dice.random() < 0.93:
            row.choices["902"] = weighed(limit_weights(ideas), dice)
        if dice.random() < 0.95:
            row.choices["903"] = weighed(ride_weights(ideas), dice)
        if dice.random() < 0.88:
            row.choices["905"] = places(dice)
        if not row.title and dice.random() < 0.4:
            row.title = heading(row, dice)


def limit_weights(ideas: set[str]) -> dict[str, float]:
    """Those who speak of speed want it lowered, those who park or change nothing less so."""
    if "vitesse-securite" in ideas:
        return dict(zip(LIMIT, (80, 12, 8), strict=True))
    if ideas & {"stationnement", "rien-changer", "entretien-routes"}:
        return dict(zip(LIMIT, (34, 54, 12), strict=True))
    return dict(zip(LIMIT, (53, 33, 14), strict=True))


def ride_weights(ideas: set[str]) -> dict[str, float]:
    """Those who speak of buses take them."""
    rides = ideas & {"bus-horaires", "tarifs-gratuite"}
    weights = (24, 30, 26, 16, 4) if rides else (7, 11, 18, 27, 37)
    return dict(zip(RIDES, weights, strict=True))


def places(dice: random.Random) -> str:
    """The places ticked, joined by bars; now and then one more, typed."""
    ticked = [place for place, share in PLACES.items() if dice.random() < share]
    if dice.random() < 0.025:
        ticked.append(pick(OTHER_PLACES, dice))
    return "|".join(ticked)


def heading(row: Contribution, dice: random.Random) -> str:
    """A title: of one of the ideas, or of no subject."""
    known = [idea for idea in row.ideas if idea in HEADINGS]
    about = pick(known, dice) if known and dice.random() < 0.75 else ""
    return pick(HEADINGS[about], dice)


# --- Dirt, as real exports have it ---


def soil(rows: Sequence[Contribution], dice: random.Random) -> None:
    """Each kind of dirt in a few cells, none in a cell that already has some."""
    places = ((row, question) for row in rows for question in row.answers)
    clean = [
        (row, question) for row, question in shuffled(places, dice)
        if row.answers[question].kind in ("idea", "mixed")
    ]
    for dirty, count in DIRT:
        texts = {place: place[0].answers[place[1]].text for place in clean}
        soiled = [place for place in clean if dirty(texts[place]) != texts[place]][:count]
        for row, question in soiled:
            text = dirty(texts[row, question])
            row.answers[question] = replace(row.answers[question], text=text)
        clean = [place for place in clean if place not in soiled]


def preceded(mark: str) -> Callable[[str], str]:
    """Something before a short text: blanks, or a character that a spreadsheet would obey."""
    return lambda text: mark + text if len(text) <= 110 and text[0].isalpha() else text


def followed(mark: str) -> Callable[[str], str]:
    """Something behind it: a blank, a little face."""
    return lambda text: text + mark if len(text) <= 160 else text


def unbroken(text: str) -> str:
    """No-break spaces where French puts them."""
    return re.sub(r" (?=[?!:;»])|(?<=«) ", "\u00a0", text)


def decomposed(text: str) -> str:
    """Letters and accents apart, as some telephones write them."""
    return unicodedata.normalize("NFD", text)


def escaped(text: str) -> str:
    """HTML entities that the platform forgot to turn back."""
    quoted = re.sub(r"« ?| ?»", "&quot;", text)
    return quoted.replace(" et ", " &amp; ", 1) if quoted != text else text


def shouted(text: str) -> str:
    """All in capitals."""
    return text.upper() if len(text) < 80 else text


def with_nul(text: str) -> str:
    """One NUL behind the third word."""
    return re.sub(r"^(\S+ \S+ \S+)", "\\1\x00", text)


def twice_spaced(text: str) -> str:
    """Two blanks where there was a line break or a hesitation."""
    return re.sub(r"(?<=[.!,]) ", "  ", text, count=1)


DIRT: Final[tuple[tuple[Callable[[str], str], int], ...]] = (
    (escaped, 8), (unbroken, 15), (with_nul, 1), (decomposed, 8), (shouted, 6), (twice_spaced, 18),
    *((preceded(mark), 2) for mark in ("=> ", "= ", "+ ", "- ", "@mairie : ")),
    *((followed(mark), 2) for mark in (" 🙂", " 👍", " 🙏", " 😉", " 🌱", " ❤️")),
    (preceded(" "), 3), (preceded("   "), 3), (followed(" "), 3),
)


# --- The two files ---


def resent(rows: Sequence[Contribution], dice: random.Random) -> list[Contribution]:
    """The same author sends the same answer again, some minutes or days later."""
    fit = [
        row for row in shuffled(rows, dice)
        if row.author.id and len(row.answers) == 1 and row.ideas and not row.trashed
        and row.created.date() < OPENED + timedelta(DAYS - 4)
        and sum(row.author == other.author for other in rows) == 1
        and all(answer.kind == "idea" for answer in row.answers.values())
    ]
    delays = [timedelta(seconds=seconds) for seconds in (131, 427, 93_804, 260_511)]
    return [
        replace(
            row, created=row.created + delays[rank % 4],
            answers={each: replace(answer, kind="duplicate")
                     for each, answer in row.answers.items()},
        )
        for rank, row in enumerate(fit[:RESENT])
    ]


def number(rows: Iterable[Contribution], dice: random.Random) -> list[Contribution]:
    """The rows by moment, with references that skip the drafts nobody sent."""
    last = 0
    ordered = sorted(rows, key=lambda row: row.created)
    for row in ordered:
        last += 1 if dice.random() < 0.92 else 2
        row.reference = f"9-{last}"
    return ordered


def cells(row: Contribution) -> list[str]:
    """One row in the official layout; what is drawn depends on its reference alone."""
    dice = random.Random(f"{SEED}/{row.reference}")
    published = row.created + timedelta(seconds=int(dice.random() * 200))
    updated = str(published + timedelta(minutes=5 + int(dice.random() * 3000)))
    said = {question: answer.text for question, answer in row.answers.items()} | row.choices
    return [
        opaque("Proposal", f"courvallon-2030/{row.reference}"), row.reference, row.title,
        str(row.created), str(published), updated if dice.random() < 0.05 else "",
        "true" if row.trashed else "false", row.trashed,
        row.author.id, row.author.type, row.author.zip_code,
        *(said.get(question, "") for question in TITLES),
    ]


def header() -> list[str]:
    """The eleven base columns, then one a question."""
    codes = (base64.b64encode(f"Question:{each}".encode()).decode() for each in TITLES)
    names = (f"Q{code} - {title}" for code, title in zip(codes, TITLES.values(), strict=True))
    return [*BASE, *names]


def truth(rows: Iterable[Contribution]) -> Iterator[list[str]]:
    """What was planted in each filled cell of an open question."""
    yield ["reference", "question_id", "ideas", "kind"]
    for row in rows:
        for question, answer in row.answers.items():
            yield [row.reference, question, "|".join(answer.ideas), answer.kind]


def write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """CSV as the platform writes it: UTF-8, every field quoted, LF."""
    lines = (",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())


def main(folder: Path) -> None:
    """Both files, in that folder."""
    dice = random.Random(SEED)
    rows = [*contributions(dice), *campaigns(dice), *moderated()]
    sign(rows, dice)
    schedule(rows, dice)
    choose(rows, dice)
    soil(rows, dice)
    rows = number([*rows, *resent(rows, dice)], dice)
    exported = [cells(row) for row in rows]
    exported.insert(700, exported[412])  # the exporter tried a page again and gave a row twice
    write(folder / "courvallon.csv", [header(), *exported])
    write(folder / "truth.csv", truth(rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
