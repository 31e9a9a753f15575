"""Who says what: the town, the elected, and citizens who stay themselves within a thread."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import Final

from ..draw import shuffled, weighed
from ..patterns import PERSONA
from .model import Account, Document

GENDERS: Final = {"f": "0", "h": "1"}
ROLES: Final = {"elu": "elected", "ville": "town", "banni": "banned"}
GONE: Final = "inconnu"  # the account was deleted: its documents stay without it


def cast(said: Sequence[Document], accounts: Sequence[Account], dice: random.Random) -> None:
    """An author for each document, from what the bank says of them."""
    told: Counter[Account] = Counter()
    signed: set[tuple[str, Account]] = set()
    present: dict[Document, list[Account]] = {}
    for document in said:
        if document.who == GONE:
            continue
        here = present.setdefault(document.debate, [])
        if document.who == "op":
            document.author = document.debate.author
            continue
        fit = [each for each in accounts if suits(document, each)]
        fit = [each for each in fit if (document.campaign, each) not in signed]
        tells = document.who in GENDERS or bool(PERSONA.search(" ".join(document.blocks)))
        document.author = chosen(document, fit, here, told, tells, dice)
        here.append(document.author)
        told[document.author] += tells
        if document.campaign:
            signed.add((document.campaign, document.author))


def suits(document: Document, account: Account) -> bool:
    """Whether the account is of the kind the text asks for."""
    if document.who in ROLES:
        return account.role == ROLES[document.who]
    wanted = GENDERS.get(document.who, account.gender)
    return account.role == "citizen" and account.gender == wanted


def chosen(
    document: Document,
    fit: Sequence[Account],
    here: Sequence[Account],
    told: Counter[Account],
    tells: bool,
    dice: random.Random,
) -> Account:
    """Somebody new to the thread if a citizen, the same as before if elected."""
    back = [each for each in here if each in fit]
    if document.who in ROLES and back:
        return back[0]
    new = [each for each in fit if each not in here] or list(fit)
    if tells:  # who has said who they are does not become somebody else
        return min(shuffled(new, dice), key=lambda each: told[each])
    return weighed({each: 1 / (1 + each.id % 11) for each in new}, dice)
