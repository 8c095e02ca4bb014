"""Some lines of a document and what they are."""

from __future__ import annotations

from dataclasses import dataclass

from keikaku.ingest.grid.tabular import Table
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.signs.markers import Marker
from keikaku.ingest.signs.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Some lines and what they are: heading, title, units, targets, item, prose, table, furniture, note."""

    role: str
    lines: tuple[Line, ...]
    reason: str  # the rule, in Japanese, for `build --explain`
    text: str = ""  # the document's own characters, wrapped lines joined, without the marker
    marker: Marker | None = None
    units: tuple[Unit, ...] = ()
    table: Table | None = None
    depth: int = 0  # how many headings stand above it

    @property
    def kind(self) -> str:
        """The marker's kind, or the role where it has none."""
        return self.marker.kind if self.marker else self.role
