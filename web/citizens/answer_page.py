"""The page of one answer, by its permanent address: the answer of then, and of now where data changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from keikaku.web.chat.addresses import STAFF_ANSWER, addresses
from keikaku.web.chat.permanent import Again, Earlier, again, questions_of, version_of
from keikaku.web.chat.render import answer_html, question_html
from keikaku.web.html import texts
from keikaku.web.html.frame import STYLE, document, script
from keikaku.web.html.markup import element, words
from keikaku.web.html.words import say

if TYPE_CHECKING:
    from starlette.requests import Request

    from keikaku.qa.world.world import World
    from keikaku.web.chat.asking import Answering

HEAD = f"<style>{STYLE.with_name('style.css').read_text(encoding='utf-8')}</style>" + script("copy.js")


def answer_routes(ask: Answering, world: Callable[[], World], earlier: Earlier) -> list[BaseRoute]:
    """``/staff/answer?q=&version=``; a question that rests on others has them before it, a `q` each."""

    def shown(request: Request) -> Response:
        questions, version = questions_of(request.query_params), version_of(request.query_params)
        if not questions:
            return _page(400, words("p", texts.NO_QUESTION))
        found = again(questions, version, ask, earlier)
        before = texts.ASKED_BEFORE.format(questions=" → ".join(questions[:-1]))
        return _page(
            200,
            words("p", before) if questions[:-1] else "",
            question_html(questions[-1]),
            *_answers(found, world()),
        )

    return [Route(STAFF_ANSWER, shown, methods=["GET"])]


def _page(code: int, *inner: str) -> HTMLResponse:
    # the chat's own style: what it says of an answer, it says of one in this box
    box = element("div", *inner, id="kk-chat")
    page = document(texts.ANSWER_TITLE, box, head=HEAD)
    return HTMLResponse(page.encode("utf-8", "replace"), status_code=code)


def _answers(found: Again, world: World) -> Iterator[str]:
    """What the link says of the data, and the answer, or that of then and that of now."""
    versions = {"then": found.version, "now": found.now.data_version}
    if found.version:
        yield words("p", say("ja", found.said, **versions), css="kk-version")
    for answer in found.answers:
        if answer is not found.answers[0]:
            yield words("h2", say("ja", "answer_now", **versions))
        yield answer_html(answer, addresses(answer, world))
