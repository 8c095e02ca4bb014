"""The staff's door: who may pass it, and the form that opens it, or the login of a provider.

Everything below ``/staff`` is refused to whoever is not logged in, whatever is mounted there: the guard knows
the path and no route. Where there never was an account the door is open to this machine alone.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from hmac import compare_digest
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from keikaku.web.guard.accounts import AccountsError
from keikaku.web.guard.handed import Handed
from keikaku.web.guard.limits import LOGIN, is_loopback
from keikaku.web.guard.oidc import Flow, NotAllowedError, Provider, ProviderError
from keikaku.web.guard.passwords import COME_BACK, PasswordChecks, TooManyWaitingError
from keikaku.web.guard.refusing import refuse
from keikaku.web.guard.sessions import (
    FLOW,
    FLOW_MINUTES,
    FORM,
    FORM_MINUTES,
    HOURS,
    SESSION,
    Sessions,
    cookies,
)
from keikaku.web.html.rooted import told_base
from keikaku.web.html.templating import page
from keikaku.web.html.texts import ACCOUNTS_BROKEN, ACCOUNTS_LOST, LOGIN_FIRST, OTHER_SITE, STAFF_HERE_ONLY

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

log = logging.getLogger(__name__)

DOOR = "/staff"
HOME = "/staff/"
BUSY = 503
OIDC, BACK = f"{LOGIN}/oidc", f"{LOGIN}/back"
PROVIDER_THREADS = 4
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class StaffGuard:
    """Lets through what is not below the door, the way in, and who is logged in, here or at the proxy."""

    def __init__(self, app: ASGIApp, sessions: Sessions, handed: Handed | None = None) -> None:
        self.app, self.sessions, self.handed = app, sessions, handed or Handed()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or one websocket."""
        if scope["type"] not in {"http", "websocket"} or not _below(scope["path"]):
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if from_elsewhere(scope, headers):
            await _no(scope, receive, send, 403, OTHER_SITE)
            return
        refusal = await run_in_threadpool(self._refusal, scope, headers)
        if not refusal:
            await self.app(scope, receive, send)
        elif refusal != LOGIN_FIRST:
            await _no(scope, receive, send, 403, refusal)
        elif scope["type"] == "http" and scope["method"] == "GET" and b"html" in headers.get(b"accept", b""):
            await RedirectResponse(f"{LOGIN}?next={quote(_wanted(scope))}", 303)(scope, receive, send)
        else:
            await _no(scope, receive, send, 401, LOGIN_FIRST)

    def _refusal(self, scope: Scope, headers: Mapping[bytes, bytes]) -> str:
        """Why the door stays closed, as the sentence to show; empty where it opens.

        It opens without a login where there never was an account, and not where they are there no more.
        """
        cookie, elsewhere = cookies(headers).get(SESSION, ""), bool(self.sessions.granted)
        way_in = elsewhere and scope["path"] in {OIDC, BACK}
        if way_in or self.handed.name(scope) or self.sessions.is_granted(cookie):
            return ""
        accounts, is_login = self.sessions.accounts, scope["path"] == LOGIN
        try:
            if accounts.hashes():
                named = is_login or self.sessions.name(cookie)
                return "" if named else LOGIN_FIRST
            if accounts.lost() and not elsewhere:
                return ACCOUNTS_LOST
        except (AccountsError, OSError) as error:
            log.warning("the staff's door is closed: %s", error)
            return ACCOUNTS_BROKEN
        if self.handed or elsewhere:
            return "" if is_login else LOGIN_FIRST
        return "" if is_login or from_here(scope, headers) else STAFF_HERE_ONLY


def _below(path: str) -> bool:
    return path == DOOR or path.startswith(HOME)


def _wanted(scope: Scope) -> str:
    """The path of a request with its query: a permanent link leads to its answer after the login too."""
    query = scope["query_string"].decode("latin-1")
    return f"{scope['path']}?{query}" if query else str(scope["path"])


def from_here(scope: Scope, headers: Mapping[bytes, bytes]) -> bool:
    """True where both ends are this machine, and no proxy stands between.

    The name counts as well as the address: a foreign page may give its own name this machine's address.
    """
    host = _name_of(headers.get(b"host", b"").decode("latin-1"))
    client = (scope.get("client") or ("", 0))[0]
    passed_on = any(name.startswith((b"x-forwarded", b"forwarded", b"x-real-ip", b"via")) for name in headers)
    return is_loopback(host) and is_loopback(client) and not passed_on


