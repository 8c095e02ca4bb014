"""What conditions on initiatives are made of: a thing as a query holds it, the pillar that a number means, the best of plans."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keikaku.qa import query as q

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.lexicon import Thing
    from keikaku.qa.mentions import Mention, Recognised
    from keikaku.qa.world import World


def named(thing: Thing) -> q.Named:
    """The thing as a query holds it."""
    return q.Named(thing.key, thing.label)


A_TITLE = 7
"""Characters of a pillar's or a field's name that nobody writes without meaning it."""
MARKED_AFTER = re.compile(
    r"^[」』)\"”']?(?:分野|体系|の?(?:施策|取り?組み?|事業|プロジェクト|もの|分野|柱)|に(?:属|位置|含|ある|は)|は(?:何件|いくつ)|で(?:は|、)?D|の[^の]{1,15}[部課局室]の?担当分| (?:field|pillar))"
)
MARKED_BEFORE = re.compile(r"(?:[「『\"“']|分野(?:の|は|が|名)?|体系(?:の|は)?|field |pillar |Lの|Pの)$")


def is_structural(mention: Mention, recognised: Recognised) -> bool:
    """True where a pillar's or a field's name stands as a place in the plan, not as a word of the topic."""
    if mention.kind not in {"pillar", "field"} or mention.number or len(mention.text) >= A_TITLE:
        return True
    after, before = recognised.text[mention.end :], recognised.text[: mention.start]
    return bool(MARKED_AFTER.search(after) or MARKED_BEFORE.search(before))


def best_plans(plans: Sequence[Thing]) -> tuple[Thing, ...]:
    """Of plans that share a short name: those with initiatives, else those that a document of their own tells of."""
    for wanted in (lambda plan: plan.initiatives > 0, lambda plan: not plan.mentioned_only):
        found = tuple(plan for plan in plans if wanted(plan))
        if found:
            return found
    return tuple(plans)


def within(pillar: Thing, plan: Thing) -> q.InPillar:
    """The condition on a pillar, with the word and the number under which its document names it."""
    return q.InPillar(named(pillar), pillar.number, named(plan), pillar.heading)


def chosen_pillar(pillars: Sequence[Thing], plans: Sequence[Thing], world: World) -> Thing | None:
    """Of the pillars of that number or name: one of the plans named, else of the newest plan with initiatives."""
    of_plans = [pillar for pillar in pillars if not plans or pillar.plan in {plan.key for plan in plans}]
    things = world.lexicon.things
    return max(
        of_plans,
        key=lambda pillar: (pillar.initiatives > 0, things[pillar.plan or ""].newest, -pillar.order),
        default=None,
    )
