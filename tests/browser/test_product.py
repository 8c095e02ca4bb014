"""The product as a newcomer meets it: the corpus that comes with it, built and asked in a browser."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import HERE, Server, ask, open_page, start, stop
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = HERE.parents[1]
HEAVIEST = 300_000  # bytes of a picture


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`python app.py serve` over a graph of the corpus."""
    store = tmp_path_factory.mktemp("product")
    command = [sys.executable, str(ROOT / "app.py")]
    subprocess.run([*command, "build", str(ROOT / "corpus"), "--store", str(store)], check=True)
    running = start([*command, "serve", "--port", "0", "--store", str(store)], store)
    yield running
    stop(running)


@pytest.fixture
def screen(context: BrowserContext, product: Server) -> Page:
    """Its first screen."""
    return open_page(context, product.address)


def test_the_examples_have_answers(screen: Page):
    """Each can be clicked, and none is declined."""
    examples = screen.locator("#kk-examples button")
    assert examples.count() >= 3
    for number in range(examples.count()):
        examples.nth(number).click()
        screen.locator(".kk-answer").nth(number).wait_for()
        expect(screen.locator(".kk-status").nth(number)).to_have_text("回答")


def test_a_department_has_its_initiatives(screen: Page):
    """As many rows as the sentence says, each with its place."""
    ask(screen, "アクションプラン2027で企画部が担当する施策は？")
    rows = screen.locator(".kk-table tbody tr")
    expect(rows).to_have_count(20)
    assert all("行目" in row for row in rows.all_inner_texts())
    expect(screen.locator(".kk-text")).to_contain_text("20件")
    expect(screen.locator(".kk-citations .kk-badge").first).to_have_text("見本")


def test_a_citation_opens_its_line_in_its_document(screen: Page):
    """In a tab of its own, in view and marked; the conversation stays."""
    ask(screen, "体系2の民間力で都市整備部が担当するもの")
    for links in (".kk-citations a", ".kk-table a"):
        with screen.context.expect_page() as opened:
            screen.locator(links).last.click()
        document = opened.value
        expect(document.locator(":target")).to_be_in_viewport()
        expect(document.locator(":target")).to_have_text("包括管理委託の導入 都市整備部")
        document.close()
    expect(screen.locator(".kk-answer")).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_an_answer_and_on_its_own_page(browser: Browser, product: Server, width: int):
    """The chat after an answer, and the page that its permanent link opens, on data that have changed."""
    visitor = browser.new_context(viewport={"width": width, "height": 860}, bypass_csp=True)
    page = open_page(visitor, product.address)
    ask(page, "体系2の民間力で都市整備部が担当するもの")
    link = page.locator("a.kk-permanent").get_attribute("href") or ""
    found = {"chat": violations(page)}
    page.goto(product.address.rstrip("/") + link.replace("version=", "version=0"))
    expect(page.locator(".kk-version")).to_contain_text("もう残っていません")
    found["answer"] = violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    visitor.close()
    assert found == {"chat": [], "answer": []}


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds, by WCAG 2.2 AA and its own good practice."""
    told = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}}).response
    assert len(told["passes"]) > 10, "axe looked at the page"
    return [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in told["violations"]]


def test_words_and_departments_narrow_a_list(screen: Page):
    """A pillar by its number, a part of its name and a department."""
    ask(screen, "体系2の民間力で都市整備部が担当するもの")
    assert screen.locator(".kk-table strong").all_inner_texts() == ["市有地等の利活用", "包括管理委託の導入"]


def test_who_is_responsible(screen: Page):
    """One thing, its department, the exact words."""
    ask(screen, "みたかバスネットはどの部が見直す？")
    expect(screen.locator(".kk-text")).to_contain_text("都市再生部")
    expect(screen.locator(".kk-citations blockquote").first).to_contain_text("みたかバスネット")


def test_an_english_question_gets_an_english_answer(screen: Page):
    """Within the Japanese frame."""
    ask(screen, "How many initiatives are in the スマート市役所 field?")
    expect(screen.locator(".kk-text")).to_contain_text("9")
    expect(screen.locator(".kk-text")).to_have_attribute("lang", "en")
    assert screen.locator(".kk-text").inner_text().count("initiative") > 0


def test_an_unknown_department_is_declined_with_suggestions_that_work(screen: Page):
    """Each of them is answered."""
    ask(screen, "建設局の施策は？")
    expect(screen.locator(".kk-status")).to_have_text("文書に記載なし")
    expect(screen.locator(".kk-table")).to_have_count(0)
    for suggestion in screen.locator("#kk-chat .options button").all_inner_texts():
        ask(screen, suggestion)
        expect(screen.locator(".kk-status").last).to_have_text("回答")


@pytest.mark.parametrize(
    "question", ["", "　 ", "長" * 100_000, "\x01\x1b[31m", "SELECT * WHERE { ?s ?p ?o }", "<b>"]
)
def test_a_question_that_is_none_gets_one_sentence(screen: Page, question: str):
    """No trace of a fault, and no list."""
    ask(screen, question)
    assert screen.locator(".kk-status").inner_text() != "失敗"
    assert screen.locator(".kk-text").inner_text()
    expect(screen.locator(".kk-table")).to_have_count(0)


def test_nothing_leaves_the_machine(context: BrowserContext, product: Server):
    """With the real answerer behind the page too."""
    called: list[str] = []
    context.on("request", lambda request: called.append(request.url))
    ask(open_page(context, product.address), "体系4の取組は何件ですか")
    assert [url for url in called if not url.startswith((product.address, "data:", "blob:"))] == []


@pytest.mark.parametrize(("name", "width"), [("desktop", 1280), ("mobile", 390)])
def test_the_screens_fit(browser: Browser, product: Server, tmp_path: Path, name: str, width: int):
    """Nothing is wider than the window; KEIKAKU_SCREENS=FOLDER keeps the pictures."""
    folder = Path(os.environ.get("KEIKAKU_SCREENS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    visitor = browser.new_context(viewport={"width": width, "height": 860})
    visitor.set_default_timeout(20_000)
    page = open_page(visitor, product.address)
    page.wait_for_timeout(500)
    page.screenshot(path=folder / f"first-{name}.png")
    ask(page, "体系2の民間力で都市整備部が担当するもの")
    page.wait_for_timeout(600)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.screenshot(path=folder / f"answer-{name}.png")
    page.goto(product.address + (page.locator("a.kk-permanent").get_attribute("href") or "").lstrip("/"))
    page.screenshot(path=folder / f"permanent-{name}.png")
    page = open_page(visitor, product.address)
    ask(page, "建設局の施策は？")
    page.wait_for_timeout(600)
    page.screenshot(path=folder / f"declined-{name}.png")
    assert all(file.stat().st_size < HEAVIEST for file in folder.glob("*.png"))
    visitor.close()
