"""Content that stays what it is as long as the data version does: an ETag, 304, and nothing sent twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.responses import Response

from keikaku.web.html.rooted import told_base

if TYPE_CHECKING:
    from starlette.requests import Request


def tag(data_version: str, *more: str) -> str:
    """The ETag of something that a version, a base and nothing else but the names given decide.

    >>> tag("abc", "a.ttl") == tag("abc", "a.ttl"), tag("abc", "a.ttl") == tag("abc", "a.nt")
    (True, False)
    """
    rest = sha256("\n".join((told_base(), *more)).encode("utf-8", "replace")).hexdigest()[:8]
    return f'"{data_version}-{rest}"'


def is_known(request: Request, etag: str) -> bool:
    """Whether whoever asks has it already (If-None-Match)."""
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    return etag in known or "*" in known


def kept(
    request: Request, etag: str, media: str, content: Callable[[], bytes], headers: Mapping[str, str]
) -> Response:
    """The content, made where it is not known yet."""
    told = {"etag": etag, "cache-control": "no-cache", **headers}
    if is_known(request, etag):
        return Response(status_code=304, headers=told)
    return Response(content(), media_type=media, headers=told)
