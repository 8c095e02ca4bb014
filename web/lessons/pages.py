"""How a document is read, and the forms that teach its shape: roles of columns, three marks at lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from keikaku.ontology.model.shown import ShownLine, ShownTable
from keikaku.web.desk.pages import HOME, RUNNING, SHAPES, hidden, notes
from keikaku.web.html.frame import document, table
from keikaku.web.html.markup import element, text_html, words
from keikaku.web.lessons.asking import Shape, Shown

DOCUMENT = f"{SHAPES}/document"
COLUMNS, LINES, FORGET, REREAD = (f"{SHAPES}/{name}" for name in ("columns", "lines", "forget", "reread"))
TITLE = "読み方"
AT_ONCE = 200
"""Lines on a page."""
UNREAD_AT_MOST = 20
ROLE = "role-"
MARK = "line-"
MARKS = 3
EXPLAINED = (
    "文書の表の列と行を、どう読んだかを三つの例で示します。違っていれば、列の役目を選び直すか、"
    "施策の行を三つ示してください。同じ形の文書には、これからも同じ読み方をします。"
    "作り直しても、文書を外しても、教えた形は消えません。"
)
NO_DOCUMENTS = "文書はまだありません。「文書」の画面で送ってください。"
NO_SHAPES = "教えた形はまだありません。文書を選んで教えてください。"
NOT_HERE = "ファイルを預かっていません（「文書」の画面でもう一度送ると見られます）"
NOTHING = "この文書からは何も読み取っていません。施策の行に三つ印を付けるか、表の列の役目を選んでください。"
COLUMN_STEPS = (
    "役目を確かめて、違うものを選び直し、「この役目で教える」を押してください。合っていればそのまま押します。"
)
LINE_STEPS = (
    "施策の行に三つ印を付けて「三つの行を教える」を押すと、同じ形の行をほかからも探します。"
    "どれも同じ形の行から選び、三つとも同じ画面で印を付けてください。"
)
NAME_LABEL = "施策名が行の一部のときは、印を付けた行のどれか一つの施策名（なくてもかまいません）"
REREAD_STEPS = (
    "教えた形は、次の取り込みから効きます。いまのグラフに反映するには、この文書を読み直してください。"
)
NOTHING_READ = "（文章のまま。施策や数値は読み取っていません）"
CARDS = "列のない表です。列の役目は教えられません。"


def shapes_page(
    names: Iterable[str],
    missing: Iterable[str],
    shapes: Sequence[Shape],
    token: str,
    told: Sequence[str] = (),
) -> str:
    """The documents that can be looked at, those whose file is not here, and what was taught."""
    rows = [
        *((_link(name), text_html("")) for name in names),
        *((text_html(name), text_html(NOT_HERE)) for name in missing),
    ]
    return document(
        TITLE,
        notes(told),
        words("p", EXPLAINED),
        words("h2", "文書"),
        table(("文書", "状態"), rows, "読み方を見る文書") if rows else words("p", NO_DOCUMENTS),
        words("h2", "教えた形"),
        _shapes(shapes, token),
    )


def address_of(name: str, start: int = 0) -> str:
    """Where the reading of a document is shown."""
    query = {"file": name, **({"from": str(start)} if start else {})}
    return f"{DOCUMENT}?{urlencode(query)}"


def _link(name: str) -> str:
    return element("a", text_html(name), href=address_of(name))


def _shapes(shapes: Sequence[Shape], token: str) -> str:
    if not shapes:
        return words("p", NO_SHAPES)
    rows = ((text_html(one.words), _forget(one, token)) for one in shapes)
    return table(("形", "操作"), rows, "教えた形")


def _forget(one: Shape, token: str) -> str:
    button = element("button", text_html("忘れる"), **{"aria-label": f"「{one.words}」を忘れる"})
    return element("form", hidden(token=token, id=one.id), button, method="post", action=FORGET, css="inline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is seen of a document: its reading, its lines from `start` on, what was just done, a build."""

    name: str
    shown: Shown
    start: int = 0
    told: str = ""
    is_running: bool = False


def reading_page(seen: Seen, roles: Mapping[str, str], token: str) -> str:
    """The reading of one document: what came of it, what was not read, and the forms."""
    again = _reread(seen.name, token, is_running=seen.is_running)
    return document(
        f"「{seen.name}」の{TITLE}",
        element("p", element("a", text_html("文書の一覧と教えた形へ"), href=SHAPES)),
        notes([seen.told] if seen.told else ()),
        again if seen.told else "",
        words("h2", "読み取ったもの"),
        _kinds(seen.shown),
        _list("推し量ったところ", seen.shown.guesses),
        _list("読み取らなかったところ", seen.shown.unread),
        *(_columns(seen.name, one, roles, token) for one in seen.shown.tables),
        _lines(seen.name, seen.shown.lines, seen.start, token),
        "" if seen.told else again,
    )


