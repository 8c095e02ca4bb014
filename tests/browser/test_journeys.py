"""Journeys that everybody can make: citizens without a script, and four of them by the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import NAME, PASSWORD, Server
from playwright.sync_api import Browser, BrowserContext, Locator, Page, StorageState, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LONGEST_WAY = 400  # presses of a key
# an outline that is seen, on an element that nothing covers whole
SEEN = """() => {
  const one = document.activeElement, look = getComputedStyle(one), box = one.getBoundingClientRect();
  if (one === document.body) return "";
  const outlined = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
  const points = [.5, .1, .9].flatMap(x => [.5, .1, .9].map(y => [box.x + x * box.width, box.y + y * box.height]));
  const open = points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (one.contains(top) || top.contains(one) || top.closest("label")?.contains(one));
  });
  return outlined && open ? "" : `${outlined ? "covered" : "no outline"}: ${one.outerHTML.slice(0, 160)}`;
}"""


@pytest.fixture
def citizen(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody whose browser runs no script."""
    visitor = browser.new_context(java_script_enabled=False)
    visitor.set_default_timeout(20_000)
    yield visitor
    visitor.close()


@pytest.fixture
def typist(browser: Browser) -> Iterator[Page]:
    """Somebody who has no mouse."""
    visitor = browser.new_context(viewport={"width": 1280, "height": 800})
    visitor.set_default_timeout(20_000)
    yield visitor.new_page()
    visitor.close()


