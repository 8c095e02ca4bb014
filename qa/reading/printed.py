"""What a printed condition names: so a reading that an answer shows can be asked as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.conditions import named, within
from keikaku.qa.query.sayings import read_conditions

if TYPE_CHECKING:
    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.world.world import World


@dataclass(frozen=True, slots=True)
class NamesOf:
    """The names of one world, letter by letter."""

    world: World

    def named(self, kind: str, label: str, plan: str = "") -> tuple[q.Condition, ...]:
        """The conditions of that kind on the things of that name."""
        if kind == "theme":
            return tuple(q.WithTheme(q.Named(k, v)) for k, v in self.world.theme_labels.items() if v == label)
        return tuple(self._condition(kind, thing) for thing in self._things(kind, label, plan))

    def _things(self, kind: str, label: str, plan: str) -> list[Thing]:
        kinds = {"unit": ("department", "section"), "city": ("municipality",)}.get(kind, (kind,))
        lexicon = self.world.lexicon
        found = [thing for of in kinds for thing in lexicon.of_kind(of) if thing.label == label]
        return [thing for thing in found if not plan or lexicon.label(thing.plan) == plan]

    def _condition(self, kind: str, thing: Thing) -> q.Condition:
        match kind:
            case "unit":
                return q.ByUnit(named(thing), thing.kind == "section")
            case "plan":
                return q.InPlan(named(thing))
            case "pillar":
                return within(thing, self.world.lexicon.things[thing.plan or ""])
            case "field":
                return q.InField(named(thing))
            case _:
                return q.InCity(named(thing))


def printed(question: str, world: World) -> q.ListInitiatives | None:
    """The list of the condition that prints so: 企画部が担当し、目標がある施策."""
    where = read_conditions(question.strip().rstrip("。.?？"), NamesOf(world))
    return q.ListInitiatives(where) if where is not None and where.conditions else None
