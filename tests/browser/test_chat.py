"""The first screen in a real browser."""

from __future__ import annotations

import time

import midori
import pytest
from conftest import Server, ask, open_page
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_an_example_is_answered_with_a_table(page: Page):
    """One click: a sentence, a row for each initiative, its department, headings, plan and place."""
    page.get_by_role("button", name=midori.LIST_QUESTION).click()
    expect(page.locator(".kk-text")).to_contain_text("緑政策部が担当する施策は6件です")
    headings = page.locator(".kk-table th").all_inner_texts()
    assert headings == ["施策", "担当", "体系・分野", "計画", "出典の箇所"]
    rows = page.locator(".kk-table tbody tr")
    expect(rows).to_have_count(6)
    assert "緑政策部" in rows.nth(2).inner_text()
    assert "[3] 121行目" in rows.nth(2).inner_text()


def test_citations_reading_and_sparql_open_on_demand(page: Page):
    """The exact words are in view, the rest is one click away."""
    ask(page, midori.LIST_QUESTION)
    expect(page.locator(".kk-citations blockquote").first).to_have_text(midori.citation(1).quote)
    expect(page.locator(".kk-citations .kk-badge").first).to_have_text("見本")
    sparql = page.locator("details", has_text="SPARQL").locator("pre")
    expect(sparql).to_be_hidden()
    page.get_by_text("SPARQL", exact=True).click()
    expect(sparql).to_contain_text("?initiative a plan:Initiative")
    page.get_by_text("問いの読み取り").click()
    expect(page.get_by_text("みどり市行動計画2030で、緑政策部が担当する施策")).to_be_visible()


def test_the_first_screen_says_what_the_data_are(page: Page):
    """The 見本 notice, the numbers and the data version stand above the chat."""
    head = page.locator("#kk-head")
    expect(head).to_contain_text("このデータは見本です")
    expect(head).to_contain_text(midori.STATUS.data_version)


def test_a_suggestion_is_a_click_away_and_rests_on_the_answer_before(page: Page):
    """An abstention offers what has an answer; the conversation knows its last question."""
    ask(page, "橙色の部の施策は？")
    expect(page.locator(".kk-status")).to_have_text("文書に記載なし")
    ask(page, "では青色は？")
    expect(page.locator(".kk-text").last).to_contain_text("直前の質問：橙色の部の施策は？")
    page.get_by_role("button", name=midori.SUGGESTION).click()
    expect(page.locator(".kk-table tbody tr")).to_have_count(6)


def test_not_one_request_leaves_the_machine(context: BrowserContext, server: Server):
    """Neither the page nor the server behind it calls another address."""
    called: list[str] = []
    context.on("request", lambda request: called.append(request.url))
    ask(open_page(context, server.address), midori.LIST_QUESTION)
    outside = [url for url in called if not url.startswith((server.address, "data:", "blob:"))]
    assert called
    assert outside == []
    assert not server.calls.exists(), server.calls.read_text(encoding="utf-8")


@pytest.mark.parametrize("question", [midori.LIST_QUESTION, midori.LONG_QUESTION, "長い語" * 160])
def test_a_telephone_never_scrolls_sideways(browser: Browser, server: Server, question: str):
    """390 pixels wide: neither the first screen nor an answer is wider."""
    visitor = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True)
    page = open_page(visitor, server.address)
    for step in (lambda: None, lambda: ask(page, question)):
        step()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.evaluate("document.body.scrollWidth") <= 390
    visitor.close()


def test_the_start_of_a_long_answer_is_in_view(page: Page):
    """Forty rows do not push the sentence out of the window, and the next question stays in reach."""
    ask(page, midori.LIST_QUESTION)
    ask(page, midori.LONG_QUESTION)
    expect(page.locator(".kk-question").last).to_be_in_viewport(timeout=3000)
    expect(page.locator(".kk-text").last).to_be_in_viewport()
    expect(page.locator("#kk-box textarea")).to_be_in_viewport()


def test_hostile_strings_run_nothing(context: BrowserContext, server: Server):
    """In a question, and in every place of an answer that a document fills."""
    called: list[str] = []
    context.on("request", lambda request: called.append(request.url))
    page = open_page(context, server.address)
    opened: list[str] = []
    page.on("dialog", lambda dialog: opened.append(dialog.message))
    for text in midori.HOSTILE:
        ask(page, text)
    page.mouse.move(600, 400)
    page.wait_for_timeout(500)
    assert page.locator(".kk-answer").count() == len(midori.HOSTILE)
    assert page.evaluate("window.hacked") is None
    assert page.locator(".kk-answer :is(script, img, svg, iframe, object, form, style, math)").count() == 0
    links = page.locator(".kk-answer a").evaluate_all("found => found.map(one => one.getAttribute('href'))")
    assert [link for link in links if not link.startswith("/staff/answer?")] == []
    assert opened == []
    assert [url for url in called if not url.startswith((server.address, "data:", "blob:"))] == []
    assert page.url == server.address + "staff/"


