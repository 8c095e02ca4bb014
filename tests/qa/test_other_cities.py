"""Documents of made-up cities, of other makers and years than the starting ones, are asked in every kind and answered."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.graph.search.encoder import Encoder, default_encoder
from keikaku.ingest.pipeline import Options, build
from keikaku.qa.answerer import Answerer
from keikaku.qa.telling.answer import Answer
from tests.eval.score import Documents, faults, fold

CASES = Path(__file__).parents[1] / "cases"
QUESTIONS = [
    json.loads(line)
    for line in (CASES / "cities.jsonl").read_text(encoding="utf-8").splitlines()
    if line.strip()
]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Answers from a store of some documents alone, by words only where no vectors are asked for; each built once."""

    @cache
    def of(names: tuple[str, ...], vectors: bool) -> tuple[Answerer, Documents]:  # noqa: FBT001
        store = tmp_path_factory.mktemp("city")
        build([CASES / name for name in names], store, Options(encoder=warm if vectors else None))
        return answerer_of(store), {name: fold((CASES / name).read_text(encoding="utf-8")) for name in names}

    return of


def warm() -> Encoder | None:
    """The product's own encoder: what people need in everyday words shares none with a plan."""
    return default_encoder(cold=False)


def last(turns: list[str], answerer: Answerer) -> Answer:
    """The answer to the last of several questions."""
    answer: Answer | None = None
    for turn in turns:
        answer = answerer.answer(turn, answer)
    assert answer
    return answer


def cases() -> list[Any]:
    """Each question; what is not met yet is expected to fail, for the reason that its line tells."""
    return [
        pytest.param(
            case,
            id=case["id"],
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
        )
        for case in QUESTIONS
    ]


@pytest.mark.parametrize("case", cases())
def test_a_question_about_another_city_is_answered_right(case: dict[str, Any], asked: Any) -> None:
    """What the shared scorer looks at holds for a city that no rule was written for."""
    answerer, documents = asked(tuple(case["documents"]), case.get("vectors", False))
    answer = last(case.get("turns") or [case["question"]], answerer)
    wrong = faults(case["expect"], json.loads(answer.to_json()), documents)
    assert not wrong, (wrong, answer.text)


def test_every_kind_is_asked_of_several_cities() -> None:
    """A kind that only one city is asked for would show nothing about others."""
    cities: dict[str, set[str]] = {}
    for case in QUESTIONS:
        cities.setdefault(case["kind"], set()).add(case["documents"][0])
    assert len(QUESTIONS) >= 150
    assert all(len(found) > 1 for kind, found in cities.items() if kind != "noisy")
