"""The same content has the same data version, files and digest, however it was reached."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from reading import CASES

from keikaku.graph.review.deciding import Review, decide, links_of
from keikaku.graph.review.decisions import FILE as DECISIONS
from keikaku.graph.store import content, versions
from keikaku.graph.store.checks import check
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.ingest.pipeline import Options, build
from keikaku.ontology.model.facts import LinkLevel, LinkStatus
from keikaku.ontology.model.successions import link_id

pytestmark = pytest.mark.slow

PLANS = ("links_ashihara_2012.txt", "links_ashihara_2018.txt", "links_ashihara_2024.txt")
SMALL = "葦原市夜の学び計画\n計画期間　令和9年度から令和10年度まで\n体系1 学び直し\n■ 夜の学習室を開く（教育部）\n{}\n"
GUEST = "葦原市仮の計画\n体系1 仮のもの\n■ 仮の窓口を置く（企画部）\n仮の窓口を一年だけ置く。\n"
CORRECTIONS = "文書,行,IRI,項目,正しい値,理由,役割\nlinks_ashihara_2018.txt,23,,名前,住民情報システムの共同利用,誤記,企画課\n"
FAQ = "id,question,answer,department,url,updated\nF-1,鍵をなくしたときは？,交番に届けてください。,,,\n{}"
MORE = "F-2,休みの日は？,月曜日です。,,,\n"
ORDERS = 4


@dataclass(frozen=True)
class Desk:
    """A folder with documents and the store that they go into."""

    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "store"

    def given(self, name: str, text: str) -> Path:
        """A file of the folder with that text."""
        (self.folder / name).write_text(text, encoding="utf-8")
        return self.folder / name

    def plan(self, number: int) -> Path:
        """One of the shared plans."""
        shutil.copyfile(CASES / PLANS[number], self.folder / PLANS[number])
        return self.folder / PLANS[number]

    def built(self, *paths: Path, **files: Path) -> None:
        assert build(paths, self.store, Options(), **files).data_version

    def dropped(self, name: str) -> None:
        assert build((), self.store, Options(drop=frozenset({name}))).data_version

    def decided(self) -> None:
        """The first link of initiatives of the first two plans is accepted."""
        found = [one for one in links_of(open_snapshot(self.store)) if _is_of_the_first_two(one)]
        first = min(found, key=lambda one: one.key)
        identity = link_id(first.earlier, first.later)
        decide(self.store, identity, LinkStatus.ACCEPTED, Review("企画課", "2026-04-01T09:00:00+09:00"))


def _is_of_the_first_two(link) -> bool:
    return link.level is LinkLevel.INITIATIVE and "2012" in link.earlier and "2018" in link.later


Step = Callable[[Desk], None]
CHANGES: tuple[tuple[Step, ...], ...] = (
    (lambda desk: desk.built(desk.plan(0)), lambda desk: desk.built(desk.plan(1)), Desk.decided),
    (lambda desk: desk.built(desk.plan(2)), lambda desk: desk.built(desk.plan(2))),
    (
        lambda desk: desk.built(desk.given("small.txt", SMALL.format("空いた教室を使う。"))),
        lambda desk: desk.built(desk.given("small.txt", SMALL.format("空いた教室を夜に開ける。"))),
    ),
    (
        lambda desk: desk.built(desk.given("guest.txt", GUEST)),
        lambda desk: desk.dropped("guest.txt"),
    ),
    (
        lambda desk: desk.built(faq=desk.given("faq.csv", FAQ.format(""))),
        lambda desk: desk.built(faq=desk.given("faq.csv", FAQ.format(MORE))),
    ),
)
"""Chains of changes that may be mixed in any way, each in its own order."""


def mixed(rng: random.Random) -> list[Step]:
    """The steps of all chains in a random order that keeps the order of each."""
    marks = [number for number, chain in enumerate(CHANGES) for _ in chain]
    rng.shuffle(marks)
    chains = [iter(chain) for chain in CHANGES]
    return [next(chains[mark]) for mark in marks]


def told(store: Path) -> tuple[str, list[bytes], dict[str, bytes]]:
    """The data version, the quads, and the bytes of the index of the current version."""
    snapshot = open_snapshot(store)
    quads = sorted(content.lines_of(snapshot.quads(every_graph=True)))
    files = {one.name: one.read_bytes() for one in sorted((snapshot.folder / "index").iterdir())}
    return snapshot.data_version, quads, files


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Everything in one build, with the decision that people had taken."""
    first, desk = (Desk(tmp_path_factory.mktemp(name)) for name in ("first", "whole"))
    first.built(first.plan(0), first.plan(1))
    first.decided()
    desk.store.mkdir()
    shutil.copyfile(first.store / DECISIONS, desk.store / DECISIONS)
    small = desk.given("small.txt", SMALL.format("空いた教室を夜に開ける。"))
    desk.built(
        *map(desk.plan, range(3)),
        small,
        faq=desk.given("faq.csv", FAQ.format(MORE)),
        corrections=desk.given("corrections.csv", CORRECTIONS),
    )
    return desk


@pytest.mark.parametrize("seed", range(ORDERS))
def test_any_order_of_changes_ends_where_a_whole_build_does(whole: Desk, tmp_path: Path, seed: int) -> None:
    desk = Desk(tmp_path)
    for step in mixed(random.Random(seed)):  # noqa: S311 - the same orders every time
        step(desk)
    desk.built(corrections=desk.given("corrections.csv", CORRECTIONS))
    assert told(desk.store) == told(whole.store)


def test_the_digest_of_a_difference_is_that_of_the_quads(tmp_path: Path) -> None:
    """What was added up over many changes is what a count of the whole gives, and breaks no shape."""
    desk = Desk(tmp_path)
    for step in mixed(random.Random(ORDERS)):  # noqa: S311
        step(desk)
        snapshot = open_snapshot(desk.store)
        number = content.total(content.lines_of(snapshot.quads(every_graph=True)))
        assert versions.describe(snapshot.folder).content == content.written(number)
    assert check(open_snapshot(desk.store)).violations == ()
