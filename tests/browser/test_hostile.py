"""Nothing that a document, a file's name, a question or a comment says runs in a real browser.

The pages are opened without their policy, which would stop what the escaping let through, and unseen.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

import hostile
import pytest
from conftest import HERE, Server, ask, open_page, start, stop
from playwright.sync_api import Browser, BrowserContext, Page, expect

from keikaku.web.chat.render import QUESTION_SHOWN
from keikaku.web.citizens.public import FAQ_PAGE
from keikaku.web.html.templating import path_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FRAMES = """pages => pages.forEach(page => {
  const frame = document.createElement("iframe");
  frame.sandbox = "allow-scripts allow-same-origin";
  frame.srcdoc = page;
  document.body.append(frame);
})"""
LEAST = 60  # of the strings run without a click where they stand as they are
# what a page holds that is none of the elements, attributes and links that we write
LOOKED = """const OURS = new Set(("A ARTICLE B BLOCKQUOTE BODY BR BUTTON CAPTION CODE DD DETAILS DIV DL DT FIELDSET FOOTER FORM H1 "
  + "H2 H3 HEADER INPUT LABEL LEGEND LI MAIN MARK NAV OL OPTION P PRE Q SECTION SELECT SMALL SPAN STRONG SUMMARY TABLE TBODY "
  + "TD TEXTAREA TH THEAD TR UL svg title path rect text").split(" "));
const NOT_OURS = /^(on|style$|src|formaction$|autofocus$|popover)/;
const foreign = root => [root, ...root.querySelectorAll("*")].filter(one => !OURS.has(one.tagName)
  || [...one.attributes].some(own => NOT_OURS.test(own.name))
  || (one.href && one.protocol && !/^https?:$/.test(one.protocol))).map(one => one.outerHTML.slice(0, 120));
"""
# many pages at once, each in a frame that is allowed everything; a page's own refusal to be framed is none of this
OPENED = """async paths => { FOREIGN
  const open = path => new Promise(async done => {
    const answer = await fetch(path), frame = document.createElement("iframe");
    frame.srcdoc = await answer.text();
    frame.onload = () => setTimeout(() => {
      const ran = frame.contentWindow.__xss || window.__xss ? ["ran"] : [];
      const found = [...ran, ...foreign(frame.contentDocument.body)];
      if (answer.status !== 200) found.push(answer.status);
      frame.remove();
      done(found.map(one => `${path}: ${one}`));
    }, 20);
    document.body.append(frame);
  });
  return (await Promise.all(paths.map(open))).flat();
}""".replace("FOREIGN", LOOKED)
AT_ONCE = 20


@dataclass
class Watch:
    """A tab, and what happened in it that must not."""

    page: Page
    address: str
    found: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("dialog", lambda box: (self.found.append(f"box {box.message}"), box.dismiss()))
        self.page.on("request", lambda request: self._request(request.url))

    def _request(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:", "about:")):
            self.found.append(f"called {url}")

    def open(self, paths: Sequence[str]) -> None:
        """Opens the pages and looks at each."""
        self.page.goto(f"{self.address}about")
        for first in range(0, len(paths), AT_ONCE):
            self.found += self.page.evaluate(OPENED, paths[first : first + AT_ONCE])
        assert self.found == []

    def look(self, selector: str) -> None:
        """Looks at those parts of the page as it stands."""
        self.found += self.page.locator(selector).evaluate_all(
            f"all => {{ {LOOKED} return all.flatMap(foreign) }}"
        )
        assert not self.page.evaluate("window.__xss")
        assert self.found == []


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The hostile city."""
    folder = tmp_path_factory.mktemp("hostile")
    running = start([sys.executable, str(HERE / "serve_hostile.py"), str(folder)], folder)
    yield running
    stop(running)


@pytest.fixture
def unguarded(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that runs whatever a page tells it to."""
    visitor = browser.new_context(bypass_csp=True)
    visitor.set_default_timeout(20_000)
    yield visitor
    visitor.close()


def test_there_are_strings_enough_and_most_run_where_nothing_escapes_them(unguarded: BrowserContext):
    """Else the other tests would prove nothing."""
    page = unguarded.new_page()
    page.route("http*://**", lambda route: route.abort())
    page.evaluate(FRAMES, [f"<!doctype html><p>{text}</p>" for text in hostile.XSS])
    assert len(hostile.XSS) >= 100
    page.wait_for_function(f"Array.from(frames).filter(one => one.__xss).length >= {LEAST}")


def test_nothing_runs_on_the_citizens_pages(unguarded: BrowserContext, city: Server):
    """Questions, titles, quotes, file names, departments, the FAQ: in lists, and each on its own page."""
    numbers = range(len(hostile.XSS))
    lists = ["/", "/plans", "/departments", "/about", path_of(hostile.PLAN)]
    lists += [path_of(hostile.document(0)), path_of(hostile.department(0)), path_of(hostile.entry(0))]
    lists += [f"/faq?page={number}" for number in range(1, 2 + len(numbers) // FAQ_PAGE)]
    asked = [f"/search?q={quote(text)}" for text in hostile.XSS]
    Watch(unguarded.new_page(), city.address).open(
        [*lists, *asked, *(path_of(hostile.initiative(number)) for number in numbers)]
    )


def test_nothing_runs_on_the_pages_of_links(unguarded: BrowserContext, city: Server):
    """Titles, texts, reasons, and the role and the comment of whoever decided."""
    page = unguarded.new_page()
    page.goto(f"{city.address}staff/links")
    paths = page.locator("tbody a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert len(paths) == len(hostile.XSS)
    Watch(page, city.address).open(["/staff/links", "/staff/compare", "/staff/flow", *paths])


def test_nothing_runs_in_the_chat(unguarded: BrowserContext, city: Server):
    """Each string as a question, and one answer with all of them in every place."""
    page = open_page(unguarded, city.address)
    watch = Watch(page, city.address)
    for question in _questions():
        ask(page, question)
    ask(page, hostile.ALL)
    expect(page.locator(".kk-answer").last.locator("tbody tr")).to_have_count(len(hostile.XSS))
    watch.look(".kk-header, .kk-question, .kk-answer")


def _questions() -> list[str]:
    """The strings, as many in a question as are shown of one."""
    found = [""]
    for text in hostile.XSS:
        if len(found[-1]) + len(text) >= QUESTION_SHOWN:
            found.append("")
        found[-1] += f"{text}\n"
    return found
