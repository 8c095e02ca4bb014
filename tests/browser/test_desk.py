"""Staff at their desk in a browser: they bring a text, build it, ask it, and put its reading right."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import HERE, Server, ask, open_page, start, stop
from desks import PLAN
from playwright.sync_api import Browser, BrowserContext, Page, expect

from keikaku.graph.store.checks import CheckReport, Coverage
from keikaku.web.desk.coverage_pages import coverage_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = HERE.parents[1]
RULES = {"rules": {"target-size": {"enabled": True}}}  # WCAG 2.2, off by default
HEAVIEST = 300_000  # bytes of a picture
SECOND = PLAN.replace("防災計画", "住宅計画").replace("避難所の見直し", "空き家の活用")
STATES = {
    "documents": "documents",
    "drop": "documents/drop?file=plan.txt",
    "coverage": "coverage",
    "lines": "coverage/document?file=plan.txt",
    "correct": "coverage/correct?file=plan.txt&line=4",
    "shapes": "shapes",
    "columns": "shapes/document?file=columns.csv",
    "reading": "shapes/document?file=waiting.txt",
}
CASES = Path(__file__).parents[1] / "cases" / "taught_lines.jsonl"
STRANGE = json.loads(CASES.read_text("utf-8").splitlines()[1])
COLUMNS = (
    "№,すること,どこが,いくら\n1,花壇づくり,緑の院,120\n2,水路みまもり,水の院,300\n3,朝市の応援,商いの院,90\n"
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`python app.py serve` over one small plan."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    command, store = [sys.executable, str(ROOT / "app.py")], folder / "store"
    subprocess.run([*command, "build", str(folder / "plan.txt"), "--store", str(store)], check=True)
    running = start([*command, "serve", "--port", "0", "--store", str(store)], folder)
    yield running
    stop(running)


def bring(page: Page, address: str, name: str, text: str) -> None:
    """Sends a document by the form of the page."""
    page.goto(f"{address}staff/documents")
    page.get_by_label("文書（いくつでも）").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    )
    page.get_by_role("button", name="送る").click()


def test_a_text_is_brought_built_asked_and_put_right(context: BrowserContext, office: Server):
    """The progress shows without a click, and the chat that is open answers from the new version."""
    chat = open_page(context, office.address)
    ask(chat, "みどり市住宅計画2030の施策は？")
    expect(chat.locator(".kk-table")).to_have_count(0)
    desk = context.new_page()
    bring(desk, office.address, "second.txt", SECOND)
    expect(desk.get_by_role("status")).to_contain_text("second.txt: 預かりました（未反映）。")
    desk.get_by_role("button", name="取り込む").click()
    expect(desk.get_by_role("status")).to_contain_text("。")
    expect(desk.get_by_text("終わりました")).to_be_visible(timeout=60_000)
    expect(desk.get_by_role("link", name="second.txt", exact=True)).to_be_visible()
    ask(chat, "みどり市住宅計画2030の施策は？")
    expect(chat.locator(".kk-table").last).to_contain_text("空き家の活用")
    desk.get_by_role("link", name="second.txt", exact=True).click()
    desk.get_by_role("link", name="4行目 空き家の活用を訂正する").click()
    desk.get_by_label("項目").select_option("担当")
    desk.get_by_label("正しい値").fill("都市整備部")
    desk.get_by_role("button", name="加える").click()
    expect(desk.get_by_role("alert")).to_contain_text("理由: 空です")
    expect(desk.get_by_label("正しい値")).to_have_value("都市整備部")
    desk.get_by_label("理由").fill("改組")
    desk.get_by_label("役割").fill("企画課")
    desk.get_by_role("button", name="加える").click()
    desk.get_by_role("button", name="グラフを作り直して反映する").click()
    expect(desk.get_by_text("人手訂正: 1件を反映しました")).to_be_attached(timeout=60_000)
    ask(chat, "空き家の活用の担当は？")
    expect(chat.locator(".kk-answer").last).to_contain_text("都市整備部")
    expect(chat.locator(".kk-answer").last).to_contain_text("人手訂正")


def test_without_scripts_a_link_shows_how_far_it_is(browser: Browser, office: Server):
    """And nothing is taken out before a question."""
    visitor = browser.new_context(java_script_enabled=False)
    page = visitor.new_page()
    bring(page, office.address, "third.txt", PLAN.replace("防災計画", "文化計画"))
    page.get_by_role("button", name="取り込む").click()
    for _ in range(60):
        if page.get_by_text("終わりました").count():
            break
        page.wait_for_timeout(500)
        page.get_by_role("link", name="いまの進み具合を見る").click()
        page.reload()
    page.get_by_role("link", name="third.txtを外す").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("外しますか")
    visitor.close()


def test_three_marks_bring_a_layout_that_no_rule_knows_from_none_to_all_of_its_initiatives(
    context: BrowserContext, office: Server
):
    """Marked on the page, found in the graph, and found in the next document of the shape without a mark."""
    labels = [label for label, _ in STRANGE["initiatives"]]
    page = context.new_page()
    bring(page, office.address, "strange.txt", "\n".join(STRANGE["lines"]))
    page.get_by_role("link", name="strange.txtの読み方を見る・教える").click()
    kinds = page.get_by_role("table", name="読み取ったもの")
    expect(page.get_by_role("heading", level=1)).to_have_text("「strange.txt」の読み方")
    expect(kinds.get_by_role("row").filter(has_text="施策")).to_have_count(0)
    for example in STRANGE["examples"]:
        row = page.get_by_role("table", name="表の外の行").get_by_role("row").filter(has_text=example)
        row.get_by_role("checkbox").check()
    page.get_by_role("button", name="三つの行を教える").click()
    expect(page.get_by_role("status")).to_contain_text(f"施策は0件から{len(labels)}件になります")
    for label in labels:
        expect(page.get_by_text(f"施策: {label}", exact=True)).to_be_visible()
    page.get_by_role("button", name="この文書を読み直して反映する").click()
    expect(page.get_by_text("終わりました")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="strange.txt", exact=True).click()
    for label in labels:
        expect(page.get_by_role("link", name=f"{label}を訂正する")).to_be_visible()
    bring(page, office.address, "next.txt", "\n".join(STRANGE["next"]))
    page.get_by_role("link", name="next.txtの読み方を見る・教える").click()
    for label, _ in STRANGE["next_initiatives"]:
        expect(page.get_by_text(f"施策: {label}", exact=True)).to_be_visible()


LARGE = Coverage(
    file="第６次総合計画後期基本計画.pdf",
    label="みどり市第６次総合計画後期基本計画（令和７年度から令和11年度まで）",
    characters=1_106_524,
    fact=612_345,
    passage=489_012,
    leftover=4_321,
    furniture=846,
    lost=0,
    initiatives=2_600,
    without_unit=112,
    unread=1_204,
    leftover_places=("12ページ 3行目", "148ページ 22行目"),
)
BROKEN_LINES = """() => [...document.querySelectorAll("td.n")].flatMap((cell) =>
  [...cell.childNodes].filter((node) => {
    const range = document.createRange()
    range.selectNodeContents(node)
    return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1
  }).map((node) => node.textContent))"""


@pytest.mark.parametrize("width", [1366, 1280, 1024, 390])
def test_no_number_of_the_coverage_breaks_and_a_desk_needs_no_scrolling(browser: Browser, width: int):
    report = CheckReport(
        data_version="5f2c9a01d7e4",
        counts={"文書": 1},
        violations=(),
        documents=(LARGE,),
        departments_without_initiatives=(),
        initiatives_without_unit={},
        problems=(),
    )
    visitor = browser.new_context(viewport={"width": width, "height": 860})
    page = visitor.new_page()
    page.set_content(coverage_page(report, (), "token", is_changed=False))
    if folder := os.environ.get("KEIKAKU_SCREENS"):
        page.screenshot(path=Path(folder) / f"desk-counted-{width}.png")
    assert page.locator("td.n").count() == 5
    assert page.evaluate(BROKEN_LINES) == []
    if width >= 1280:
        assert page.locator(".counted").evaluate("box => box.scrollWidth <= box.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    visitor.close()


@pytest.mark.parametrize(("name", "width"), [("desktop", 1280), ("mobile", 390)])
def test_the_pictures_fit_and_axe_finds_nothing(
    browser: Browser, office: Server, tmp_path: Path, name: str, width: int
):
    """KEIKAKU_SCREENS=FOLDER keeps the pictures."""
    folder = Path(os.environ.get("KEIKAKU_SCREENS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    visitor = browser.new_context(viewport={"width": width, "height": 860}, locale="en-US")
    page = visitor.new_page()
    bring(page, office.address, "waiting.txt", SECOND.replace("2030", "2035"))
    bring(page, office.address, "columns.csv", COLUMNS)
    for state, path in STATES.items():
        page.goto(f"{office.address}staff/{path}")
        page.screenshot(path=folder / f"desk-{state}-{name}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, state
        told = Axe().run(page, options=RULES).response
        faults = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in told["violations"]]
        assert faults == [], state
    visitor.close()
    assert all(file.stat().st_size < HEAVIEST for file in folder.glob("desk-*.png"))
