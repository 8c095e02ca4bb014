"""Web pages: the main part is the document, what stands around it is furniture, and nothing shown is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from keikaku.ingest.formats.left_out import HIDDEN, STRUCK
from keikaku.ingest.formats.page_styles import GONE, INVISIBLE, LINED, Looks, unseen
from keikaku.ingest.formats.plain import declared_charset, text_of
from keikaku.ingest.formats.writing import Writing, folded_space
from keikaku.ingest.outline.asked_marks import QUESTION, behind_mark
from keikaku.ingest.source import Content, Hint, Unreadable

NODES_AT_MOST = 400_000
NESTED_AT_MOST = 5_000
DEEPEST = 90
"""Deeper down, what stands inside is one text."""
UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select"}
)
AROUND = {
    "nav": "ページの案内（nav）",
    "header": "ページの頭（header）",
    "footer": "ページの末尾（footer）",
    "aside": "ページの脇（aside）",
}
"""What stands around the main part, where the page does not name its main part itself."""
SECTIONS = frozenset({"article", "section", "main"})
MAIN = ("main", "[role=main]", "#main", "#contents", "#content", "#tmp_contents", "#honbun", "article")
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "ul",
})  # fmt: skip
HEADINGS = {f"h{rank}": "#" * rank + " " for rank in range(1, 7)}
TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w-]{0,30})")
CLOSED_BY_THEMSELVES = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option",
})  # fmt: skip
ASKS = re.compile(r"(?:か[。.]?|[?？])$")
OUTSIDE = "本文の外（案内など）"
KINDS = {GONE: HIDDEN, INVISIBLE: HIDDEN, LINED: STRUCK}
"""What is left out where a node looks so."""


@dataclass(slots=True)
class Page:
    """A page while it is walked through."""

    writing: Writing
    main: LexborNode | None
    looks: Looks
    tables: int = 0
    nodes: int = 0
    open_text: list[str] = field(default_factory=list)
    lead: str = ""
    unseen: str = ""  # GONE, INVISIBLE or LINED while what looks so is walked through

    def take(self, text: str, furniture: str) -> None:
        """Take words into the open line, unless they are not shown; of furniture that is not told."""
        if not self.unseen:
            self.open_text.append(text)
        elif text.strip() and not furniture:
            self.writing.leave(KINDS[self.unseen])

    def end_line(self, furniture: str) -> None:
        """Write what stands open as one line."""
        text = folded_space("".join(self.open_text).replace("\n", " ")).strip(" ")
        self.open_text.clear()
        if text:
            self.writing.add(
                text, Hint(lead=self.lead, furniture=furniture) if self.lead or furniture else None
            )
            self.lead = ""


def read(content: bytes) -> Content:
    """Read the text that a page shows, line by line, its tables row by row."""
    text = text_of(content, declared_charset(content))
    if "<" not in text[:4096]:
        raise Unreadable(
            "ウェブページではありません（名前と中身が違います）", "正しい拡張子を付けてください。"
        )
    if _depth(text) > NESTED_AT_MOST:
        raise Unreadable("要素の入れ子が深すぎます", "ブラウザで開いて保存し直してください。")
    tree = LexborHTMLParser(text)
    if tree.body is None:
        raise Unreadable("ウェブページの本文がありません", "ブラウザで開いて保存し直してください。")
    page = Page(Writing(), _main(tree), Looks(tree))
    _walk(page, tree.body, "" if page.main is None else OUTSIDE, 0)
    page.end_line("")
    return page.writing.content()


def _depth(text: str) -> int:
    """How deep the tags of a page may nest at most; the parser takes the square of it in time."""
    depth = deepest = 0
    for tag in TAG.finditer(text):
        if tag["name"].lower() not in CLOSED_BY_THEMSELVES:
            depth += -1 if tag["close"] else 1
            deepest = max(deepest, depth)
    return deepest


def _main(tree: LexborHTMLParser) -> LexborNode | None:
    """The node that the page names as its main part, if it holds most of the text."""
    whole = len((tree.body.text(deep=True) if tree.body else "").strip()) or 1
    for selector in MAIN:
        found = tree.css(selector)
        for node in found[:1] if len(found) == 1 else ():
            if len(node.text(deep=True).strip()) * 3 > whole:
                return node
    return None


def _walk(page: Page, node: LexborNode, furniture: str, depth: int) -> None:
    for child in node.iter(include_text=True):
        page.nodes += 1
        if page.nodes > NODES_AT_MOST:
            raise Unreadable(
                f"要素が多すぎます（上限 {NODES_AT_MOST:,}）", "ページを分けて保存し直してください。"
            )
        _one(page, child, furniture, depth)


def _one(page: Page, node: LexborNode, furniture: str, depth: int) -> None:
    """Write one node as far as it is shown."""
    tag = node.tag or ""
    if tag == "-text":
        page.take(node.text(deep=False) or "", furniture)
    elif tag not in UNSEEN and not tag.startswith("-"):
        above, page.unseen = page.unseen, unseen(page.looks.of(node), page.unseen)
        _element(page, node, furniture, depth)
        page.unseen = above


def _element(page: Page, node: LexborNode, furniture: str, depth: int) -> None:
    """Write a table, a block with its own lines, or what stands within a line."""
    tag = node.tag or ""
    if tag == "br":
        page.end_line(furniture)
    elif depth > DEEPEST:
        _deep(page, node, furniture)
    elif tag == "table" and _is_data(node):
        page.end_line(furniture)
        _table(page, node, _around(page, node, furniture))
    elif tag in BLOCKS or tag in ("tr", "td", "th"):
        page.end_line(furniture)
        _block(page, node, _around(page, node, furniture), depth)
    elif tag not in ("rt", "rp"):
        _walk(page, node, furniture, depth + 1)


def _deep(page: Page, top: LexborNode, furniture: str) -> None:
    """Take the words of a node that nests too deep to be walked as one text."""
    waiting, above = [(top, page.unseen)], page.unseen
    while waiting:
        node, page.unseen = waiting.pop()
        if node.tag == "-text":
            page.take(node.text(deep=False) or "", furniture)
        elif node.tag not in UNSEEN:
            inside = [(one, unseen(page.looks.of(one), page.unseen)) for one in node.iter(include_text=True)]
            waiting += reversed(inside)
    page.unseen = above


def _block(page: Page, node: LexborNode, furniture: str, depth: int) -> None:
    page.lead = HEADINGS.get(node.tag or "", "") or (_bullet(node) if node.tag == "li" else page.lead)
    page.lead = _asked(node) or page.lead
    _walk(page, node, furniture, depth + 1)
    page.end_line(furniture)
    page.lead = ""


def _asked(node: LexborNode) -> str:
    """What stands for the mark of a term that asks and of its text, where the page writes none."""
    if node.tag not in ("dt", "dd"):
        return ""
    term: LexborNode | None = node
    while term is not None and term.tag != "dt":
        term = term.prev
    told = term.text(deep=True).strip() if term is not None else ""
    if not ASKS.search(told) or behind_mark(QUESTION, told) is not None:
        return ""
    return "Q. " if node.tag == "dt" else "A. "


def _around(page: Page, node: LexborNode, furniture: str) -> str:
    """Why what stands in a node is no text of the document; empty inside the main part."""
    if page.main is not None:
        return "" if not furniture or node == page.main else furniture
    return furniture or ("" if _is_inside(node, SECTIONS) else AROUND.get(node.tag or "", ""))


def _is_inside(node: LexborNode, tags: frozenset[str]) -> bool:
    """Whether a node stands in one of the tags: the head of an article is its title, not the page's frame."""
    above = node.parent
    while above is not None and above.tag != "body":
        if above.tag in tags:
            return True
        above = above.parent
    return False


