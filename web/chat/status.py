"""What the frame of a page tells about the data behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStatus:
    """A document of the graph; `retelling` holds its own words where it says that it is a 見本."""

    file: str
    title: str
    retelling: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """One published version: its digest, numbers with their Japanese names, documents and first questions."""

    data_version: str
    counts: tuple[tuple[str, int], ...] = ()
    documents: tuple[DocumentStatus, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def retellings(self) -> tuple[DocumentStatus, ...]:
        """The documents that are a 見本."""
        return tuple(document for document in self.documents if document.retelling)

    def to_dict(self) -> dict[str, Any]:
        """The answer of ``GET /api/status``."""
        return {
            "data_version": self.data_version,
            "counts": dict(self.counts),
            "documents": [
                {"file": one.file, "title": one.title, "retelling": one.retelling} for one in self.documents
            ],
            "examples": list(self.examples),
        }
