"""What could not be done, as programs read it (RFC 9457): a code that stays, and the sentence for people."""

from __future__ import annotations

import json
from collections.abc import Mapping

from starlette.responses import Response

MEDIA = "application/problem+json"
TITLES = {
    400: "Bad request",
    403: "Read only",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    410: "Gone",
    413: "Too large",
    415: "Unsupported media type",
    416: "Range not satisfiable",
    429: "Too many requests",
    500: "Broken",
    503: "Not now",
}


PROGRAMS = ("/api/v1", "/data/", "/sparql", "/mcp", "/openapi.json")
"""Doors where every refusal is such a problem."""
CODES = {404: "not_found", 405: "method", 411: "no_length", 413: "too_large", 429: "too_many"}
"""The code of a refusal that was made before its door was reached."""
SENTENCES = {
    404: "その番地はありません。/openapi.json か /api に、使える番地の一覧があります。",
    405: "その番地は、そのやり方では使えません。応答の Allow にあるやり方で送ってください。",
}
"""Its sentence for programs."""


def problem(status: int, code: str, sentence: str, headers: Mapping[str, str] | None = None) -> Response:
    """The response of a problem."""
    told = {
        "type": f"urn:keikaku:problem:{code}",
        "title": TITLES.get(status, "Problem"),
        "status": status,
        "code": code,
        "detail": sentence,
    }
    body = json.dumps(told, ensure_ascii=False).encode()
    return Response(body, status_code=status, media_type=MEDIA, headers=dict(headers or {}))
