"""The pages on which links are reviewed: the list, and one link with both texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from keikaku.graph.review.texts import SideText, marked
from keikaku.ontology.model.facts import LinkLevel, LinkRelation, LinkStatus
from keikaku.ontology.model.successions import LEVEL_NAMES, RELATION_NAMES, STATUS_NAMES
from keikaku.web.html.frame import UNREVIEWED, document, table
from keikaku.web.html.markup import element, text_html, words

Record = dict[str, Any]

TITLE = "後継の確認"
ALIKE = 0.5
"""Texts that share half of their characters show what differs; others what they share."""
SEEN = 2
MARKED = {
    True: "相手と違うところに印を付けています。",
    False: "違うところが多いので、相手と同じところに印を付けています。",
}
READ_ONLY = "この画面では見るだけです。確認は、庁内の端末で links の指定か serve --review を使ってください。"


def list_page(rows: Sequence[Record], *, everything: bool, add: str = "") -> str:
    """Every link of the list, each leading to its own page."""
    other = (
        ("/staff/links", "示しているものだけ")
        if everything
        else ("/staff/links?all=1", "却下と点の低い候補も見る")
    )
    shown = (
        (
            text_html(LEVEL_NAMES[LinkLevel(row["level"])]),
            side_html(row, "from"),
            side_html(row, "to"),
            text_html(RELATION_NAMES[LinkRelation(row["relation"])]),
            status_html(row),
            element(
                "a",
                text_html("見る"),
                href=f"/staff/links/{row['id']}",
                **{"aria-label": f"{row['from_label']}を見る"},
            ),
        )
        for row in rows
    )
    columns = ("階層", "先のもの", "後のもの", "種類", "確かさ", "確認")
    return document(
        TITLE,
        words("p", UNREVIEWED),
        element("p", element("a", text_html(other[1]), href=other[0]), css="tools"),
        table(columns, shown, f"{len(rows)}件"),
        add,
    )


def side_html(row: Record, side: str) -> str:
    """One side of a link: its name, with plan and year below."""
    year = f"{row[f'{side}_year']}年度" if row[f"{side}_year"] else "年度不明"
    plan = f"{row[f'{side}_plan']}・{year}" if row[f"{side}_plan"] else year
    return words("b", row[f"{side}_label"]) + words("small", plan)


def status_html(row: Record) -> str:
    """How sure a link is, with the score of a proposal."""
    score = "" if row["score"] is None else f" {row['score']:.2f}"
    return words("span", STATUS_NAMES[LinkStatus(row["status"])] + score, css=f"st {row['status']}")


def link_page(row: Record, one: SideText, other: SideText, form: str) -> str:
    """Both texts side by side with the differences marked, the reasons, and what a reviewer can do."""
    left, right = marked(one.text, other.text)
    alike = sum(len(piece) for piece, same in left if same) >= ALIKE * max(1, len(one.text))
    sides = element(
        "div",
        _side(row, "from", one, left, mark=not alike),
        _side(row, "to", other, right, mark=not alike),
        css="sides",
    )
    reasons = element("ul", *(words("li", reason) for reason in row["reasons"])) or words(
        "p", "理由の記録はありません。"
    )
    reviewed = f"{row['reviewed_by']} {row['reviewed_at']} {row['comment']}".strip()
    return document(
        f"「{row['from_label']}」から「{row['to_label']}」へ",
        element(
            "p",
            text_html(f"{RELATION_NAMES[LinkRelation(row['relation'])]}・"),
            status_html(row),
            words("small", reviewed),
        ),
        words("p", MARKED[alike]) if one.text and other.text else "",
        sides,
        words("h2", "候補とした理由"),
        reasons,
        form,
        element("p", _timeline_link(row["from"]), css="tools"),
    )


def _timeline_link(thing: str) -> str:
    return element("a", text_html("この取組の変遷を見る"), href="/staff/timeline?" + urlencode({"of": thing}))


def _side(row: Record, side: str, text: SideText, pieces: Sequence[tuple[str, bool]], *, mark: bool) -> str:
    """One text; marked are the pieces that the other has too, or those that it has not."""
    shown = "".join(
        element("mark", text_html(piece)) if same is mark and len(piece) >= SEEN else text_html(piece)
        for piece, same in pieces
    )
    return element(
        "section",
        element("h2", side_html(row, side)),
        words("p", "担当: " + "、".join(text.units)) if text.units else "",
        element("p", shown, css="prose") if shown else words("p", "本文はありません。"),
        element("ul", *(words("li", target) for target in text.targets)) if text.targets else "",
        words("p", "出典: " + "、".join(text.places[:3]), css="place"),
    )


def review_form(row: Record, token: str) -> str:
    """Accept, reject or change the type, with the reviewer's role and a comment."""
    choices = [
        element("button", text_html(name), type="submit", name="verdict", value=value)
        for value, name in (("accepted", "正しい"), ("rejected", "違う"))
    ]
    retype = element("button", text_html("種類を変えて確認"), type="submit", name="verdict", value="retype")
    return element(
        "form",
        words("h2", "確認する"),
        hidden("token", token),
        *FIELDS,
        element("p", *choices),
        element("p", relation_select(row["relation"]), retype),
        method="post",
        action=f"/staff/links/{row['id']}",
    )


def add_form(token: str) -> str:
    """A link that nobody proposed."""
    sides = "".join(
        element("label", text_html(name), element("input", name=field, required="required"))
        for field, name in (("from", "先のものの名前"), ("to", "後のものの名前"))
    )
    return element(
        "form",
        words("h2", "候補にないつながりを足す"),
        hidden("token", token),
        sides,
        relation_select("continues"),
        *FIELDS,
        element("p", element("button", text_html("足す"), type="submit")),
        method="post",
        action="/staff/links",
    )


FIELDS = (
    element("label", text_html("確認した人の役割（氏名は書かない）"), '<input name="by" maxlength="60">'),
    element("label", text_html("覚え書き"), '<input name="comment" maxlength="300">'),
)


def relation_select(chosen: str) -> str:
    """The five relations to choose from."""
    options = "".join(
        element(
            "option", text_html(name), value=kind.value, selected="selected" if kind.value == chosen else ""
        )
        for kind, name in RELATION_NAMES.items()
    )
    return element("label", text_html("種類"), element("select", options, name="relation"))


def hidden(name: str, value: str) -> str:
    """A field that the visitor does not see."""
    return element("input", type="hidden", name=name, value=value)


def sentence_page(title: str, sentence: str) -> str:
    """A page that only says something."""
    return document(title, words("p", sentence))
