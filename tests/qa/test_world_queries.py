"""What the reading side takes of a version it takes in one order, whatever engine keeps the facts."""

from __future__ import annotations

import pytest

from keikaku.qa.world import world

QUERIES = {name: text for name, text in vars(world).items() if isinstance(text, str) and "SELECT" in text}
QUERIES |= {f"TEXTS {kind}": text for kind, text in world.TEXTS.items()}


def test_the_queries_are_found():
    """All that the module holds."""
    assert {"NAMES", "PLANS", "TEXTS passage", "FIGURES"} <= set(QUERIES)


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_of_the_world_has_an_order(name):
    """Without one an engine may give its rows as it likes, and equal hits would stand otherwise."""
    assert "ORDER BY" in QUERIES[name]
