"""Links seen as a whole: a time line, two plans side by side, the flow of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from keikaku.graph.views.discrepancies import Discrepancy
from keikaku.graph.views.history import ENDED, NEW, Comparison
from keikaku.web.html.frame import UNREVIEWED, csv_link, document, scrolled, table
from keikaku.web.html.markup import element, text_html, words
from keikaku.web.links.flow_picture import flow_svg

Record = dict[str, Any]


def timeline_page(rows: Sequence[Record], thing: str) -> str:
    """From the first ancestor to now."""
    shown = (
        (
            text_html(str(row["year"] or "年度不明")),
            (element("mark", text_html(row["label"])) if row["iri"] == thing else text_html(row["label"])),
            text_html(row["plan"] or ""),
            text_html(row["relation"]),
            text_html(row["status"]),
        )
        for row in rows
    )
    return document(
        "変遷",
        csv_link("/staff/timeline.csv", {"of": thing}),
        table(("年度", "取組", "計画", "種類", "確かさ"), shown, f"{len(rows)}件（古い順）"),
    )


def compare_page(plans: Sequence[Record], earlier: str, later: str, found: Comparison | None) -> str:
    """Two plans to choose, and what became of the one in the other."""
    form = element(
        "form",
        _plan_select("from", "先の計画", plans, earlier),
        _plan_select("to", "後の計画", plans, later),
        element("p", element("button", text_html("比べる"), type="submit")),
        method="get",
        action="/staff/compare",
    )
    if found is None:
        return document("計画を比べる", form)
    counts = "、".join(f"{kind} {count}件" for kind, count in found.counts.items())
    rows = (
        (
            words("span", row["kind"], css={ENDED: "st rejected", NEW: "st stated"}.get(row["kind"], "st")),
            text_html(row["from_label"]),
            text_html(row["to_label"]),
            text_html(row["status"]),
        )
        for row in found.rows
    )
    return document(
        "計画を比べる",
        form,
        words("p", UNREVIEWED),
        words("p", counts or "どちらの計画にも施策がありません。", css="counts"),
        csv_link("/staff/compare.csv", {"from": earlier, "to": later}),
        table(("種類", "先の施策", "後の施策", "確かさ"), rows),
    )


def discrepancies_page(rows: Sequence[Discrepancy]) -> str:
    """What plans in force together do not say alike, each side with its place."""
    shown = (
        tuple(
            text_html(text)
            for text in (
                row.kind,
                row.name,
                *(f"{row.one_plan}: {row.one_says}", row.one_place),
                *(f"{row.other_plan}: {row.other_says}", row.other_place),
            )
        )
        for row in rows
    )
    columns = ("ずれ", "何の", "一方", "書かれている所", "他方", "書かれている所")
    return document(
        "計画どうしのずれ",
        words("p", ABOUT_DISCREPANCIES),
        csv_link("/staff/discrepancies.csv", {}),
        table(columns, shown, f"{len(rows)}件") if rows else words("p", NO_DISCREPANCY),
    )


ABOUT_DISCREPANCIES = (
    "期間の重なる計画のあいだで、同じ名前の指標の値・単位・目標の年度が違うものと、題材の近い取組です。"
    "名前が同じでも数え方が違うことがあるので、それぞれの文書で確かめてください。"
)
NO_DISCREPANCY = "期間の重なる計画のあいだに、ずれは見つかりませんでした。"


def _plan_select(name: str, label: str, plans: Sequence[Record], chosen: str) -> str:
    options = "".join(
        element(
            "option",
            text_html(f"{plan['label']}（{plan['year'] or '年度不明'}、{plan['count']}件）"),
            value=plan["iri"],
            selected="selected" if plan["iri"] == chosen else "",
        )
        for plan in plans
    )
    return element("label", text_html(label), element("select", options, name=name))


def flow_page(rows: Sequence[Record]) -> str:
    """The picture and the same content as a table."""
    shown = (
        tuple(
            text_html(str(row[name] or ""))
            for name in ("from_year", "from_plan", "from_part", "to_year", "to_plan", "to_part", "links")
        )
        for row in rows
    )
    columns = ("先の年度", "先の計画", "先の体系", "後の年度", "後の計画", "後の体系", "件数")
    return document(
        "全体の流れ",
        words("p", UNREVIEWED),
        element("div", flow_svg(rows), css="scroll", **scrolled("流れの図")),
        csv_link("/staff/flow.csv", {}),
        table(columns, shown, f"{len(rows)}通り"),
    )