def _kinds(shown: Shown) -> str:
    if not shown.kinds:
        return words("p", NOTHING)
    rows = (
        (text_html(one.name), text_html(f"{one.count:,}件"), text_html("\n".join(one.samples)))
        for one in shown.kinds
    )
    return table(("種類", "数", "例"), rows, "読み取ったもの")


def _list(title: str, sentences: Sequence[str]) -> str:
    if not sentences:
        return ""
    rest = len(sentences) - UNREAD_AT_MOST
    more = [f"ほかに{rest:,}件"] if rest > 0 else []
    items = (words("li", one) for one in (*sentences[:UNREAD_AT_MOST], *more))
    return words("h2", title) + element("ul", *items)


def _columns(name: str, one: ShownTable, roles: Mapping[str, str], token: str) -> str:
    """A table of the document, a row a column, with the choice of its role."""
    title = f"表{one.number}（{one.kind}）"
    if not any(column.head for column in one.columns):
        return words("h2", title) + words("p", CARDS)
    heads = [column.head or "（見出しなし）" for column in one.columns]
    rows = (
        (
            text_html(f"{place} {heads[place - 1]}"),
            _choice(place, heads[place - 1], column.role, roles),
            *(text_html(cell) for cell in _three(column.samples)),
        )
        for place, column in enumerate(one.columns, start=1)
    )
    return words("h2", title) + element(
        "form",
        hidden(token=token, file=name, table=str(one.number)),
        words("p", COLUMN_STEPS),
        table(("列", "役目", "例1", "例2", "例3"), rows, f"表{one.number}の列"),
        element(
            "button", text_html("この役目で教える"), **{"aria-label": f"表{one.number}をこの役目で教える"}
        ),
        method="post",
        action=COLUMNS,
    )


def _three(samples: Sequence[str]) -> tuple[str, ...]:
    return (*samples, "", "", "")[:MARKS]


def _choice(place: int, head: str, chosen: str, roles: Mapping[str, str]) -> str:
    options = (
        element("option", text_html(called), value=role or "-", selected="selected" if role == chosen else "")
        for role, called in roles.items()
    )
    label = {"aria-label": f"{place}列目「{head}」の役目"}
    return element("select", *options, name=f"{ROLE}{place}", css="role", **label)


def _lines(name: str, lines: Sequence[ShownLine], start: int, token: str) -> str:
    """The lines outside of tables, each with a box for a mark and with what was read there."""
    if not lines:
        return ""
    here = lines[start : start + AT_ONCE]
    rows = ((_mark(one), text_html(one.text), _read(one)) for one in here)
    return words("h2", "施策の行を三つ示す") + element(
        "form",
        hidden(token=token, file=name, start=str(start)),
        words("p", LINE_STEPS),
        words("p", f"{len(lines):,}行のうち{start + 1:,}から{start + len(here):,}まで"),
        table(("印と場所", "行", "読み取ったもの"), rows, "表の外の行"),
        element("label", text_html(NAME_LABEL), element("input", name="name", maxlength="300")),
        element("button", text_html("三つの行を教える")),
        _pager(name, len(lines), start),
        method="post",
        action=LINES,
    )


def _mark(one: ShownLine) -> str:
    box = element("input", type="checkbox", name=f"{MARK}{one.number}", value="1", css="tick")
    return element("label", box, text_html(one.place))


def _read(one: ShownLine) -> str:
    return "".join(words("small", read) for read in one.read) or words("small", NOTHING_READ)


def _pager(name: str, count: int, start: int) -> str:
    steps = (
        (f"前の{AT_ONCE}行", start - AT_ONCE, start > 0),
        (f"次の{AT_ONCE}行", start + AT_ONCE, start + AT_ONCE < count),
    )
    links = (
        element("a", text_html(said), href=address_of(name, max(0, at)))
        for said, at, is_there in steps
        if is_there
    )
    return element("p", *links, css="tools") if count > AT_ONCE else ""


def _reread(name: str, token: str, *, is_running: bool) -> str:
    if is_running:
        return words("p", RUNNING) + element("p", element("a", text_html("文書の画面へ"), href=HOME))
    return element(
        "form",
        hidden(token=token, file=name),
        words("p", REREAD_STEPS),
        element("button", text_html("この文書を読み直して反映する")),
        method="post",
        action=REREAD,
    )
