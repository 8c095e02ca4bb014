"""What the pages read of a graph: each thing once, in order, with the words behind it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from keikaku.graph.store.publish import publish
from keikaku.graph.store.snapshot import Snapshot, open_snapshot
from keikaku.graph.views.cards import card
from keikaku.graph.views.document_text import paragraphs
from keikaku.graph.views.pages import Named, thing
from keikaku.graph.views.plan_tree import Node, documents, faq, names, plan_tree
from keikaku.ontology.model import facts as m
from keikaku.ontology.model.vocabulary import BASE, THEME
from tests.asked import select
from tests.graph import made_up


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("store")
    publish(folder, made_up.EXTRACTIONS, (*made_up.FACTS, made_up.MORE))
    return open_snapshot(folder)


def told(snapshot: Snapshot, key: str):
    found = thing(snapshot, key)
    assert found
    return found


def test_units_keep_the_order_of_the_text(snapshot):
    """The lead first, however the names sort."""
    booking, watering = told(snapshot, made_up.BOOKING), told(snapshot, made_up.MORE.key)
    assert [one.label for one in booking.named("departments")] == ["総務部", "健やか部"]
    assert [one.label for one in watering.named("departments")] == ["健やか部", "総務部"]


def test_the_initiatives_of_a_plan_are_all_there_in_the_order_of_the_document(snapshot):
    """Under their pillar; a plan lists only those that have none."""
    pillar = dict(told(snapshot, made_up.PILLAR).lists)
    assert [one.key for one in pillar["initiatives"]] == [made_up.BOOKING, made_up.SAVING, made_up.MORE.key]
    assert "initiatives" not in dict(told(snapshot, made_up.ACTION).lists)
    assert [one.key for one in dict(told(snapshot, made_up.POLICY).lists)["initiatives"]] == [
        made_up.ARCHIVING
    ]


def test_a_department_has_the_initiatives_of_its_sections_once(snapshot):
    """Named for both, it stands once."""
    initiatives = dict(told(snapshot, made_up.GENERAL).lists)["initiatives"]
    assert sorted(one.key for one in initiatives) == sorted(
        [made_up.BOOKING, made_up.ARCHIVING, made_up.MORE.key]
    )


def test_every_place_stands_once_with_its_words(snapshot):
    """Two evidences of one row are one source."""
    places = told(snapshot, made_up.BOOKING).places
    assert [(one.file, one.line, one.retelling) for one in places] == [("midori.txt", 12, True)]


def test_an_inferred_relation_is_told_as_inferred(snapshot):
    """Never as a statement."""
    basic = told(snapshot, made_up.BASIC)
    assert basic.named("inferred") == (Named(made_up.CONCEPT, "みどり市基本構想"),)
    assert basic.named("based_on") == ()


@pytest.mark.parametrize("key", ["", "x", "みどり市/plan/none", "<>", "a b", "\ufffd", THEME.iri + "<"])
def test_what_the_graph_does_not_know_is_none(snapshot, key):
    """Also what could be no IRI."""
    assert thing(snapshot, key) is None


def test_a_thing_without_a_page_of_its_own_shows_its_statements(snapshot):
    """An evidence names its document and its words."""
    evidence = next(q.object.value for q in snapshot.quads() if q.predicate.value.endswith("#evidence"))
    found = told(snapshot, snapshot.key(evidence))
    assert found.kind == "other"
    assert found.named("quote")
    assert found.named("document")[0].key


def test_a_theme_has_both_names_and_its_initiatives(snapshot):
    """Its key is its IRI."""
    theme = told(snapshot, THEME.iri + "DigitalTransformation")
    assert theme.label != theme.english != ""
    assert [one.key for one in dict(theme.lists)["initiatives"]] == [made_up.BOOKING]


def test_the_tree_holds_every_plan_once(snapshot):
    """Below what it rests on, the newest first."""
    tree = plan_tree(snapshot)

    def plans(nodes: tuple[Node, ...]) -> list[str]:
        return [key for node in nodes for key in ([node.key] if node.plan else []) + plans(node.below)]

    assert sorted(plans(tree)) == sorted([made_up.CONCEPT, made_up.BASIC, made_up.ACTION, made_up.POLICY])
    basic = next(node for node in tree if node.key == made_up.BASIC)
    assert [(node.key, node.count) for node in basic.below] == [(made_up.ACTION, 3)]
    assert basic.below[0].below[0].below[0].key == made_up.FIELD


def test_plans_that_rest_on_each_other_still_stand_in_the_tree(tmp_path: Path):
    """A circle in the documents loses nothing."""
    relation = next(fact for fact in made_up.PLANS if isinstance(fact, m.Relation))
    back = replace(relation, key=relation.key + "/back", subject=made_up.BASIC, object=made_up.ACTION)
    publish(tmp_path, made_up.EXTRACTIONS, (*made_up.FACTS, back))
    tree = plan_tree(open_snapshot(tmp_path))
    assert {made_up.ACTION, made_up.BASIC} <= {node.key for node in tree}


def words(paragraph) -> str:
    return "".join(line.words for line in paragraph.lines)


def test_a_document_is_read_from_the_paragraph_of_a_line(snapshot):
    """And tells where the next part begins."""
    first, after = paragraphs(snapshot, made_up.DOCUMENT, 1, 1)
    whole, end = paragraphs(snapshot, made_up.DOCUMENT, 1, 999)
    assert (words(first[0]), after, end) == (words(whole[0]), whole[1].place.line, 0)
    assert "この計画は架空の市のものです。" in [words(one) for one in whole]
    second, _ = paragraphs(snapshot, made_up.DOCUMENT, 14, 1)
    assert second[0].place.line == max(one.place.line for one in whole if one.place.line <= 14)


def test_every_cited_line_of_a_document_is_on_its_page_once(snapshot):
    """Headings and rows too, which are no paragraph: a citation has a place to open at."""
    for document in (made_up.DOCUMENT, made_up.NEWSLETTER):
        cited = {
            row[0]
            for row in select(
                snapshot,
                "SELECT ?line WHERE { ?e plan:document $document ; plan:line ?line ; plan:quote ?quote }",
                document=snapshot.node(document),
            )
        }
        found, _ = paragraphs(snapshot, document, 1, 999)
        first = [line.number for one in found for line in one.lines if line.first]
        assert cited
        assert cited <= set(first)
        assert len(first) == len(set(first))
        assert [one.place.line for one in found] == sorted(one.place.line for one in found)


def test_lists_count_their_initiatives(snapshot):
    """Of departments, themes, the FAQ and the documents."""
    assert {one.label: count for one, count in names(snapshot, "department")} == {"総務部": 3, "健やか部": 2}
    assert [count for _, count in names(snapshot, "theme", "en")] == [1]
    assert [one.question for one in faq(snapshot)] == ["住民票はどこで取れますか。"]
    assert set(documents(snapshot)) == {"midori.txt", "kouhou.txt"}


def test_a_card_tells_who_is_responsible_and_how_to_call(snapshot):
    """A passage's card is that of the initiative which it is about."""
    passage = next(fact for fact in made_up.TEXTS if fact.about == made_up.BOOKING)
    found = card(snapshot, f"{BASE}id/{passage.key}", "passage", "")
    assert found.of == Named(made_up.BOOKING, made_up.LABEL)
    assert found.sentence == "市民が来庁の時刻を自分で選べるようにします。"
    assert [unit.label for unit in found.departments] == ["総務部", "健やか部"]
    assert found.phones == ("000-00-0000",)
    assert found.place
    assert found.place.line == 13


