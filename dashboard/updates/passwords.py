"""Passwords: what one must be, and its Argon2id hash.

Length protects, composition rules do not: twelve characters, and not the login. The parameters are the second
recommended option of RFC 9106 (3 passes over 64 MiB, 4 lanes), about 0.1 s on a small server; a hash made with other
parameters is made again when its owner signs in.
"""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError

from dashboard.errors import BadAccount

SHORTEST, LONGEST = 12, 256
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # read out over the telephone: no i, l, o, 0 or 1
GROUPS, GROUP = 4, 5
HASHER: Final = PasswordHasher.from_parameters(profiles.RFC_9106_LOW_MEMORY)


def hashed(password: str, login: str) -> str:
    """The hash of a new password; one that breaks the rules raises `BadAccount`."""
    words = _same_everywhere(password)
    if not SHORTEST <= len(words) <= LONGEST:
        raise BadAccount("A password has {low} to {high} characters.", low=SHORTEST, high=LONGEST)
    if not words.casefold().replace(login.casefold(), "").strip():
        raise BadAccount("The password must not be the login.")
    return HASHER.hash(words)


def made_up() -> str:
    """A password nobody chose, `k7wzp-…`: 99 bits, to be told once and replaced by its owner."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def is_right(password: str, known: str | None) -> bool:
    """Compare with a hash, or with nobody's: an account that is not there takes as long as one that is."""
    try:
        HASHER.verify(known or _nobodys(), _same_everywhere(password)[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return known is not None


def is_outdated(known: str) -> bool:
    return HASHER.check_needs_rehash(known)


def rehashed(password: str) -> str:
    """The hash of a password that was right, with the parameters of now."""
    return HASHER.hash(_same_everywhere(password))


def _same_everywhere(password: str) -> str:
    """The same characters from every keyboard: an é may come as one character or as two. Lone surrogates, which no
    keyboard types, are made harmless."""
    return unicodedata.normalize("NFKC", password.encode("utf-8", "replace").decode())


@cache
def _nobodys() -> str:
    return HASHER.hash(secrets.token_urlsafe(32))
