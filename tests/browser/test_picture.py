"""The picture of the graph in a real browser: it draws, follows and zooms, by hand and by keyboard; or there are tables."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import HERE, Server, start, stop
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = HERE.parents[1]
PLAN = "都市経営アクションプラン2027"
PICTURES = {
    "initiative": f"graph/三鷹市/initiative/{PLAN}/まちづくり応援寄付の推進",
    "department": "graph/三鷹市/department/企画部",
    "plan-en": f"graph/三鷹市/plan/{PLAN}?lang=en",
    "theme-readings": "graph/theme/DisasterPrevention?furigana=1",
    "document": "graph/三鷹市/document/三鷹市都市経営アクションプラン2027_見本.txt",
}
DRAWN = "document.getElementById('picture')._cyreg.cy"
# Read from a copy: a canvas of the page that is read again and again has the browser complain in the console.
COLOURS = """() => {
  const canvas = document.querySelector('#picture canvas[data-id=layer2-node]');
  if (!canvas || !canvas.width) return 0;
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const all = copy.getImageData(0, 0, canvas.width, canvas.height).data;
  return new Set(new Uint32Array(all.buffer)).size;
}"""


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`python app.py serve` over the corpus."""
    store = tmp_path_factory.mktemp("picture")
    command = [sys.executable, str(ROOT / "app.py")]
    built = ["build", str(ROOT / "corpus"), "--no-vectors", "--store", str(store)]
    subprocess.run([*command, *built], check=True)
    running = start([*command, "serve", "--port", "0", "--store", str(store)], store)
    yield running
    stop(running)


def drawn(context: BrowserContext, door: Server, name: str) -> Page:
    """A tab with a picture that has been painted."""
    page = context.new_page()
    page.goto(door.address + PICTURES[name])
    painted(page)
    return page


def painted(page: Page) -> None:
    """More colours than an empty picture has."""
    until(page, f"({COLOURS})() > 20")


def until(page: Page, true: str) -> None:
    """Waits; the waiting of the driver would evaluate text in the page, which its policy refuses."""
    deadline = time.monotonic() + 20
    while not page.evaluate(true):
        assert time.monotonic() < deadline, true
        page.wait_for_timeout(50)


def at(page: Page, name: str) -> dict[str, float]:
    """Where the box of a name is on the screen, after the frame in which the page tells that it was scrolled."""
    page.locator("#picture").scroll_into_view_if_needed()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    place: dict[str, float] = page.evaluate(
        f"""name => {{
          const found = {DRAWN}.nodes('.box').filter((one) => one.data('name') === name).renderedPosition();
          const box = document.getElementById('picture').getBoundingClientRect();
          return {{ x: box.x + found.x, y: box.y + found.y }};
        }}""",
        name,
    )
    return place


def test_the_picture_is_drawn_and_a_click_goes_on(context: BrowserContext, door: Server):
    """From an initiative up to its field and down to its department; no request leaves, no policy is broken."""
    called: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: called.append(request.url))
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(door.address + PICTURES["initiative"])
    painted(page)
    for name in ("財政力", "持続可能な自治体経営"):
        page.mouse.click(**at(page, name))
        expect(page.locator("h1")).to_contain_text(name)
        painted(page)
    assert unquote(page.url).endswith(f"/graph/三鷹市/pillar/{PLAN}/持続可能な自治体経営")
    assert len(called) > 10
    assert [url for url in called if not url.startswith(door.address)] == []
    assert said == []


def test_the_keyboard_alone_walks_and_zooms(context: BrowserContext, door: Server):
    """Arrows choose and tell what is chosen, Enter goes on, plus and minus zoom."""
    page = drawn(context, door, "initiative")
    page.locator("[data-act=pan_down]").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#picture")).to_be_focused()
    expect(page.locator("#picture-said")).to_have_text("施策 まちづくり応援寄付の推進")
    page.keyboard.press("+")
    assert page.evaluate(f"{DRAWN}.zoom()") > 1
    page.keyboard.press("0")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#picture-said")).to_have_text("部 企画部")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("企画部")


