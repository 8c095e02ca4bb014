"""The web application and the loop that serves it."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from web.asking import Answering, guarded
from web.offline import stay_home
from web.status import Status
from web.texts import ADDRESS_IN_USE, SERVING

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.routing import BaseRoute

GRACE = 3  # seconds that open pages get when the server ends


class CannotServeError(Exception):
    """The address is not to be had; says why, in Japanese, and what to do."""


def create_app(
    answering: Answering, status: Callable[[], Status], pages: Sequence[BaseRoute] = ()
) -> FastAPI:
    """The chat and the JSON routes over one answering function, and pages beside them.

    Imports Gradio, which takes seconds.
    """
    stay_home()
    import gradio  # noqa: PLC0415  # only a server pays for this import
    from fastapi import FastAPI  # noqa: PLC0415

    from web.api import routes  # noqa: PLC0415
    from web.middleware import Protection  # noqa: PLC0415
    from web.page import build_page, mount_options  # noqa: PLC0415

    ask = guarded(answering)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, routes=[*routes(ask, status), *pages])
    app.add_middleware(Protection)
    mounted: FastAPI = gradio.mount_gradio_app(app, build_page(ask, status), path="/", **mount_options())
    return mounted


def serve(
    answering: Answering,
    status: Callable[[], Status],
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    pages: Sequence[BaseRoute] = (),
) -> None:
    """Serves until SIGTERM or Ctrl+C, saying in one line where; port 0 takes any free one.

    Raises `CannotServeError` where the address is taken or not this machine's.
    """
    listening = _listening(host, port)
    app = create_app(answering, status, pages)
    print(SERVING.format(address=_address(listening)), flush=True)
    _run(app, listening)


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CannotServeError(ADDRESS_IN_USE.format(host=host, port=port, reason=reason)) from error


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _run(app: FastAPI, listening: socket.socket) -> None:
    import uvicorn  # noqa: PLC0415

    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=GRACE)
    server = uvicorn.Server(config)
    # open pages are cut off after the grace; each would leave a traceback of its own behind
    logging.getLogger("uvicorn.error").addFilter(lambda _: not server.should_exit)
    # uvicorn repeats the signal that ended it: an ending that was asked for is no failure
    for wanted in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wanted, _ended)
    server.run(sockets=[listening])


def _ended(*_: Any) -> None:
    """Lets a signal that was already obeyed pass."""
