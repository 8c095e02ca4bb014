"""Several documents tell of one thing: one value a key, with the evidence of them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from keikaku.ontology.model.facts import Comparator, Extraction, Fact, Key, Plan, PlanKind

VAGUE = (PlanKind.OTHER, Comparator.EXACT)  # a value that any other one tells more than


def reconcile(extractions: Sequence[Extraction]) -> tuple[Fact, ...]:
    """Make one value a key: the first that is told holds, lists are joined, the first label stays."""
    return merge_same(fact for extraction in extractions for fact in extraction.facts)


def merge_same(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """One fact a key, in the order of their first places."""
    merged: dict[Key, Fact] = {}
    for fact in facts:
        before = merged.get(fact.key)
        merged[fact.key] = fact if before is None or type(before) is not type(fact) else merge(before, fact)
    return tuple(merged.values())


def merge(first: Fact, second: Fact) -> Fact:
    """Both in one: a plan that was read tells its own label, whichever came first."""
    if (
        isinstance(first, Plan)
        and isinstance(second, Plan)
        and first.mentioned_only
        and not second.mentioned_only
    ):
        first, second = second, first
    values = {
        field.name: _merged(field.name, getattr(first, field.name), getattr(second, field.name))
        for field in fields(first)
    }
    return replace(first, **values)


def _merged(name: str, first: Any, second: Any) -> Any:
    if name == "mentioned_only":
        return first and second
    if isinstance(first, tuple) and name in ("evidence", "alt_labels", "departments", "sections", "words"):
        return tuple(dict.fromkeys((*first, *second)))
    if first in (None, "", ()) or first in VAGUE:
        return second if second not in (None, "", ()) else first
    return first