def test_buttons_zoom_and_move(context: BrowserContext, door: Server):
    """Each does what it says; a wheel scrolls the page until the picture has the focus."""
    page = drawn(context, door, "department")
    page.get_by_role("button", name="縮小").click()
    assert page.evaluate(f"{DRAWN}.zoom()") == pytest.approx(0.8)
    before = page.evaluate(f"{DRAWN}.pan().x")
    page.get_by_role("button", name="右へ").click()
    assert page.evaluate(f"{DRAWN}.pan().x") < before
    page.get_by_role("button", name="全体").click()
    assert page.evaluate(f"{DRAWN}.extent().y1") <= 0
    page.locator("#picture").hover()
    page.mouse.wheel(0, 200)
    until(page, "window.scrollY > 0")


def test_what_does_not_fit_leads_to_the_table(context: BrowserContext, door: Server):
    """The number of the rest is a box like the others."""
    page = drawn(context, door, "department")
    rest = page.evaluate(f"{DRAWN}.nodes('[of = \"more\"]')[0].data('name')")
    page.get_by_role("button", name="全体").click()
    page.mouse.click(**at(page, rest))
    until(page, "location.hash.startsWith('#g')")
    expect(page.locator("tbody:target")).to_contain_text("施策 34件")


@pytest.mark.parametrize(
    ("width", "names"), [(320, tuple(PICTURES)), (390, ("department", "theme-readings"))]
)
def test_it_stands_on_a_telephone(browser: Browser, door: Server, width: int, names: tuple[str, ...]):
    """Nothing scrolls sideways, a tap goes on, every box is as wide as its column."""
    visitor = browser.new_context(
        viewport={"width": width, "height": 760}, has_touch=True, color_scheme="dark"
    )
    for name in names:
        page = drawn(visitor, door, name)
        assert page.evaluate("document.documentElement.scrollWidth") == width, name
        assert page.evaluate(f"{DRAWN}.elements().renderedBoundingBox().x2") <= width
        page.close()
    page = drawn(visitor, door, "initiative")
    page.touchscreen.tap(**at(page, "企画部"))
    expect(page.locator("h1")).to_contain_text("企画部")
    visitor.close()


def test_without_scripts_the_tables_tell_it_and_lead_on(browser: Browser, door: Server):
    """The chain in its order, each row with what is above it, and the neighbours."""
    visitor = browser.new_context(java_script_enabled=False)
    page = visitor.new_page()
    page.goto(door.address + "id/" + PICTURES["initiative"].removeprefix("graph/"))
    page.get_by_role("link", name="図で見る").click()
    expect(page.locator("figure")).to_be_hidden()
    kinds = page.locator("table").first.locator("tbody td:first-child").all_text_contents()
    assert kinds == ["基本構想", "基本計画", "個別計画", "体系", "分野", "施策", "部"]
    expect(page.locator("table").first).to_contain_text("推定")
    page.locator("table").first.get_by_role("link", name="財政力").click()
    expect(page.locator("h1")).to_contain_text("財政力")
    expect(page.locator("table").nth(1)).to_contain_text("まちづくり応援寄付の推進")
    visitor.close()


@pytest.mark.parametrize(
    ("width", "scheme", "names"),
    [(1280, "dark", ("initiative", "plan-en")), (390, "light", ("department", "theme-readings"))],
)
def test_axe_finds_nothing_around_a_picture(
    browser: Browser, door: Server, width: int, scheme: str, names: tuple[str, ...]
):
    """By WCAG 2.2 AA and axe's own good practice."""
    visitor = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    for name in names:
        page = drawn(visitor, door, name)
        told = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}}).response
        assert [(one["id"], [node["html"][:90] for node in one["nodes"]]) for one in told["violations"]] == []
        page.close()
    visitor.close()


@pytest.mark.parametrize(("size", "width"), [("desktop", 1280), ("mobile", 390)])
def test_the_pictures_of_the_pictures_fit(
    browser: Browser, door: Server, tmp_path: Path, size: str, width: int
):
    """KEIKAKU_SCREENS=FOLDER keeps them."""
    folder = Path(os.environ.get("KEIKAKU_SCREENS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    visitor = browser.new_context(viewport={"width": width, "height": 860})
    for name in ("initiative", "department"):
        page = drawn(visitor, door, name)
        page.locator("#picture").scroll_into_view_if_needed()
        page.screenshot(path=folder / f"graph-{name}-{size}.png")
        page.close()
    page = visitor.new_page()
    page.goto(door.address + quote(f"id/三鷹市/initiative/{PLAN}/まちづくり応援寄付の推進") + "?furigana=1")
    page.screenshot(path=folder / f"public-readings-{size}.png")
    visitor.close()
    assert all(file.stat().st_size < 300_000 for file in folder.glob("graph-*.png"))
