"""What comes of documents by their kind: python -m benchmarks.documents.formats [--pdf FILE.pdf].

The made-up plans of tests/ingest/made_up_plans.py, and the documents of tests/cases/, are made as PDF, Word,
Excel and web pages and read. Prints, a line a kind: F1 of the initiatives, the share of their pillars,
fields, units and targets that are right, characters that are lost, quotes that do not stand in their
document, documents a minute, the memory of the reading process. Then pages a second of the PDF reader and of
pypdfium2's plain text of the same file, in turns.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "ingest"))

from as_files import MAKERS  # noqa: E402 - the makers of the tests' files
from made_up_plans import make_plan  # noqa: E402
from reading import CASES, cases, extraction, folded, rows  # noqa: E402

from keikaku.ingest.extract import extract  # noqa: E402
from keikaku.ingest.formats.pdf import document as pdf  # noqa: E402
from keikaku.ingest.formats.readers import read_source  # noqa: E402
from keikaku.ingest.isolation import Isolated, isolated  # noqa: E402
from keikaku.ingest.source import Source  # noqa: E402
from keikaku.ontology.model.facts import Extraction  # noqa: E402

SEEDS = range(60)
PARTS = ("pillar", "field", "units", "targets")
ROUNDS = 5
PAGES = 100
Table = dict[str, tuple[Any, ...]]


def main() -> None:
    """Print the figures of each kind, then those of the PDF reader alone."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pdf", type=Path, help="a PDF of your own to time")
    own = asked.parse_args().pdf
    for kind in (".txt", *MAKERS):
        print(f"{kind:6s} {measured(kind)}", flush=True)
    print(pages_a_second(own.read_bytes() if own else MAKERS[".pdf"](_long())))


def documents() -> Iterator[tuple[str, str, Table]]:
    """The name, the text and the initiatives of each made-up document."""
    for seed in SEEDS:
        text, gold = make_plan(seed)
        yield f"plan{seed}", text, {str(row[0]): (*row[1:4], row[5]) for row in gold}
    for case in cases("layout_gold.jsonl"):
        text = (CASES / case["file"]).read_text(encoding="utf-8")
        yield (
            Path(case["file"]).stem,
            text,
            {folded(row["label"]): _parts(row) for row in case["initiatives"]},
        )


def _parts(row: dict[str, Any]) -> tuple[Any, ...]:
    units = tuple(sorted(folded(unit) for unit in (*row["departments"], *row["sections"])))
    targets = tuple(folded(target) for target in row["targets"])
    return folded(row["pillar"] or ""), folded(row["field"] or ""), units, targets


def measured(kind: str) -> str:
    """The figures of a kind, in one line."""
    sums: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, isolated() as apart:
        began = time.perf_counter()
        spent = 0.0
        for name, text, gold in documents():
            path = Path(folder, f"{name}{kind}")
            path.write_bytes(MAKERS[kind](text) if kind in MAKERS else text.encode())
            began = time.perf_counter()
            found, source = _read(path, apart)
            spent += time.perf_counter() - began
            _count(sums, found, source, gold)
        memory = _peak(apart)
    f1 = 2 * sums["both"] / (sums["gold"] + sums["read"])
    parts = "  ".join(f"{part} {sums[part] / sums['both']:.3f}" for part in PARTS)
    return (
        f"F1 {f1:.3f}  {parts}  lost {sums['lost']}  false quotes {sums['false']}  "
        f"{60 * sums['documents'] / spent:.0f} documents/min  {memory}"
    )


def _read(path: Path, apart: Isolated) -> tuple[Extraction, Source]:
    source = read_source(path, apart=apart)
    if not isinstance(source, Source):
        raise SystemExit(source.message)
    return extract(source), source


def _count(sums: Counter[str], found: Extraction, source: Source, gold: Table) -> None:
    read = {folded(row["label"]): _parts(row) for row in rows(found)}
    both = gold.keys() & read.keys()
    sums.update(documents=1, gold=len(gold), read=len(read), both=len(both))
    for place, part in enumerate(PARTS):
        sums[part] += sum(read[label][place] == gold[label][place] for label in both)
    sums["lost"] += found.document.characters - sum(use.characters for use in found.uses)
    whole = folded(source.text)
    quotes = (one.quote for fact in found.facts for one in getattr(fact, "evidence", ()))
    sums["false"] += sum(folded(quote) not in whole for quote in quotes)


def _peak(apart: Isolated) -> str:
    """The most memory that the reading process held, where the system tells."""
    if apart.process is None:
        return ""
    status = Path(f"/proc/{apart.process.pid}/status")
    if not status.exists():
        return ""
    lines = status.read_text(encoding="ascii").splitlines()
    return f"{int(next(line.split()[1] for line in lines if line.startswith('VmHWM'))) // 1024} MB"


def _long() -> str:
    """A text of some hundred pages, with tables."""
    text = "\n".join(
        (CASES / name).read_text(encoding="utf-8")
        for name in ("layout_tab_table.txt", "city_yukimi_hakusho.txt")
    )
    return text * (PAGES * 45 // text.count("\n"))


def pages_a_second(content: bytes) -> str:
    """The reader beside pypdfium2's plain text, medians of rounds in turns; then the whole extraction."""
    ours, theirs = [], []
    count = len(pdfium.PdfDocument(content))
    for _ in range(ROUNDS):
        began = time.perf_counter()
        document = pdfium.PdfDocument(content)
        for page in document:
            page.get_textpage().get_text_range()
        theirs.append(time.perf_counter() - began)
        began = time.perf_counter()
        text = pdf.read(content).text
        ours.append(time.perf_counter() - began)
    began = time.perf_counter()
    extraction(text, "long.pdf")
    rest = time.perf_counter() - began
    mine, plain = statistics.median(ours), statistics.median(theirs)
    return (
        f"PDF of {count} pages: {count / mine:.0f} pages/s, pypdfium2 alone {count / plain:.0f} pages/s "
        f"({mine / plain:.1f} times as long); facts of the text in {rest:.1f} s"
    )


if __name__ == "__main__":
    main()
