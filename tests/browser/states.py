"""The states of the pages that must be right for everybody: a line each, and how a browser gets there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from playwright.sync_api import Page

CITY, PLAN = "id/三鷹市", "都市経営アクションプラン2027"


@dataclass(frozen=True, slots=True)
class State:
    """A page; what is pressed on it, one after another; what is asked where it is the chat; `en`: its frame.

    `unfolded`: what opens on demand is open.
    """

    name: str
    path: str
    presses: tuple[str, ...] = ()
    question: str = ""
    unfolded: bool = False

    @property
    def language(self) -> str:
        """Of the frame around the data."""
        return "en" if "lang=en" in self.path else "ja"


CITIZENS = (
    State("home", ""),
    State("home-en", "?lang=en"),
    State("search-answer", "search?q=" + quote("防災"), unfolded=True),
    State("search-answer-en", "search?lang=en&q=" + quote("How many initiatives concern 防災?")),
    State("search-declined", "search?q=" + quote("天気")),
    State("search-faq", "search?q=" + quote("転入届はどこに出す")),
    State("search-empty", "search"),
    State("plans", "plans"),
    State("plans-en", "plans?lang=en"),
    State("departments", "departments"),
    State("themes-en", "themes?lang=en"),
    State("theme", "theme/DisasterPrevention"),
    State("faq", "faq"),
    State("faq-en", "faq?lang=en"),
    State("about", "about"),
    State("about-en", "about?lang=en"),
    State("api", "api"),
    State("api-en", "api?lang=en"),
    State("sparql", "sparql"),
    State("sparql-en", "sparql?lang=en"),
    State("ontology", "ontology"),
    State("ontology-en", "ontology?lang=en"),
    State("plan", f"{CITY}/plan/{PLAN}"),
    State("pillar", f"{CITY}/pillar/{PLAN}/デジタル技術の活用"),
    State("field", f"{CITY}/field/{PLAN}/多様な主体との連携・協働/民間力"),
    State("initiative", f"{CITY}/initiative/{PLAN}/まちづくり応援寄付の推進", unfolded=True),
    State("initiative-en", f"{CITY}/initiative/{PLAN}/まちづくり応援寄付の推進?lang=en"),
    State("department", f"{CITY}/department/企画部"),
    State("section-en", f"{CITY}/section/企画経営課?lang=en"),
    State("document", f"{CITY}/document/三鷹市{PLAN}_見本.txt?from=341"),
    State("picture", f"graph/三鷹市/initiative/{PLAN}/まちづくり応援寄付の推進"),
    State("picture-en", "graph/三鷹市/department/企画部?lang=en"),
    State("furigana", f"{CITY}/initiative/{PLAN}/まちづくり応援寄付の推進?furigana=1"),
    State("search-version", "search?version=0&q=" + quote("防災")),
    State("thanks", "feedback?q=" + quote("防災")),
    State("not-found", "nowhere"),
    State("login", "staff/login"),
)
STAFF = (
    State("chat", "staff/"),
    State("chat-answer", "staff/", question="防災の施策は？", unfolded=True),
    State("chat-declined", "staff/", question="建設局の施策は？"),
    State("chat-english", "staff/", question="How many initiatives are in the スマート市役所 field?"),
    State("links", "staff/links"),
    State("link", "staff/links", presses=("tbody a",)),
    State("no-link", "staff/links/000000000000"),
    State("timeline", "staff/links", presses=("tbody a", "a[href*=timeline]")),
    State("compare", "staff/compare"),
    State("comparison", "staff/compare", presses=("button",)),
    State("flow", "staff/flow"),
    State("documents", "staff/documents"),
    State("shapes", "staff/shapes"),
    State("faq-drafts", "staff/faq", unfolded=True),
    State("faq-draft", "staff/faq", presses=("article a[href*=entry]",)),
    State("coverage", "staff/coverage"),
    State("correction", "staff/coverage/correct"),
    State("records", "staff/records"),
    State("permanent", "staff/answer?q=" + quote("防災の施策は？")),
    State("logout", "staff/logout"),
)
STATES = CITIZENS + STAFF


def visit(page: Page, address: str, state: State) -> None:
    """Opens a state."""
    page.goto(address + state.path)
    for selector in state.presses:
        with page.expect_navigation():
            page.locator(selector).first.click()
    if state.path == "staff/":
        page.locator("#kk-box textarea").wait_for()
    if state.question:
        page.locator("#kk-box textarea").fill(state.question)
        page.locator("#kk-box .submit-button").click()
        page.locator(".kk-answer").wait_for()
    if state.unfolded:
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
