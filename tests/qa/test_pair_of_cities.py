"""Of two cities in one store the one that is named is asked, whatever the question, and no kind can forget it."""

from __future__ import annotations

import json
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build
from keikaku.qa import query as q
from keikaku.qa.answerer import answer_of
from keikaku.qa.city import limited
from keikaku.qa.kinds.cells import cells_of
from keikaku.qa.naming.asks import asks_of
from keikaku.qa.query.card import AskCard
from keikaku.qa.telling.found import Found
from keikaku.qa.world.part import PartFacts
from keikaku.qa.world.rows import Evidence

if TYPE_CHECKING:
    from keikaku.qa.answerer import Answerer
    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.world.world import World

pytestmark = pytest.mark.slow
CASES = Path(__file__).parents[1] / "cases"
PAIR = ("pair_midori.txt", "pair_aoba.txt")
QUESTIONS = [json.loads(line) for line in (CASES / "pair.jsonl").read_text(encoding="utf-8").splitlines()]
OF_TABLES = (q.AskCells, q.ListByCells, q.RowsBy)
MIDORI, AOBA = "/id/みどり市/", "/id/あおば市/"


class Cited(NamedTuple):
    """A row that tells its city by its evidence only."""

    label: str
    evidence: Evidence


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """A store of both, asked by words alone."""
    store = tmp_path_factory.mktemp("pair")
    build([CASES / name for name in PAIR], store, Options(encoder=None))
    return answerer_of(store)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """A table of each city, whose cells are asked."""
    folder = tmp_path_factory.mktemp("tables")
    for city, name in (("みどり市", "花壇の手入れ"), ("あおば市", "歩道の修繕")):
        rows = f"{city}事業一覧,,\n事業名,担当課,評価\n{name},管理課,拡大\n"
        (folder / f"{city}.csv").write_text(rows, encoding="utf-8")
    build([folder], folder / "store", Options(encoder=None))
    return answerer_of(folder / "store")


def asked(answerer: Answerer, turns: list[str]) -> Any:
    """The answer to the last turn."""
    return reduce(lambda before, turn: answerer.answer(turn, before), turns, None)


class TwoRows:
    """A version of which a query gives a row of each city, told apart by their evidence alone."""

    data_version = "made up"

    def rows(self, row: type[Any], sparql: str, **bindings: Any) -> list[Any]:  # noqa: ARG002
        """The same row twice, from a document of either city."""
        return [
            row("公園", Evidence(f"http://x{city}evidence/1", "a.txt", None, 1, "公園", None))
            for city in (MIDORI, AOBA)
        ]


def test_evidence_of_another_city_is_not_seen() -> None:
    """A row inside a row is looked at as its own fields are."""
    part = PartFacts(TwoRows(), (f"http://x{AOBA}",))
    assert [one.evidence.ev for one in part.rows(Cited, "")] == [f"http://x{MIDORI}evidence/1"]


@pytest.mark.parametrize("case", QUESTIONS, ids=[case["id"] for case in QUESTIONS])
def test_a_city_that_is_named_is_never_dropped(case: dict[str, Any], pair: Answerer) -> None:
    answer = asked(pair, case["turns"])
    told = f"{answer.status} {answer.reading}\n{answer.text}"
    assert answer.abstained == case.get("abstain", False), told
    assert {one.document for one in answer.citations} <= ({case["only"]} if "only" in case else set(PAIR)), (
        told
    )
    assert all(words in answer.text for words in case.get("says", ())), told
    assert case.get("silent", "\0") not in answer.text, told
    assert answer.status.value == case.get("status", answer.status.value), told
    assert answer.value == case.get("value", answer.value), told
    assert len(answer.items) == case.get("items", len(answer.items)), told
    assert [item.label for item in answer.items] == case.get("labels", [i.label for i in answer.items]), told


@pytest.mark.parametrize("case", QUESTIONS, ids=[case["id"] for case in QUESTIONS])
def test_what_is_suggested_has_an_answer(case: dict[str, Any], pair: Answerer) -> None:
    for question in asked(pair, case["turns"]).suggestions:
        assert not pair.answer(question).abstained, question


def of_both(world: World, kind: str) -> tuple[q.Named, ...]:
    """Every thing of a kind, of either city."""
    return tuple(q.Named(thing.key, thing.label) for thing in world.lexicon.of_kind(kind))


def parts(world: World) -> tuple[q.Part, ...]:
    """The beginning of each passage, those of あおば市 first."""
    texts = sorted(world.texts("passage"), key=lambda one: AOBA not in one.key)
    return tuple(q.Part(q.Named(one.key, one.title), 0, 10) for one in texts)


