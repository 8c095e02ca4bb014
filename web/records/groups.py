"""Records that are about the same, together: what staff read and what they delete at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic

from keikaku.web.records.kept import Feedback, Kept, Unanswered


@dataclass(frozen=True, slots=True)
class Group(Generic[Kept]):
    """Records about one question or one page, the newest first; `id` stays the same as others join."""

    id: str
    records: tuple[Kept, ...]

    @property
    def newest(self) -> Kept:
        """The last that arrived."""
        return self.records[0]


def subject_of(one: Unanswered | Feedback) -> str:
    """What a record is about, in 16 digits: the page of a thing, or a question whatever its case.

    Questions are compared without white space, so that a double click on the space bar makes no new one.
    """
    key = one.key if isinstance(one, Feedback) else ""
    told = f"page {key}" if key else "".join(one.question.casefold().split())
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]


def groups(records: Iterable[Kept]) -> list[Group[Kept]]:
    """The groups of records that arrived in this order, the one with the newest record first."""
    found: dict[str, list[Kept]] = {}
    for one in reversed(list(records)):
        found.setdefault(subject_of(one), []).append(one)
    return [Group(name, tuple(members)) for name, members in found.items()]
