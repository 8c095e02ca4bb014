"""The scorer itself: what passes, and every way to fail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from score import HERE, QUESTIONS, ending, faults, fold, read_lines, report

DOCUMENTS = {"a.txt": fold("緑の相談窓口を開く取組（緑政策部）")}
RIGHT = {
    "id": "1",
    "abstained": False,
    "answer": "緑の相談窓口です。",
    "items": [{"label": "緑の相談 窓口"}],
    "total": 1,
    "value": 44,
    "citations": [{"document": "a.txt", "quote": "緑の相談窓口を開く"}],
}
DECLINED = {"id": "1", "abstained": True, "status": "out_of_scope", "items": [], "citations": []}


@pytest.mark.parametrize(
    "expect",
    [
        {"must": ["緑の相談窓口"]},
        {"must": ["緑の相談窓口", "ほか"], "min_recall": 0.5},
        {"must": ["ない"], "may": ["緑の相談窓口"], "min_recall": 0.0},
        {"top": "緑の相談窓口"},
        {"value": 44},
        {"contains": [["青", "緑"], ["窓口"]]},
    ],
)
def test_a_right_answer_has_no_fault(expect):
    """Each expectation alone."""
    assert faults(expect, RIGHT, DOCUMENTS) == []


@pytest.mark.parametrize(
    ("expect", "changes", "fault"),
    [
        ({"must": ["緑の相談窓口", "ほか"]}, {}, "misses 1 of 2"),
        ({"must": ["ほか"], "min_recall": 0.0}, {}, "lists 1 too many"),
        ({"must": ["ほか"], "min_recall": 0.0}, {"items": [], "total": None}, "lists 0 too many"),
        ({"top": "ほか", "k": 3}, {}, "first"),
        ({"value": 45}, {}, "value 44, not 45"),
        ({"contains": [["青", "赤"]]}, {}, "says none of"),
        ({"contains": [["緑"]]}, {"answer": "緑" * 801}, "801 characters"),
        ({}, {"total": 2}, "total 2 of 1"),
        ({}, {"citations": []}, "no citation"),
        ({}, {"citations": [{"document": "b.txt", "quote": "緑の相談窓口を開く"}]}, "quote not in"),
        ({}, {"citations": [{"document": "a.txt", "quote": "緑の相談窓口を閉じる"}]}, "quote not in"),
        ({}, {"citations": [{"document": "a.txt", "quote": "緑の相談"}]}, "quote not in"),
        ({"abstain": True}, {}, "declined"),
        ({"value": 44}, DECLINED | {"value": 44}, "declined (out_of_scope)"),
    ],
)
def test_each_fault_is_told(expect, changes, fault):
    """And nothing else with it."""
    found = faults(expect, RIGHT | changes, DOCUMENTS)
    assert len(found) == 1
    assert fault in found[0]


def test_an_abstention_passes_where_one_is_wanted():
    """It needs no citation."""
    assert faults({"abstain": True}, DECLINED, DOCUMENTS) == []


@pytest.mark.parametrize(
    ("expect", "answer", "wrong", "ended"),
    [
        ({}, RIGHT, [], "right"),
        ({}, RIGHT | {"status": "answered"}, ["value 1, not 2"], "sure"),
        ({}, RIGHT | {"status": "answered"}, ["no citation"], "declined"),
        ({}, DECLINED | {"status": "not_in_documents"}, ["declined"], "denied"),
        ({"abstain": True}, RIGHT | {"status": "partial"}, ["answered"], "declined"),
        ({}, None, ["no answer"], "declined"),
    ],
)
def test_an_ending_tells_how_a_question_went(expect, answer, wrong, ended):
    """Faults of form are no wrong answer, and what was to be declined is not denied."""
    assert ending(expect, answer, wrong) == ended


def test_the_last_line_is_the_score():
    """A question without an answer counts as failed."""
    questions = [
        {"id": "1", "kind": "who", "question": "q", "expect": {"value": 44}},
        {"id": "2", "kind": "who", "turns": ["q", "r"], "expect": {"value": 44}},
    ]
    assert report(questions, [RIGHT], DOCUMENTS, show=True) == [
        "2 q → r | no answer",
        "who            1/2",
        "sure and wrong 0, denied 0, declined 1, reliability 50.0",
        "score: 1/2",
    ]


@pytest.mark.shared
def test_our_scorer_agrees_with_the_shared_one(tmp_path: Path):
    """On answers right and wrong of every kind, the closing lines are the same."""
    shared = Path(os.environ["KEIKAKU_SHARED"]) / "eval"
    questions = read_lines(QUESTIONS)
    answers = [made_up(number, question) for number, question in enumerate(questions)]
    file = tmp_path / "answers.jsonl"
    file.write_text(
        "".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers), encoding="utf-8"
    )
    command = [sys.executable, shared / "score.py", QUESTIONS, file]
    theirs = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.splitlines()
    assert report(questions, answers, {}, show=False) == theirs
    assert (shared / "questions.jsonl").read_bytes() == (HERE / "questions.jsonl").read_bytes()


def made_up(number: int, question: dict) -> dict:
    """An answer that is right for two questions of three."""
    expect = question["expect"]
    items = [{"label": label} for label in expect.get("must", []) or [expect.get("top", "x")]]
    return {
        "id": question["id"],
        "abstained": bool(expect.get("abstain")) != (number % 3 == 0),
        "answer": "".join(choices[0] for choices in expect.get("contains", [])),
        "items": [] if expect.get("abstain") else items,
        "total": len(items),
        "value": expect.get("value"),
        "citations": [{"document": "a.txt", "quote": "六文字以上の文"}],
    }
