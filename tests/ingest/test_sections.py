"""What stands in the section of an initiative is told of it: cells of forms, labels with values, changes."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from reading import cases, extraction

from keikaku.ingest.page.arrows import find_change
from keikaku.ontology.model.facts import Attribute, Indicator, Initiative, Observation, Pillar, Target

CASES = cases("sections.jsonl")


@dataclass(frozen=True)
class Made:
    """What was made of a text, as plain rows that name the initiative."""

    initiatives: list
    pillars: list
    attributes: list
    observations: list
    targets: list


def made(text: str) -> Made:
    """The facts of a text."""
    facts = extraction(text).facts
    names = {fact.key: fact.label for fact in facts if isinstance(fact, Initiative | Indicator)}
    of = lambda kind: [fact for fact in facts if isinstance(fact, kind)]  # noqa: E731
    return Made(
        [fact.label for fact in of(Initiative)],
        [fact.label for fact in of(Pillar)],
        [[names[a.subject], a.name, a.text, a.value, a.unit, a.fiscal_year] for a in of(Attribute)],
        [[names.get(o.subject, ""), names[o.indicator], o.value, o.fiscal_year] for o in of(Observation)],
        [[names.get(t.subject, ""), t.text] for t in of(Target)],
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["claim"])
def test_a_section_tells_of_its_initiative(case):
    found = made("\n".join(case["lines"]))
    assert found.initiatives == case["initiatives"]
    assert not set(found.pillars) & set(case["no_pillars"])
    for kind in ("attributes", "observations", "targets"):
        lost = [row for row in case[kind] if row not in getattr(found, kind)]
        assert not lost, (kind, getattr(found, kind))
    assert not [row for row in case["never"] if row in [attribute[:3] for attribute in found.attributes]]


def test_two_levels_of_which_none_or_both_hold_now_are_no_change():
    assert find_change("大人 30人、子ども 50人") is None
    assert find_change("現状：大人 30人、現状 50人") is None


def test_the_year_of_the_first_level_is_not_that_of_the_second():
    change = find_change("参加者 基準値 12人（R5）／目標値 20人")
    assert (change.before.value, change.year_before, change.after.value, change.year_after) == (
        12.0,
        2023,
        20.0,
        None,
    )


def test_a_form_whose_cells_are_kept_leaves_no_row_unread():
    found = [one.message for one in extraction("\n".join(CASES[0]["lines"])).problems]
    assert not [one for one in found if "表の形の行" in one]
