"""An answer's table as a person takes it along: rows of plain text, one cell a cell of a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from keikaku.graph.files.sheets import tsv
from keikaku.qa.telling.answer import Citation, Item, further
from keikaku.web.chat.table import cited, place, years
from keikaku.web.html import texts
from keikaku.web.html.markup import seen

COLUMNS = (
    texts.INITIATIVE,
    texts.RESPONSIBLE,
    texts.PILLAR,
    texts.FIELD,
    texts.PLAN,
    texts.YEARS,
    texts.DOCUMENT,
    texts.PLACE,
    texts.WORDS,
)


def copied_table(items: Sequence[Item], citations: Sequence[Citation]) -> str:
    """The items with tabs between their cells; columns that say nothing of any item are left out."""
    rows = [_row(item, items, citations) for item in items]
    known = (*COLUMNS, *(one.ja for one in further()))
    columns = [name for name in known if any(row[name] for row in rows)]
    return tsv(columns, rows) if rows else ""


def _row(item: Item, items: Sequence[Item], citations: Sequence[Citation]) -> dict[str, Any]:
    first = next((one for _, one in cited(item, items, citations)), None)
    row = {
        texts.INITIATIVE: item.label,
        texts.RESPONSIBLE: "; ".join((*item.departments, *item.sections)),
        texts.PILLAR: item.pillar or "",
        texts.FIELD: item.field or "",
        texts.PLAN: item.plan or "",
        texts.YEARS: years(item),
        texts.DOCUMENT: first.document if first else "",
        texts.PLACE: place(first) if first else "",
        texts.WORDS: first.quote if first else "",
        **{one.ja: "; ".join(item.told(one.name)) for one in further()},
    }
    return {name: _plain(value) for name, value in row.items()}


def _plain(text: str) -> str:
    """Text on one line, without what no reader sees."""
    return text if text.isprintable() else seen(" ".join(text.splitlines()).replace("\t", " "))
