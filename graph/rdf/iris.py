"""The only place where a key becomes an IRI, and an IRI a key again."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import NamedNode

from keikaku.ontology.model.values import Key


def iri(key: Key, base: str) -> str:
    """The IRI of a key.

    >>> iri("みどり市/department/企画部", "http://127.0.0.1:7860/")
    'http://127.0.0.1:7860/id/みどり市/department/企画部'
    """
    return f"{base}id/{key}"


def key_of(address: str, base: str) -> Key:
    """The key of an IRI that was minted under the base; any other comes back as it is.

    >>> key_of("http://127.0.0.1:7860/id/みどり市/department/企画部", "http://127.0.0.1:7860/")
    'みどり市/department/企画部'
    """
    return address.removeprefix(f"{base}id/")


@lru_cache(maxsize=65536)
def node(address: str) -> NamedNode:
    """The node of an IRI; the same few are asked for again and again."""
    return NamedNode(address)


def node_of(key: Key, base: str) -> NamedNode:
    """The node of a key."""
    return node(iri(key, base))