def test_enter_while_an_input_method_composes_does_not_send(page: Page):
    """The Enter that takes a conversion is no Enter that sends."""
    box = page.locator("#kk-box textarea")
    box.click()
    page.evaluate("addEventListener('keydown', event => (window.keys ||= []).push(event.isComposing), true)")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "みどり", "selectionStart": 3, "selectionEnd": 3})
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": 229}
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    expect(box).to_have_value("みどり")
    session.send("Input.insertText", {"text": "みどり"})
    page.keyboard.press("Enter")
    page.locator(".kk-answer").wait_for()
    # had the first Enter sent, its question would stand above this one
    expect(page.locator(".kk-question")).to_have_text(["みどり"])
    assert page.evaluate("window.keys") == [True, False]


@pytest.mark.parametrize("locale", ["en-US", "zh-CN", "ja-JP"])
def test_the_page_is_japanese_in_every_browser(browser: Browser, server: Server, locale: str):
    """Screen readers and the choice of glyphs depend on it."""
    visitor = browser.new_context(locale=locale, color_scheme="dark")
    page = open_page(visitor, server.address)
    assert page.evaluate("document.documentElement.lang") == "ja"
    assert "dark" not in page.evaluate("document.body.className")
    visitor.close()


def test_copying_an_answer_copies_its_words(context: BrowserContext, server: Server):
    """What lands in a letter is text, not mark-up."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_page(context, server.address)
    ask(page, midori.LIST_QUESTION)
    page.get_by_role("button", name="回答を写す").last.click()
    page.wait_for_timeout(300)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "緑政策部が担当する施策は6件です" in copied
    assert "<" not in copied


def test_copying_a_table_copies_its_cells(context: BrowserContext, server: Server):
    """With tabs between them, as spreadsheets take them, and says so; the answer's words hold no button."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_page(context, server.address)
    ask(page, midori.LIST_QUESTION)
    page.get_by_role("button", name="表を写す").click()
    expect(page.locator("#kk-said")).to_have_text("表を写しました。")
    copied = page.evaluate("navigator.clipboard.readText()")
    rows = [line.split("\t") for line in copied.splitlines()]
    assert [row[0] for row in rows] == ["施策", *(midori.item(number).label for number in range(1, 7))]
    assert rows[3][1] == "緑政策部; 水辺部"
    page.get_by_role("button", name="回答を写す").click()
    expect(page.locator("#kk-said")).to_have_text("回答を写しました。")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "表を写す" not in copied
    assert copied.splitlines()[-1].startswith(server.address + "staff/answer?q=")


def test_copying_works_where_the_browser_gives_no_clipboard(page: Page):
    """Over plain http inside a city's network: the old command does it."""
    page.evaluate(
        "Object.defineProperty(window, 'isSecureContext', {value: false});"
        "document.addEventListener('copy', () => { window.taken = getSelection().toString()"
        " || document.activeElement.value; })"
    )
    ask(page, midori.LIST_QUESTION)
    page.get_by_role("button", name="表を写す").click()
    expect(page.locator("#kk-said")).to_have_text("表を写しました。")
    assert page.evaluate("window.taken").startswith("施策\t担当")


def test_a_permanent_link_opens_the_answer_and_leads_back(page: Page):
    """A follow-up too, with the question that it rests on; the menu leads to the chat."""
    ask(page, "橙色の部の施策は？")
    ask(page, "では青色は？")
    with page.context.expect_page() as opened:
        page.locator("a.kk-permanent").last.click()
    answer = opened.value
    expect(answer.locator(".kk-text")).to_contain_text("直前の質問：橙色の部の施策は？")
    expect(answer.locator(".kk-version")).to_contain_text("いまの版と同じです")
    answer.get_by_role("navigation", name="職員の画面").get_by_role("link", name="質問する").click()
    expect(answer.locator("#kk-box textarea")).to_be_visible()


def test_a_screen_reader_hears_no_mark_up(page: Page):
    """Gradio names a message by its source; ours have a word for a name."""
    ask(page, midori.LIST_QUESTION)
    expect(page.locator("#kk-chat [data-testid=bot]")).to_have_attribute("aria-label", "回答")
    expect(page.locator("#kk-chat [data-testid=user]")).to_have_attribute("aria-label", "質問")


def test_a_cleared_conversation_is_forgotten(page: Page):
    """The next question has no question before it."""
    ask(page, "橙色の部の施策は？")
    page.get_by_role("button", name="会話を消す").click()
    expect(page.locator(".kk-answer")).to_have_count(0)
    ask(page, "では青色は？")
    expect(page.locator(".kk-text")).not_to_contain_text("直前の質問")


def test_visitors_do_not_wait_for_each_other(browser: Browser, server: Server):
    """Six slow questions at once take less than the half of six after one another."""
    visitors = [browser.new_context() for _ in range(6)]
    pages = [open_page(visitor, server.address) for visitor in visitors]
    for page in pages:
        page.locator("#kk-box textarea").fill(midori.SLOW_QUESTION)
    began = time.monotonic()
    for page in pages:
        page.locator("#kk-box .submit-button").click()
    for page in pages:
        page.locator(".kk-answer").wait_for()
    assert time.monotonic() - began < 6 * midori.SLOWNESS / 2
    for visitor in visitors:
        visitor.close()