def _bullet(node: LexborNode) -> str:
    """What a browser shows before an item, if the page does not write it itself."""
    parent = node.parent
    if parent is None or parent.tag != "ol":
        return "・"
    before, place = node.prev, 1
    while before is not None:
        place += before.tag == "li"
        before = before.prev
    return f"{place}. "


def _is_data(table: LexborNode) -> bool:
    """Whether a table holds data: no table inside it, and two columns somewhere."""
    return len(table.css("table")) < 2 and any(len(list(_cells(row))) > 1 for row in table.css("tr"))


def _cells(row: LexborNode) -> Iterator[LexborNode]:
    return (cell for cell in row.iter() if cell.tag in ("td", "th"))


def _table(page: Page, table: LexborNode, furniture: str) -> None:
    """Write a table row by row; a cell that spans rows or columns stands in the first of them."""
    for caption in table.css("caption"):
        if told := _text(page, caption, unseen(page.looks.of(caption), page.unseen), furniture):
            page.writing.add(folded_space(told.replace("\n", " ")), Hint(furniture=furniture))
    page.tables += 1
    page.writing.part(f"表{page.tables}")
    page.writing.table()
    spans: dict[int, tuple[int, str]] = {}
    for row in table.css("tr"):
        cells, filled = _spread(page, row, spans, furniture)
        if any(cells):
            page.writing.row(cells, furniture, filled)
    page.writing.part("")


def _row_look(page: Page, row: LexborNode) -> str:
    """How a row looks below its table."""
    chain: list[LexborNode] = []
    node: LexborNode | None = row
    while node is not None and node.tag != "table":
        chain.append(node)
        node = node.parent
    look = page.unseen
    for one in reversed(chain):
        look = unseen(page.looks.of(one), look)
    return look


def _spread(
    page: Page, row: LexborNode, spans: dict[int, tuple[int, str]], furniture: str
) -> tuple[list[str], dict[int, str]]:
    """The cells of a row at their columns, and the text of those that other cells reach into.

    `spans` holds how far the cells above still reach down, and their text.
    """
    above, cells = _row_look(page, row), list[str]()
    filled: dict[int, str] = {}
    for cell in _cells(row):
        look = unseen(page.looks.of(cell), above)
        told = _text(page, cell, look, furniture)
        if look == GONE and above != GONE:  # those behind it stand where it would
            continue
        _pass(cells, spans, filled)
        for place in range(max(1, min(_span(cell, "colspan"), 100))):
            if (rows := _span(cell, "rowspan")) > 1:
                spans[len(cells)] = rows - 1, told
            if place:
                filled[len(cells)] = told
            cells.append("" if place else told)
    _pass(cells, spans, filled)
    return cells, filled


def _pass(cells: list[str], spans: dict[int, tuple[int, str]], filled: dict[int, str]) -> None:
    """Leave the columns free that cells of rows above still fill."""
    while (span := spans.get(len(cells), (0, "")))[0] > 0:
        spans[len(cells)] = span[0] - 1, span[1]
        filled[len(cells)] = span[1]
        cells.append("")


def _span(cell: LexborNode, name: str) -> int:
    told = cell.attributes.get(name) or "1"
    return int(told) if told.isdecimal() and len(told) < 5 else 1


def _text(page: Page, cell: LexborNode, look: str, furniture: str) -> str:
    """The text of a cell that looks so, a line for each of its blocks."""
    inner = Page(Writing(), None, page.looks, unseen=look)
    _walk(inner, cell, "", 0)
    inner.end_line("")
    for kind in inner.writing.left if not furniture else ():
        page.writing.leave(kind)
    return "\n".join(inner.writing.lines)
