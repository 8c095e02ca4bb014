"""What people decide holds: at once, after every build, on another machine, and whoever else decides."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from keikaku.graph.review.deciding import CannotDecideError, Review, add, decide, take_over
from keikaku.graph.review.decisions import FILE, read_decisions
from keikaku.graph.review.links import links
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.ontology.model.facts import LinkRelation, LinkStatus
from tests.asked import select

from .conftest import rebuild

pytestmark = pytest.mark.slow
REVIEW = Review(by="企画課", at="2026-04-01T09:30:00+09:00", comment="別の仕事\tである")


def proposed(store: Path) -> list[dict]:
    rows = links(open_snapshot(store))
    return [row for row in rows if row["level"] == "initiative" and row["status"] == "proposed"]


def found(store: Path, link: str) -> dict:
    return next(row for row in links(open_snapshot(store), everything=True) if row["id"] == link)


def test_a_reject_is_never_proposed_again(store: Path):
    """Not at once, not after a rebuild."""
    link = proposed(store)[0]["id"]
    version = decide(store, link, LinkStatus.REJECTED, REVIEW).data_version
    assert version == open_snapshot(store).data_version
    assert link not in {row["id"] for row in proposed(store)}
    assert rebuild(store) == version
    assert link not in {row["id"] for row in links(open_snapshot(store))}
    assert found(store, link)["status"] == "rejected"


def test_a_decision_says_who_when_and_why(store: Path):
    """The prediction stands in a row before it."""
    row = proposed(store)[0]
    decide(store, row["id"], LinkRelation.MERGES, REVIEW)
    after = found(store, row["id"])
    assert (after["status"], after["relation"], after["reviewed_by"]) == ("accepted", "merges", "企画課")
    assert after["comment"] == "別の仕事 である"
    text = (store / FILE).read_text(encoding="utf-8")
    assert text.index("semapv:CompositeMatching") < text.index("semapv:ManualMappingCuration")
    assert "skos:broadMatch" in text
    assert "http://127.0.0.1" not in text.split("subject_id")[1]


def test_an_accepted_link_says_what_skos_calls_it(store: Path):
    """And a rejected one takes it back."""
    link = proposed(store)[0]["id"]
    match = "SELECT ?a ?b { ?a skos:exactMatch ?b }"
    decide(store, link, LinkRelation.RENAMES, REVIEW)
    assert len(select(open_snapshot(store), match)) == 1
    decide(store, link, LinkStatus.REJECTED, REVIEW)
    assert select(open_snapshot(store), match) == []


def test_an_accepted_change_of_an_organisation_is_a_change_event(store: Path):
    """A proposal is none."""
    events = (
        "SELECT ?b ?a { ?e a org:ChangeEvent ; org:originalOrganization ?b ; org:resultingOrganization ?a }"
    )
    assert select(open_snapshot(store), events) == []
    row = next(
        row
        for row in links(open_snapshot(store))
        if (row["from_label"], row["to_label"]) == ("広報室", "広報課")
    )
    assert (row["from_year"], row["to_year"]) == (2012, 2018)
    decide(store, row["id"], LinkStatus.ACCEPTED, REVIEW)
    assert len(select(open_snapshot(store), events)) == 1


def test_a_link_can_be_added_by_the_names_of_its_sides(store: Path):
    """It survives a rebuild too."""
    done = add(store, "市長への手紙", "市公式サイトとLINEの一体運用", LinkRelation.MOVES, REVIEW)
    assert rebuild(store) == done.data_version
    row = found(store, done.link.key.rsplit("/", 1)[-1])
    assert (row["status"], row["relation"], row["score"]) == ("accepted", "moves", None)


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        ("市長への手紙", "ない施策", "ない施策"),
        ("市長への手紙", "市長への手紙", "同じ自治体の"),
        ("市長への手紙", "広報課", "施策どうし"),
    ],
)
def test_what_cannot_be_linked_is_told(store: Path, one: str, other: str, sentence: str):
    """And nothing is written."""
    with pytest.raises(CannotDecideError, match=sentence):
        add(store, one, other, LinkRelation.MOVES, REVIEW)
    assert not (store / FILE).exists()


def test_two_reviewers_at_once_lose_nothing(store: Path):
    """Each waits for the other."""
    ids = [row["id"] for row in proposed(store)[:6]]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda link: decide(store, link, LinkStatus.ACCEPTED, REVIEW), ids))
    assert len(read_decisions(store)) == 6
    assert all(found(store, link)["status"] == "accepted" for link in ids)


def test_two_processes_at_once_lose_nothing(store: Path):
    """As two people at two terminals."""
    ids = [row["id"] for row in proposed(store)[:2]]
    command = [sys.executable, "app.py", "links", "--store", str(store), "accept"]
    running = [subprocess.Popen([*command, link], stdout=subprocess.DEVNULL) for link in ids]
    assert [one.wait() for one in running] == [0, 0]
    assert all(found(store, link)["status"] == "accepted" for link in ids)


def test_decisions_are_handed_from_one_machine_to_another(store: Path, built: Path, tmp_path: Path):
    """Once is enough: what is known is not taken twice, and the later word about a pair holds."""
    first, second = (row["id"] for row in proposed(store)[:2])
    decide(store, first, LinkStatus.REJECTED, REVIEW)
    decide(store, second, LinkStatus.ACCEPTED, REVIEW)
    other = Path(shutil.copytree(built, tmp_path / "other"))
    decide(other, first, LinkStatus.ACCEPTED, Review(at="2026-03-01T00:00:00+09:00"))
    new, bad, version = take_over(other, store / FILE)
    assert (new, bad) == (4, 0) or (new, bad) == (3, 0)  # a prediction that both have is one row
    assert [found(other, link)["status"] for link in (first, second)] == ["rejected", "accepted"]
    assert take_over(other, store / FILE) == (0, 0, version)


def test_a_row_that_is_no_decision_is_told_and_kept(store: Path):
    """Whoever edits the file by hand loses nothing."""
    decide(store, proposed(store)[0]["id"], LinkStatus.ACCEPTED, REVIEW)
    with (store / FILE).open("a", encoding="utf-8") as file:
        file.write("id:葦原市/x\t\tskos:closeMatch\t\tid:葦原市/y\t\tsemapv:ManualMappingCuration\n")
    command = [sys.executable, "app.py", "links", "--json", "--store", str(store)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert "1行" in ran.stderr
    assert {"id", "level", "relation", "from", "to", "status"} <= json.loads(
        ran.stdout.splitlines()[0]
    ).keys()
    decide(store, proposed(store)[0]["id"], LinkStatus.ACCEPTED, REVIEW)
    assert "id:葦原市/x" in (store / FILE).read_text(encoding="utf-8")
