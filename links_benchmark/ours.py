"""What this project finds: python -m links_benchmark.ours [OUT_FOLDER].

Each generation is built as a document of its own, a table such as a city publishes; the links that
`keikaku links` shows between neighbouring generations are the predictions; words alone: `KEIKAKU_MODEL=none`.
"""

from __future__ import annotations

import csv
import itertools
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from links_benchmark.data import GENERATIONS, City, Initiative, Plan, cities
from links_benchmark.score import told

HEADS = {
    "柱": "pillar",
    "分野": "field",
    "事業名": "title",
    "担当部": "department",
    "担当課": "section",
    "事業の内容": "text",
    "指標": "indicator",
    "現状値": "baseline",
    "目標値": "target",
    "事業費（千円）": "budget_thousand_yen",
}


def table(city: City, plan: Plan, rows: Sequence[Initiative]) -> list[list[str]]:
    """A generation as the rows of a published table: title, period, heads, initiatives."""
    heads = list(HEADS)
    if not any(row.section for row in rows):
        heads.remove("担当課")
    return [
        [f"{city.label} {plan.name}"],
        [f"計画の期間 {plan.start}年度から{plan.end}年度まで"],
        heads,
        *([getattr(row, HEADS[head]) for head in heads] for row in rows),
    ]


def documents_of(city: City, folder: Path) -> list[Path]:
    """The tables of a city, written into a folder."""
    files = []
    for generation, plan, rows in zip(GENERATIONS, city.plans, city.rows, strict=True):
        files.append(folder / f"{generation}.csv")
        with files[-1].open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows(table(city, plan, rows))
    return files


def predicted(city: City) -> list[tuple[str, str, str]]:
    """The links that are shown between the initiatives of a city, by their ids."""
    ids = {
        (f"{generation}.csv", row.title): row.id
        for generation, rows in zip(GENERATIONS, city.rows, strict=True)
        for row in rows
    }
    years = {plan.start: f"g{at}.csv" for at, plan in enumerate(city.plans, 1)}
    with tempfile.TemporaryDirectory() as folder:
        documents = documents_of(city, Path(folder))
        _run("build", *map(str, documents), "--store", f"{folder}/store")
        shown = _run("links", "--json", "--store", f"{folder}/store")
    links = [json.loads(line) for line in shown.splitlines()]
    ends = [
        (_end(link, "from", years, ids), _end(link, "to", years, ids))
        for link in links
        if link["level"] == "initiative"
    ]
    next_to = set(itertools.pairwise(GENERATIONS))
    return [
        (city.name, earlier, later)
        for earlier, later in ends
        if (earlier.split("-")[0], later.split("-")[0]) in next_to
    ]


def _end(link: dict[str, object], side: str, years: dict[int, str], ids: dict[tuple[str, str], str]) -> str:
    year = link[f"{side}_year"]
    return ids.get((years.get(year, "") if isinstance(year, int) else "", str(link[f"{side}_label"])), "")


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", "keikaku", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603


def main() -> None:
    """Print the report, and write the predictions where a folder is named."""
    every = cities()
    rows = [row for city in every for row in predicted(city)]
    print("\n".join(told(rows, every)))
    if len(sys.argv) > 1:
        with (Path(sys.argv[1]) / "ours.csv").open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows([("city", "earlier", "later"), *rows])


if __name__ == "__main__":
    main()
