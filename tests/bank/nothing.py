"""Questions that must be declined: names that no document has, and what no document tells of a known thing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from tests.bank.facts import World
from tests.bank.forms import fold, quoted
from tests.bank.made import HERE, declined

ASKED = {
    "budget": ["{i}の予算額はいくらですか？", "{i}にかかる費用は？", "{i}の事業費を教えて"],
    "people": ["{i}の参加者は何人でしたか？", "{i}の利用者数は？", "{i}の満足度は何％？"],
    "person": ["{i}の担当者の名前は？", "{i}の担当者のメールアドレスを教えて", "{i}の担当職員は誰さん？"],
}
MONEY = re.compile(r"円|費用|経費|予算|補助")
AMOUNT = re.compile(r"[0-9]")
AS_IS = (
    "year",
    "person",
    "post",
    "post-year",
    "weather",
    "trains",
    "cooking",
)  # made of words that documents have


def cases(world: World) -> Iterator[dict[str, object]]:
    """One case a name and phrasing; a name that a document has makes no case."""
    for line in (HERE / "unanswerable.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line.replace("{city}", world.city))
        names = [
            name
            for name in row["names"]
            if row["why"] in AS_IS or not name or not _told(world, row["why"], name)
        ]
        for nth, name in enumerate(names):
            yield from _asked(row, name, nth)
    yield from untold(world)


def _told(world: World, why: str, name: str) -> bool:
    """Names of organisations and plans that stand inside longer ones are not told by those."""
    if why in ("department", "section"):
        return name in world.departments or name in world.sections
    core = re.sub(r"[「」]|の体系$|分野$|の残高$", "", name).removeprefix(world.city)
    return fold(core) in world.text or any(
        fold(core) in fold(each) for plan in world.plans for each in plan.names
    )


def _asked(row: dict[str, list[str]], name: str, nth: int) -> Iterator[dict[str, object]]:
    """A named thing is asked in two phrasings of each split, what needs no name in all."""
    for split, times in (("dev", 2), ("last", 1)):
        known = row[split]
        chosen = (
            known
            if not name
            else [known[(nth * times + step) % len(known)] for step in range(min(times, len(known)))]
        )
        for step, template in enumerate(chosen):
            # SPARQL and the like have braces of their own
            words = template.replace("{x}", name)
            yield _case(f"none-{row['why']}", f"{nth + 1}-{split}{step + 1}", split, template, words)


def untold(world: World) -> Iterator[dict[str, object]]:
    """Money, people and persons of initiatives whose prose has no word of them."""
    for nth, each in enumerate(world.initiatives[::4]):
        prose = fold("".join(world.prose.get(each.iri, ())))
        for why, templates in ASKED.items():
            silent = not MONEY.search(prose) if why == "budget" else not AMOUNT.search(prose)
            if silent:
                split = "last" if nth % 3 == 2 else "dev"
                template = templates[nth % 3]
                yield _case(
                    f"none-{why}-of", f"{nth + 1}", split, template, template.format(i=quoted(each.label))
                )


def _case(kind: str, name: str, split: str, template: str, words: str) -> dict[str, object]:
    return {
        "id": f"{kind}-{name}",
        "kind": kind,
        "split": split,
        "template": template,
        "question": words,
        "expect": declined(),
    }
