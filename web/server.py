"""The web application with its two doors, and the loop that serves it."""

from __future__ import annotations

import logging
import os
import signal
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from keikaku.graph.export.publication import Publication
from keikaku.ontology.model.vocabulary import BASE
from keikaku.web.chat.asking import Answering, InternalPart, guarded
from keikaku.web.chat.status import Status
from keikaku.web.guard.handed import Handed
from keikaku.web.guard.limits import CONNECTIONS, HEAD_SECONDS, is_loopback
from keikaku.web.guard.offline import stay_home
from keikaku.web.guard.oidc import Oidc, Provider
from keikaku.web.html.texts import ACCOUNTS_LOST, ADDRESS_IN_USE, NO_ACCOUNTS, OPEN_DOOR, SERVING

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp
    from uvicorn import Server

    from keikaku.qa.world.world import World
    from keikaku.web.chat.permanent import Earlier
    from keikaku.web.guard.accounts import Accounts
    from keikaku.web.guard.limits import Network
    from keikaku.web.records.kept import Door, Records

GRACE = 3  # seconds that open pages get when the server ends


def _none_kept(_version: str) -> None:
    """No version but the current one."""


class CannotServeError(Exception):
    """The pages cannot be served there; says why, in Japanese, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the doors stand on: answers, the frame, the graph, who is staff, and who is never slowed down.

    `staff` are further routes below /staff; they stand behind the same guard as the chat. `earlier` answers
    on a version before the current one. `records` keeps what people leave behind; without them no page asks
    for it and nothing is kept. `internal` answers there from what no other page opens. `key` signs the
    sessions; without one they end with the process. `ended` is the file of those that were logged out.
    `root` is the path of its host below which the site stands, `base` the address under which its things are
    told, `cors` the origin whose pages may read the doors for programs, `publication` what those tell of the
    data, `handed` the proxy that may say who is logged in, `oidc` the provider where staff log in.
    """

    answering: Answering
    status: Callable[[], Status]
    world: Callable[[], World]
    accounts: Accounts
    exempt: tuple[Network, ...] = ()
    staff: Sequence[BaseRoute] = ()
    records: Records | None = None
    internal: InternalPart | None = None
    key: str = ""
    ended: Path | None = None
    root: str = ""
    base: str = BASE
    cors: str = ""
    publication: Publication = field(default_factory=Publication)
    earlier: Earlier = _none_kept
    handed: Handed = field(default_factory=Handed)
    oidc: Oidc = field(default_factory=Oidc)


def create_app(site: Site) -> FastAPI:
    """Every page with the chat at /staff/; imports Gradio, which takes seconds."""
    stay_home()
    return _with_chat(pages_app(site), site)


def pages_app(site: Site) -> FastAPI:
    """All but the chat: citizens' pages at /, staff's below /staff/ behind their guard, JSON below /api/."""
    from fastapi import FastAPI  # noqa: PLC0415  # only a server pays for these imports

    from keikaku.web.api.routes import routes  # noqa: PLC0415
    from keikaku.web.citizens.answer_page import answer_routes  # noqa: PLC0415
    from keikaku.web.citizens.picture import Pictures  # noqa: PLC0415
    from keikaku.web.citizens.public import Public  # noqa: PLC0415
    from keikaku.web.guard.ended import Ended  # noqa: PLC0415
    from keikaku.web.guard.limits import RateLimit  # noqa: PLC0415
    from keikaku.web.guard.middleware import Protection  # noqa: PLC0415
    from keikaku.web.guard.sessions import HOURS, Sessions, new_key  # noqa: PLC0415
    from keikaku.web.guard.staff import StaffGuard, login_routes, oidc_routes  # noqa: PLC0415
    from keikaku.web.html.rooted import Rooted  # noqa: PLC0415
    from keikaku.web.programs.doors import program_routes  # noqa: PLC0415
    from keikaku.web.programs.sharing import Sharing  # noqa: PLC0415
    from keikaku.web.records.kept import Door  # noqa: PLC0415

    asked = {door: _heard(site, door) for door in Door}

    def earlier(version: str) -> Answering | None:
        found = site.earlier(version)
        return guarded(found) if found else None

    ended = Ended(site.ended, HOURS * 3600)
    sessions = Sessions(site.accounts, site.key or new_key(), ended, site.oidc.mark)
    served = [
        *routes(asked[Door.PUBLIC], site.status, site.world),
        *Public(asked[Door.PUBLIC], site.status, site.world, earlier, site.records).routes(),
        *Pictures(site.world, site.status).routes(),
        *login_routes(sessions),
        *(oidc_routes(sessions, Provider(site.oidc)) if site.oidc else ()),
        *answer_routes(asked[Door.STAFF], site.world, earlier),
        *_record_routes(site),
        *site.staff,
        *program_routes(site),
    ]
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, routes=served)
    for status in (404, 405):
        app.add_exception_handler(status, _not_found)
    app.add_middleware(StaffGuard, sessions=sessions, handed=site.handed)
    app.add_middleware(RateLimit, exempt=site.exempt)
    app.add_middleware(Sharing, origin=site.cors)
    app.add_middleware(Protection)  # its headers stand on refusals too
    app.add_middleware(
        Rooted, root=site.root, base=site.base
    )  # the outermost: nothing inside knows of the path
    return app


