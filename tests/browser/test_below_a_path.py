"""The staff's chat behind a proxy, below a path of its host, with internal documents beside the public ones."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ask
from playwright.sync_api import Browser, Page
from proxy import ROOT, VISITOR, proxy_to
from sites import NAME, PASSWORD, WORD, internal_store

from keikaku.cli.serving import site_of
from keikaku.web.html import texts
from keikaku.web.server import create_app, uvicorn_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where the proxy shows the site."""
    store = internal_store(tmp_path)
    site = replace(site_of(store, tmp_path / "accounts.txt"), root=ROOT)
    site.accounts.set(NAME, PASSWORD)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn_server(create_app(site))
    proxy = proxy_to(listening.getsockname()[1], strips=False)
    threads = [
        threading.Thread(target=server.run, kwargs={"sockets": [listening]}),
        threading.Thread(target=proxy.serve_forever),
    ]
    for thread in threads:
        thread.start()
    yield f"http://127.0.0.1:{proxy.server_address[1]}{ROOT}/"
    proxy.shutdown()
    server.should_exit = True
    for thread in threads:
        thread.join()


def logged_in(page: Page, address: str) -> None:
    page.goto(f"{address}staff/")
    page.locator("#name").fill(NAME)
    page.locator("#password").fill(PASSWORD)
    page.locator("button[type=submit]").click()
    page.locator("#kk-part").wait_for()


def test_staff_ask_either_part_and_nothing_outside_of_the_path_is_asked_for(browser: Browser, address: str):
    """From the login to an answer, which says from which part it comes; by the keyboard too."""
    visitor = browser.new_context(extra_http_headers={VISITOR: "203.0.113.5"}, locale="en-US")
    visitor.set_default_timeout(20_000)
    page = visitor.new_page()
    asked: list[str] = []
    broken: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda one: broken.append(one.url) if one.status >= 400 else None)
    logged_in(page, address)
    ask(page, f"{WORD}の検討の担当は？")
    assert page.locator(".kk-internal").count() == 0
    assert f"{WORD}室" not in page.locator("#kk-chat").inner_text()
    page.get_by_label(texts.PUBLIC_PART, exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    ask(page, f"{WORD}の検討の担当は？")
    last = page.locator(".kk-answer").last
    assert texts.INTERNAL in last.inner_text()
    assert f"{WORD}室" in last.inner_text()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert [one["id"] for one in found.response["violations"]] == []
    assert [one for one in asked if not one.startswith((address, "data:", "blob:"))] == []
    assert broken == []
    visitor.close()
