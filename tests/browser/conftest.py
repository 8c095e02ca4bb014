"""A browser and a server over made-up answers."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

from keikaku.web.guard.accounts import FILE, Accounts
from tests.shared import once

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NAME, PASSWORD = "企画係", "みどりの木は大きく育つ"
# without these Chromium itself calls its maker, many times at each start
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START, END = 60.0, 10.0  # seconds that a server may take


@dataclass(frozen=True)
class Server:
    """A running server: where it is, its process, and the file that holds every address it called."""

    address: str
    process: subprocess.Popen[str]
    calls: Path


def start(command: list[str], calls: Path) -> Server:
    """Starts a server and waits for the line that tells its address."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout
    line = process.stdout.readline()
    found = re.search(r"http://\S+/", line)
    assert found, f"no address in {line!r}"
    return Server(found.group(), process, calls)


def stop(server: Server) -> float:
    """Asks the server to end; the seconds that it took."""
    began = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    server.process.wait(START)
    return time.monotonic() - began


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The pages over `midori.answer`."""
    calls = tmp_path_factory.mktemp("server") / "calls.txt"
    running = start([sys.executable, str(HERE / "serve_midori.py"), str(calls)], calls)
    yield running
    stop(running)


@pytest.fixture(scope="session")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`python app.py serve` over the corpus and a made-up FAQ; staff have an account."""
    command = [sys.executable, str(ROOT / "app.py")]
    built = ["build", str(ROOT / "corpus"), "--faq", str(ROOT / "tests/cases/faq_made_up.csv"), "--store"]

    def make(folder: Path) -> None:
        subprocess.run([*command, *built, str(folder)], check=True)

    store = tmp_path_factory.mktemp("door") / "store"
    shutil.copytree(once(tmp_path_factory, "door-store", make), store)
    Accounts(store / FILE).set(NAME, PASSWORD)
    calls = tmp_path_factory.mktemp("calls") / "calls.txt"
    watched = [sys.executable, str(HERE / "serve_watched.py"), str(calls)]
    running = start([*watched, "serve", "--port", "0", "--store", str(store)], calls)
    yield running
    stop(running)


@pytest.fixture(scope="session")
def staff(browser: Browser, door: Server) -> StorageState:
    """What a browser keeps of a login: the cookie of a session."""
    visitor = browser.new_context()
    page = visitor.new_page()
    page.goto(f"{door.address}staff/login?next=/staff/links")
    page.get_by_label("名前").fill(NAME)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="ログイン").click()
    page.wait_for_url(f"{door.address}staff/links")
    kept = visitor.storage_state()
    visitor.close()
    return kept


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    path = shutil.which("chromium")
    assert path, "no chromium: apt-get install chromium fonts-noto-cjk"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor of their own, whose browser prefers English."""
    visitor = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    visitor.set_default_timeout(20_000)
    yield visitor
    visitor.close()


@pytest.fixture
def page(context: BrowserContext, server: Server) -> Page:
    """The first screen, ready for a question."""
    return open_page(context, server.address)


def open_page(context: BrowserContext, address: str) -> Page:
    """A tab with the first screen of the chat."""
    tab = context.new_page()
    tab.goto(address + "staff/")
    tab.locator("#kk-box textarea").wait_for()
    return tab


# The chat scrolls down to a new answer; a press that begins before and ends after it meets no button.
AT_REST = """answer => new Promise(rest => {
  let top = null, frames = 0;
  const look = () => {
    const now = answer.getBoundingClientRect().top;
    frames = now === top ? frames + 1 : 0;
    top = now;
    if (frames < 15) requestAnimationFrame(look); else rest();
  };
  look();
})"""


def ask(page: Page, question: str) -> None:
    """Types a question, sends it, and waits until one answer more is there and has come to rest."""
    answers = page.locator(".kk-answer")
    before = answers.count()
    page.locator("#kk-box textarea").fill(question)
    page.locator("#kk-box .submit-button").click()
    answers.nth(before).wait_for()
    answers.nth(before).evaluate(AT_REST)
