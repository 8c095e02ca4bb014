"""A question before it has words, and how it gets them."""

from __future__ import annotations

import itertools
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bank.facts import Initiative
from tests.bank.forms import pick

HERE = Path(__file__).parent
SPLITS = {"dev": 2, "read": 2, "last": 1}
"""In how many of its phrasings each question is asked: in CI, by hand (all that were read since), and kept aside."""

Expect = Mapping[str, Any]


@dataclass(frozen=True)
class Question:
    """What is asked, the forms of every name in it, and what a right answer has."""

    kind: str
    slots: Mapping[str, Sequence[str]]
    expect: Expect
    accept: tuple[Expect, ...] = field(default=())


def declined() -> Expect:
    """Abstains and lists nothing."""
    return {"abstain": True}


def listing(must: Iterable[Initiative], may: Iterable[Initiative] = ()) -> Expect:
    """Exactly these initiatives, in document order within a plan; `may` may stand in or out."""
    must, may = list(must), list(may)
    places = {each.label: [max(each.years, default=0), each.plan, each.place[1]] for each in [*must, *may]}
    labels = list(dict.fromkeys(each.label for each in must))
    extra = [each.label for each in may if each.label not in labels]
    return {"must": labels, "may": extra, "min_recall": 1.0, "min_precision": 1.0, "places": places}


def number(value: float) -> Expect:
    """This figure as `value`."""
    return {"value": value}


def saying(*groups: Sequence[str]) -> Expect:
    """Of each group one string stands in the answer."""
    return {"contains": [list(group) for group in groups]}


def about(label: str, expect: Expect) -> Expect:
    """The same, and the one thing asked about is the item."""
    return {"must": [label], "may": [], "min_recall": 1.0, "min_precision": 1.0, **expect}


def phrasings() -> dict[str, dict[str, list[str]]]:
    """The templates of every kind, those of the last run apart."""
    lines = (HERE / "phrasings.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["kind"]: row for row in map(json.loads, lines)}


def phrased(questions: Iterable[Question]) -> Iterator[dict[str, Any]]:
    """Every question in some phrasings of each split, each phrasing in its turn."""
    templates = phrasings()
    kinds: dict[str, list[Question]] = {}
    for question in questions:
        kinds.setdefault(question.kind, []).append(question)
    for kind, asked in kinds.items():
        for (nth, question), (split, times) in itertools.product(enumerate(asked), SPLITS.items()):
            known = templates[kind].get(split, [])
            step = max(min(times, len(known)), -(-len(known) // len(asked)))  # no phrasing stays unused
            for each in range(step):
                template = pick(known, nth * step + each)
                yield case(question, split, template, f"{kind}-{nth + 1}-{split}{each + 1}")


def case(question: Question, split: str, template: str, name: str) -> dict[str, Any]:
    """One line of the bank; which form a name takes depends on nothing but the case and the slot."""
    drawn = {slot: zlib.crc32(f"{name} {slot}".encode()) for slot in question.slots}
    words = template.format(**{slot: pick(forms, drawn[slot]) for slot, forms in question.slots.items()})
    turns = words.split("|")
    asked = {"question": words} if len(turns) == 1 else {"turns": turns}
    accept = {"accept": list(question.accept)} if question.accept else {}
    return {
        "id": name,
        "kind": question.kind,
        "split": split,
        "template": template,
        **asked,
        "expect": question.expect,
        **accept,
    }
