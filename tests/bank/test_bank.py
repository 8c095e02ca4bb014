"""The bank: what the product answers right, how often it is wrong with confidence, and that other words change nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bank import product, run
from tests.bank.judge import DECLINED, EXACT, PARTIAL, WRONG, false_citations, judge, same

# What has to hold, of a hundred, on the phrasings that were read while the product was written (`--split dev`). The aim
# is exact 98, wrong 0.5, rewrites 97, citations 100. Lots of phrasings kept aside (`--split last`) stood, when first asked,
# at exact 75.76 and wrong 19.20, the next at 86.53 and 9.46, the newest at 97.70 and 1.86: that, not this floor, tells how
# new wordings fare. `--split read` asks those that were read and are not in CI.
EXACT_AT_LEAST = 99.0
WRONG_AT_MOST = 0.5
REWRITES_AT_LEAST = 97.0
CITATIONS_AT_LEAST = 100.0
EVERY = 1  # one case of so many, should a run ever take longer than CI can bear

CITE = {"document": "a.txt", "line": 3, "quote": "緑の相談窓口を開く"}
ITEM = {"iri": "urn:a", "label": "緑の相談窓口"}
ANSWER = {
    "question": "窓口は？",
    "status": "answered",
    "abstained": False,
    "answer": "緑の相談窓口（緑政策部）の1件です。",
    "items": [ITEM],
    "total": 1,
    "value": 1,
    "citations": [CITE],
}
SILENT = {
    **ANSWER,
    "status": "not_in_documents",
    "abstained": True,
    "items": [],
    "citations": [],
    "answer": "",
}


@pytest.mark.parametrize(
    ("expect", "answer", "verdict"),
    [
        ({"must": ["緑の相談窓口"]}, ANSWER, EXACT),
        ({"must": ["緑の相談窓口", "駅前の花壇"]}, ANSWER, PARTIAL),
        ({"must": ["駅前の花壇"]}, ANSWER, WRONG),
        ({"must": ["駅前の花壇"], "may": ["緑の相談窓口"]}, ANSWER, WRONG),
        ({"must": ["緑の相談窓口"]}, SILENT, DECLINED),
        ({"value": 1}, ANSWER, EXACT),
        ({"value": 2}, ANSWER, WRONG),
        ({"value": 1}, {**ANSWER, "value": None}, PARTIAL),
        ({"contains": [["緑政策部", "緑政策課"]]}, ANSWER, EXACT),
        ({"contains": [["緑政策部"], ["総務部"], ["市民部"]]}, ANSWER, WRONG),
        ({"says": [["相談.*1件"]]}, ANSWER, EXACT),
        ({"abstain": True}, SILENT, EXACT),
        ({"abstain": True}, ANSWER, WRONG),
        ({"value": 1}, {**ANSWER, "citations": []}, PARTIAL),
        ({"value": 1}, {**ANSWER, "total": 2}, PARTIAL),
    ],
)
def test_a_wrong_part_is_wrong_and_a_missing_part_is_partial(
    expect: dict[str, Any],
    answer: dict[str, Any],
    verdict: str,
) -> None:
    """The judge's four verdicts."""
    assert judge({"expect": expect}, answer)[0] == verdict


def test_items_out_of_document_order_are_partial() -> None:
    """A list stands as in its document."""
    expect = {"must": ["あ", "い"], "places": {"あ": [2027, "計画", 1], "い": [2027, "計画", 2]}}
    upside_down = {**ANSWER, "items": [{"label": "い"}, {"label": "あ"}], "total": 2}
    assert judge({"expect": expect}, upside_down)[0] == PARTIAL


def test_another_right_answer_is_accepted() -> None:
    """The best of what a case expects and accepts counts."""
    assert judge({"expect": {"value": 2}, "accept": [{"value": 1}]}, ANSWER)[0] == EXACT


def test_a_quote_that_is_not_in_its_document_is_found() -> None:
    """Word for word, white space and width aside."""
    assert not false_citations(ANSWER, {"a.txt": "市は緑の相談窓口を開く。"})
    assert false_citations(ANSWER, {"a.txt": "市は緑の窓口を開く。"})
    assert false_citations(ANSWER, {"b.txt": "市は緑の相談窓口を開く。"})


def test_two_answers_agree_in_status_items_value_and_citations() -> None:
    """What differs is told by name; the words may differ."""
    assert not same(ANSWER, {**ANSWER, "answer": "別の言い方"})
    assert same(ANSWER, SILENT) == "status, items, citations"
    assert same(ANSWER, {**ANSWER, "value": 2}) == "value"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> run.Outcome:
    """One run over the corpus."""
    return run.measure(product.ROOT / "corpus", run.Sample("dev", EVERY), tmp_path_factory.mktemp("bank"))


@pytest.mark.slow
def test_the_bank_is_answered(found: run.Outcome) -> None:
    """Exact, seldom wrong with confidence, the same in other words, and every citation true."""
    print("\n".join(run.report(found)))
    assert found.share(EXACT) >= EXACT_AT_LEAST
    assert found.share(WRONG) <= WRONG_AT_MOST
    assert found.agreement >= REWRITES_AT_LEAST
    assert found.cited >= CITATIONS_AT_LEAST, found.false[:3]


@pytest.mark.slow
def test_the_bank_is_large(found: run.Outcome) -> None:
    """At least 1,000 questions and 200 that have no answer, in the split for every day."""
    declines = [each for each in found.judged if each.case["expect"].get("abstain")]
    assert len(found.judged) >= 1000
    assert len(declines) >= 200


def test_every_question_of_the_shared_set_has_ten_rewrites() -> None:
    """So many that each rule of the data is needed."""
    lines = run.QUESTIONS.read_text(encoding="utf-8").splitlines()
    counts: dict[str, int] = {}
    for case in run.rewritten(map(json.loads, lines)):
        counts[case["original"]] = counts.get(case["original"], 0) + 1
    assert len(counts) == len(lines)
    assert min(counts.values()) >= 10


def test_a_third_of_the_phrasings_is_kept_for_the_last_run() -> None:
    """And each kind has both."""
    rows = [
        json.loads(line)
        for line in (Path(__file__).parent / "phrasings.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    dev, last = (sum(len(row[split]) for row in rows) for split in ("dev", "last"))
    assert all(row["dev"] and row["last"] for row in rows)
    assert 0.3 <= last / (dev + last) <= 0.4
