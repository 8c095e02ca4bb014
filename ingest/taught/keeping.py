"""The file of taught shapes in a store: it outlives every build and document, and goes to other cities."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from keikaku.graph.files.whole import write_whole
from keikaku.ingest.taught.shapes import ROLES, LineShape, Shape, TableShape, line_shape, table_shape

FILE = "shapes.json"
VERSION = 1
KIND = "keikaku-shapes"


def read_shapes(store: Path) -> tuple[Shape, ...]:
    """The shapes of a store in the order in which they were taught; none where the file cannot be read."""
    found = shapes_in(store / FILE)
    return () if isinstance(found, str) else found


def shapes_in(path: Path) -> tuple[Shape, ...] | str:
    """The shapes of a file, or why it holds none, as a sentence without the next step."""
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return f"「{path.name}」がありません"
    except (OSError, ValueError):
        return f"「{path.name}」を読めません"
    if not isinstance(told, dict) or told.get("kind") != KIND:
        return f"「{path.name}」は、教えた形のファイルではありません"
    shapes = [_shape(one) for one in told.get("shapes", ())]
    bad = sum(one is None for one in shapes)
    if bad:
        return f"「{path.name}」に読めない形が{bad}件あります"
    return tuple(one for one in shapes if one)


def write_shapes(path: Path, shapes: Sequence[Shape]) -> None:
    """Write the shapes to a file, whole."""
    plain = [{"type": "table" if isinstance(one, TableShape) else "line", **asdict(one)} for one in shapes]
    text = json.dumps({"kind": KIND, "version": VERSION, "shapes": plain}, ensure_ascii=False, indent=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, f"{text}\n".encode())


def joined(before: Iterable[Shape], more: Iterable[Shape]) -> tuple[Shape, ...]:
    """Both, each fingerprint once: what is taught later holds."""
    return tuple({one.fingerprint: one for one in (*before, *more)}.values())


def _shape(told: Any) -> Shape | None:
    """A shape as it stands in a file, its fingerprint made anew; None where it is none."""
    try:
        return _table(told) if told["type"] == "table" else _line(told)
    except (KeyError, TypeError, ValueError):
        return None


def _table(told: Mapping[str, Any]) -> TableShape | None:
    heads, roles = [str(one) for one in told["heads"]], [str(one) for one in told["roles"]]
    return table_shape(heads, roles) if len(heads) == len(roles) and set(roles) <= set(ROLES) else None


def _line(told: Mapping[str, Any]) -> LineShape | None:
    form = [(str(name), str(value)) for name, value in told["form"]]
    around = [str(one) for one in told["around"]]
    return (
        line_shape(form, around, str(told["separators"]), int(told["piece"]), int(told["unit"]))
        if form
        else None
    )
