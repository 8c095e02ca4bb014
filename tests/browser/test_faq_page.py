"""Staff take a draft of the FAQ over in a browser, and a citizen finds it: never before it was approved."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, Server, ask, open_page, start, stop
from desks import PLAN
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
QUESTION = "避難所の見直しでは、何をしますか。"
UNANSWERED = "倉庫に毛布は何枚ありますか？"
ANSWER = "倉庫の中身は、総務部が年に二度確かめています。枚数は総務部にお尋ねください。"
RULES = {"rules": {"target-size": {"enabled": True}}}  # WCAG 2.2, off by default


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`python app.py serve` over one small plan, without a FAQ."""
    folder = tmp_path_factory.mktemp("faq-office")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    command, store = [sys.executable, str(ROOT / "app.py")], folder / "store"
    subprocess.run([*command, "build", str(folder / "plan.txt"), "--store", str(store)], check=True)
    running = start([*command, "serve", "--port", "0", "--store", str(store)], folder)
    yield running
    stop(running)


def published(page: Page, address: str) -> None:
    """Begins the build of what was approved, and waits for its end."""
    page.goto(f"{address}staff/faq")
    page.get_by_role("button", name="公開のよくある質問に反映する").click()
    expect(page.get_by_text("取り込み中です")).to_have_count(0, timeout=60_000)
    page.goto(f"{address}staff/faq")
    expect(page.get_by_role("button", name="公開のよくある質問に反映する")).to_have_count(0)


def test_a_draft_is_public_when_it_was_approved_and_a_question_gets_its_answer(
    context: BrowserContext, office: Server
):
    citizen, desk = context.new_page(), context.new_page()
    citizen.goto(f"{office.address}faq")
    expect(citizen.get_by_text(QUESTION)).to_have_count(0)
    desk.goto(f"{office.address}staff/faq")
    card = desk.get_by_role("article").filter(has_text=QUESTION)
    expect(card).to_contain_text("計画には、「避難所の鍵を町会と分けて持つ。」と書かれています。")
    card.get_by_text("出典").click()
    expect(card.get_by_role("link", name="plan.txt 5行目")).to_be_visible()
    card.get_by_role("button", name="そのまま承認").click()
    expect(desk.get_by_text("公開を待っています")).to_be_visible()
    citizen.reload()
    expect(citizen.get_by_text(QUESTION)).to_have_count(0)
    published(desk, office.address)
    citizen.goto(f"{office.address}faq")
    expect(citizen.get_by_text(QUESTION)).to_be_visible()
    citizen.goto(f"{office.address}search?q={quote('避難所の鍵')}")
    expect(citizen.get_by_text(QUESTION).first).to_be_visible()
    chat = open_page(context, office.address)
    ask(chat, UNANSWERED)
    desk.goto(f"{office.address}staff/faq")
    desk.get_by_role("button", name=f"「{UNANSWERED}」を下書きにする").click()
    desk.get_by_label("答え").fill(ANSWER)
    desk.get_by_role("checkbox", name="倉庫の中身を年に二度確かめる").check()
    desk.get_by_role("button", name="この言葉で承認する").click()
    published(desk, office.address)
    ask(chat, UNANSWERED)
    expect(chat.locator(".kk-answer").last).to_contain_text(ANSWER)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_fit_and_axe_finds_nothing(browser: Browser, office: Server, width: int):
    """With a question that waits for its answer beside the drafts."""
    visitor = browser.new_context(viewport={"width": width, "height": 860}, locale="en-US")
    page = visitor.new_page()
    ask(open_page(visitor, office.address), f"倉庫の灯りは{width}個ありますか？")
    for path in ("staff/faq", ""):
        if path:
            page.goto(office.address + path)
        else:
            page.locator("a[href*='faq/entry'], button:text('下書きにする')").first.click()
            page.get_by_label("答え").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        told = Axe().run(page, options=RULES).response
        assert [
            (one["id"], [node["html"][:120] for node in one["nodes"]]) for one in told["violations"]
        ] == []
    visitor.close()
