"""What the pages of links share: the frame, a table, the way to a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

from keikaku.web.html.markup import element, text_html, words
from keikaku.web.html.menu import menu_html

STYLE = Path(__file__).parents[1] / "inline" / "links.css"
UNREVIEWED = (
    "未確認の候補は、言葉・意味・担当の近さからプログラムが示したものです。確認済みのものだけが確かです。"
)


def document(title: str, *inner: str, head: str = "") -> str:
    """A whole page around its parts; `head` is HTML that the page needs beside the frame's own style."""
    whole_head = element(
        "head",
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        element("title", text_html(f"{title} - 計画グラフ")),
        element("style", STYLE.read_text(encoding="utf-8")),
        head,
    )
    body = element("body", menu_html(), element("main", words("h1", title), *inner))
    return "<!doctype html>" + element("html", whole_head, body, lang="ja")


def script(name: str) -> str:
    """One of our own scripts, to stand in the head of a page of this door."""
    return f"<script>{STYLE.with_name(name).read_text(encoding='utf-8')}</script>"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "") -> str:
    """A table whose cells are HTML already."""
    head = element("tr", *(element("th", text_html(name), scope="col") for name in columns))
    body = (element("tr", *(element("td", cell) for cell in row)) for row in rows)
    return element(
        "div",
        element("table", words("caption", caption), element("thead", head), element("tbody", *body)),
        css="scroll",
        **scrolled(f"表 {caption}".strip()),
    )


def scrolled(name: str) -> dict[str, str]:
    """What makes a part that may be wider than the window scroll by the keyboard too."""
    return {"tabindex": "0", "role": "region", "aria-label": name}


def csv_link(to: str, query: Mapping[str, str]) -> str:
    """Where the same table is to be had as a file."""
    address = f"{to}?{urlencode(query)}" if query else to
    return element("p", element("a", text_html("表をCSVで保存"), href=address), css="tools")
