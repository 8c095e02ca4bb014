"""What took over whose work: units, pillars and plans by what became of their initiatives."""

from __future__ import annotations

from keikaku.ingest.links.lineage import lineages
from keikaku.ingest.links.relations import relations
from keikaku.ingest.links.sides import Side
from keikaku.ingest.links.taken_over import taken_over
from keikaku.ontology.model.facts import LinkLevel, LinkRelation

CITY = "市"


def side(year: int, title: str, unit: str, text: str = "") -> Side:
    return Side(
        key=f"{CITY}/initiative/{year}/{title}",
        plan=f"{CITY}/plan/{year}",
        year=year,
        title=title,
        text=text,
        units=frozenset({f"{CITY}/department/{unit}"}),
    )


def told(sides: list[Side], handed: list[tuple[Side, Side, float]]) -> dict[tuple[str, str], float]:
    found = lineages(sides, handed, lambda one: one.units)
    return {(one.earlier.rsplit("/")[-1], one.later.rsplit("/")[-1]): one.score for one in found}


def test_a_unit_whose_work_went_to_two_is_followed_by_both():
    """Neither shares a stem with the old name."""
    before = [side(2012, f"健診{n}", "保健福祉部") for n in range(6)]
    after = [side(2018, f"健診{n}", "健康部" if n < 3 else "長寿部") for n in range(6)]
    found = told([*before, *after], [(a, b, 0.9) for a, b in zip(before, after, strict=True)])
    assert set(found) == {("保健福祉部", "健康部"), ("保健福祉部", "長寿部")}
    assert min(found.values()) >= 0.5


def test_one_thing_that_changed_hands_between_units_that_stay_makes_no_lineage():
    """Both are told of before and after."""
    before = [side(2012, "畑", "農政部"), side(2012, "祭り", "観光部"), side(2012, "直売所", "農政部")]
    after = [side(2018, "畑", "農政部"), side(2018, "祭り", "観光部"), side(2018, "直売所", "観光部")]
    assert told([*before, *after], [(a, b, 0.9) for a, b in zip(before, after, strict=True)]) == {}


def test_a_unit_that_lent_one_of_many_works_to_a_new_one_is_no_origin_of_it():
    """A seventh of what the new unit does."""
    before = [side(2012, f"子{n}", "福祉部") for n in range(6)] + [side(2012, "学童", "教育部")]
    after = [side(2018, f"子{n}", "こども部") for n in range(6)] + [side(2018, "学童", "こども部")]
    keep = [side(2018, "図書館", "教育部")]
    found = told([*before, *after, *keep], [(a, b, 0.9) for a, b in zip(before, after, strict=True)])
    assert set(found) == {("福祉部", "こども部")}


def test_what_goes_with_its_unit_into_the_new_one_has_not_moved():
    """A reorganisation over its head is no move."""
    one, other = side(2012, "健診", "保健部"), side(2018, "健診", "健康部")
    ends = next(iter(one.units)), next(iter(other.units))
    assert relations([(one, other)]) == (LinkRelation.MOVES,)
    assert relations([(one, other)], frozenset({ends})) == (LinkRelation.CONTINUES,)


def test_a_lineage_says_how_many_works_went_over():
    """And which name is told of no more."""
    before = [side(2012, f"健診{n}", "保健部") for n in range(3)]
    after = [side(2018, f"健診{n}", "健康部") for n in range(3)]
    found = lineages(
        [*before, *after],
        [(a, b, 1.0) for a, b in zip(before, after, strict=True)],
        lambda one: one.units,
    )
    labels = {f"{CITY}/department/{name}": name for name in ("保健部", "健康部")}
    (link,) = taken_over((), found, LinkLevel.ORGANISATION, labels)
    assert link.relation is LinkRelation.RENAMES
    assert link.reasons[0] == "「保健部」の取組のうち3件ほどが「健康部」に引き継がれたとみられる。"
    assert "「保健部」は2018年度からの文書に出ない。" in link.reasons
