"""The citizens' door in a real browser: without scripts, and in pictures."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Server
from playwright.sync_api import Browser, BrowserContext, Page, expect
from states import CITIZENS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HEAVIEST = 300_000  # bytes of a picture
STATES = {state.name: state.path for state in CITIZENS}
PICTURES = ("home", "search-answer", "initiative", "plans", "department", "faq", "login")


@pytest.fixture
def citizen(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody whose browser runs no script."""
    visitor = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    visitor.set_default_timeout(20_000)
    yield visitor
    visitor.close()


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page


def test_a_citizen_asks_and_reads_the_source(citizen: BrowserContext, door: Server):
    """Question, answer, initiative, the paragraph of the document."""
    page = opened(citizen, door.address)
    page.get_by_role("searchbox").fill("防災の施策は？")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".answer")).to_contain_text("施策は5件です")
    page.locator(".answer ol a").first.click()
    expect(page.locator("dl.facts")).to_contain_text("企画部")
    page.locator(".quotes a").first.click()
    expect(page.locator(".passage :target")).to_be_in_viewport()
    assert "from=" in page.url


def test_a_citizen_finds_who_is_responsible_and_how_to_call(citizen: BrowserContext, door: Server):
    """Departments, one of them, its telephone by way of its section."""
    page = opened(citizen, door.address)
    page.get_by_role("link", name="担当の部").first.click()
    page.get_by_role("link", name="企画部").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("企画部")
    page.get_by_role("link", name="企画経営課").click()
    expect(page.locator("dl.facts")).to_contain_text("電話")


def test_a_citizen_walks_down_the_tree_of_plans(citizen: BrowserContext, door: Server):
    """Plan, pillar, field, initiative, and back by the crumbs."""
    page = opened(citizen, door.address + "plans")
    page.get_by_role("link", name="デジタル技術の活用").first.click()
    page.get_by_role("link", name="スマート市役所").first.click()
    expect(page.locator("h2", has_text="施策")).to_contain_text("9件")
    page.locator("ul.links a").first.click()
    page.locator(".crumbs a").nth(1).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("アクションプラン2027")


def test_a_citizen_reads_the_faq(citizen: BrowserContext, door: Server):
    """Everyday words find the entry, the entry has the city's answer."""
    page = opened(citizen, door.address + "faq")
    page.get_by_role("searchbox").fill("引っ越してきたときの届け")
    page.get_by_role("button", name="検索").click()
    page.locator("section", has_text="よくある質問から").locator("h3 a").first.click()
    expect(page.locator(".answer")).to_contain_text("転")


def test_a_citizen_reads_in_english(citizen: BrowserContext, door: Server):
    """The frame changes and stays; the names of the data are marked as Japanese."""
    page = opened(citizen, door.address + "themes")
    page.get_by_role("link", name="English").click()
    page.get_by_role("link", name="Disaster prevention").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("ul.links a").first).to_have_attribute("lang", "ja")
    page.locator("ul.links a").first.click()
    expect(page.locator("h2").first).to_have_text("Facts")


def test_the_keyboard_alone_asks(browser: Browser, door: Server):
    """Past the menu by the first link, into the box, to the first hit."""
    visitor = browser.new_context()
    page = opened(visitor, door.address)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("天気")
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_contain_text("書かれていません")
    visitor.close()


@pytest.mark.parametrize(("name", "width"), [("desktop", 1280), ("mobile", 390)])
def test_the_pictures_fit(browser: Browser, door: Server, tmp_path: Path, name: str, width: int):
    """KEIKAKU_SCREENS=FOLDER keeps the pictures."""
    folder = Path(os.environ.get("KEIKAKU_SCREENS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    visitor = browser.new_context(viewport={"width": width, "height": 860})
    page = visitor.new_page()
    for state in PICTURES:
        page.goto(door.address + STATES[state])
        page.screenshot(path=folder / f"public-{state}-{name}.png")
    visitor.close()
    assert all(file.stat().st_size < HEAVIEST for file in folder.glob("public-*.png"))