def reach(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Presses Tab until it is there; wherever it stops on the way, the focus is seen."""
    wanted.wait_for()
    for _ in range(LONGEST_WAY):
        page.keyboard.press(key)
        if page.evaluate(SEEN):
            page.wait_for_timeout(500)  # what scrolls to it comes to rest
        assert page.evaluate(SEEN) == ""
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{wanted} is not to be reached")


def follow(page: Page, wanted: Locator) -> None:
    """Goes there and presses Enter, which opens a page."""
    reach(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


# ---- without a script


def test_a_need_leads_to_an_initiative_and_its_source(citizen: BrowserContext, door: Server):
    """Everyday words, the initiative, who is responsible, the paragraph of the document."""
    page = citizen.new_page()
    page.goto(door.address)
    page.get_by_role("searchbox").fill("災害のときが心配")
    page.get_by_role("button", name="検索").click()
    page.locator("section", has=page.locator("#hits_plans")).locator("h3 a").first.click()
    quoted = page.locator(".quotes blockquote").first.inner_text()
    page.locator(".quotes a").first.click()
    expect(page.locator("article")).to_contain_text(quoted[:8])
    assert "from=" in page.url


def test_the_tree_leads_to_a_department_and_its_contact(citizen: BrowserContext, door: Server):
    """Plan, pillar, field, initiative, department, section, telephone."""
    page = citizen.new_page()
    page.goto(f"{door.address}plans")
    page.locator("ul.tree").get_by_role("link", name="財政力").first.click()
    page.get_by_role("link", name="まちづくり応援寄付の推進").first.click()
    page.locator("dl.facts a[href*='/department/']").first.click()
    page.get_by_role("link", name="企画経営課").click()
    expect(page.locator("dl.facts")).to_contain_text("電話")


def test_the_faq_leads_to_an_answer_and_its_source(citizen: BrowserContext, door: Server):
    """A question that the plans answer, its answer, the words behind it, the document."""
    page = citizen.new_page()
    page.goto(f"{door.address}faq")
    page.locator("section[aria-labelledby=examples] a").first.click()
    expect(page.locator(".answer")).to_contain_text("件")
    page.locator(".answer .quotes a").first.click()
    expect(page.locator(".passage").first).to_be_visible()


def test_a_theme_leads_to_an_initiative(citizen: BrowserContext, door: Server):
    """And from it to its plan."""
    page = citizen.new_page()
    page.goto(door.address)
    page.get_by_role("link", name="テーマ").first.click()
    page.locator("main").get_by_role("link", name="防災").first.click()
    page.locator("ul.links a").first.click()
    expect(page.locator("p.kind")).to_have_text("施策")
    page.locator(".crumbs a").nth(2).click()
    expect(page.locator("h1")).to_be_visible()


def test_the_english_frame_leads_from_a_search_to_a_plan(citizen: BrowserContext, door: Server):
    """The frame stays English, the names stay Japanese and are marked."""
    page = citizen.new_page()
    page.goto(door.address)
    page.get_by_role("link", name="English").click()
    page.get_by_role("searchbox").fill("Which initiatives concern 防災?")
    page.get_by_role("button", name="Search").click()
    page.locator(".answer ol a").first.click()
    page.locator("dl.facts").get_by_role("link", name="アクションプラン2027").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_attribute("lang", "ja")


# ---- by the keyboard alone


def test_the_keyboard_leads_a_citizen_from_a_search_to_a_source(typist: Page, door: Server):
    """Past the menu, a search, a result, its source."""
    typist.goto(door.address)
    reach(typist, typist.locator(".skip"))
    typist.keyboard.press("Enter")
    reach(typist, typist.get_by_role("searchbox"))
    typist.keyboard.type("防災の施策は？")
    with typist.expect_navigation():
        typist.keyboard.press("Enter")
    follow(typist, typist.locator(".answer ol a").first)
    follow(typist, typist.locator(".quotes a").first)
    expect(typist.locator(".passage").first).to_be_visible()


def test_the_keyboard_leads_a_citizen_down_the_tree_to_a_department(typist: Page, door: Server):
    """Menu, field, initiative, department."""
    typist.goto(door.address)
    follow(typist, typist.locator("header").get_by_role("link", name="計画の一覧"))
    follow(typist, typist.locator("ul.tree").get_by_role("link", name="財政力").first)
    follow(typist, typist.get_by_role("link", name="まちづくり応援寄付の推進").first)
    follow(typist, typist.locator("dl.facts a[href*='/department/']").first)
    expect(typist.locator("p.kind")).to_have_text("部")


def test_the_keyboard_logs_in_asks_and_opens_the_citations(typist: Page, door: Server):
    """Name, password, question, answer, and every citation of it."""
    typist.goto(f"{door.address}staff/login")
    for label, text in (("名前", NAME), ("パスワード", PASSWORD)):
        reach(typist, typist.get_by_label(label))
        typist.keyboard.insert_text(text)
    typist.keyboard.press("Enter")
    box = typist.locator("#kk-box textarea")
    box.wait_for()
    if not box.evaluate("one => one === document.activeElement"):
        reach(typist, box)
    typist.keyboard.insert_text("防災の施策は？")
    typist.keyboard.press("Enter")
    fold = typist.locator(".kk-citations summary")
    reach(typist, fold, "Shift+Tab")
    typist.keyboard.press("Enter")
    expect(typist.locator(".kk-citations details blockquote").first).to_be_visible()


def test_the_keyboard_accepts_a_link(browser: Browser, door: Server, staff: StorageState):
    """The list, one link, role, comment, and that it is right."""
    visitor = browser.new_context(storage_state=staff)
    visitor.set_default_timeout(20_000)
    page = visitor.new_page()
    page.goto(f"{door.address}staff/links")
    follow(page, page.locator("tr", has_text="未確認").get_by_role("link").first)
    reach(page, page.get_by_label("確認した人の役割"))
    page.keyboard.insert_text("企画課")
    reach(page, page.get_by_label("覚え書き"))
    page.keyboard.insert_text("担当が同じ")
    follow(page, page.get_by_role("button", name="正しい"))
    expect(page.locator(".st").first).to_contain_text("確認済み")
    expect(page.get_by_text("企画課").first).to_be_visible()
    visitor.close()
