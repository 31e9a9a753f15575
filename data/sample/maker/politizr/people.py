"""The accounts: fictional people, with the personal columns that a reader must leave behind."""

from __future__ import annotations

import random
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from ..draw import shuffled
from ..planted import BANK
from .model import Account, identifier
from .tables import Table

COLUMNS: Final = (
    "id,uuid,p_u_status_id,p_l_city_id,username,email,salt,password,roles,gender,firstname,name,"
    "birthday,phone,newsletter,organization,qualified,validated,nb_id_check,online,banned,"
    "abuse_level,created_at,updated_at,slug"
)
CITY: Final = 36001
_OPENED: Final = datetime(2023, 12, 4, 9)
_READ: Final = tomllib.loads((BANK / "politizr" / "people.toml").read_text(encoding="utf-8"))


def accounts(dice: random.Random) -> list[Account]:
    """The town, its elected people, then everybody by the day they came."""
    women = len(_READ["elected"]) // 2
    known = [(_READ["town"], "0", "town")]
    known += [(each, "01"[rank >= women], "elected") for rank, each in enumerate(_READ["elected"])]
    citizens = [(each, "0", "citizen") for each in _READ["women"]]
    citizens += [(each, "1", "citizen") for each in _READ["men"]]
    citizens.append((_READ["banned"], "1", "banned"))
    found = []
    moment = _OPENED
    for rank, ((first, last), gender, role) in enumerate([*known, *shuffled(citizens, dice)]):
        found.append(Account(rank + 1, first, last, gender, role, moment))
        moment += timedelta(minutes=15 + int(dice.random() * 1900))
    return found


def table(everybody: Iterable[Account]) -> Table:
    """The table of accounts."""
    return Table("p_user", COLUMNS, [row(each) for each in everybody])


def row(account: Account) -> dict[str, object]:
    """One account; nothing here is anybody's, the telephones are kept for works of fiction."""
    address = slug(account.full_name)
    excluded = account.role == "banned"
    role = "ELECTED" if account.role == "elected" else "CITIZEN"
    return {
        "id": account.id,
        "uuid": identifier("user", account.id),
        "p_u_status_id": 3 if excluded else 1,
        "p_l_city_id": CITY,
        "username": address,
        "email": f"{address}@example.org",
        "salt": f"sel-inventé-{account.id}",
        "password": f"empreinte-inventée-{account.id}",
        "roles": f"| ROLE_{role} | ROLE_CIRCLE_1 |",
        "gender": "" if account.role == "town" else account.gender,
        "firstname": account.firstname,
        "name": account.name,
        "birthday": f"{1938 + account.id * 7 % 68}-0{1 + account.id % 9}-{10 + account.id % 19}",
        "phone": f"06399800{account.id:02}",
        "newsletter": account.id % 2,
        "organization": int(account.role == "town"),
        "qualified": int(account.role == "elected"),
        "validated": 1,
        "nb_id_check": 0,
        "online": int(not excluded),
        "banned": int(excluded),
        "abuse_level": 3 if excluded else 0,
        "created_at": account.created,
        "updated_at": account.created,
        "slug": address,
    }


def slug(text: str) -> str:
    """Small letters without accents, and hyphens."""
    letters = unicodedata.normalize("NFKD", text.replace("œ", "oe")).encode("ascii", "ignore")
    return re.sub(r"[^a-z0-9]+", "-", letters.decode().lower()).strip("-")
