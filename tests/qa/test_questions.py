"""Every kind of question that docs/questions.md shows is read as that kind and answered with citations."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from keikaku.qa.answerer import Answerer
from keikaku.qa.telling.answer import Answer

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| `(?P<kind>\w+)` \| (?P<question>[^|]+?) \|", re.MULTILINE)
OF_TABLES = {
    "AskCells",
    "ListByCells",
    "RowsBy",
}  # the corpus has no such table: tests/ingest and tests/qa ask made-up ones
EXAMPLES = [
    match.groups()
    for match in ROW.finditer((ROOT / "docs/questions.md").read_text(encoding="utf-8"))
    if match["kind"] not in OF_TABLES
]
CASES = [
    json.loads(line)
    for line in (ROOT / "tests/cases/questions.jsonl").read_text(encoding="utf-8").splitlines()
    if line.strip()
]

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("kind", "question"), EXAMPLES, ids=lambda text: text[:30])
def test_an_example_is_read_as_its_kind_and_cited(kind: str, question: str, answerer: Answerer) -> None:
    """What the page promises to answer is answered."""
    answer = answerer.answer(question)
    assert type(answer.query).__name__ == kind, answer.text
    assert not answer.abstained
    assert answer.citations
    assert answer.sparql
    assert answer.reading


def last(case: dict[str, object], answerer: Answerer) -> Answer:
    answer: Answer | None = None
    for turn in case.get("turns") or [case["question"]]:
        answer = answerer.answer(turn, answer)
    assert answer
    return answer


@pytest.mark.parametrize("case", CASES, ids=lambda case: (case.get("turns") or [case["question"]])[-1][:30])
def test_a_question_has_the_answer_of_its_case(case: dict[str, object], answerer: Answerer) -> None:
    """A table of questions is the specification; what stands in a case must hold, the rest may change."""
    answer = last(case, answerer)
    assert answer.status.value == case.get("status", "answered"), answer.text
    if "total" in case:
        assert answer.total == case["total"]
        assert len(answer.items) == case["total"]
    if "value" in case:
        assert answer.value == case["value"]
    for words in case.get("says", ()):
        assert words in answer.text
    for words in case.get("says_not", ()):
        assert words not in answer.text
    if "items" in case:
        assert [item.label for item in answer.items][: len(case["items"])] == case["items"]


def test_the_same_question_gives_the_same_bytes(answerer: Answerer) -> None:
    """Nothing in an answer depends on when or how often it is asked."""
    first = answerer.answer("企画部のDX関連施策は？").to_json(explain=True)
    assert answerer.answer("企画部のDX関連施策は？").to_json(explain=True) == first


def test_every_suggestion_has_a_result(answerer: Answerer) -> None:
    """A suggestion that leads nowhere would be worse than none."""
    declined = answerer.answer("建設局の施策は？")
    assert declined.abstained
    assert declined.suggestions
    for suggestion in declined.suggestions:
        assert not answerer.answer(suggestion).abstained, suggestion


def test_every_quote_stands_in_its_document(answerer: Answerer) -> None:
    """A citation is the document's own words, white space and width aside."""
    fold = lambda text: re.sub(r"\s+", "", __import__("unicodedata").normalize("NFKC", text))  # noqa: E731
    texts = {path.name: fold(path.read_text(encoding="utf-8")) for path in (ROOT / "corpus").glob("*.txt")}
    for _, question in EXAMPLES:
        for cite in answerer.answer(question).citations:
            assert 6 <= len(fold(cite.quote)) <= 300
            assert fold(cite.quote) in texts[cite.document], (question, cite.quote)
