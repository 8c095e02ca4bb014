"""Keys of things: from stable names, never from a position, so that a rebuild and a permanent link agree."""

from __future__ import annotations

import hashlib
import unicodedata
from urllib.parse import quote

from keikaku.ontology.model.values import Key

SAFE = "・、（）()「」『』〜～ー々〆ヶ=+,;:@!*'"


def segment(name: str) -> str:
    """One part of a key: NFKC without white space, what an IRI may not hold percent-encoded.

    >>> segment("福祉 Labo どんぐり山 の運営")
    '福祉Laboどんぐり山の運営'
    >>> segment("PPP/PFI")
    'PPP%2FPFI'
    """
    folded = "".join(unicodedata.normalize("NFKC", name).split())
    return "".join(c if _is_plain(c) else quote(c, safe="-._~") for c in folded)


def _is_plain(character: str) -> bool:
    """Letters, digits, kana, kanji and the signs that an IRI may hold; no 外字 of a private use area."""
    if ord(character) > LAST_RADICAL:
        return unicodedata.category(character) not in NOWHERE
    return character.isalnum() or character in SAFE


LAST_RADICAL = 0x2E7F
NOWHERE = frozenset({"Co", "Cn", "Cs"})
"""Characters of private use, none at all, and halves of one: an IRI holds none of them."""


def key(municipality: str, kind: str, *names: str) -> Key:
    """The key of a thing of a municipality.

    >>> key("みどり市", "department", "企画部")
    'みどり市/department/企画部'
    """
    return "/".join([segment(municipality), kind, *(segment(name) for name in names if name)])


def digest(*texts: str) -> str:
    """Twelve hexadecimal digits of the texts, for keys of sentences that are too long for a name."""
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:12]
