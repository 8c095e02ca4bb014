"""A reviewer in the browser: reads both texts, decides, and finds the decision again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import HERE, Server, start, stop
from playwright.sync_api import BrowserContext, expect

from keikaku.graph.review.decisions import read_decisions
from keikaku.graph.search.encoder import default_encoder
from keikaku.ingest.pipeline import Options, build

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CASES = HERE.parent / "cases"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Three generations of plans."""
    folder = tmp_path / "store"
    paths = sorted(CASES.glob("links_ashihara_*.txt"))
    assert build(paths, folder, Options(encoder=lambda: default_encoder(cold=False))).data_version
    return folder


@pytest.fixture
def pages(store: Path, tmp_path: Path) -> Iterator[Server]:
    """A server whose pages take decisions."""
    running = start([sys.executable, str(HERE / "serve_links.py"), str(store)], tmp_path / "calls.txt")
    yield running
    stop(running)


def test_a_reviewer_accepts_retypes_rejects_and_adds(context: BrowserContext, pages: Server, store: Path):
    """Each decision stands on the page at once, and in the file."""
    tab = context.new_page()
    tab.goto(f"{pages.address}staff/links")
    row = tab.locator("tr", has_text="電算システムの入替え").filter(has_text="標準準拠システムへの移行")
    row.get_by_role("link").click()
    expect(tab.get_by_role("heading", level=2).first).to_contain_text("電算システムの入替え")
    assert tab.locator("section mark").count() > 0
    expect(tab.locator("ul li").last).to_contain_text("。")
    tab.get_by_label("確認した人の役割").fill("企画課")
    tab.get_by_label("覚え書き").fill("システムの更改")
    tab.get_by_role("button", name="正しい").click()
    expect(tab.locator(".st").first).to_contain_text("確認済み")
    expect(tab.get_by_text("企画課").first).to_be_visible()
    tab.get_by_label("種類").select_option("renames")
    tab.get_by_role("button", name="種類を変えて確認").click()
    expect(tab.get_by_text("改称・").first).to_be_visible()
    tab.get_by_role("button", name="違う").click()
    expect(tab.locator(".st").first).to_contain_text("却下")
    tab.goto(f"{pages.address}staff/links")
    assert row.count() == 0
    tab.get_by_label("先のものの名前").fill("市長への手紙")
    tab.get_by_label("後のものの名前").fill("市公式サイトとLINEの一体運用")
    tab.get_by_role("button", name="足す").click()
    expect(tab.locator(".st").first).to_contain_text("確認済み")
    assert [one.rejected for one in read_decisions(store)] == [False, False, True, False]


def test_two_plans_and_the_whole_are_shown_as_picture_and_table(context: BrowserContext, pages: Server):
    """And nothing overflows the window."""
    tab = context.new_page()
    tab.goto(f"{pages.address}staff/compare")
    tab.get_by_role("button", name="比べる").click()
    expect(tab.locator(".counts")).to_contain_text("新規")
    tab.goto(f"{pages.address}staff/flow")
    expect(tab.get_by_role("img")).to_be_visible()
    assert tab.locator("tbody tr").count() == tab.locator("svg path").count()
    width = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0
