"""How many questions are answered right: `python -m tests.bank [--split dev] [--documents corpus] [--show 20]`.

Builds a graph of the documents, makes the bank from its exports, asks everything in one process and prints a line a
kind, the totals, how far rewritten questions get the same answers, and whether every citation stands in its document.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bank import product
from tests.bank.facts import World
from tests.bank.generate import bank
from tests.bank.judge import DECLINED, EXACT, PARTIAL, VERDICTS, WRONG, false_citations, judge, same
from tests.bank.read_world import read_world
from tests.bank.rewrites import rewritten

QUESTIONS = product.ROOT / "tests" / "eval" / "questions.jsonl"
WORDS = {EXACT: "exact", PARTIAL: "partial", WRONG: "wrong but confident", DECLINED: "wrongly declined"}

Case = Mapping[str, Any]


@dataclass(frozen=True)
class Judged:
    """A case with its answer, the verdict and the reason."""

    case: Case
    answer: Mapping[str, Any] | None
    verdict: str
    reason: str


@dataclass(frozen=True)
class Sample:
    """Which cases are asked: a split, and of it one of so many, drawn by name."""

    split: str = "dev"
    every: int = 1

    def takes(self, case: Case) -> bool:
        """The same cases on every machine."""
        drawn = zlib.crc32(case["id"].encode()) % self.every == 0
        return drawn and self.split in (case["split"], "all")


@dataclass(frozen=True)
class Outcome:
    """Everything that one run found."""

    judged: tuple[Judged, ...]
    rewrites: tuple[Judged, ...]
    citations: int
    false: tuple[str, ...]

    def share(self, verdict: str) -> float:
        """So many of a hundred cases."""
        return 100 * sum(each.verdict == verdict for each in self.judged) / max(1, len(self.judged))

    @property
    def agreement(self) -> float:
        """So many of a hundred rewritten questions get the answer of the original."""
        return 100 * sum(each.verdict == EXACT for each in self.rewrites) / max(1, len(self.rewrites))

    @property
    def cited(self) -> float:
        """So many of a hundred citations stand in their document."""
        return 100 * (1 - len(self.false) / max(1, self.citations))


def measure(documents: Path, sample: Sample, work: Path) -> Outcome:
    """Builds, asks and judges in a folder of its own."""
    store, tables = work / "store", work / "tables"
    if not store.exists():
        product.build(documents, store)
    product.export(store, tables)
    world = read_world(tables, documents)
    cases = [case for case in bank(world) if sample.takes(case)]
    originals = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    again = [case for case in rewritten(originals) if sample.takes(case)]
    answers = product.ask([*cases, *originals, *again], store, work)
    return outcome(world, cases, again, answers)


def outcome(
    world: World, cases: Sequence[Case], again: Sequence[Case], answers: Mapping[str, Any]
) -> Outcome:
    """The verdict on every answer."""
    judged = tuple(
        Judged(case, answers.get(case["id"]), *judge(case, answers.get(case["id"]))) for case in cases
    )
    rewrites = tuple(_compared(case, answers) for case in again)
    false = [
        f"{answer['question']}: {fault}"
        for answer in answers.values()
        for fault in false_citations(answer, world.documents)
    ]
    return Outcome(
        judged, rewrites, sum(len(answer["citations"]) for answer in answers.values()), tuple(false)
    )


def _compared(case: Case, answers: Mapping[str, Any]) -> Judged:
    one, two = answers.get(case["original"]), answers.get(case["id"])
    differs = same(one, two) if one and two else "no answer"
    return Judged(case, two, WRONG if differs else EXACT, differs)


def report(found: Outcome) -> Iterator[str]:
    """A line a kind, then the totals."""
    kinds: dict[str, collections.Counter[str]] = {}
    for each in found.judged:
        kinds.setdefault(each.case["kind"], collections.Counter())[each.verdict] += 1
    yield f"{'kind':24} {'n':>5} " + " ".join(f"{WORDS[verdict]:>20}" for verdict in VERDICTS)
    for kind, count in kinds.items():
        yield f"{kind:24} {count.total():5} " + " ".join(f"{count[verdict]:20}" for verdict in VERDICTS)
    for verdict in VERDICTS:
        total = sum(each.verdict == verdict for each in found.judged)
        yield f"{WORDS[verdict]}: {total}/{len(found.judged)} ({found.share(verdict):.2f} %)"
    agreeing = sum(each.verdict == EXACT for each in found.rewrites)
    yield f"rewrites that agree: {agreeing}/{len(found.rewrites)} ({found.agreement:.2f} %)"
    yield f"citations in their document: {found.citations - len(found.false)}/{found.citations} ({found.cited:.2f} %)"


def told(each: Judged) -> str:
    """A failing case in words."""
    case, answer = each.case, each.answer or {}
    expect = {
        key: value
        for key, value in case.get("expect", {}).items()
        if key not in ("places", "min_recall", "min_precision")
    }
    return "\n".join(
        (
            f"[{each.verdict}] {case['id']}: {case.get('question') or ' → '.join(case['turns'])}",
            f"    {each.reason}",
            f"    expected: {json.dumps(expect, ensure_ascii=False)[:300]}"
            if expect
            else f"    original: {case.get('original')}",
            f"    got: {answer.get('status')} value={answer.get('value')} items={len(answer.get('items', []))} {str(answer.get('answer'))[:160]!r}",
        ),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the report; the status is 0 whatever it says."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bank", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--documents", type=Path, default=product.ROOT / "corpus", help="the folder to build from"
    )
    parser.add_argument("--split", choices=("dev", "read", "last", "all"), default="dev")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="ask one case of so many")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print so many failing cases")
    parser.add_argument("--work", type=Path, help="keep the store and the answers in this folder")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        found = measure(
            options.documents.resolve(), Sample(options.split, options.every), options.work or Path(folder)
        )
    failing = [each for each in (*found.judged, *found.rewrites) if each.verdict != EXACT]
    for each in failing[: options.show]:
        print(told(each))
    print("\n".join((*found.false[: options.show], *report(found))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
