"""What is shown without review is mostly right, and most of what is right is shown."""

from __future__ import annotations

from collections import Counter

import pytest

from keikaku.ontology.model.successions import SHOWN

from .measure import gold_rows, measured

PRECISION = 0.85
RECALL = {"三鷹市": 0.85, "葦原市": 0.9}


@pytest.mark.parametrize("city", ["三鷹市", "葦原市"])
def test_a_gold_list_has_sixty_pairs_of_every_kind_with_their_reasoning(city: str):
    """Right, wrong and arguable ones, each once."""
    rows = [row for row in gold_rows() if row["city"] == city]
    assert len(rows) >= 60
    assert set(Counter(row["verdict"] for row in rows)) == {"right", "wrong", "arguable"}
    assert all(len(row["why"]) >= 5 for row in rows)
    assert len({(*row["from"], *row["to"]) for row in rows}) == len(rows)


@pytest.mark.slow
@pytest.mark.parametrize("city", [pytest.param("三鷹市", marks=pytest.mark.shared), "葦原市"])
def test_shown_links_are_right_and_right_links_are_shown(city: str):
    """At the threshold that the product has; a shown link that nobody judged counts as wrong."""
    precision, recall = measured(city).at(SHOWN)
    assert precision >= PRECISION
    assert recall >= RECALL[city]
