"""How the documents were read, line by line, and the forms that put a reading right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote, urlencode

from keikaku.graph.store.checks import CheckReport
from keikaku.graph.store.lines import ReadLine
from keikaku.web.desk.check_page import check_parts
from keikaku.web.desk.pages import BUILD, COVERAGE, LINES, hidden, notes
from keikaku.web.desk.wanted import Wanted
from keikaku.web.html.frame import document, table
from keikaku.web.html.markup import element, text_html, words

CORRECT, FORGET = f"{COVERAGE}/correct", f"{COVERAGE}/forget"
AT_ONCE = 100
"""Lines on a page."""
KINDS = {
    "Initiative": "施策",
    "Field": "分野",
    "Pillar": "体系",
    "Plan": "計画",
    "Section": "課・室",
    "Department": "部",
    "Target": "目標",
    "Mission": "使命",
    "Observation": "実績値",
    "": "残り（何も読み取っていない行）",
}
NO_GRAPH = "まだグラフがありません。「文書」の画面で文書を取り込んでください。"
EXPLAINED = (
    "文書の名前を押すと、行ごとに何を読み取ったかが出ます。読み取りが違うところは、そこから訂正できます。"
    "訂正した値には、どの画面でも「人手訂正」と付きます。"
)
NOT_YET = "加えた訂正と消した訂正は、グラフを作り直すと反映されます。"
NO_CORRECTIONS = "人手訂正はまだありません。"
BY_LINE = (
    "行は、文書の通し番号（12）か、出典に出る場所（2ページ 3行目）で書きます。"
    "IRIがあれば、文書と行は要りません。"
)
ADD = "施策の追加"
"""The item that the form begins with where nothing was read."""
ADDING = "追加のときは、文書と行、正しい値に加えるものの名前（その行にある言葉のとおり）を書きます。"
NOTHING_READ = "訂正する値がありません"
GONE_VALUE = "「削除」のときは、正しい値は書かなくてかまいません。"


def coverage_page(
    report: CheckReport | None,
    corrections: Sequence[Wanted],
    token: str,
    *,
    is_changed: bool,
    told: Sequence[str] = (),
) -> str:
    """The report with the corrections; `is_changed`: the list differs from what the graph follows."""
    parts = check_parts(report, _lines_at) if report else (words("p", NO_GRAPH),)
    return document(
        "読み取りの点検",
        notes(told),
        words("p", EXPLAINED),
        words("h2", "人手訂正"),
        _corrections(corrections, token),
        _rebuild(token) if is_changed else "",
        element("p", element("a", text_html("訂正を加える"), href=CORRECT)),
        *parts,
    )


def _lines_at(file: str) -> str:
    return f"{LINES}?{urlencode({'file': file})}"


def _rebuild(token: str) -> str:
    return element(
        "form",
        hidden(token=token),
        words("p", NOT_YET),
        element("button", text_html("グラフを作り直して反映する")),
        method="post",
        action=BUILD,
    )


def _corrections(rows: Sequence[Wanted], token: str) -> str:
    if not rows:
        return words("p", NO_CORRECTIONS)
    names = ("対象", "訂正", "操作")
    return table(names, (_correction(row, token) for row in rows), "登録した訂正")


def _correction(row: Wanted, token: str) -> tuple[str, ...]:
    button = element("button", text_html("消す"), **{"aria-label": f"{row.told}の{row.item}の訂正を消す"})
    form = element("form", hidden(token=token, id=row.id), button, method="post", action=FORGET, css="inline")
    thing = unquote(row.iri.rsplit("/", 1)[-1])
    where = text_html(row.told if row.file else thing) + (words("small", thing) if row.file else "")
    right = text_html(f"{row.item}: {row.right}") + words("small", f"理由: {row.reason}（{row.role}）")
    return where, right, form


def lines_page(file: str, lines: Sequence[ReadLine], start: int) -> str:
    """What was read of one document, from the row `start` on."""
    here = lines[start : start + AT_ONCE]
    rows = (
        (
            text_html(one.place),
            words("small", KINDS.get(one.kind, one.kind))
            + text_html(one.label)
            + (words("small", f"原文: {one.quote}") if one.quote else ""),
            _correct_link(file, one),
        )
        for one in here
    )
    return document(
        f"{file} の読み取り",
        element("p", element("a", text_html("読み取りの点検へ"), href=COVERAGE)),
        words("p", f"{len(lines):,}件のうち{start + 1 if here else 0:,}から{start + len(here):,}まで"),
        table(("場所", "読み取ったもの", "操作"), rows, "読み取ったもの"),
        _pager(file, len(lines), start),
    )


def _correct_link(file: str, one: ReadLine) -> str:
    if not one.iri:
        address = f"{CORRECT}?{urlencode({'file': file, 'line': str(one.line), 'item': ADD})}"
        add = element(
            "a", text_html("施策を加える"), href=address, **{"aria-label": f"{one.place}に施策を加える"}
        )
        return text_html(NOTHING_READ) + element("small", add)
    query = {"file": file, "line": str(one.line), "iri": one.iri, "kind": one.kind}
    address = f"{CORRECT}?{urlencode({name: value for name, value in query.items() if value})}"
    return element(
        "a", text_html("訂正する"), href=address, **{"aria-label": f"{one.place} {one.label}を訂正する"}
    )


def _pager(file: str, count: int, start: int) -> str:
    steps = (
        ("前の100件", start - AT_ONCE, start > 0),
        ("次の100件", start + AT_ONCE, start + AT_ONCE < count),
    )
    links = [
        element("a", text_html(name), href=f"{LINES}?{urlencode({'file': file, 'from': str(max(0, at))})}")
        for name, at, is_there in steps
        if is_there
    ]
    return element("p", " ".join(links), css="tools") if links else ""


def correct_page(
    given: Mapping[str, str],
    items: Mapping[str, tuple[str, ...]],
    files: Iterable[str],
    token: str,
    fault: str = "",
) -> str:
    """The form of a correction, filled with what is given; `fault` says what to change in it."""
    fitting = [name for name, kinds in items.items() if not given.get("kind") or given["kind"] in kinds]
    return document(
        "訂正を加える",
        element("p", text_html(fault), role="alert", css="counts") if fault else "",
        element(
            "form",
            hidden(token=token, kind=given.get("kind", "")),
            _choice("文書", "file", ("", *files), given.get("file", "")),
            _text("行", "line", given),
            _text("IRI", "iri", given),
            words("p", BY_LINE, css="soft"),
            _choice("項目", "item", fitting or list(items), given.get("item", "")),
            _text("正しい値", "right", given),
            words("p", GONE_VALUE, css="soft"),
            words("p", ADDING, css="soft"),
            _text("理由", "reason", given),
            _text("役割（どの立場で訂正するか。例: 企画課）", "role", given),
            words("p", NOT_YET),
            element("button", text_html("加える")),
            element("a", text_html("やめる"), href=COVERAGE),
            method="post",
            action=CORRECT,
        ),
    )


def _text(label: str, name: str, given: Mapping[str, str]) -> str:
    return element(
        "label", text_html(label), element("input", name=name, value=given.get(name, ""), maxlength="2000")
    )


def _choice(label: str, name: str, values: Iterable[str], chosen: str) -> str:
    options = (
        element(
            "option",
            text_html(one or "（選んでください）"),
            value=one,
            selected="selected" if one == chosen else "",
        )
        for one in values
    )
    return element("label", text_html(label), element("select", *options, name=name))
