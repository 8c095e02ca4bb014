"""The figures of the house are what they say."""

from __future__ import annotations

import ast
import doctest

import pytest

from tests.house import measure
from tests.house.__main__ import figures

pytestmark = pytest.mark.slow


def test_the_examples_of_the_measures_hold():
    assert doctest.testmod(measure).attempted >= 3
    assert doctest.testmod(measure).failed == 0


def test_a_row_counts_only_where_something_was_selected():
    """A row of a table of a document is no row of a query."""
    assert measure.by_position(ast.parse("row[1]")) == []
    assert measure.by_position(
        ast.parse("rows = store.rows(Row, Q)\nsorted(rows, key=lambda row: row[1:3])")
    ) == [2]
    assert measure.by_position(ast.parse("for row in desk.wanted.rows():\n    print(row[1])")) == []


def test_what_the_issue_asked_for_is_printed():
    """Each figure beside the one of before, but for the time of `make check`."""
    told = "\n".join(figures())
    recipes = [f"recipe {path.stem}: " for path in measure.RECIPES.glob("*.patch")]
    asked = ("modules a folder: ", "rows read by position: ", "lines of tests a line of code: ", *recipes)
    layers = [f"patterns in {layer}: " for layer in ("qa", "ingest", "ontology")]
    assert [one for one in (*asked, *layers) if one not in told] == []
    assert told.count("before: ") == 3 + len(layers)


def test_every_folder_is_counted_once():
    counts = measure.modules_a_folder()
    assert sum(counts.values()) == sum(1 for layer in measure.LAYERS for _ in measure.modules(layer))
    assert list(counts.values()) == sorted(counts.values(), reverse=True)
