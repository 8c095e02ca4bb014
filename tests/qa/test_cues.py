"""Each cue matches its example and leaves its counterexample alone."""

from __future__ import annotations

import pytest

from keikaku.qa.cues import CUES, Cue
from keikaku.qa.interpret import READERS
from keikaku.qa.names.lexicon import Lexicon, Thing, build_lexicon
from keikaku.qa.recognise import recognise
from keikaku.qa.text.compact import compact

KINDS = {
    "みどり市": "municipality",
    "企画部": "department",
    "総務部": "department",
    "健康福祉部": "department",
    "企画調査課": "section",
    "統計情報室": "section",
    "みどり市行動計画2027": "plan",
    "みどり市行動計画2022": "plan",
    "スマートシティみどり構想": "plan",
    "第5次みどり市基本計画": "plan",
    "人件費比率": "indicator",
    "相談員の育成": "initiative",
    "防災": "field",
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return build_lexicon(Thing(key=label, kind=kind, label=label) for label, kind in KINDS.items())


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.intent)
def test_a_cue_matches_its_example_and_not_its_counterexample(cue: Cue, lexicon: Lexicon) -> None:
    """The two sentences beside a cue say what it is for."""
    assert cue.regex.search(recognise(compact(cue.example), lexicon).shape), cue.example
    assert not cue.regex.search(recognise(compact(cue.counterexample), lexicon).shape), cue.counterexample


def test_every_cue_but_the_greeting_has_a_reader() -> None:
    """A cue that nobody reads would be found and forgotten."""
    assert {cue.intent for cue in CUES} - {"greeting"} == set(READERS)
