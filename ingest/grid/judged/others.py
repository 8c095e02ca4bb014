"""Lists of what is no initiative: rosters of people, terms, points of contact, pages, meetings.

A repeated leaf is an initiative where what it owns looks like it. What these own is known by its form: names
of people, telephone numbers, pages; or the heading above says what they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from keikaku.ingest.grid.cells import kind_of
from keikaku.ingest.grid.words import bare, vote
from keikaku.ingest.signs.units import looks_like_unit
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.japanese.times import find_times
from keikaku.ontology.lexicon import current

Thing = TypeVar("Thing")
HALF = 0.5
PHONE = re.compile(
    r"(?:\(?0\d{1,4}\)?\s?[-(ー‐－]\s?\d{1,4}\s?[-)ー‐－]\s?\d{3,4}|(?:内線|直通)\s?\d{2,5}|[\w.+-]{1,40}@[\w.-]{3,60})"
)
FAMILY, GIVEN = r"[一-鿿々ヶヵ]{1,4}", r"[一-鿿々ぁ-んァ-ヶー]{1,5}"
PERSON = re.compile(rf"^{FAMILY}[ \u3000]{{1,3}}{GIVEN}(?:[ \u3000]?(?:氏|様|委員))?$")
ROW = re.compile(rf"^\S{{1,6}}[ \u3000]+(?P<family>{FAMILY})[ \u3000]+(?P<given>{GIVEN})[ \u3000]+\S")
KANA_GROUP = re.compile(r"^[ぁ-んァ-ヶ](?:行|~[ぁ-んァ-ヶ])?$")
WORDS_AT_LEAST = 12  # characters of a text that tells something
OWN = ("TARGET", "INDICATOR", "BUDGET", "ACTUAL", "YEAR", "RATING")


def is_phone(text: str) -> bool:
    """Whether a text holds a telephone number or an address of mail, and hardly anything else.

    >>> is_phone("電話 0123-00-1111（直通）"), is_phone("健診の案内は 0123-00-1111 まで電話で申し込めます")
    (True, False)
    """
    plain = normalise(text).text
    found = PHONE.sub("", plain)
    return found != plain and sum(one.isalnum() for one in found) <= WORDS_AT_LEAST


def is_person(text: str) -> bool:
    """Whether a text is a family name, a space and a given name.

    >>> is_person("森　さくら"), is_person("清掃　環境課"), is_person("緑の保全")
    (True, False, False)
    """
    words = text.split()
    return bool(PERSON.match(text.strip())) and not any(map(looks_like_unit, words))


def is_person_row(text: str) -> bool:
    """Whether a line is a role, a person and where they come from.

    >>> is_person_row("会長　森　さくら　緑の会"), is_person_row("新規　緑の保全　公園課")
    (True, False)
    """
    found = ROW.match(text.strip())
    return bool(found) and is_person(f"{found['family']} {found['given']}" if found else "")


def is_day(text: str) -> bool:
    """Whether a text is one day: 令和6年5月10日（金）."""
    plain = normalise(text).text.strip()
    times = find_times(plain)
    return len(times) == 1 and plain.startswith(times[0].text) and times[0].kind == "day"


def is_aside(heading: str) -> bool:
    """Whether a heading says that what it heads is a list of people, terms or contacts.

    >>> is_aside("策定委員会委員名簿"), is_aside("さ行"), is_aside("相談窓口の充実")
    (True, True, False)
    """
    words = bare(heading).lstrip("#0123456789.-")
    return words.endswith(current().forms("ASIDE")) or bool(KANA_GROUP.match(words))


def lists_others(names: Sequence[str], sections: Sequence[Sequence[str]], above: Iterable[str]) -> bool:
    """Whether lines of one shape are no initiatives: by the headings above them, or by what they own."""
    if not names or _share(sections, _owns) >= HALF:
        return False
    if any(map(is_aside, above)):
        return True
    whole = [[name, *section] for name, section in zip(names, sections, strict=True)]
    phones = _share(whole, lambda texts: any(PHONE.search(normalise(text).text) for text in texts))
    told = _share(sections, lambda texts: any(map(_tells, texts)))
    return _share(names, is_person_row) >= HALF or (phones >= HALF and told < HALF)


def _share(things: Sequence[Thing], is_so: Callable[[Thing], bool]) -> float:
    return sum(map(is_so, things)) / len(things) if things else 0.0


def _owns(section: Sequence[str]) -> bool:
    """Whether a section has what initiatives have: a target, money, a period, a rating behind its label."""
    words = (re.split(r"[:：\s】\])）]", text.strip("【[(（・■◆●○◇▽ 　"), maxsplit=1)[0] for text in section)
    return any((found := vote(word)) and found.concept in OWN for word in words if word)


def _tells(text: str) -> bool:
    return len(text) >= WORDS_AT_LEAST and not PHONE.search(normalise(text).text)


def holds_others(heads: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Whether the columns of a table are those of a roster, an index, a list of contacts or of meetings."""
    for head, cells in zip(heads, columns, strict=True):
        told = [cell for cell in cells if cell and kind_of(cell) != "blank"]
        if not told:
            continue
        found = vote(head) if head else None
        concept = found.concept if found else ""
        if concept == "PERSON" or (_share(told, is_person) > HALF and concept != "RELATED"):
            return True
        if concept == "PAGE" or _share(told, is_phone) > HALF:
            return True
        if _share(told, is_day) > HALF and concept != "YEAR":
            return True
    return False
