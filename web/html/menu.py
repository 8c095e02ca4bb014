"""The pages of the staff's door, in the order of the menu that stands on each of them."""

from __future__ import annotations

from keikaku.web.html.markup import element, text_html

MENU = (
    ("/staff/", "質問する"),
    ("/staff/links", "後継の一覧"),
    ("/staff/compare", "計画を比べる"),
    ("/staff/flow", "全体の流れ"),
    ("/staff/discrepancies", "計画どうしのずれ"),
    ("/staff/documents", "文書"),
    ("/staff/shapes", "読み方"),
    ("/staff/coverage", "読み取りの点検"),
    ("/staff/words", "言葉"),
    ("/staff/faq", "よくある質問"),
    ("/staff/records", "記録"),
)
"""A page each: where it is, and its name. A page more is a line more."""


def menu_html(css: str = "") -> str:
    """The menu, for the frame of the pages and for the head of the chat."""
    links = (element("a", text_html(name), href=to) for to, name in MENU)
    return element("nav", *links, css=css, **{"aria-label": "職員の画面"})
