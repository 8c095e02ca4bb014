"""The facts pack: Markdown and CSV with the words behind each fact, for an assistant that a city has.

One file a plan and one a unit, so that whoever cuts texts into pieces keeps what belongs together; each entry
names its document, its place and its exact words. The same version gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from keikaku.graph.export.heads import japanese_heads
from keikaku.graph.export.tables import COLUMNS, TABLES, WHOLE_CITY
from keikaku.graph.files.sheets import csv_bytes
from keikaku.graph.rdf.rendering import ADDRESSES, anew
from keikaku.graph.store.snapshot import Snapshot
from keikaku.ontology.model.names import digest

SUFFIX = ".facts.zip"
"""The end of a pack's name, by which `export` knows it."""
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f.]')
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|])")
_ABOUT = """# {name}の事実集

データの版 {version}。文書にあることだけを、出典（文書、ページか行、原文）を付けて収めています。
ここにないことは、文書に記載がないか、読み取れていません。答えには出典を添えてください。

- `plans/`: 計画ごとの施策、目標、指標の値
- `units/`: 部、課ごとの施策
- `*.csv`: 同じ内容の表。一行に一つの事実と、その出典
"""


def pack(snapshot: Snapshot, base: str) -> bytes:
    """The pack as a ZIP file."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in sorted(files(snapshot, base).items()):
            target.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def files(snapshot: Snapshot, base: str) -> dict[str, bytes]:
    """Each file of the pack by its name."""
    told = {name: _rows(snapshot, name, base) for name in ("initiatives", "targets", "observations")}
    cities = "、".join(
        dict.fromkeys(row["municipality"] for row in told["initiatives"] if row["municipality"])
    )
    about = _ABOUT.format(name=cities or "計画", version=snapshot.data_version)
    found = {"README.md": about.encode()}
    for name, rows in told.items():
        found[f"{name}.csv"] = csv_bytes(COLUMNS[name], rows, japanese_heads(name))
    for plan, rows in _grouped(
        told["initiatives"], lambda row: [row["plan"] or "計画の名前の記載なし"]
    ).items():
        values = [row for row in told["observations"] if row["plan"] == plan]
        found[f"plans/{_file(plan)}.md"] = _plan(plan, rows, values).encode()
    for unit, rows in _grouped(told["initiatives"], _units).items():
        found[f"units/{_file(unit)}.md"] = _page(f"{unit}の施策", rows).encode()
    return found


def _rows(snapshot: Snapshot, table: str, base: str) -> list[dict[str, Any]]:
    return [
        {**row, **{name: anew(row[name], base, snapshot.base) for name in ADDRESSES & row.keys()}}
        for row in TABLES[table](snapshot)
    ]


def _units(row: Mapping[str, Any]) -> list[str]:
    return [*row["departments"], *row["sections"]] or ["担当の記載なし"]


def _grouped(rows: Iterable[dict[str, Any]], names: Any) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        for name in dict.fromkeys(names(row)):
            found[name].append(row)
    return found


def _plan(plan: str, rows: Sequence[dict[str, Any]], values: Sequence[dict[str, Any]]) -> str:
    lines = [_page(plan, rows)]
    if values:
        lines.append("## 指標の値\n")
        lines += [
            f"- {_plain(one['indicator'])}（{_plain(one['subject'])}、{_year(one)}）: {_plain(one['text'])}"
            f"（出典: {_plain(one['document'])} {one['line']}行目）"
            for one in values
        ]
    return "\n".join(lines) + ("\n" if values else "")


def _page(title: str, rows: Sequence[dict[str, Any]]) -> str:
    """A page of initiatives, each with what is told of it and where."""
    return f"# {_plain(title)}\n\n施策 {len(rows)}件\n\n" + "\n".join(map(_entry, rows))


def _entry(row: Mapping[str, Any]) -> str:
    units = "、".join(_units(row)).replace(WHOLE_CITY, "全庁（すべての部署）")
    heads = dict(zip(COLUMNS["initiatives"], japanese_heads("initiatives"), strict=True))
    told = [
        (heads["plan"], row["plan"]),
        (heads["fiscal_year"], _year(row)),
        (heads["pillar"], row["pillar"]),
        (heads["field"], row["field"]),
        (heads["departments"], units),
        *((heads["targets"], one["text"]) for one in row["targets"]),
    ]
    lines = [f"- {name}: {_plain(str(value))}" for name, value in told if value]
    place = f"{row['page']}ページ" if row["page"] else f"{row['line']}行目"
    quote = _plain(row["quote"] or "")
    cited = f"- 出典: {_plain(row['document'] or '')} {place}「{quote}」\n- 識別子: <{row['iri']}>"
    return f"## {_plain(row['label'])}\n\n" + "\n".join([*lines, cited]) + "\n"


def _year(row: Mapping[str, Any]) -> str:
    if row.get("fiscal_year"):
        return f"{row['fiscal_year']}年度"
    first, last = row.get("period") or (None, None)
    return f"{first or ''}～{last or ''}年度" if first or last else ""


def _plain(text: str) -> str:
    """A text as one line of Markdown that means nothing but itself."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _file(name: str) -> str:
    """A name of a file that every system takes, and that no other name has.

    >>> _file("緑の計画"), _file("PPP/PFI の方針")
    ('緑の計画', 'PPP_PFI の方針-2713')
    """
    plain = _UNFIT.sub("_", name)[:60]
    return plain if plain == name else f"{plain}-{digest(name)[:4]}"
