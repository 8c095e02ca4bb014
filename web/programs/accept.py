"""Which of several formats a request wants, by its Accept header (RFC 9110, 12.5.1) or by a name in the address."""

from __future__ import annotations

from collections.abc import Sequence

from keikaku.graph.sparql.writing import Form

HTML = Form("text/html", "html", ("application/xhtml+xml",))
_LONGEST = 2000
"""Characters of the header that are read; nobody who means something writes more."""


def preferred(header: str, forms: Sequence[Form]) -> Form | None:
    """The format that is wanted most, the first of equals; None where none of them is wanted.

    >>> forms = (Form("text/turtle", "ttl"), Form("application/rdf+xml", "rdf", ("application/xml",)))
    >>> preferred("application/xml;q=0.9, text/turtle;q=0.1", forms).name, preferred("*/*", forms).name
    ('rdf', 'ttl')
    >>> preferred("image/png", forms), preferred("text/turtle;q=0, text/*", forms)
    (None, None)
    """
    wanted = _read(header) or [("*/*", 1.0)]
    weighed = [(_weight(form, wanted), -place) for place, form in enumerate(forms)]
    weight, place = max(weighed)
    return forms[-place] if weight > 0 else None


def named(name: str, forms: Sequence[Form]) -> Form | None:
    """The format of a short name or a media type."""
    return next((form for form in forms if name in {form.name, form.media, *form.also}), None)


def _read(header: str) -> list[tuple[str, float]]:
    found = []
    for part in header[:_LONGEST].split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if media:
            found.append((media, _quality(parameters)))
    return found


def _quality(parameters: Sequence[str]) -> float:
    for name, _, value in (one.partition("=") for one in parameters):
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0


def _weight(form: Form, wanted: Sequence[tuple[str, float]]) -> float:
    """What the nearest name of a format says of it: its own, another of it, its kind, anything."""
    kind = form.media.partition("/")[0] + "/*"
    for names in ({form.media}, set(form.also), {kind}, {"*/*"}):
        weights = [quality for media, quality in wanted if media in names]
        if weights:
            return max(weights)
    return 0.0