def samples(world: World) -> dict[type, Any]:
    """A query of each kind that asks for things of both cities."""
    initiatives, plans = of_both(world, "initiative"), of_both(world, "plan")
    followed = tuple(q.Followed(one, "continues", "stated") for one in initiatives)
    occurrences = tuple(q.Named(one.key, one.text) for one in world.texts("occurrence"))
    cells = tuple(q.Named(one.key, one.name) for one in cells_of(world))
    plan = next(one for one in plans if AOBA in one.key)
    own = next(one for one in plans if MIDORI in one.key)
    first = min(world.texts("passage"), key=lambda one: AOBA not in one.key).text[:12]
    return {
        q.ListInitiatives: q.ListInitiatives(q.EVERYTHING),
        q.CountInitiatives: q.CountInitiatives(q.EVERYTHING),
        q.Breakdown: q.Breakdown(q.EVERYTHING, q.Axis.DEPARTMENT),
        q.Compare: q.Compare(((plan, q.AllOf((q.InPlan(plan),))), (own, q.EVERYTHING))),
        q.WhoIsResponsible: q.WhoIsResponsible(initiatives),
        q.WhereInPlan: q.WhereInPlan(initiatives),
        q.WhatItSays: q.WhatItSays(initiatives),
        q.AskPlan: q.AskPlan(plans, q.PlanLink.PERIOD),
        q.ListTargets: q.ListTargets(q.EVERYTHING),
        q.WhenHappens: q.WhenHappens(occurrences),
        q.Observe: q.Observe(of_both(world, "indicator")),
        q.AskCells: q.AskCells(initiatives, cells),
        q.ListByCells: q.ListByCells("拡大", "評価", cells),
        q.RowsBy: q.RowsBy("評価が違う", cells),
        q.AskOrganisation: q.AskOrganisation(of_both(world, "department"), "sections"),
        q.TellPassage: q.TellPassage("歩道", parts(world)),
        q.SearchInitiatives: q.SearchInitiatives("歩道", tuple((one, 1.0) for one in initiatives)),
        q.FindSuccessors: q.FindSuccessors(initiatives, followed),
        q.TraceSuccession: q.TraceSuccession("歩道", tuple((2025, one) for one in followed)),
        q.AskNumbers: q.AskNumbers((q.CountOf(q.EVERYTHING), *map(q.Figure, of_both(world, "indicator")))),
        q.AskFacts: q.AskFacts("歩道", ((first, first, True),)),
        AskCard: AskCard(initiatives[0], asks_of("どの課ですか"), ""),
        q.PlanUntil: q.PlanUntil(plans, 2030),
        q.TellChanges: q.TellChanges(initiatives, tuple((0, one) for one in followed), "change"),
        q.FindUnlinked: q.FindUnlinked(plan, plan, "initiative", initiatives, len(initiatives)),
    }


def iris(query: Any, world: World) -> str:
    """The IRIs of everything that a world tells of a query."""
    asked = limited(query, world)
    found = answer_of(asked, world, "ja") if asked else None
    told = (*found.items, *found.citations) if isinstance(found, Found) else ()
    return " ".join(one.iri for one in told)


@pytest.mark.parametrize("kind", get_args(q.Query), ids=lambda kind: kind.__name__)
def test_no_kind_of_query_tells_of_a_city_that_the_question_is_not_about(
    kind: type, pair: Answerer, tables: Answerer
) -> None:
    """Whatever a reader put into it; of both cities the same query does tell, so that this could fail."""
    pair = tables if kind in OF_TABLES else pair
    query = samples(pair.world)[kind]
    assert AOBA in iris(query, pair.world)
    assert AOBA not in iris(query, pair.world.within(of_midori(pair.world)))


@pytest.mark.parametrize("kind", get_args(q.Query), ids=lambda kind: kind.__name__)
def test_the_rows_of_another_city_stay_away_even_where_a_query_asks_for_them(
    kind: type, pair: Answerer, tables: Answerer
) -> None:
    """The second wall: what a query names is not told either by the world of one city."""
    pair = tables if kind in OF_TABLES else pair
    world = pair.world.within(of_midori(pair.world))
    found = answer_of(samples(pair.world)[kind], world, "ja")
    cited = found.citations if isinstance(found, Found) else ()
    assert not [one for one in cited if AOBA in one.iri]


def of_midori(world: World) -> tuple[Thing, ...]:
    """The city that the tests name."""
    return tuple(city for city in world.lexicon.of_kind("municipality") if MIDORI in city.key)


@pytest.mark.parametrize(
    ("query", "number"),
    [(q.CountInitiatives(q.EVERYTHING), 6), (q.Breakdown(q.EVERYTHING, q.Axis.PILLAR, "most"), 4)],
)
def test_what_is_counted_is_counted_in_the_city_alone(query: Any, number: int | None, pair: Answerer) -> None:
    """A number holds no IRI to be known by: the condition itself names the city."""
    world = pair.world.within(of_midori(pair.world))
    asked: Any = limited(query, world)
    found: Any = answer_of(asked, world, "ja")
    assert asked.where.conditions == (q.InCity(q.Named(world.cities[0].key, "みどり市")),)
    assert getattr(found, "value", None) == number


def test_a_city_sees_no_name_text_or_hit_of_another(pair: Answerer) -> None:
    world = pair.world.within(of_midori(pair.world))
    assert not [t for t in world.lexicon.things.values() if AOBA in t.key and t.kind != "municipality"]
    assert not [
        one for kind in ("initiative", "passage", "target") for one in world.texts(kind) if AOBA in one.key
    ]
    assert not [hit for hit in world.search.ranked("歩道の整備", k=50).hits if AOBA in hit.key]
    assert [hit for hit in pair.world.search.ranked("歩道の整備", k=50).hits if AOBA in hit.key]
