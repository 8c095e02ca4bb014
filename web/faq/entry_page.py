"""The page of one question: its words in a form, what they stand on, and what stands near to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from keikaku.graph.faq.board import Row, Version
from keikaku.graph.faq.values import Entry, Source
from keikaku.web.desk.pages import hidden
from keikaku.web.faq.office import LONGEST, name_of
from keikaku.web.faq.pages import APPROVE, HOME
from keikaku.web.faq.sources import place_html, sources_html
from keikaku.web.html.frame import document
from keikaku.web.html.markup import element, text_html, words

TITLE = "質問と答えを直す"
PUBLIC_AFTER = "承認しても、「公開のよくある質問に反映する」を押すまで、市民の画面には出ません。"
NEAR = (
    "質問に近い記述です。答えのもとにしたものに印を付けてください。"
    "その文書が変わったり外されたりしたとき、見直しをお知らせします。"
)
NOTHING_NEAR = "質問に近い記述は見つかりませんでした。"
STANDS = "この答えのもとになった箇所"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page shows: an entry, the words in its form, what is near, and why they were not taken."""

    row: Row
    said: Entry
    near: Sequence[Source]
    version: Version
    told: str = ""


def entry_page(shown: Shown, token: str) -> str:
    """The whole page."""
    row, told = shown.row, shown.told
    return document(
        TITLE,
        element("p", element("a", text_html("一覧へ戻る"), href=HOME)),
        element("div", words("p", told), css="notes", role="alert") if told else "",
        *(words("p", fray, css="counts") for fray in row.frays),
        _form(shown, token),
        words("h2", STANDS) + sources_html(row.entry.sources, shown.version) if row.entry.sources else "",
    )


def _form(shown: Shown, token: str) -> str:
    row, said = shown.row, shown.said
    mark = row.draft.mark if row.draft else ""
    return element(
        "form",
        hidden(token=token, id=row.entry.id, mark=mark, form="whole"),
        _text("質問", "question", said.question, required="required"),
        element(
            "label",
            text_html("答え"),
            _area(said.answer),
        ),
        _text("担当（分かるとき）", "department", said.department),
        _text("承認する人の役割（氏名は書かない。なくてもかまいません）", "by", said.by),
        _near(shown.near, shown.version) if row.draft is None else "",
        words("p", PUBLIC_AFTER, css="soft"),
        element("button", text_html("この言葉で承認する")),
        method="post",
        action=APPROVE,
        css="wide",
    )


def _text(label: str, name: str, value: str, **more: str) -> str:
    field = element("input", name=name, value=value, maxlength=str(LONGEST[name]), **more)
    return element("label", text_html(label), field)


def _area(answer: str) -> str:
    """A line break stands in the field as it is, where text elsewhere has an element for it."""
    inner = "\n".join(text_html(line) for line in answer.split("\n"))
    return element(
        "textarea",
        "\n",
        inner,
        name="answer",
        rows="9",
        maxlength=str(LONGEST["answer"]),
        required="required",
    )


def _near(near: Sequence[Source], version: Version) -> str:
    if not near:
        return words("p", NOTHING_NEAR)
    boxes = (
        element(
            "div",
            element(
                "label",
                element("input", type="checkbox", name=name_of(one), value="1"),
                words("span", one.quote),
            ),
            element("small", place_html(one, version)),
            css="said",
        )
        for one in near
    )
    return element("fieldset", words("legend", "近い記述"), words("p", NEAR), *boxes)
