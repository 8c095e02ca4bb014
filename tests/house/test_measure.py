"""The figures of the house are what they say."""

from __future__ import annotations

import ast
import doctest

import pytest

from tests.house import measure

pytestmark = pytest.mark.slow


def test_the_examples_of_the_measures_hold():
    assert doctest.testmod(measure).attempted >= 3
    assert doctest.testmod(measure).failed == 0


def test_a_row_counts_only_where_something_was_selected():
    """A row of a table of a document is no row of a query."""
    assert measure.by_position(ast.parse("row[1]")) == []
    assert measure.by_position(
        ast.parse("rows = store.select(Q)\nsorted(rows, key=lambda row: row[1:3])")
    ) == [2]


def test_every_folder_is_counted_once():
    counts = measure.modules_a_folder()
    assert sum(counts.values()) == sum(1 for layer in measure.LAYERS for _ in measure.modules(layer))
    assert list(counts.values()) == sorted(counts.values(), reverse=True)
