"""How plans and pillars flow into each other, drawn as plain SVG: columns are years, bands are links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from keikaku.web.html.markup import element, text_html

WIDTH, GAP, BAR = 1000, 14, 12
UNIT = 14
"""Pixels a link."""
TOP, LABEL = 34, 260
COLOURS = ("#1a4480", "#2b6a4d", "#8a5a00", "#7a2e5d", "#3d5a80", "#5a5a2e", "#80403d")

Node = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a plan or a pillar stands in the picture."""

    x: float
    y: float
    height: float


def flow_svg(rows: Sequence[dict[str, Any]]) -> str:
    """The picture of `graph.views.history.flow`, whose table has the same content; nothing without rows."""
    if not rows:
        return ""
    ends = [(_node(row, "from"), _node(row, "to"), int(row["links"])) for row in rows]
    places = _places(ends)
    height = max(place.y + place.height for place in places.values()) + GAP
    bands = _bands(ends, places)
    bars = (_bar(node, place) for node, place in places.items())
    years = sorted({node[0] for node in places})
    heads = (
        element("text", text_html(f"{year}年度" if year else "年度不明"), x=f"{_x(year, years):.0f}", y="20")
        for year in years
    )
    label = "計画と体系のつながりの図。同じ内容は下の表にあります。"
    return element(
        "svg",
        element("title", text_html(label)),
        *bands,
        *bars,
        *heads,
        css="kk-flow",
        viewBox=f"0 0 {WIDTH + LABEL} {height:.0f}",
        role="img",
        xmlns="http://www.w3.org/2000/svg",
    )


def _node(row: dict[str, Any], side: str) -> Node:
    return int(row[f"{side}_year"] or 0), str(row[f"{side}_plan"] or ""), str(row[f"{side}_part"] or "")


def _x(year: int, years: Sequence[int]) -> float:
    return years.index(year) * (WIDTH - BAR) / max(1, len(years) - 1)


def _places(ends: Sequence[tuple[Node, Node, int]]) -> dict[Node, Place]:
    """Each node in the column of its year, as high as the more of what comes in and what goes out."""
    out: dict[Node, int] = defaultdict(int)
    into: dict[Node, int] = defaultdict(int)
    for one, other, count in ends:
        out[one] += count
        into[other] += count
    nodes = sorted({*out, *into})
    years = sorted({node[0] for node in nodes})
    below: dict[int, float] = defaultdict(lambda: float(TOP))
    places = {}
    for node in nodes:
        height = max(out[node], into[node]) * UNIT
        places[node] = Place(_x(node[0], years), below[node[0]], height)
        below[node[0]] += max(height, 2 * UNIT) + GAP
    return places


def _bands(ends: Sequence[tuple[Node, Node, int]], places: dict[Node, Place]) -> list[str]:
    used: dict[tuple[Node, str], float] = defaultdict(float)
    found = []
    for place, (one, other, count) in enumerate(ends):
        width = count * UNIT
        start = places[one].y + used[one, "out"] + width / 2
        end = places[other].y + used[other, "in"] + width / 2
        used[one, "out"] += width
        used[other, "in"] += width
        left, right = places[one].x + BAR, places[other].x
        middle = (left + right) / 2
        path = (
            f"M{left:.0f} {start:.0f} C{middle:.0f} {start:.0f} {middle:.0f} {end:.0f} {right:.0f} {end:.0f}"
        )
        told = f"{one[2] or one[1]} → {other[2] or other[1]}: {count}件"
        found.append(
            element(
                "path",
                element("title", text_html(told)),
                d=path,
                fill="none",
                stroke=COLOURS[place % len(COLOURS)],
                **{"stroke-width": str(width), "stroke-opacity": "0.35"},
            )
        )
    return found


def _bar(node: Node, place: Place) -> str:
    name = node[2] or node[1]
    x = place.x + BAR + 4
    bar = element(
        "rect",
        x=f"{place.x:.0f}",
        y=f"{place.y:.0f}",
        width=str(BAR),
        height=f"{place.height:.0f}",
        fill="#1b2733",
    )
    return bar + element(
        "text", text_html(name[:20]), x=f"{x:.0f}", y=f"{place.y + 14:.0f}", css="kk-flow-name"
    )
