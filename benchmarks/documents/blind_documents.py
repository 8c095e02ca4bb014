"""How documents that nobody here had seen are read: initiatives, headings, figures, and questions for a cell.

    python -m benchmarks.documents.blind_documents FOLDER [--only 03 ...]

FOLDER has documents, beside each NAME.gold.json (its initiatives with departments, pillar, field and
figures), and perhaps cells.jsonl (`document`, `question`, and `must`, the words of the right answer). Each
document is built alone, without vectors. A row tells F1 of (title, department), the share of titles found
that have their pillar (the field, where the gold has no pillar), and the share of gold figures (what, year,
value) found with their initiative. Character width, white space, commas and notations of a year are the
same. A question is right where every word of `must` stands in an answer told as such, wrong where one is
told without them.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.documents.tables import same_units

Row = dict[str, Any]
PREFIXES = {"百万": 10**6, "億": 10**8, "万": 10**4, "千": 10**3}
BEFORE = re.compile(r"^[^\dⅠ-Ⅹ]{0,6}[\dIVXⅠ-Ⅹ]+([-.・]\d+)*[.)、:\]】]?")
YEAR = re.compile(r"(令和|R)(\d+|元)(年度)?")
TABLES = ("initiatives", "targets", "observations", "attributes")


def folded(text: object) -> str:
    """Character width, white space and commas aside."""
    return re.sub(r"[\s,]+", "", unicodedata.normalize("NFKC", "" if text is None else str(text)))


def bare(heading: object) -> str:
    """A heading without the number and the word that counts it."""
    return re.sub(r"^\(\d+\)", "", BEFORE.sub("", folded(heading))) or folded(heading)


def amount(value: object, unit: object) -> tuple[float, str]:
    """The value in the base unit: 6,538 with 千円 is 6538000 with 円."""
    number, left = float(re.sub("^[△▲]", "-", folded(value))), folded(unit)
    for prefix, times in PREFIXES.items():
        if left.startswith(prefix) and len(left) > len(prefix):
            return number * times, left.removeprefix(prefix)
    return number, left


def year_of(text: object) -> int | None:
    """令和７年度, R7 and R7目標 as 2025."""
    found = YEAR.search(folded(text))
    return None if found is None else 2018 + (1 if found[2] == "元" else int(found[2]))


def same_title(want: Row, label: str) -> bool:
    """Whether a label is the title of the gold, whose number may stand before it."""
    told, title = folded(label), folded(want["title"])
    return told in (title, folded(want.get("number")) + title)


def told_figures(tables: dict[str, list[Row]], row: Row) -> list[tuple[str, int | None, float, str]]:
    """Everything with a value that hangs on an initiative: its words, year, value and unit."""
    iri, label = row["iri"], row["label"]
    found = [one for one in tables["targets"] if one["iri"] == iri]
    found += [one for one in tables["observations"] if one["subject"] == label]
    found += [one for one in tables["attributes"] if one["initiative"] == iri]
    return [
        (
            folded(f"{one.get('indicator', '')}{one.get('name', '')}{one.get('text', '')}"),
            one["fiscal_year"],
            *amount(one["value"], one["unit"]),
        )
        for one in found
        if one["value"] is not None
    ]


def figure_found(want: Row, told: list[tuple[str, int | None, float, str]]) -> bool:
    """Whether a figure of the gold is among those told: what it counts, its year and its value.

    Where the gold's year is none (3か年計), its words must stand in the name.
    """
    value, _ = amount(want["value"], want["unit"])
    year, what = year_of(want["year"]), folded(want["what"])
    for words, told_year, number, _unit in told:
        if abs(number - value) > 1e-6 * max(1, abs(value)) or what not in words:
            continue
        if told_year == year if year else folded(want["year"]) in words:
            return True
    return False


def heading_right(want: Row, row: Row) -> bool:
    """Whether the pillar of the gold (its field, where it has none) stands above the initiative."""
    wanted = want["pillar"] or want["field"]
    if wanted is None or (want.get("pillar_may_be_missing") and not row["pillar"]):
        return not row["pillar"]
    return bare(wanted) in {bare(row["pillar"]), bare(row["field"])} - {""}


def units_right(want: Row, row: Row) -> bool:
    """Whether the units are those of the gold; the bureau that stands beside them may be told too."""
    told = frozenset(folded(unit) for unit in (*row["departments"], *row["sections"]))
    wanted = frozenset(folded(unit) for unit in want["departments"])
    return same_units(wanted, told - {folded(want.get("bureau"))})


def measure(gold: list[Row], tables: dict[str, list[Row]]) -> Counter[str]:
    """What is right of one document."""
    left, sums = list(tables["initiatives"]), Counter(gold=len(gold), read=len(tables["initiatives"]))
    for want in gold:
        sums["figures"] += len(want["figures"])
        named = [row for row in left if same_title(want, row["label"])]
        row = max(named, key=lambda row: (units_right(want, row), heading_right(want, row)), default=None)
        if row is None:
            continue
        left.remove(row)
        told = told_figures(tables, row)
        sums["titles"] += 1
        sums["whole"] += units_right(want, row)
        sums["pillars"] += heading_right(want, row)
        sums["found"] += sum(figure_found(figure, told) for figure in want["figures"])
    return sums


def judged(cell: Row, answer: Row) -> str:
    """Right, wrong but sure, or declined."""
    text = folded(answer["answer"])
    whole = all(
        re.search(rf"(?<![0-9A-Za-z.]){re.escape(folded(word))}(?![0-9A-Za-z]|\.\d)", text)
        for word in cell["must"]
    )
    if answer["abstained"] or answer["status"] == "partial":
        return "declined"
    return "right" if whole else "wrong"


def ran(*words: str) -> str:
    """What the command prints."""
    return subprocess.run(
        [sys.executable, "-m", "keikaku", *words], capture_output=True, text=True, check=False
    ).stdout


def read(path: Path, cells: list[Row], folder: Path) -> tuple[Counter[str], list[str]]:
    """Build, export and ask one document."""
    store, begun = ("--store", str(folder / path.stem)), time.monotonic()
    ran("build", str(path), "--no-vectors", *store)
    seconds = time.monotonic() - begun
    tables: dict[str, list[Row]] = {}
    for table in TABLES:
        file = folder / f"{path.stem}.{table}.jsonl"
        ran("export", str(file), "--table", table, *store)
        tables[table] = (
            [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
            if file.exists()
            else []
        )
    gold = json.loads(path.with_name(f"{path.stem}.gold.json").read_text(encoding="utf-8"))
    sums = measure(gold["initiatives"], tables) + Counter(seconds=round(seconds))
    return sums, asked(cells, folder / f"{path.stem}.asked.jsonl", store) if cells else []


def asked(cells: list[Row], file: Path, store: tuple[str, str]) -> list[str]:
    """How each question for a cell ends."""
    lines = (json.dumps({"id": str(n), "question": cell["question"]}) for n, cell in enumerate(cells))
    file.write_text("\n".join(lines), encoding="utf-8")
    answers = [json.loads(line) for line in ran("ask", "--batch", str(file), *store).splitlines()]
    return [judged(cell, answer) for cell, answer in zip(cells, answers, strict=True)]


def line_of(name: str, sums: Counter[str], ends: list[str]) -> str:
    """A row of the table."""
    f1 = 2 * sums["whole"] / max(1, sums["gold"] + sums["read"])
    pillar, figures = sums["pillars"] / max(1, sums["titles"]), sums["found"] / max(1, sums["figures"])
    counts = f"gold {sums['gold']:3} read {sums['read']:3} titles {sums['titles']:3}"
    cells = "/".join(str(ends.count(end)) for end in ("right", "wrong", "declined")) if ends else "-"
    return (
        f"{name:4} {counts}  F1 {f1:.2f}  pillar {pillar:.2f}  figures {figures:.2f} "
        f"({sums['found']}/{sums['figures']})  {sums['seconds']:3} s  cells right/wrong/declined {cells}"
    )


def main() -> None:
    """Print a row a document and one for all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", default=[], help="documents whose names begin so")
    parser.add_argument("--keep", type=Path, help="a folder for stores and tables")
    told = parser.parse_args()
    file, whole, all_ends = told.folder / "cells.jsonl", Counter[str](), list[str]()
    cells = (
        [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []
    )
    with tempfile.TemporaryDirectory() as folder:
        for gold in sorted(told.folder.glob("*.gold.json")):
            if told.only and not gold.name.startswith(tuple(told.only)):
                continue
            path = told.folder / json.loads(gold.read_text(encoding="utf-8"))["file"]
            own = [cell for cell in cells if cell["document"] == path.name]
            sums, ends = read(path, own, told.keep or Path(folder))
            print(line_of(path.name[:2], sums, ends), flush=True)
            whole, all_ends = whole + sums, all_ends + ends
    print(line_of("all", whole, all_ends))


if __name__ == "__main__":
    main()
