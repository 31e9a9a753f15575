"""Passwords: what may be one, and how one is kept (argon2id, 64 MiB, the library's defaults)."""

from __future__ import annotations

import re
import threading
from functools import cache
from pathlib import Path
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST: Final = 12  # characters; no rule of composition, which only makes people write them down
MOST: Final = 1024  # beyond, hashing would be a way to tire the machine
COMMON: Final = Path(__file__).with_name("common_passwords.txt")

_AROUND: Final = "0123456789 -_.!?@#$%&*+=/"
_DISGUISES: Final = str.maketrans("@4301!$5", "aaeoiiss")
_REPEATED: Final = re.compile(r"(.{1,8})\1+.{0,3}")
_WALKS: Final = (
    "azertyuiopqsdfghjklmwxcvbn", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
)  # fmt: skip

_HASHER: Final = PasswordHasher()
_TURN: Final = threading.BoundedSemaphore(2)  # each try takes 64 MiB: two at once, no more


def weakness(password: str, *known: str) -> str:
    """Why a password is refused, as a key of words.csv, or nothing; `known` anybody can guess."""
    if len(password) < LEAST:
        return "password_short"
    if len(password) > MOST:
        return "password_long"
    plain = password.casefold()
    if is_common(plain):
        return "password_common"
    left = plain
    for word in (*known, "doléances", "doleances"):
        left = left.replace(word.casefold(), "") if word else left
    return "password_known" if len(left.strip(" 0123456789-_.!")) < 4 else ""


def is_common(plain: str) -> bool:
    """Whether a password, in lower case, is one of the commonest or made as they are made.

    That is a listed word with figures and signs around it, a few signs said again and again, or
    neighbours of the keyboard or the alphabet, one after the other.
    """
    bare = plain.strip(_AROUND)
    return (
        len(set(plain)) < 4
        or not bare
        or bool({plain, bare, bare.translate(_DISGUISES)} & _common())
        or _REPEATED.fullmatch(plain) is not None
        or any(bare in row * 2 for walk in _WALKS for row in (walk, walk[::-1]))
    )


@cache
def _common() -> frozenset[str]:
    return frozenset(COMMON.read_text(encoding="utf-8").split())


def kept(password: str) -> str:
    """What is written in its place."""
    with _TURN:
        return _HASHER.hash(password)


def matches(password: str, secret: str | None) -> bool:
    """Whether it is that one; where there is none to compare with, as long for the same work."""
    with _TURN:
        try:
            right = _HASHER.verify(secret or _dummy(), password[:MOST])
        except (VerificationError, InvalidHashError):
            return False
    return right and secret is not None


@cache
def _dummy() -> str:
    return _HASHER.hash("nobody has this password")
