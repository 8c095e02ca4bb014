"""A taught shape in words, for the lists in which people look for it."""

from __future__ import annotations

from keikaku.ingest.taught.shapes import ROLES, LineShape, Shape, TableShape

FORM = {
    "mark": "行頭の印",
    "rank": "見出しの深さ",
    "symbol": "初めの記号",
    "close": "終わりの記号",
    "indent": "字下げ",
    "tail": "後ろに付くもの",
    "before": "前の行",
    "after": "次の行",
}
"""What of the form of a line people can look for, and how it is called."""
NOTHING = ("", "0")


def words_of(shape: Shape) -> str:
    """The heads with their roles, or the form of the lines.

    >>> from keikaku.ingest.taught.shapes import line_shape, table_shape
    >>> words_of(table_shape(("名", ""), ("title", "")))
    '表: 名=施策名、（見出しなし）=値'
    >>> words_of(line_shape((("symbol", "＞"), ("indent", "0")), (), "／", 0, 1))
    '行: 初めの記号「＞」、区切り「／」の1番目が施策名、2番目が担当'
    """
    return _of_table(shape) if isinstance(shape, TableShape) else _of_lines(shape)


def _of_table(shape: TableShape) -> str:
    pairs = zip(shape.heads, shape.roles, strict=True)
    return "表: " + "、".join(f"{head or '（見出しなし）'}={ROLES[role]}" for head, role in pairs)


def _of_lines(shape: LineShape) -> str:
    told = dict(shape.form)
    form = [f"{word}「{told[name]}」" for name, word in FORM.items() if told.get(name, "") not in NOTHING]
    if shape.separators:
        form.append(f"区切り「{shape.separators}」の{shape.piece + 1}番目が施策名")
        form += [f"{shape.unit + 1}番目が担当"] if shape.unit >= 0 else []
    return "行: " + "、".join(form)