def _name_of(host: str) -> str:
    """The name in a Host header without its port; empty where it is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def from_elsewhere(scope: Scope, headers: Mapping[bytes, bytes]) -> bool:
    """True for a request that changes something and comes from a page of another site."""
    origin = headers.get(b"origin")
    if origin is None or (scope["type"] == "http" and scope["method"] in SAFE_METHODS):
        return False
    return origin.partition(b"://")[2] != headers.get(b"host", b"")


async def _no(scope: Scope, receive: Receive, send: Send, status: int, sentence: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    await refuse(scope, send, status, sentence)


def oidc_routes(sessions: Sessions, provider: Provider) -> list[BaseRoute]:
    """The way to the provider and back; it is asked on a few threads, so that a slow one stops no page."""
    few = CapacityLimiter(PROVIDER_THREADS)

    async def leave(request: Request) -> Response:
        target = _next(request.query_params.get("next", ""))
        try:
            address, flow = await run_sync(provider.leave, _back(), limiter=few)
        except ProviderError:
            return _form(request, sessions, target, "login_away", BUSY)
        response = RedirectResponse(address, 303)
        _keep(response, request, (FLOW, sessions.sent_off((*flow, target))), FLOW_MINUTES * 60)
        return response

    async def back(request: Request) -> Response:
        *kept, target = sessions.came_back(request.cookies.get(FLOW, "")) or ("",)
        state, code = (request.query_params.get(name, "") for name in ("state", "code"))
        if not kept or not compare_digest(kept[0].encode(), state.encode("utf-8", "replace")):
            return _form(request, sessions, _next(target), "login_stale")
        try:
            name = await run_sync(provider.arrived, _back(), code, Flow(*kept), limiter=few)
        except ProviderError:
            return _form(request, sessions, _next(target), "login_not_proved")
        except NotAllowedError:
            return _form(request, sessions, _next(target), "login_not_allowed")
        response = RedirectResponse(_next(target), 303)
        _keep(response, request, (SESSION, sessions.grant(name)), HOURS * 3600)
        response.delete_cookie(FLOW, path=DOOR)
        return response

    return [Route(OIDC, leave, methods=["GET"]), Route(BACK, back, methods=["GET"])]


def _back() -> str:
    """Where the provider sends the browser to, as the house told it to the provider."""
    return f"{told_base()}{BACK.removeprefix('/')}"


def login_routes(sessions: Sessions) -> list[BaseRoute]:
    """The form, what it sends, and the way out."""
    checks = PasswordChecks(sessions.accounts.verify)

    async def show(request: Request) -> Response:
        return _form(request, sessions, _next(request.query_params.get("next", "")))

    async def enter(request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        target = _next(form.get("next", ""))
        if not sessions.fits(form.get("token", ""), request.cookies.get(FORM, "")):
            return _form(request, sessions, target, "login_stale")
        name, password = form.get("name", "").strip(), form.get("password", "")
        try:
            is_right = await checks.right(name, password)
        except TooManyWaitingError:
            return _form(request, sessions, target, "login_busy", BUSY)
        if not is_right:
            return _form(request, sessions, target, "login_wrong")
        response = RedirectResponse(target, 303)
        cookie = (SESSION, await run_in_threadpool(sessions.open, name))
        _keep(response, request, cookie, HOURS * 3600)
        return response

    async def leaving(request: Request) -> Response:
        return page(request, "logout.html")

    async def leave(request: Request) -> Response:
        await run_in_threadpool(sessions.end, request.cookies.get(SESSION, ""))
        response = RedirectResponse(LOGIN, 303)
        response.delete_cookie(SESSION, path=DOOR)
        return response

    return [
        Route(LOGIN, show, methods=["GET"]),
        Route(LOGIN, enter, methods=["POST"]),
        Route("/staff/logout", leaving, methods=["GET"]),
        Route("/staff/logout", leave, methods=["POST"]),
    ]


def _form(
    request: Request, sessions: Sessions, target: str, problem: str = "", status: int = 403
) -> Response:
    """The form, with what was wrong; where it was the crowd, also when to come back."""
    token, nonce = sessions.form()
    elsewhere = f"{OIDC}?next={quote(target)}" if sessions.granted else ""
    told = {"token": token, "next": target, "problem": problem, "seconds": COME_BACK, "elsewhere": elsewhere}
    response = page(request, "login.html", status if problem else 200, **told)
    if status == BUSY:
        response.headers["retry-after"] = str(COME_BACK)
    _keep(response, request, (FORM, nonce), FORM_MINUTES * 60, strict=True)
    return response


def _keep(
    response: Response, request: Request, cookie: tuple[str, str], age: int, *, strict: bool = False
) -> None:
    """A cookie that no script reads, for this door alone, over https only where the page came over it."""
    response.set_cookie(
        *cookie,
        max_age=age,
        path=DOOR,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict" if strict else "lax",
    )


def _next(target: str) -> str:
    r"""Where a login leads: a path below the door and nowhere else.

    >>> [_next(path) for path in ("/staff/links", "//a/", "/staff/..//a", "https://a/", "/staff/\\a", "")]
    ['/staff/links', '/staff/', '/staff/', '/staff/', '/staff/', '/staff/']
    >>> _next("/staff/answer?q=a..b"), _next("/staff/answer?q=a\r\nb")
    ('/staff/answer?q=a..b', '/staff/')
    """
    path, _, query = target.partition("?")
    plain = path.startswith(HOME) and not any(sign in path for sign in ("//", "\\", ".."))
    plain = plain and not any(sign in target for sign in "\r\n\\") and query.isascii()
    return target if plain and not target.startswith((LOGIN, "/staff/logout")) else HOME
