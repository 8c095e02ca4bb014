"""How many rows of real tables are read right: titles, who is responsible, and what stands above them.

    python -m benchmarks.documents.tables ../shared/real [--blind]

`gold.jsonl` in the folder has a line a row: file, label, department (the units, parted by spaces) and field.
`--blind` empties the heads of the CSV and XLSX tables first: then values alone decide.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from keikaku.ingest.build import read_documents
from keikaku.ontology.model.facts import Extraction, Initiative

Row = tuple[str, frozenset[str], str, str]
"""Label, the words of its units, pillar and field, all folded."""


def folded(text: str) -> str:
    """Character width and white space aside."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def numberless(text: str) -> str:
    """A heading without the number before it."""
    return re.sub(r"^\d{1,3}[.、]?", "", folded(text))


def rows_of(extraction: Extraction) -> Iterator[Row]:
    """The initiatives of a document as rows."""
    labels = {fact.key: str(getattr(fact, "label", "")) for fact in extraction.facts}
    for fact in extraction.facts:
        if isinstance(fact, Initiative):
            units = frozenset(folded(labels[key]) for key in (*fact.departments, *fact.sections))
            above = (numberless(labels.get(key or "", "")) for key in (fact.pillar, fact.field))
            pillar, field = above
            yield folded(fact.label), units, pillar, field


def measure(gold: list[dict[str, Any]], rows: list[Row]) -> Counter[str]:
    """Count the gold rows, those read, and of these the right units and headings."""
    left: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        left[row[0]].append(row)
    sums = Counter(gold=len(gold), read=len(rows))
    for want in gold:
        named = left.get(folded(want["label"]), [])
        units = frozenset(folded(word) for word in (want.get("department") or "").split())
        field = numberless(want.get("field") or "")
        best = max(named, key=lambda row: same_units(units, row[1]) + (field in row[2:]), default=None)
        if best is None:
            continue
        named.remove(best)
        sums["rows"] += 1
        sums["departments"] += same_units(units, best[1])
        sums["fields"] += field in best[2:]
    return sums


def same_units(wanted: frozenset[str], told: frozenset[str]) -> bool:
    """Whether the units are those of the gold, which may write 教育部総務課 in one."""
    left = "／".join(wanted)
    for unit in sorted(told, key=len, reverse=True):
        if unit not in left and not any(unit in word for word in wanted):
            return False
        left = left.replace(unit, "")
    return not left.strip("／")


def blinded(path: Path, folder: Path) -> Path:
    """A copy of a table whose heads say nothing: each text of its head is 列1, 列2 and so on."""
    import csv  # noqa: PLC0415 - only where it is asked for
    import io  # noqa: PLC0415

    import openpyxl  # noqa: PLC0415

    copy = folder / path.name
    if path.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode("cp932"))))
        rows[0] = [f"列{n}" for n in range(1, len(rows[0]) + 1)]
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        copy.write_text(text.getvalue(), encoding="utf-8")
        return copy
    book = openpyxl.load_workbook(path)
    for sheet in book:
        head = next(row for row in sheet.iter_rows() if sum(cell.value is not None for cell in row) > 2)
        for row in sheet.iter_rows(
            min_row=head[0].row, max_row=head[0].row + bool(sheet.merged_cells.ranges)
        ):
            for place, cell in enumerate(row, start=1):
                if cell.value is not None:
                    cell.value = f"列{place}"
    book.save(copy)
    return copy


def main() -> None:
    """Print a line a file and one for all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--blind", action="store_true", help="values alone decide")
    told = parser.parse_args()
    gold: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (told.folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold[row["file"]].append(row)
    whole: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for file, wanted in gold.items():
            path = told.folder / file
            extractions, _ = read_documents([blinded(path, Path(folder)) if told.blind else path], "試験市")
            sums = measure(wanted, [row for one in extractions for row in rows_of(one)])
            print(line_of(file, sums))
            whole += sums
    print(line_of("all", whole))


def line_of(name: str, sums: Counter[str]) -> str:
    """The counts and shares of a file."""
    shares = (
        f"{part} {sums[part]} ({sums[part] / sums['gold']:.1%})" for part in ("rows", "departments", "fields")
    )
    return f"{name}: gold {sums['gold']}, read {sums['read']}, {', '.join(shares)}"


if __name__ == "__main__":
    main()
