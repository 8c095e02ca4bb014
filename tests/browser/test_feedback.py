"""What a citizen sends without a script is what staff read and delete."""

from __future__ import annotations

import os
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Server
from playwright.sync_api import Browser, BrowserContext, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RULES = {"rules": {"target-size": {"enabled": True}}}  # WCAG 2.2, off by default
HEAVIEST = 300_000  # bytes of a picture
COMMENT = "<b onclick=alert(1)>もっとくわしく</b> 電話は0422-45-1151"


def left(server: Server) -> None:
    """What a few citizens leave behind."""
    for question in ("図書館の席の予約は？", "図書館の席の予約は？", "市長の電話は0422-45-1151？"):
        httpx.get(f"{server.address}search", params={"q": question})
    for question, useful, comment in (
        ("緑政策部の施策は？", "yes", "一覧で見られて助かりました。"),
        ("緑政策部の施策は？", "no", "費用も知りたい。連絡は taro@example.jp へ"),
        ("ごみの分別は？", "no", ""),
    ):
        form = {"question": question, "useful": useful, "comment": comment}
        assert httpx.post(f"{server.address}feedback", data=form).status_code == 303


def test_the_pictures_fit_of_records(browser: Browser, server: Server, tmp_path: Path):
    """Nothing for axe to find, nothing scrolls sideways; KEIKAKU_SCREENS=FOLDER keeps the pictures."""
    left(server)
    folder = Path(os.environ.get("KEIKAKU_SCREENS") or tmp_path)
    for name, width in (("desktop", 1280), ("mobile", 390), ("narrow", 320)):
        visitor = browser.new_context(viewport={"width": width, "height": 860}, bypass_csp=True)
        page = visitor.new_page()
        page.goto(f"{server.address}staff/records")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert Axe().run(page, options=RULES).response["violations"] == []
        if name != "narrow":
            page.screenshot(path=folder / f"staff-records-{name}.png")
        visitor.close()
    assert all(file.stat().st_size < HEAVIEST for file in folder.glob("staff-records-*.png"))


def test_feedback_is_sent_and_read_and_deleted(browser: Browser, context: BrowserContext, server: Server):
    """From the answer to the thanks and back; on the page of staff as text, masked, until it is deleted."""
    citizen = browser.new_context(java_script_enabled=False)
    page = citizen.new_page()
    page.goto(f"{server.address}search?q=何件？")
    page.get_by_text("ひとことを添える").click()
    page.get_by_label("ひとこと").fill(COMMENT)
    page.get_by_role("button", name="役に立たなかった").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ありがとうございました")
    page.get_by_role("link", name="もとのページへ戻る").click()
    expect(page.get_by_role("searchbox")).to_have_value("何件？")
    assert citizen.cookies() == []
    citizen.close()
    staff = context.new_page()
    said: list[str] = []
    staff.on("dialog", lambda dialog: said.append(dialog.message))
    staff.goto(f"{server.address}staff/records")
    row = staff.locator("tr", has_text="何件？").last
    expect(row).to_contain_text("<b onclick=alert(1)>もっとくわしく</b> 電話は［電話］")
    row.get_by_role("button").last.click()
    expect(staff.locator("tr", has_text="もっとくわしく")).to_have_count(0)
    assert said == []
