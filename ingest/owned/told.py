"""What is told of an initiative in its section: a label and a value, from whatever line or cell."""

from __future__ import annotations

from dataclasses import dataclass

from keikaku.ingest.grid.model import Kept
from keikaku.ingest.grid.words import is_label
from keikaku.ingest.outline.nodes import concept_of

AIMS = ("TARGET", "INDICATOR")
NAMES = ("", "TITLE", "PILLAR", "FIELD", "RESPONSIBLE")
"""Concepts in whose words names end too."""


@dataclass(frozen=True, slots=True)
class Told:
    """A value with its label, of the initiative that is the draft at `owner`; a target, or an attribute."""

    owner: int
    kept: Kept
    is_target: bool = False


def names_label(text: str) -> bool:
    """Whether a text labels by its words: the word of a head, or a name that ends with one of a value.

    >>> names_label("事業費"), names_label("昨年度の事業費"), names_label("海の環境")
    (True, True, False)
    """
    return is_label(text) or concept_of(text) not in NAMES
