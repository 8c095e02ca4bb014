"""A turn of a dialogue is read on what the answers before it left: every turn of made-up dialogues, answer by answer."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build

if TYPE_CHECKING:
    from keikaku.qa.answerer import Answerer
    from keikaku.qa.telling.answer import Answer

CASES = Path(__file__).parents[1] / "cases"
DIALOGUES = [
    json.loads(line) for line in (CASES / "dialogues.jsonl").read_text(encoding="utf-8").splitlines()
]
LEAST = 40
"""So many turns that refer to what was told."""

pytestmark = pytest.mark.slow  # each dialogue is asked whole, twice


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Answers from a store of some documents alone, each built once."""

    @cache
    def of(names: tuple[str, ...]) -> Answerer:
        store = tmp_path_factory.mktemp("city")
        build([CASES / name for name in names], store, Options(encoder=None))
        return answerer_of(store)

    return of


def fold(text: str) -> str:
    """Full and half width digits are one."""
    return text.translate(str.maketrans("０１２３４５６７８９", "0123456789"))


def faults(turn: dict[str, Any], answer: Answer) -> list[str]:
    """What the answer lacks of what the turn expects, and what it must not say."""
    text = fold(answer.text)
    found = [f"not said: {words}" for words in turn.get("says", ()) if words not in text]
    found += [f"said: {words}" for words in turn.get("silent", ()) if words in text]
    told = {
        "labels": [item.label for item in answer.items],
        "value": answer.value,
        "status": answer.status.value,
        "abstained": answer.abstained,
    }
    found += [f"{name}: {told[name]}" for name in told if name in turn and told[name] != turn[name]]
    if answer.abstained and not turn.get("abstained") and "status" not in turn:
        found.append(f"abstained: {answer.status}")
    return found


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[one["id"] for one in DIALOGUES])
def test_every_turn_is_read_on_what_the_answers_before_it_left(dialogue: dict[str, Any], asked: Any) -> None:
    answerer = asked(tuple(dialogue["documents"]))
    answer: Answer | None = None
    wrong: dict[str, Any] = {}
    for turn in dialogue["turns"]:
        answer = answerer.answer(turn["ask"], answer)
        if found := faults(turn, answer):
            wrong[turn["ask"]] = (found, answer.reading, answer.text[:300])
    assert not wrong, wrong


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[one["id"] for one in DIALOGUES])
def test_what_a_turn_rests_on_gives_its_answer_again(dialogue: dict[str, Any], asked: Any) -> None:
    """However many turns stood between."""
    answerer = asked(tuple(dialogue["documents"]))
    answer: Answer | None = None
    for turn in dialogue["turns"]:
        answer = answerer.answer(turn["ask"], answer)
    assert answer
    again: Answer | None = None
    for question in (*answer.rests_on, answer.question):
        again = answerer.answer(question, again)
    assert again
    assert (again.text, again.items) == (answer.text, answer.items)


def test_dialogues_are_of_several_cities() -> None:
    """Slots filled for one city would show nothing about others."""
    turns = [turn for one in DIALOGUES for turn in one["turns"][1:]]
    assert len(turns) >= LEAST
    assert len({one["documents"][0] for one in DIALOGUES}) > 2
