"""What an answer is worth: exact, partial, wrong though told with confidence, or declined without need."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.bank.forms import fold

EXACT, PARTIAL, WRONG, DECLINED = "exact", "partial", "wrong", "declined"
VERDICTS = (EXACT, PARTIAL, WRONG, DECLINED)
LONGEST_FACT = 800
HALF = 0.5

Answer = Mapping[str, Any]
Fault = tuple[str, str]


def judge(case: Mapping[str, Any], answer: Answer | None) -> Fault:
    """The best verdict over what the case expects and what it accepts as well, with the reason in words."""
    if answer is None:
        return DECLINED, "no answer"
    verdicts = [verdict(expect, answer) for expect in (case["expect"], *case.get("accept", ()))]
    return min(verdicts, key=lambda each: VERDICTS.index(each[0]))


def verdict(expect: Mapping[str, Any], answer: Answer) -> Fault:
    """The gravest fault decides: a wrong part makes the answer wrong, a missing one makes it partial."""
    if expect.get("abstain"):
        silent = answer["abstained"] and not answer["items"]
        return (EXACT, "") if silent else (WRONG, "answered what it should have declined")
    if answer["abstained"]:
        return DECLINED, answer["status"]
    faults = [
        *_items(expect, answer),
        *_value(expect, answer),
        *_words(expect, answer),
        *_form(expect, answer),
    ]
    gravest = max((VERDICTS.index(grade) for grade, _ in faults), default=0)
    return VERDICTS[gravest], "; ".join(reason for _, reason in faults)


def _labels(answer: Answer) -> list[str]:
    return [fold(item["label"]) for item in answer["items"]]


def _items(expect: Mapping[str, Any], answer: Answer) -> Iterator[Fault]:
    """Something that does not belong is wrong, more than half is partial; the item of a fact is the lesser part."""
    if "must" not in expect:
        return
    must, may = ([fold(each) for each in expect.get(key, ())] for key in ("must", "may"))
    got = _labels(answer)
    strange, missing = (
        [each for each in got if each not in [*must, *may]],
        [each for each in must if each not in got],
    )
    fact = "contains" in expect
    if len(strange) > (1 - expect.get("min_precision", 1.0)) * len(got):
        yield PARTIAL if fact else WRONG, f"{len(strange)} strange: {strange[:2]}"
    if len(missing) > (1 - expect.get("min_recall", 1.0)) * len(must):
        yield (
            WRONG if not fact and len(missing) > HALF * len(must) else PARTIAL,
            f"{len(missing)} missing: {missing[:2]}",
        )
    if not strange and not missing:
        yield from _order(expect, answer)


def _order(expect: Mapping[str, Any], answer: Answer) -> Iterator[Fault]:
    """The newest plan first, and within a plan the items stand as in its document."""
    places = {fold(label): place for label, place in expect.get("places", {}).items()}
    found = [places[label] for label in _labels(answer) if label in places]
    for (year, plan, line), (later_year, later_plan, later_line) in itertools.pairwise(found):
        if later_year > year or (later_plan == plan and later_line < line):
            yield PARTIAL, "not in document order, newest plan first"
            return


def _value(expect: Mapping[str, Any], answer: Answer) -> Iterator[Fault]:
    """A figure that only the text tells is partial."""
    if "value" not in expect or answer["value"] == expect["value"]:
        return
    wanted = expect["value"]
    told = any(
        re.search(rf"(?<![0-9.]){re.escape(form)}(?![0-9.])", fold(answer["answer"]))
        for form in (f"{wanted:g}", f"{wanted:,}")
    )
    yield PARTIAL if answer["value"] is None and told else WRONG, f"value {answer['value']!r}, not {wanted!r}"


def _words(expect: Mapping[str, Any], answer: Answer) -> Iterator[Fault]:
    """None of what should be said is wrong, some of it partial."""
    text = fold(answer["answer"])
    groups = [*_plain(expect.get("contains", ())), *expect.get("says", ())]
    unsaid = [group for group in groups if not any(re.search(form, text, re.IGNORECASE) for form in group)]
    if unsaid:
        yield (
            WRONG if len(unsaid) >= HALF * len(groups) else PARTIAL,
            f"says none of {[group[:2] for group in unsaid[:2]]}",
        )


def _plain(groups: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[re.escape(fold(each)) for each in group] for group in groups]


def _form(expect: Mapping[str, Any], answer: Answer) -> Iterator[Fault]:
    """One fact in so many characters, the total of the items, and at least one citation."""
    if "contains" in expect and len(fold(answer["answer"])) > LONGEST_FACT:
        yield PARTIAL, f"{len(fold(answer['answer']))} characters for one fact"
    if answer["items"] and answer["total"] != len(answer["items"]):
        yield PARTIAL, f"total {answer['total']} of {len(answer['items'])} items"
    if not answer["citations"]:
        yield PARTIAL, "no citation"


def false_citations(answer: Answer, documents: Mapping[str, str]) -> list[str]:
    """The quotes of an answer that do not stand word for word in the document they name."""
    bad = []
    for cite in answer["citations"]:
        quote = fold(cite["quote"])
        if not 6 <= len(quote) <= 300 or quote not in documents.get(cite["document"], ""):
            bad.append(f"{cite['document']}: {cite['quote'][:40]}")
    return bad


def same(one: Answer, two: Answer) -> str:
    """What differs between the answers to two ways of asking the same; empty where nothing does."""
    parts = {
        "status": lambda answer: answer["status"],
        "items": lambda answer: [item["iri"] for item in answer["items"]],
        "value": lambda answer: answer["value"],
        "citations": lambda answer: [
            (cite["document"], cite["line"], cite["quote"]) for cite in answer["citations"]
        ],
    }
    return ", ".join(name for name, part in parts.items() if part(one) != part(two))
