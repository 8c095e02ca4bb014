"""What the tests of the reading side share: extractions of texts, and their initiatives as plain rows."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from keikaku.ingest.extract import extract
from keikaku.ingest.source import Source
from keikaku.ontology.model.facts import Extraction, Initiative, Target

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parents[1] / "cases"


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file, one a line."""
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines() if line]


def extraction(text: str, file: str = "made_up.txt", city: str | None = None) -> Extraction:
    """What is made of a text."""
    return extract(Source(file, "digest", text), city)


def folded(text: str) -> str:
    """Character width and white space aside."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def rows(found: Extraction) -> Iterator[dict[str, Any]]:
    """The initiatives as a table has them, in the order of the document."""
    labels = {fact.key: getattr(fact, "label", "") for fact in found.facts}
    for fact in found.facts:
        if isinstance(fact, Initiative):
            targets = [t.text for t in found.facts if isinstance(t, Target) and t.subject == fact.key]
            yield {
                "label": fact.label,
                "pillar": labels.get(fact.pillar or ""),
                "field": labels.get(fact.field or ""),
                "departments": [labels[key] for key in fact.departments],
                "sections": [labels[key] for key in fact.sections],
                "whole_city": fact.whole_city,
                "fiscal_year": fact.fiscal_year,
                "targets": targets,
            }
