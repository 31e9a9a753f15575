"""French words for what the tables call by an English name; every one of them is tested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from synthesis.report.french import typeset


@dataclass(frozen=True)
class Wording:
    """A word for one, for several, and what it means in a sentence a citizen can read."""

    one: str
    many: str
    meaning: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "meaning", typeset(self.meaning))


# in the order bars and tables show them: what is read first, then what is not and why
STATES: Final = {
    "analysed": Wording(
        "analysée",
        "analysées",
        "publiée, avec des mots : c’est sur elle que portent les classes et les comptages",
    ),
    "counted": Wording(
        "comptée", "comptées", "un choix qui peut être montré : il entre dans les nombres"
    ),
    "no_content": Wording(
        "sans contenu",
        "sans contenu",
        "écrite pour ne rien dire : « RAS », « sans objet », « ne sait pas »…",
    ),
    "duplicate": Wording(
        "doublon",
        "doublons",
        "même auteur connu, même question, même texte qu’une réponse déjà comptée",
    ),
    "empty": Wording("vide", "vides", "case laissée vide"),
    "not_public": Wording(
        "non publique",
        "non publiques",
        "brouillon, message privé ou ligne technique de la plateforme",
    ),
    "moderated": Wording(
        "modérée", "modérées", "masquée par la plateforme : comptée, jamais citée"
    ),
    "off_topic": Wording("hors sujet", "hors sujet", "déclarée étrangère à la question"),
    "withdrawn": Wording("retirée", "retirées", "retirée à la demande de la personne"),
    "unreadable": Wording(
        "illisible", "illisibles", "le texte reçu est abîmé et ne peut pas être lu"
    ),
}

KINDS: Final = {
    "open": "Question ouverte",
    "closed": "Question fermée",
    "multiple": "Question à choix multiples",
}

REPAIRS: Final = {
    "nul": Wording("caractère nul retiré", "caractères nuls retirés", ""),
    "blank_lines": Wording("ligne vide passée", "lignes vides passées", ""),
    "tabs": Wording(
        "autre feuille du classeur, non lue", "autres feuilles du classeur, non lues", ""
    ),
    "entities": Wording(
        "case aux entités HTML décodées", "cases aux entités HTML décodées", "« &amp; » pour « & »"
    ),
    "mojibake": Wording(
        "case aux accents rétablis", "cases aux accents rétablis", "« Ã© » pour « é »"
    ),
    "guard": Wording(
        "case dont l’apostrophe de garde est ôtée",
        "cases dont l’apostrophe de garde est ôtée",
        "mise devant =, +, - ou @ par la plateforme",
    ),
    "quotes": Wording(
        "case sortie d’une formule de tableur", "cases sorties d’une formule de tableur", ""
    ),
    "html": Wording(
        "case dont les balises sont ôtées",
        "cases dont les balises sont ôtées",
        "images et légendes comprises",
    ),
    "truncated": Wording(
        "case coupée par Excel, laissée telle quelle",
        "cases coupées par Excel, laissées telles quelles",
        "",
    ),
    "glued": Wording(
        "case aux phrases collées, laissée telle quelle",
        "cases aux phrases collées, laissées telles quelles",
        "",
    ),
}

CHANGES: Final = {
    "edited": Wording("texte modifié", "textes modifiés", "le plus récent est retenu"),
    "withdrawn": Wording(
        "contribution retirée entre-temps", "contributions retirées entre-temps", "non analysées"
    ),
    "restored": Wording(
        "contribution rétablie entre-temps", "contributions rétablies entre-temps", ""
    ),
    "state": Wording("contribution dont l’état a changé", "contributions dont l’état a changé", ""),
    "absent": Wording(
        "contribution absente de l’export suivant",
        "contributions absentes de l’export suivant",
        "gardées",
    ),
}

WRITINGS: Final = {
    "proposal": Wording("proposition ou sujet", "propositions ou sujets", ""),
    "amendment": Wording("amendement", "amendements", ""),
    "debate": Wording("débat", "débats", ""),
    "reaction": Wording("réaction", "réactions", ""),
    "comment": Wording("commentaire", "commentaires", ""),
    "answer": Wording("réponse", "réponses", ""),
}

PERSONAL: Final = {
    "email": Wording("adresse électronique", "adresses électroniques", ""),
    "phone": Wording("numéro de téléphone", "numéros de téléphone", ""),
    "iban": Wording("compte bancaire", "comptes bancaires", ""),
    "social_security": Wording("numéro de sécurité sociale", "numéros de sécurité sociale", ""),
    "address": Wording("adresse postale", "adresses postales", ""),
    "account": Wording("compte de réseau social", "comptes de réseau social", ""),
    "name": Wording("nom précédé d’un titre", "noms précédés d’un titre", "« M. », « Mme »"),
}

WARNINGS: Final = {
    "politizr_reputation": (
        "Qui pouvait écrire sur Politizr.",
        "La plateforme demande des points de réputation : cinquante pour ouvrir un sujet, cent "
        "pour une réaction, dix pour un commentaire, vingt pour voter contre ; un citoyen en a "
        "cent en arrivant, un élu cent cinquante. Qui n’a plus ces points ne peut plus "
        "s’exprimer : ces voix manquent. Les listes du back-office ne disent pas non plus quels "
        "commentaires ont été modérés.",
    ),
    "decidim_hidden": (
        "Ce que Decidim ne donne pas.",
        "Ses exports ne contiennent ni les brouillons ni ce que la modération a caché : nul ne "
        "peut les compter ici.",
    ),
}

REASONS: Final = {
    "wrong number of cells": "pas autant de cellules que l’en-tête",
    "repeat": "même identifiant qu’une contribution déjà prise",
    "malformed quotes": "guillemets mal fermés",
    "bytes that are not UTF-8": "octets qui ne sont pas de l’UTF-8",
    "characters that are not Unicode": "caractères hors d’Unicode",
}

VERBATIMS: Final = {
    "typical": Wording(
        "Typique",
        "Typiques",
        "Les réponses au score le plus élevé : elles portent le plus de termes de la classe. "
        "Elles la montrent sous son jour le plus net, non dans sa diversité.",
    ),
    "borderline": Wording(
        "À la frontière",
        "À la frontière",
        "Les réponses de plus faible marge : presque autant de raisons de les mettre ailleurs.",
    ),
    "random": Wording(
        "Au hasard",
        "Au hasard",
        "Réponses tirées au sort parmi celles de la classe ; personne ne les a choisies. "
        "C’est par elles qu’on juge si la classe tient.",
    ),
}

_settings = {
    "clusters": "nombre de classes par question ; « auto » : la règle de la page de méthode",
    "no_content_length": "en caractères : une réponse plus longue, où il y a une lettre, dit "
    "quelque chose",
    "min_family_words": "un texte plus court envoyé par plusieurs personnes est une coïncidence ; "
    "un texte plus long, une copie",
    "shingle_words": "deux textes sont comparés par leurs suites de tant de mots",
    "copy_jaccard": "deux textes qui partagent une telle part de ces suites sont des copies, "
    "retouchées ou non",
    "segment_size": "mots par segment : une idée environ, la longueur pour laquelle la méthode "
    "de Reinert a été réglée",
    "unit_terms": "termes retenus qu’une unité de la classification doit atteindre, en réunissant "
    "des segments voisins",
    "min_unit_terms": "une unité qui a moins de termes retenus n’a pas de place dans l’arbre de "
    "Reinert : elle y ferait une classe fourre-tout",
    "min_term_segments": "un terme présent dans moins de segments ne façonne pas les classes : le "
    "hasard le placerait",
    "min_term_segments_small": "la même règle, pour une question de peu de segments",
    "small_question": "nombre de segments sous lequel une question compte comme petite",
    "min_units": "une question qui a moins d’unités capables de façonner des classes n’est pas "
    "divisée",
    "units_per_cluster": "« auto » fait au plus une classe pour tant d’unités : moins n’en font "
    "pas le profil",
    "min_score": "une réponse qui n’atteint ce score pour aucune classe reste non classée",
    "min_margin": "de même celle dont les deux meilleures classes sont plus proches que cela",
    "max_clusters": "« auto » ne va pas au-delà : une personne lit une classe en deux minutes",
    "cluster_price": "bits que deux moitiés des contributions doivent partager pour chaque classe "
    "que fait « auto »",
    "exact_units": "unités comparées entre elles ; au-delà, un échantillon tiré par empreinte "
    "façonne les classes, le reste leur est affecté",
    "smoothing": "occurrences ajoutées d’avance au poids d’un terme, réparties comme dans toute la "
    "question (Monroe et al.)",
    "bin_share": "une classe plus grande, en part des réponses analysées, est signalée comme "
    "fourre-tout",
    "crumb_share": "une classe plus petite, en part des réponses analysées, est signalée comme "
    "miette",
    "min_classified_share": "si la part des réponses classées est plus faible, la page le dit "
    "d’abord",
    "min_chi2": "khi-deux à partir duquel un terme figure dans le profil d’une classe",
    "min_expected": "effectif attendu sous lequel un terme absent n’est pas dit sous-représenté",
    "max_expression_words": "mots de la plus longue expression répétée comptée",
    "min_expression_answers": "textes, copies mises à part, qui doivent contenir une expression "
    "pour qu’elle soit dite répétée",
    "nested_share": "une expression n’est pas listée quand une telle part de ses réponses en écrit "
    "une plus longue",
    "keywords": "termes et expressions répétées listés, de chaque sorte",
    "resamples": "tirages de contributions sur lesquels les classes sont cherchées de nouveau : "
    "leur stabilité",
    "resampled_units": "unités au plus dans ces tirages : le coût de la stabilité ne grandit pas",
    "verbatims": "verbatims de chaque sorte montrés pour une classe",
    "small_cell": "ce que moins de contributions déclarent, département ou type d’auteur, n’est "
    "pas publié",
    "small_cross": "ni ce que moins ont en commun : deux choses déclarées, ou une et un thème",
    "seed": "graine de tous les tirages au sort : même graine, même tirage",
}

SETTINGS: Final = {name: typeset(reason) for name, reason in _settings.items()}


def encoding(name: str) -> str:
    """An encoding as people write it."""
    return {"utf-8-sig": "UTF-8 avec BOM"}.get(name, name.upper())


VARIABLES: Final = {"author_type": "Type d’auteur", "department": "Département", "month": "Mois"}

WORLDS: Final = {
    "fewer": Wording("Moins de classes", "", "trois quarts du nombre de classes"),
    "more": Wording("Plus de classes", "", "un quart de classes en plus"),
    "longer_units": Wording("Unités plus longues", "", "de moitié plus de termes par unité"),
    "lemmas": Wording(
        "Lemmes", "", "les formes du dictionnaire comptées sans les réduire à leur racine"
    ),
    "without_frequent": Wording(
        "Sans les termes courants", "", "les trois termes les plus fréquents mis de côté"
    ),
    "without_rare": Wording(
        "Sans les termes rares", "", "le quart des termes, les moins fréquents, mis de côté"
    ),
    "reinert": Wording("Reinert", "", "la classification descendante, sans le vote"),
    "tfidf": Wording("TF-IDF", "", "k-means sur la table pondérée par la fréquence inverse"),
    "lsa": Wording(
        "LSA",
        "",
        "k-means sur les axes de cette table, autant que de classes (analyse sémantique "
        "latente : une décomposition de la table des comptes, sans rien d’appris ailleurs)",
    ),
    "masses": Wording(
        "AFC", "", "k-means sur les axes de l’analyse des correspondances, autant que de classes"
    ),
}

SECOND_OPINION: Final = ("reinert", "tfidf", "lsa", "masses")  # worlds of one method alone

DISSOLVED: Final = 0.5  # a Jaccard up to this: not found again
UNSTABLE: Final = 0.6  # Hennig 2008: not to be trusted
STABLE: Final = 0.75


def stability(mean_jaccard: float) -> str:
    """The word for a mean Jaccard, on Hennig's scale."""
    if mean_jaccard < UNSTABLE:
        return "instable"
    return "fragile" if mean_jaccard < STABLE else "stable"
