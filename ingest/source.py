"""What a reader gives: the text of a file, and what its lines are beside their characters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from keikaku.ontology.model.facts import Part

CELL_BREAK = "\u2028"
"""A line that was ended on purpose inside a cell of a table; the normal form has a newline for it."""


class Unreadable(ValueError):  # noqa: N818 - it says what the file is
    """Why nothing can be taken from a file, in Japanese, without a full stop; `step` is what to do next."""

    def __init__(self, reason: str, step: str = "UTF-8 のテキストで保存し直してください。") -> None:
        """Keep the reason and the next step."""
        self.reason, self.step = reason, step
        super().__init__(f"{reason}。{step}")


@dataclass(frozen=True, slots=True)
class Hint:
    """What a reader knows of a line that its characters do not say.

    `lead` is what people see before the text and no text holds: a bullet, an automatic number, ``## `` for
    the rank of a heading. `furniture` is the reason in Japanese why the line is no text of the document.
    """

    lead: str = ""
    row: bool = False  # of a table: tabs part the cells, and `CELL_BREAK` the lines inside one
    furniture: str = ""
    table: int = 0  # which table of the document a row belongs to
    filled: tuple[tuple[int, str], ...] = ()  # the columns that a merged cell reaches into, and its text


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file, with hints by the number of their line, and the parts that lines are counted in."""

    text: str
    hints: Mapping[int, Hint] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    faults: tuple[str, ...] = ()  # what could not be read although the file was, as sentences


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its name, the digest of its bytes, and its content."""

    file: str
    digest: str
    text: str
    hints: Mapping[int, Hint] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    faults: tuple[str, ...] = ()
