"""The place that a question points at: the chance that it tells, and what is quoted of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.cli.opening import answerer_of
from keikaku.graph.search.encoder import default_encoder
from keikaku.ingest.pipeline import Options, build
from keikaku.qa.finding.passages import nearest
from keikaku.qa.finding.place import WEIGHTS, Signs, odds, place_of, shown
from keikaku.qa.interpret import read
from keikaku.qa.kinds.facts.frame import facts_of

if TYPE_CHECKING:
    from keikaku.graph.search.encoder import Encoder
    from keikaku.qa.answerer import Answerer

CASES = Path(__file__).parents[1] / "cases"
SHARES = st.lists(st.floats(0, 1), min_size=len(Signs._fields), max_size=len(Signs._fields))


def warm() -> Encoder | None:
    """The product's own encoder: nearness in meaning is one of the signs."""
    return default_encoder(cold=False)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from the plan of a made-up city."""
    store = tmp_path_factory.mktemp("place")
    build([CASES / "city_shirakaba_senryaku.txt"], store, Options(encoder=warm))
    return answerer_of(store)


@given(SHARES, st.sampled_from([at for at, weight in enumerate(WEIGHTS) if weight > 0]))
def test_a_sign_that_speaks_for_a_place_never_makes_it_less_likely(shares, at):
    more = [*shares]
    more[at] = 1.0
    assert 0 < odds(Signs(*shares)) <= odds(Signs(*more)) < 1


def test_examples_are_asked_of_documents_that_are_there():
    rows = [json.loads(line) for line in (CASES / "places_asked.jsonl").read_text("utf-8").splitlines()]
    assert {name for row in rows for name in row["documents"]} - {"corpus"} <= {
        path.name for path in CASES.iterdir()
    }
    assert all(bool(row.get("must")) != bool(row.get("none")) for row in rows)
    assert len({row["writer"] for row in rows}) > 10


@pytest.mark.slow
def test_what_is_quoted_stands_in_one_place_and_tells_the_figure_that_is_asked(answerer):
    reading = read("移住の前に家具つきの部屋を借りて暮らせるのは、長くて何か月まで", answerer.world)
    query = facts_of(reading, yes_no=False)
    place = place_of(query, nearest(query, answerer.world), answerer.world)
    quoted = shown(place, query)
    assert any("三か月" in one.text for one in quoted)
    about = {one.key: one.subject for one in answerer.world.texts("passage")}
    assert len({about[one.part.passage.key] for one in quoted}) == 1


@pytest.mark.slow
def test_a_word_that_sounds_like_who_does_it_does_not_hide_what_is_asked(answerer):
    """あるところは is a place to live, and no department."""
    answer = answerer.answer("引っ越す前に家具つきの部屋に住んでみるところはありますか。何か月までいられるの")
    assert "三か月" in answer.text


@pytest.mark.slow
def test_of_a_place_that_tells_a_part_the_rest_is_said_to_be_untold(answerer):
    answer = answerer.answer("お試しで暮らす住宅は家具つきですか、家賃は月にいくらかかりますか")
    assert answer.status.value in {"partial", "related"}
    assert "いくら" in answer.text
