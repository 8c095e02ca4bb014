"""Not one request leaves the machine, whatever page is opened, and no page breaks its own policy."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

import pytest
from conftest import Server
from playwright.sync_api import Browser, StorageState
from states import STATES, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# the browser tells of a page that is not there, and of a focus that it left where it was
HARMLESS = ("Failed to load resource: the server responded with a status of 404", "Autofocus processing")


def test_not_one_request_leaves_the_machine(browser: Browser, door: Server, staff: StorageState):
    """Neither the browser nor the server behind it calls another address; the console stays empty."""
    visitor = browser.new_context(storage_state=staff)
    visitor.set_default_timeout(20_000)
    hosts: Counter[str] = Counter()
    said: list[str] = []
    visitor.on("request", lambda request: hosts.update([urlsplit(request.url).netloc]))
    visitor.on("console", lambda message: said.append(f"{message.page and message.page.url} {message.text}"))
    visitor.on("weberror", lambda error: said.append(str(error.error)))
    page = visitor.new_page()
    for state in STATES:
        visit(page, door.address, state)
    visitor.close()
    assert hosts.pop(urlsplit(door.address).netloc) > len(STATES)
    assert hosts.keys() <= {""}, hosts  # what is written into the page has no host
    assert [one for one in said if not any(word in one for word in HARMLESS)] == []
    assert not door.calls.exists(), door.calls.read_text(encoding="utf-8")