def _with_chat(app: FastAPI, site: Site) -> FastAPI:
    """The chat at the staff's door, which is told of the path below which the site stands."""
    import gradio  # noqa: PLC0415  # after `stay_home`
    from starlette.routing import Mount  # noqa: PLC0415

    from keikaku.web.chat.page import build_page, mount_options  # noqa: PLC0415
    from keikaku.web.guard.staff import DOOR  # noqa: PLC0415
    from keikaku.web.html.rooted import Restored, below  # noqa: PLC0415
    from keikaku.web.records.kept import Door  # noqa: PLC0415

    ask = _heard(site, Door.STAFF)
    internal = site.internal and replace(site.internal, answering=guarded(site.internal.answering))
    with below(site.root):
        chat = build_page(ask, site.status, site.world, lambda: bool(site.accounts.hashes()), internal)
    mounted: FastAPI = gradio.mount_gradio_app(
        app, chat, path=DOOR, root_path=f"{site.root}{DOOR}", **mount_options()
    )
    mount = next(route for route in mounted.routes if isinstance(route, Mount) and route.path == DOOR)
    mount.app = Restored(mount.app, site.root)
    return mounted


def _heard(site: Site, door: Door) -> Answering:
    """The answers of a door: no fault passes, and what is to be kept is written down."""
    ask = guarded(site.answering)
    return site.records.listening(ask, door) if site.records else ask


def _record_routes(site: Site) -> list[BaseRoute]:
    from keikaku.web.citizens.feedback import feedback_routes  # noqa: PLC0415
    from keikaku.web.records.routes import record_routes  # noqa: PLC0415

    if site.records is None:
        return []
    return [*feedback_routes(site.records, site.world), *record_routes(site.records)]


def _not_found(request: Request, error: Exception) -> Response:
    from keikaku.web.guard.problems import CODES, PROGRAMS, SENTENCES, problem  # noqa: PLC0415
    from keikaku.web.guard.refusing import message  # noqa: PLC0415  # Jinja, as the pages that it stands beside

    status = getattr(error, "status_code", 404)
    if request.url.path.startswith(PROGRAMS):
        refused = problem(status, CODES[status], SENTENCES[status])
    else:
        refused = message(request, status, "not_found")
    refused.headers.update(getattr(error, "headers", None) or {})
    return refused


def serve(site: Site, *, host: str = "127.0.0.1", port: int = 7860, connections: int = CONNECTIONS) -> None:
    """Serves until SIGTERM or Ctrl+C, saying in one line where; port 0 takes any free one.

    `connections` are open at once from one address at most. Raises `CannotServeError` where the address is
    taken or not this machine's, and where it is open to others while nobody has an account.
    """
    known = bool(site.handed or site.oidc or site.accounts.hashes())
    if not known and not is_loopback(host):
        raise CannotServeError(NO_ACCOUNTS.format(host=host))
    waiting = listening(host, port)
    app = create_app(site)
    print(SERVING.format(address=_address(waiting, site.root)), flush=True)
    if not known:
        print(ACCOUNTS_LOST if site.accounts.lost() else OPEN_DOOR, flush=True)
    run(app, waiting, connections)


def listening(host: str, port: int) -> socket.socket:
    """A socket that waits there; raises `CannotServeError`."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CannotServeError(ADDRESS_IN_USE.format(host=host, port=port, reason=reason)) from error


def _address(waiting: socket.socket, root: str) -> str:
    host, port = waiting.getsockname()[:2]
    return f"http://[{host}]:{port}{root}/" if ":" in host else f"http://{host}:{port}{root}/"


def uvicorn_server(app: ASGIApp, connections: int = CONNECTIONS, seconds: float = HEAD_SECONDS) -> Server:
    """What speaks HTTP; it believes X-Forwarded-For and -Proto of this machine or FORWARDED_ALLOW_IPS.

    `seconds` are what the head of a request may take.
    """
    import uvicorn  # noqa: PLC0415
    from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware  # noqa: PLC0415

    from keikaku.web.guard.connections import Connections, GuardedProtocol  # noqa: PLC0415
    from keikaku.web.guard.handed import Peer, trusted_proxies  # noqa: PLC0415

    trusted = trusted_proxies(os.environ.get("FORWARDED_ALLOW_IPS"))
    config = uvicorn.Config(
        Peer(ProxyHeadersMiddleware(app, trusted)),  # type: ignore[arg-type]
        proxy_headers=False,  # they are believed inside of what remembers the connection
        http=partial(GuardedProtocol, connections=Connections(connections, seconds)),  # type: ignore[arg-type]
        ws="none",  # nothing here speaks it, and its connections would not be counted
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    return uvicorn.Server(config)


def run(app: FastAPI, waiting: socket.socket, connections: int = CONNECTIONS) -> None:
    """Serves on a socket until SIGTERM or Ctrl+C, and ends within seconds whoever is connected."""
    server = uvicorn_server(app, connections)
    # open pages are cut off after the grace; each would leave a traceback of its own behind
    logging.getLogger("uvicorn.error").addFilter(lambda _: not server.should_exit)
    # uvicorn repeats the signal that ended it: an ending that was asked for is no failure
    for wanted in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wanted, _ended)
    server.run(sockets=[waiting])


def _ended(*_: Any) -> None:
    """Lets a signal that was already obeyed pass."""
