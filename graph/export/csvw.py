"""What the columns of a CSV file are, for readers of CSV on the Web (W3C, tabular metadata)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from keikaku.graph.export.heads import japanese_heads
from keikaku.graph.export.tables import COLUMNS

SUFFIX = ".csv-metadata.json"
"""Behind the name of a table: where a reader looks for the description of NAME.csv."""
TYPES: Mapping[str, str] = {
    **dict.fromkeys(("iri", "from", "to"), "anyURI"),
    **dict.fromkeys(("fiscal_year", "from_year", "to_year", "page", "line"), "integer"),
    **dict.fromkeys(("value", "score"), "decimal"),
}
"""The columns that hold no plain text; municipal codes are text, for their zeros."""
JOINED = ("departments", "sections", "targets", "reasons", "themes")
"""Columns whose cells hold several values."""


def metadata(table: str, language: str = "ja") -> bytes:
    """The description of a table's CSV file, beside which it stands."""
    heads = japanese_heads(table)
    columns = [_column(name, head) for name, head in zip(COLUMNS[table], heads, strict=True)]
    told = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        "url": f"{table}.csv",
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n", "\n"], "header": True},
        "tableSchema": {"columns": columns},
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _column(name: str, head: str) -> dict[str, Any]:
    told: dict[str, Any] = {"name": name, "titles": {"und": name}, "dc:description": head}
    told["datatype"] = TYPES.get(name, "string")
    return told | ({"separator": "; "} if name in JOINED else {})
