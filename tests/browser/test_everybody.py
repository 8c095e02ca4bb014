"""Every state of the pages is right for everybody: WCAG 2.2 AA by axe, the language, the glyphs, the width."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from conftest import Server
from playwright.sync_api import Browser, CDPSession, Page, StorageState
from states import STATES, State, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# every rule of axe, its good practice too; WCAG 2.2's target size is off by default, and `preload` would
# fetch the style sheets again for one experimental rule
OPTIONS = {
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,
}
AXE = """options => axe.run(document, options).then(found => ({
  passes: found.passes.length,
  faults: found.violations.map(one => [one.id, ...one.nodes.slice(0, 3).map(
    node => node.html.slice(0, 160) + " " + node.failureSummary.slice(0, 200))])
}))"""
# a change of scheme changes colours and nothing else
COLOURS = OPTIONS | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
SCHEMES = {"dark": OPTIONS, "light": COLOURS}
WIDTHS = (1280, 390)
NARROWEST = 320
# texts whose letters are mostly Japanese, where a screen reader is told to read them as another language
MISREAD = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const letters = text.data.match(/\\p{L}/gu) || [], own = text.parentElement;
    const japanese = letters.filter(one => /\\p{sc=Hira}|\\p{sc=Kana}|\\p{sc=Han}/u.test(one));
    if (own.closest("script, style, noscript") || 2 * japanese.length <= letters.length) continue;
    if (own.closest("[lang]").lang !== "ja") found.push(text.data.trim().slice(0, 40));
  }
  return found;
}"""
TEXTS = ("h1", "h2", "p", "a", "button", "label", "td", "dd", "blockquote", "code", "pre", "textarea")
CHINESE_OR_KOREAN = ("SC", "TC", "HK", "KR")


@pytest.mark.parametrize("locale", ["ja-JP", "en-US", "zh-CN"])
def test_every_state_is_right_for_everybody(browser: Browser, door: Server, staff: StorageState, locale: str):
    """At both widths and in both colour schemes; at 320 pixels, a window zoomed to four times, it still fits.

    KEIKAKU_SCREENS=FOLDER keeps a picture of each state as a Japanese browser shows it.
    """
    screens = os.environ.get("KEIKAKU_SCREENS") if locale == "ja-JP" else None
    visitor = browser.new_context(locale=locale, storage_state=staff, color_scheme="dark")
    visitor.set_default_timeout(20_000)
    visitor.add_init_script(AXE_SCRIPT)
    page, found = visitor.new_page(), {}
    for state in STATES:
        visit(page, door.address, state)
        faults = [*_language(page, state), *_axe(page), *_wide(page), *_foreign(page)]
        if faults:
            found[state.name] = faults
        if screens:
            _keep(page, Path(screens) / "states", state)
    visitor.close()
    assert found == {}, json.dumps(found, ensure_ascii=False, indent=1)


def _keep(page: Page, folder: Path, state: State) -> None:
    """A picture at each width, as JPEG: there are a hundred of them."""
    folder.mkdir(parents=True, exist_ok=True)
    page.emulate_media(color_scheme="light")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=folder / f"{state.name}-{width}.jpeg", type="jpeg", quality=60)
    page.emulate_media(color_scheme="dark")


def _axe(page: Page) -> list[Any]:
    """What axe finds, at each width and in each scheme."""
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, options in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            told = page.evaluate(AXE, options)
            assert told["passes"] > (10 if options is OPTIONS else 0), "axe looked at the page"
            faults += [(width, scheme, *fault) for fault in told["faults"]]
    page.emulate_media(color_scheme="dark")
    return faults


def _language(page: Page, state: State) -> list[str]:
    """The frame's language, and texts in it that are marked as another."""
    told = page.evaluate("document.documentElement.lang")
    wrong = [] if told == state.language else [f"lang={told}"]
    return wrong + [f"no mark of Japanese: {text}" for text in page.evaluate(MISREAD)]


def _wide(page: Page) -> list[str]:
    """What scrolls sideways."""
    faults = []
    for width in (*WIDTHS, NARROWEST):
        page.set_viewport_size({"width": width, "height": 700})
        measured = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
        faults += [f"{measured} wide in {width}"] if measured > width else []
    return faults


def _foreign(page: Page) -> list[str]:
    """Fonts of Chinese or Korean forms that any text is drawn with."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    fonts = {font for name in TEXTS for font in _fonts(session, root, name)}
    session.detach()
    return [f"drawn with {font}" for font in sorted(fonts) if font.endswith(CHINESE_OR_KOREAN)]


def _fonts(session: CDPSession, root: int, name: str) -> list[str]:
    """The fonts of the last element of a name, which on most pages is one of the data."""
    nodes = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": f"body {name}"})["nodeIds"]
    told = [session.send("CSS.getPlatformFontsForNode", {"nodeId": node}) for node in nodes[-1:]]
    return [font["familyName"] for one in told for font in one["fonts"]]
