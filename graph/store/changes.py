"""What came, went and changed between two versions: a pure function over their facts.

Documents, plans, units, initiatives, figures and entries are compared by key; where a thing stands in its
document (evidence, order) is no change of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from keikaku.graph.rdf.mapping import Value, facts_from
from keikaku.graph.store.snapshot import Snapshot
from keikaku.ontology.model import facts as model
from keikaku.ontology.model.values import Key

KINDS: dict[type, str] = {
    model.Document: "文書",
    model.Plan: "計画",
    model.Pillar: "体系",
    model.Field: "分野",
    model.Department: "部",
    model.Section: "課・室",
    model.Initiative: "施策",
    model.Target: "目標",
    model.Indicator: "指標",
    model.Observation: "実績",
    model.Attribute: "表の値",
    model.Succession: "後継",
    model.FaqEntry: "よくある質問",
    model.Correction: "人手訂正",
    model.CityWord: "自治体の言葉",
}
"""What a person is told of, in this order; tags, passages and evidence follow from these."""
_NO_CHANGE = frozenset({"evidence", "order", "digest", "characters", "parts", "layout"})
_NAMES = ("label", "text", "question", "form", "right")
SHOWN = 20
"""How many things of one kind and one way a text names; `to_json` has all."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that came, went or changed; `fields` are the attributes whose value differs."""

    way: str  # came, went or changed
    kind: str
    key: Key
    label: str
    fields: tuple[str, ...] = ()


def between(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """What came, went and changed from one version to another."""
    return changes(_facts(before), _facts(after))


def _facts(snapshot: Snapshot) -> tuple[Value, ...]:
    return facts_from(snapshot.quads(), snapshot.base)


def changes(before: Iterable[Value], after: Iterable[Value]) -> tuple[Change, ...]:
    """The differences of two sets of facts, by kind, then came, went, changed, then key."""
    old, new = _by_key(before), _by_key(after)
    named = {**old, **new}
    found = [
        *(_change("came", new[key], named) for key in new.keys() - old.keys()),
        *(_change("went", old[key], named) for key in old.keys() - new.keys()),
        *(
            _change("changed", new[key], named, differing)
            for key in new.keys() & old.keys()
            if (differing := _differing(old[key], new[key]))
        ),
    ]
    return tuple(sorted(found, key=_place))


def _by_key(facts: Iterable[Value]) -> dict[Key, Any]:
    return {fact.key: fact for fact in facts if type(fact) in KINDS}


def _change(way: str, fact: Any, named: Mapping[Key, Any], differing: tuple[str, ...] = ()) -> Change:
    return Change(way, KINDS[type(fact)], fact.key, _label(fact, named), differing)


def _label(fact: Any, named: Mapping[Key, Any]) -> str:
    """What a thing is called; a link by its two sides."""
    if isinstance(fact, model.Succession):
        sides = (named.get(fact.earlier), named.get(fact.later))
        return " → ".join(_label(side, named) if side else "（なし）" for side in sides)
    return next((str(getattr(fact, name)) for name in _NAMES if getattr(fact, name, "")), fact.key)


def _differing(old: Any, new: Any) -> tuple[str, ...]:
    if type(old) is not type(new):
        return ("kind",)
    names = (field.name for field in fields(new) if field.name not in _NO_CHANGE)
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


_WAYS = {"came": "加わった", "went": "なくなった", "changed": "変わった"}


def _place(change: Change) -> tuple[int, int, Key]:
    return list(KINDS.values()).index(change.kind), list(_WAYS).index(change.way), change.key


def told(found: tuple[Change, ...]) -> Iterator[str]:
    """The changes as lines that people read: counts a kind and a way, then the names."""
    if not found:
        yield "違いはありません。"
    counts = Counter((change.kind, change.way) for change in found)
    for (kind, way), number in counts.items():
        yield f"{_WAYS[way]}{kind}: {number}件"
        named = [change.label for change in found if (change.kind, change.way) == (kind, way)]
        yield from (f"  ・{label}" for label in named[:SHOWN])
        if number > SHOWN:
            yield f"  （ほか{number - SHOWN}件。--json で全件を表示します）"
