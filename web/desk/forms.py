"""What the forms of the desk share: their token, their fields, and the endings of a request."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response

from keikaku.graph.store.versions import StoreError
from keikaku.web.api.routes import read_body
from keikaku.web.html.frame import document
from keikaku.web.html.markup import element, text_html, words
from keikaku.web.html.texts import LARGE_BODY

if TYPE_CHECKING:
    from starlette.requests import Request

STALE = "画面が古くなっています。この画面を開き直して、もう一度操作してください。"
MANY = "一度に送られた項目が多すぎます。前の画面に戻り、減らしてから、もう一度押してください。"
FIELDS = 50
"""Fields that a form has at most."""
Fields = Mapping[str, str]


def fits(token: str, given: str) -> bool:
    """Whether a form is ours; any text may come from outside."""
    return secrets.compare_digest(given.encode("utf-8", "replace"), token.encode())


def shown(render: Callable[[Request], Response]) -> Callable[[Request], object]:
    """A page that is made in a thread; where the store cannot be read, the sentence why."""

    async def answer(request: Request) -> Response:
        return await run_in_threadpool(_told, lambda: render(request))

    return answer


def posted(token: str, act: Callable[[Fields], Response], most: int = FIELDS) -> Callable[[Request], object]:
    """What a form sends, handed over where it carries the token and has no more than `most` fields."""

    async def answer(request: Request) -> Response:
        body = await read_body(request)
        if body is None:
            return sentence(413, LARGE_BODY)
        try:
            read = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=most)
        except ValueError:
            return sentence(400, MANY)
        fields = {name: values[0] for name, values in read.items()}
        if not fits(token, fields.get("token", "")):
            return sentence(403, STALE)
        return await run_in_threadpool(_told, lambda: act(fields))

    return answer


def _told(render: Callable[[], Response]) -> Response:
    try:
        return render()
    except StoreError as fault:
        return sentence(503, str(fault))


def sentence(status: int, text: str, back: str = "/staff/documents") -> Response:
    """A page that says one thing, and where to go on."""
    link = element("a", text_html("前の画面に戻る"), href=back)
    return HTMLResponse(document("お知らせ", words("p", text), element("p", link)), status)
