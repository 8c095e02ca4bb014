"""The citizens' door in a real browser: without scripts, in both themes, narrow, and for everybody."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import midori
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import HERE, Server, start, stop
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = HERE.parents[1]
RULES = {"rules": {"target-size": {"enabled": True}}}  # WCAG 2.2, off by default
HEAVIEST = 300_000  # bytes of a picture
CITY = "id/三鷹市"
PLAN = "都市経営アクションプラン2027"
STATES = {
    "home": "",
    "home-en": "?lang=en",
    "search-answer": "search?q=" + quote("防災"),
    "search-version": "search?version=0&q=" + quote("防災"),
    "search-declined": "search?q=" + quote("天気"),
    "search-faq": "search?q=" + quote("転入届はどこに出す"),
    "search-empty": "search",
    "plans": "plans",
    "departments": "departments",
    "themes-en": "themes?lang=en",
    "theme": "theme/DisasterPrevention",
    "faq": "faq",
    "about": "about",
    "plan": f"{CITY}/plan/{PLAN}",
    "pillar": f"{CITY}/pillar/{PLAN}/デジタル技術の活用",
    "field": f"{CITY}/field/{PLAN}/多様な主体との連携・協働/民間力",
    "initiative": f"{CITY}/initiative/{PLAN}/まちづくり応援寄付の推進",
    "department": f"{CITY}/department/企画部",
    "section-en": f"{CITY}/section/企画経営課?lang=en",
    "document": f"{CITY}/document/三鷹市都市経営アクションプラン2027_見本.txt?from=341",
    "not-found": "nowhere",
    "login": "staff/login",
}
PICTURES = ("home", "search-answer", "initiative", "plans", "department", "faq", "login")


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`python app.py serve` over the corpus and a made-up FAQ."""
    store = tmp_path_factory.mktemp("door")
    command = [sys.executable, str(ROOT / "app.py")]
    built = ["build", str(ROOT / "corpus"), "--faq", str(ROOT / "tests/cases/faq_made_up.csv")]
    subprocess.run([*command, *built, "--store", str(store)], check=True)
    running = start([*command, "serve", "--port", "0", "--store", str(store)], store)
    yield running
    stop(running)


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(browser: Browser, door: Server, width: int, scheme: str):
    """Every state of the door, by WCAG 2.2 AA and axe's own good practice."""
    visitor = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page, found = visitor.new_page(), {}
    for name, path in STATES.items():
        page.goto(door.address + path)
        told = Axe().run(page, options=RULES).response
        assert len(told["passes"]) > 10, "axe looked at the page"
        violations = told["violations"]
        if violations:
            found[name] = [
                (one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in violations
            ]
    visitor.close()
    assert found == {}


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_scrolls_sideways(browser: Browser, door: Server, width: int):
    """On the narrowest telephone, in a window zoomed to four times."""
    visitor = browser.new_context(viewport={"width": width, "height": 700})
    page, wide = visitor.new_page(), {}
    for name, path in STATES.items():
        page.goto(door.address + path)
        measured = page.evaluate("document.documentElement.scrollWidth")
        if measured > width:
            wide[name] = measured
    visitor.close()
    assert wide == {}


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


def test_not_one_request_leaves_the_machine(context: BrowserContext, door: Server):
    """Whatever page is opened; nothing breaks the policy of the page either."""
    called: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: called.append(request.url))
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    for name, path in STATES.items():
        if name != "not-found":
            page.goto(door.address + path)
    assert len(called) > len(STATES)
    assert [url for url in called if not url.startswith(door.address)] == []
    assert said == []


def test_hostile_questions_run_nothing(context: BrowserContext, door: Server):
    """In the box, the title and the answer of a real browser."""
    page = context.new_page()
    opened_boxes: list[str] = []
    page.on("dialog", lambda dialog: opened_boxes.append(dialog.message))
    for text in midori.HOSTILE:
        page.goto(door.address + "search?q=" + quote(text))
        assert page.evaluate("window.hacked") is None
        expect(page.get_by_role("searchbox")).to_have_value(" ".join(text.split()))
    assert opened_boxes == []


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
