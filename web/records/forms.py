"""What a form of a page sends: a few short fields, read within bounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from keikaku.web.api.routes import read_body

if TYPE_CHECKING:
    from starlette.requests import Request

LONGEST = 32 << 10  # bytes; 500 characters of a comment are 4,500 where each is three escaped bytes
FIELDS = 20


async def read_form(request: Request) -> Mapping[str, str] | None:
    """The fields of a form by name, each once; None where it is too large.

    What is no form has no fields, and what a form holds beyond its fields is not read.
    """
    body = await read_body(request)
    if body is None or len(body) > LONGEST:
        return None
    try:
        found = parse_qs(body.decode("utf-8", "replace"), max_num_fields=FIELDS)
    except ValueError:
        return {}
    return {name: values[0] for name, values in found.items()}