def test_a_place_is_told_as_its_document_counts(tmp_path: Path):
    """The page of a PDF and the row of a sheet, not a line counted through the whole file."""
    first = made_up.EXTRACTIONS[0]
    parts = (m.Part(1, "1ページ", 1), m.Part(11, "2ページ", 2))
    paged = replace(first, document=replace(first.document, parts=parts))
    publish(tmp_path, (paged, *made_up.EXTRACTIONS[1:]), made_up.FACTS)
    snapshot = open_snapshot(tmp_path)
    booking = told(snapshot, made_up.BOOKING)
    assert [one.told for one in booking.places] == ["2ページ 2行目"]
    assert [one.place.told for one in booking.texts] == ["2ページ 3行目"]
    found = card(snapshot, f"{BASE}id/{made_up.BOOKING}", "initiative", made_up.LABEL)
    assert found.place
    assert found.place.told == "2ページ 2行目"


def test_what_staff_put_right_is_marked(tmp_path: Path):
    """With what was read, why, and who says so; one that waits is not."""
    right = m.Correction(
        key=made_up.BOOKING + "/correction",
        subject=made_up.BOOKING,
        property="担当",
        right="総務部",
        wrong="総務課",
        why="誤植",
        role="企画係",
        place="corrections.csv 2行目",
    )
    waiting = replace(right, key=made_up.ARCHIVING + "/correction", subject=made_up.ARCHIVING, in_force=False)
    publish(tmp_path, made_up.EXTRACTIONS, (*made_up.FACTS, right, waiting))
    snapshot = open_snapshot(tmp_path)
    corrected = told(snapshot, made_up.BOOKING).corrected
    assert [(one.name, one.wrong, one.right, one.why) for one in corrected] == [
        ("担当", "総務課", "総務部", "誤植")
    ]
    assert card(snapshot, f"{BASE}id/{made_up.BOOKING}", "initiative", "").corrected
    assert told(snapshot, made_up.ARCHIVING).corrected == ()
