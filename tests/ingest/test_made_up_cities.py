"""Other cities' documents of the same kinds come out right; tests/cases/layout_* are the specification."""

from __future__ import annotations

import unicodedata

import pytest
from reading import CASES, cases, extraction, folded, rows

from keikaku.ontology.model.facts import Municipality, Plan

GOLD = cases("layout_gold.jsonl")


def read(file: str):
    return extraction((CASES / file).read_text(encoding="utf-8"), file)


@pytest.mark.parametrize("case", GOLD, ids=lambda case: case["file"])
def test_initiatives_come_with_their_pillars_fields_units_and_targets(case):
    assert list(rows(read(case["file"]))) == case["initiatives"]


@pytest.mark.parametrize("case", GOLD, ids=lambda case: case["file"])
def test_the_layout_the_city_and_the_plan_are_found_without_the_file_name(case):
    found = read(case["file"])
    plans = {plan.label: plan for plan in found.facts if isinstance(plan, Plan)}
    assert found.document.layout == case["layout"]
    assert [fact.label for fact in found.facts if isinstance(fact, Municipality)] == [case["city"]]
    if case["plan"]:
        plan = plans[case["plan"]]
        assert [plan.start, plan.end] == case["period"]


@pytest.mark.parametrize("case", GOLD, ids=lambda case: case["file"])
def test_no_character_is_lost(case):
    found = read(case["file"])
    text = "".join((CASES / case["file"]).read_text(encoding="utf-8").split())
    assert sum(use.characters for use in found.uses) == len(text) == found.document.characters


@pytest.mark.parametrize("case", GOLD, ids=lambda case: case["file"])
def test_blank_lines_between_all_lines_change_nothing(case):
    text = (CASES / case["file"]).read_text(encoding="utf-8")
    spread = "\n\n".join(line for line in text.splitlines() if line.strip())
    assert list(rows(extraction(spread))) == case["initiatives"]


@pytest.mark.parametrize("case", GOLD, ids=lambda case: case["file"])
def test_no_blank_line_at_all_changes_nothing(case):
    text = (CASES / case["file"]).read_text(encoding="utf-8")
    dense = "\n".join(line for line in text.splitlines() if line.strip())
    assert list(rows(extraction(dense))) == case["initiatives"]


@pytest.mark.parametrize("case", GOLD, ids=lambda case: case["file"])
def test_half_width_characters_change_nothing(case):
    text = unicodedata.normalize("NFKC", (CASES / case["file"]).read_text(encoding="utf-8"))
    found = [{key: _folded(value) for key, value in row.items()} for row in rows(extraction(text))]
    assert found == [{key: _folded(value) for key, value in row.items()} for row in case["initiatives"]]


def _folded(value):
    if isinstance(value, list):
        return [folded(item) for item in value]
    return folded(value) if isinstance(value, str) else value
