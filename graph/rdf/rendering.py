"""At the door: what is stored under the fixed base of the store is told under the base that was set.

Nothing that is stored, digested or asked inside knows of a set base, so that an address can be set without a
build (docs/decisions/0028-stored-under-one-base.md).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, Quad

from keikaku.graph.rdf.iris import node
from keikaku.ontology.model.vocabulary import BASE

ADDRESSES = frozenset({"iri", "from", "to", "initiative"})
"""The fields of answers, hits and records that hold an IRI."""
QUERIES = frozenset({"sparql"})
"""Those that hold a text with IRIs in it."""
_UNFIT = frozenset('<>"{}|^`\\?# ')


def base_of(text: str) -> str:
    """The base as IRIs begin with it, with a slash behind; raise ValueError for what no IRI begins with.

    >>> base_of("https://keikaku.example/plans")
    'https://keikaku.example/plans/'
    >>> base_of("keikaku.example")
    Traceback (most recent call last):
    ValueError: keikaku.example
    """
    found = urlsplit(text)
    plain = found.scheme in {"http", "https"} and found.hostname and "@" not in found.netloc
    if not plain or _UNFIT & set(text) or not text.isprintable():
        raise ValueError(text)
    return text.rstrip("/") + "/"


def anew(address: str, base: str, old: str = BASE) -> str:
    """An IRI under another base; one that the old base did not mint stays as it is.

    >>> anew("http://127.0.0.1:7860/id/fy/2026", "https://keikaku.example/")
    'https://keikaku.example/id/fy/2026'
    """
    return base + address.removeprefix(old) if address.startswith(old) else address


def moved(quad: Quad, base: str, old: str = BASE) -> Quad:
    """A quad under another base."""
    if old == base:
        return quad
    parts: list[Any] = [quad.subject, quad.predicate, quad.object, quad.graph_name]
    return Quad(*(node(anew(p.value, base, old)) if isinstance(p, NamedNode) else p for p in parts))


def rendered(plain: Any, base: str, old: str = BASE) -> Any:
    """A JSON value with its IRIs, and its queries, under another base; quotes and texts stay word for word.

    >>> rendered({"items": [{"iri": "http://127.0.0.1:7860/id/a", "label": "A"}]}, "https://k.example/")
    {'items': [{'iri': 'https://k.example/id/a', 'label': 'A'}]}
    """
    if old == base:
        return plain
    if isinstance(plain, list | tuple):
        return [rendered(one, base, old) for one in plain]
    if isinstance(plain, dict):
        return {name: _field(name, value, base, old) for name, value in plain.items()}
    return plain


def _field(name: str, value: Any, base: str, old: str) -> Any:
    if isinstance(value, str) and name in ADDRESSES:
        return anew(value, base, old)
    if isinstance(value, str) and name in QUERIES:
        return queried(value, base, old)
    return rendered(value, base, old)


def queried(text: str, base: str, old: str = BASE) -> str:
    """A query of ours as it runs where the graph is told under another base."""
    return text.replace(f"<{old}", f"<{base}")
