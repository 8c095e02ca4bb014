"""What a user's SPARQL may be: the table of what passes and what does not, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.graph.sparql.query_text import BYTES, SENTENCES, refusal

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "query_texts.jsonl").read_text("utf-8").splitlines()
]
WALL = {
    "braces": "SELECT * WHERE " + "{" * 3000,
    "parentheses": "SELECT * { FILTER(" + "(" * 9000,
    "optional": "SELECT * {" + "OPTIONAL {" * 900,
    "flat optional": "SELECT * {" + "OPTIONAL {}" * 300 + "}",
    "union": "SELECT * {" + "{} UNION " * 900 + "{} }",
    "sum": "SELECT (" + "1+" * 3000 + "1 AS ?x) {}",
    "not": "SELECT * { FILTER(" + "!" * 9000 + "?x) }",
    "lists": "SELECT * { ?s ?p " + "(" * 100 + ")" * 100 + " }",
    "paths": "SELECT * { ?s " + "^" * 300 + "plan:inPlan ?o }",
    "path steps": "SELECT * { ?s a" + "/a" * 3000 + " ?o }",
    "minus": "SELECT * { FILTER(" + "-" * 3000 + "1) }",
    "blank nodes": "SELECT * { ?s ?p " + "[a " * 100 + "]" * 100 + " }",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_table_of_texts(case: dict[str, str | None]) -> None:
    """Each text passes or is refused for its own reason."""
    assert refusal(str(case["query"])) == case["code"]


@pytest.mark.parametrize("text", WALL.values(), ids=WALL)
def test_what_takes_the_parser_down_does_not_reach_it(text: str) -> None:
    """Deep or endless texts are refused by depth or by number, most of them within the size."""
    assert refusal(text) in ("too_deep", "too_many")


def test_a_text_over_the_size_is_refused_whatever_it_says() -> None:
    """Bytes count, not characters."""
    assert refusal("ASK {} #" + "計" * (BYTES // 3)) == "too_long"


@given(st.text(alphabet=" \n'\"\\<>#{}()[]?$:@^aSERVICEfrom1-", max_size=60))
def test_any_text_is_decided(text: str) -> None:
    """No text raises, and each refusal has its sentence."""
    code = refusal(text)
    assert code is None or code in SENTENCES


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_is_one_line(code: str) -> None:
    """It ends with the next step."""
    assert SENTENCES[code].endswith("ください。")
    assert "\n" not in SENTENCES[code]
