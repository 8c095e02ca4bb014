"""The report of `check` as one page that a person reads and prints; it needs nothing beside itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from keikaku.graph.store.checks import USES, CheckReport, Coverage, counted_initiatives
from keikaku.web.html.markup import element, text_html, words

STYLE = (
    "body{font-family:sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.6}"
    "table{border-collapse:collapse;width:100%}h2{margin-top:2rem}td.n{text-align:right;white-space:nowrap}small{display:block}"
    "th,td{border:1px solid #767676;padding:.3rem .6rem;text-align:left}"
)
NOTHING = "ありません。"


def check_html(report: CheckReport) -> str:
    """The whole page: what the graph holds, how each document was read, and what to look at."""
    body = (words("h1", "グラフの点検"), *check_parts(report))
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    title = element("title", "グラフの点検")
    page = element(
        "html", element("head", head, title, element("style", STYLE)), element("body", *body), lang="ja"
    )
    return f"<!DOCTYPE html>\n{page}\n"


def check_parts(report: CheckReport, address: Callable[[str], str] | None = None) -> tuple[str, ...]:
    """The report for a page of any frame; `address` leads from a file's name to its lines."""
    return (
        words("p", f"データの版: {report.data_version}"),
        words("p", "、".join(f"{name}{count:,}" for name, count in report.counts.items() if count)),
        words("h2", "グラフの形（SHACL）"),
        _list(str(violation) for violation in report.violations),
        words("h2", "文書ごとの読み取り"),
        _coverage(report.documents, address),
        words("h2", "担当する施策のない部"),
        _list(report.departments_without_initiatives),
        words("h2", "担当が書かれていない施策"),
        _list(f"「{plan}」 {count:,}件" for plan, count in report.initiatives_without_unit.items()),
        words("h2", "対象が見つからない人手訂正"),
        _list(report.corrections_waiting),
        words("h2", "確かめてほしいところ"),
        _list(problem.message for problem in report.problems),
    )


def _coverage(documents: Iterable[Coverage], address: Callable[[str], str] | None) -> str:
    """A row a document: its characters, and what became of them."""
    names = ("文書", "施策", "文字", *USES.values(), "様式に当てはまらないところ")
    head = element("tr", *(element("th", name, scope="col") for name in names))
    rows = (_row(one, address) for one in documents)
    whole = element("table", element("thead", head), element("tbody", *rows))
    return element(
        "div",
        whole,
        css="scroll counted",
        role="region",
        tabindex="0",
        **{"aria-label": "文書ごとの読み取り"},
    )


def _row(one: Coverage, address: Callable[[str], str] | None) -> str:
    shares = (_share(getattr(one, use), one.share(use)) for use in USES)
    left = "、".join(one.leftover_places) or "なし"
    lost = f"。{one.lost:,}字がどこにも入っていません" if one.lost else ""
    name = text_html(f"{one.file}\n{one.label}")
    return element(
        "tr",
        element("th", element("a", name, href=address(one.file)) if address else name, scope="row"),
        words("td", counted_initiatives(one.initiatives, one.without_unit, one.unread)),
        words("td", f"{one.characters:,}字", css="n"),
        *shares,
        words("td", left + lost),
    )


def _share(characters: int, share: float) -> str:
    """How many characters became one of the uses, and their share below it; neither breaks inside."""
    return element("td", text_html(f"{characters:,}字"), words("small", f"{share}%"), css="n")


def _list(entries: Iterable[str]) -> str:
    """The entries as a list, or that there are none."""
    told = [words("li", entry) for entry in entries]
    return element("ul", *told) if told else words("p", NOTHING)
