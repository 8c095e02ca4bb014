"""How many questions are answered right: `python tests/eval/score.py --build corpus`.

Answers come from ``--answers FILE``, or from a graph that ``--build FOLDER`` makes in a temporary place.
A question line is ``{"id", "kind", "question" | "turns", "expect"}``; an answer line is an answer object with
the question's id. All that stands in `expect` has to hold:

- ``must``, ``may`` with ``min_recall``, ``min_precision`` (1.0 where not given): the labels of the items;
- ``top`` with ``k`` (1): that label is among the first k items;
- ``value``: the number of the answer;
- ``contains``: of each list one string stands in the text, which has at most 800 characters;
- ``abstain``: the answer abstains and lists nothing; then nothing else is looked at.

An answer that does not abstain cites, in quotes of 6 to 300 characters that stand in the document they name
(``--documents``, or the folder that was built), and its total is the number of its items. White space and
character width count nowhere. Prints a line a kind, how the others ended (`ending`) with the reliability (right 1,
sure and wrong -10, in percent of the questions), and then ``score: passed/total``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
APP = HERE.parents[1] / "app.py"
QUESTIONS = HERE / "questions.jsonl"
ANSWER_LIMIT = 800
QUOTE_LENGTHS = range(6, 301)

Answer = Mapping[str, Any]
Expected = Mapping[str, Any]
Documents = Mapping[str, str]


def fold(text: object) -> str:
    """The text without white space and differences of width.

    >>> fold("ＤＸ の 推進")
    'DXの推進'
    """
    return "".join(unicodedata.normalize("NFKC", str(text)).split())


def faults(expect: Expected, answer: Answer | None, documents: Documents) -> list[str]:
    """What is wrong with an answer, in words; empty where it is right."""
    if answer is None:
        return ["no answer"]
    if expect.get("abstain"):
        silent = answer.get("abstained") and not answer.get("items")
        return [] if silent else ["answered what it should have declined"]
    checks = (_speaks, _lists, _ranks, _counts, _says, _totals)
    found = [fault for check in checks for fault in check(expect, answer)]
    return found + list(_cites(answer, documents))


FORM = ("no citation", "quote not in", "total ")
"""How faults of form begin: the answer may be right all the same."""
DENIALS = ("not_in_documents", "not_understood", "other_year", "out_of_scope")


def ending(expect: Expected, answer: Answer | None, wrong: Sequence[str]) -> str:
    """How a question ended: right, sure (and wrong in more than form), denied though it has an answer, declined."""
    if not wrong:
        return "right"
    if answer and answer.get("status") == "answered" and any(not one.startswith(FORM) for one in wrong):
        return "sure"
    return (
        "denied" if answer and not expect.get("abstain") and answer.get("status") in DENIALS else "declined"
    )


def _labels(answer: Answer) -> list[str]:
    return [fold(item.get("label", "")) for item in answer.get("items", ())]


def _speaks(_: Expected, answer: Answer) -> Iterator[str]:
    if answer.get("abstained"):
        yield f"declined ({answer.get('status')})"


def _lists(expect: Expected, answer: Answer) -> Iterator[str]:
    if "must" not in expect:
        return
    wanted, allowed = ({fold(label) for label in expect.get(name, ())} for name in ("must", "may"))
    listed = set(_labels(answer))
    missing, wrong = wanted - listed, listed - wanted - allowed
    if len(wanted - missing) < expect.get("min_recall", 1.0) * len(wanted):
        yield f"misses {len(missing)} of {len(wanted)}: {sorted(missing)[:3]}"
    share = len(listed - wrong) / len(listed) if listed else 0.0
    if share < expect.get("min_precision", 1.0):
        yield f"lists {len(wrong)} too many: {sorted(wrong)[:3]}"


def _ranks(expect: Expected, answer: Answer) -> Iterator[str]:
    first = _labels(answer)[: expect.get("k", 1)]
    if "top" in expect and fold(expect["top"]) not in first:
        yield f"has {first[:3]} first"


def _counts(expect: Expected, answer: Answer) -> Iterator[str]:
    if "value" in expect and answer.get("value") != expect["value"]:
        yield f"value {answer.get('value')!r}, not {expect['value']!r}"


def _says(expect: Expected, answer: Answer) -> Iterator[str]:
    text = fold(answer.get("answer", ""))
    if "contains" in expect and len(text) > ANSWER_LIMIT:
        yield f"{len(text)} characters for one fact"
    for choices in expect.get("contains", ()):
        if not any(fold(choice) in text for choice in choices):
            yield f"says none of {choices}"


def _totals(_: Expected, answer: Answer) -> Iterator[str]:
    items = answer.get("items", ())
    if items and answer.get("total") != len(items):
        yield f"total {answer.get('total')!r} of {len(items)} items"


def _cites(answer: Answer, documents: Documents) -> Iterator[str]:
    if answer.get("abstained"):
        return
    citations = answer.get("citations") or ()
    if not citations:
        yield "no citation"
    for citation in citations if documents else ():
        quote, name = fold(citation.get("quote") or ""), Path(str(citation.get("document", ""))).name
        if len(quote) not in QUOTE_LENGTHS or quote not in documents.get(name, ""):
            yield f"quote not in {name!r}: {quote[:30]!r}"
            return


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a .jsonl file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_documents(folder: Path | None) -> Documents:
    """The texts of a folder by file name, folded."""
    files = sorted(folder.glob("*.txt")) if folder else ()
    return {path.name: fold(path.read_text(encoding="utf-8")) for path in files}


def built_answers(folder: Path, questions: Path) -> list[dict[str, Any]]:
    """Builds a graph of a folder in a temporary place and asks it everything."""
    with tempfile.TemporaryDirectory() as store:
        subprocess.run(
            [sys.executable, APP, "build", folder, "--store", store], check=True, stdout=sys.stderr
        )
        command = [sys.executable, APP, "ask", "--batch", questions, "--store", store]
        asked = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return [json.loads(line) for line in asked.stdout.splitlines() if line.strip()]


def report(
    questions: Sequence[dict[str, Any]], answers: Sequence[Answer], documents: Documents, *, show: bool
) -> list[str]:
    """The lines to print: with `show` each question answered wrong, then a line a kind, then the score."""
    by_id = {answer.get("id"): answer for answer in answers}
    lines: list[str] = []
    passed: dict[str, list[bool]] = {}
    ended: Counter[str] = Counter()
    for question in questions:
        wrong = faults(question["expect"], by_id.get(question["id"]), documents)
        passed.setdefault(question["kind"], []).append(not wrong)
        ended[ending(question["expect"], by_id.get(question["id"]), wrong)] += 1
        if wrong and show:
            asked = question.get("question") or " → ".join(question["turns"])
            lines.append(f"{question['id']} {asked} | {'; '.join(wrong)}")
    lines += [f"{kind:14} {sum(results)}/{len(results)}" for kind, results in passed.items()]
    every = [result for results in passed.values() for result in results]
    reliability = 100 * (ended["right"] - 10 * ended["sure"]) / max(len(every), 1)
    lines.append(
        f"sure and wrong {ended['sure']}, denied {ended['denied']}, declined {ended['declined']}, "
        f"reliability {reliability:.1f}"
    )
    return [*lines, f"score: {sum(every)}/{len(every)}"]


def main() -> None:
    """Reads the command line, scores and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--answers", type=Path)
    source.add_argument("--build", type=Path, metavar="FOLDER")
    parser.add_argument("--documents", type=Path, help="folder of the documents, to look the quotes up")
    parser.add_argument("--show", action="store_true", help="print each question that is answered wrong")
    given = parser.parse_args()
    answers = read_lines(given.answers) if given.answers else built_answers(given.build, given.questions)
    documents = read_documents(given.documents or given.build)
    print("\n".join(report(read_lines(given.questions), answers, documents, show=given.show)))


if __name__ == "__main__":
    main()
