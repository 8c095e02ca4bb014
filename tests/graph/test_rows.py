"""A row has the names and the types of its query, or is refused; nobody reads one by position."""

import ast
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from keikaku.graph.rdf.rows import RowError
from keikaku.graph.store.publish import publish
from keikaku.graph.store.snapshot import Snapshot, open_snapshot
from tests.graph import made_up

ROOT = Path(__file__).parents[2]


class Kind(StrEnum):
    """A made-up enum of texts."""

    INITIATIVE = "施策"


class Told(NamedTuple):
    """A row of every type."""

    label: str
    plan_order: int
    share: float
    whole: bool
    kind: Kind
    missing: str | None


TOLD = """SELECT ?label ?planOrder ?share ?whole ?kind ?missing {
  VALUES (?label ?planOrder ?share ?whole ?kind) { ('公園' 3 0.5 true '施策') } OPTIONAL { ?missing a plan:Nothing }
}"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory) -> Snapshot:
    """The made-up city."""
    store = tmp_path_factory.mktemp("rows")
    publish(store, made_up.EXTRACTIONS, made_up.FACTS)
    return open_snapshot(store)


def test_a_row_holds_its_values_by_name_and_type(graph):
    """PlanOrder is plan_order; what is not bound is None where the type says so."""
    assert graph.rows(Told, TOLD) == [Told("公園", 3, 0.5, whole=True, kind=Kind.INITIATIVE, missing=None)]


class Within(NamedTuple):
    """A part of a row."""

    plan_order: int
    share: float


class Outer(NamedTuple):
    """A row with a row inside it, between its own fields."""

    label: str
    within: Within
    whole: bool


def test_a_row_inside_a_row_takes_the_columns_that_stand_there(graph):
    """What several queries share is said once, and is held against the query as every field is."""
    query = "SELECT ?label ?planOrder ?share ?whole { VALUES (?label ?planOrder ?share ?whole) { ('公園' 3 0.5 true) } }"
    assert graph.rows(Outer, query) == [Outer("公園", Within(3, 0.5), whole=True)]
    with pytest.raises(RowError, match="Outer"):
        graph.rows(Outer, query.replace("?planOrder ?share", "?share ?planOrder", 1))


@pytest.mark.parametrize(
    "query",
    [
        TOLD.replace("SELECT ?label ?planOrder", "SELECT ?planOrder ?label"),
        TOLD.replace(" ?missing {", " {"),
        TOLD.replace("'公園'", "UNDEF"),
        TOLD.replace(" 3 ", " '三' "),
        TOLD.replace("true", "'はい'"),
        TOLD.replace("'施策'", "'事業'"),
    ],
    ids=["order", "fewer", "unbound", "number", "boolean", "enum"],
)
def test_a_query_that_does_not_fit_its_row_is_refused(graph, query):
    """With the name of the row, not with a value under another's name."""
    with pytest.raises(RowError, match="Told"):
        graph.rows(Told, query)


def _by_position(tree: ast.AST) -> list[int]:
    """Lines that read something called row, or the first of rows, by a number or a slice."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant | ast.Slice):
            of: Any = node.value
            if isinstance(node.slice, ast.Constant) and not isinstance(node.slice.value, int):
                continue
            if isinstance(of, ast.Name) and of.id == "row":
                found.append(node.lineno)
            if isinstance(of, ast.Subscript) and isinstance(of.value, ast.Name) and of.value.id == "rows":
                found.append(node.lineno)
    return found


LAYERS_THAT_ASK = ("cli", "graph", "ontology", "qa", "web")
KEPT = {"qa/world/rows.py": 1, "graph/search/index.py": 1, "web/citizens/picture.py": 1}
"""`first_of_each` names no field: a row begins with what it is about. The others are no rows of a query."""


@pytest.mark.slow
def test_no_row_is_read_by_position():
    """Rows of a query, that is: a row of a table that a document prints has as many cells as it has."""
    found = {
        path.relative_to(ROOT).as_posix(): lines
        for layer in LAYERS_THAT_ASK
        for path in sorted((ROOT / layer).rglob("*.py"))
        if (lines := _by_position(ast.parse(path.read_text("utf-8"))))
    }
    assert {name: len(lines) for name, lines in found.items()} == KEPT, found
