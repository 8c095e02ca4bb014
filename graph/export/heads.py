"""What the columns of the tables are called for people."""

from __future__ import annotations

from collections.abc import Mapping

from keikaku.graph.export.tables import COLUMNS
from keikaku.graph.views.around import Shown, around

_HEADS: Mapping[str, str] = {
    "iri": "識別子",
    "label": "名前",
    "document": "文書",
    "page": "ページ",
    "line": "行",
    "quote": "原文",
    "municipality_code": "全国地方公共団体コード",
    "initiative": "施策",
    "initiative_label": "施策の名前",
    "indicator": "指標",
    "subject": "何の",
    "kind": "種類",
    "name": "見出し",
    "text": "書かれている言葉",
    "value": "値",
    "unit": "単位",
    "comparator": "以上・以下など",
    "id": "番号",
    "level": "階層",
    "relation": "つながりの種類",
    "from": "前の識別子",
    "from_label": "前の名前",
    "from_plan": "前の計画",
    "from_year": "前の年度",
    "to": "後の識別子",
    "to_label": "後の名前",
    "to_plan": "後の計画",
    "to_year": "後の年度",
    "score": "確かさ",
    "reasons": "理由",
    "status": "状態",
    "reviewed_by": "確認した役割",
    "reviewed_at": "確認した日時",
    "comment": "コメント",
    "signals": "手がかり",
}


def japanese_heads(table: str) -> tuple[str, ...]:
    """The heads of a table's columns for people, in the order of the columns."""
    told = {**_HEADS, **{one.name: one.ja for one in around(Shown.EXPORT)}}
    return tuple(told[column] for column in COLUMNS[table])
