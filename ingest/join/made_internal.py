"""Documents that become internal leave the public graph first: at no moment do both hold them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from keikaku.graph.store.lines import read_documents
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.graph.store.versions import StoreError, StoreMissing
from keikaku.ontology.model.facts import Extraction


class CannotTakeOutError(StoreError):
    """The public graph would hold nothing any more."""


def take_out(
    read: Sequence[Extraction], public: Path, drop: Callable[[frozenset[str]], str | None]
) -> tuple[str, ...]:
    """The files that leave the public store because they were read for the internal one.

    A document is known by its name or its bytes. `drop` publishes the public store without some files and
    gives its data version; None where they are all that it has, which raises CannotTakeOutError.
    """
    names = _there(read, public)
    if names and drop(names) is None:
        raise CannotTakeOutError(
            f"「{'、'.join(sorted(names))}」は公開のグラフにある文書のすべてなので、内部の文書にできません。"
            "公開する文書を先に取り込んでから、もう一度実行してください。"
        )
    return tuple(sorted(names))


def _there(read: Sequence[Extraction], public: Path) -> frozenset[str]:
    """The files of the public graph that are among what was read."""
    try:
        there = read_documents(open_snapshot(public))
    except StoreMissing:
        return frozenset()
    names = {one.document.file for one in read}
    contents = {one.document.digest for one in read}
    return frozenset(one.file for one in there if one.file in names or one.digest in contents)
