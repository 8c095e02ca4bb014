"""The page of a city's own words: what was taught, a form for more, and what nobody understood."""

from __future__ import annotations

from collections.abc import Sequence

from keikaku.ontology.lexicon import ours
from keikaku.ontology.model.facts import WordKind
from keikaku.web.desk.pages import BUILD, hidden, notes
from keikaku.web.desk.taught import Taught
from keikaku.web.html.frame import document, table
from keikaku.web.html.markup import element, text_html, words
from keikaku.web.records.unread import Asked

WORDS = "/staff/words"
FORGET, IGNORE = f"{WORDS}/forget", f"{WORDS}/ignore"
TITLE = "同じ意味の言葉・部署の呼び名"
EXPLAINED = (
    "文書や市民が使う言葉で、読み取れないものをここで教えます。教えた言葉はグラフに残り、次の取り込みからも効きます。"
    "文書の読み方が変わる言葉（計画の言葉、部署の名の終わり）は、文書を読み直すと反映されます。"
)
NOT_YET = "加えた言葉と消した言葉は、グラフを作り直すと反映されます。"
NONE = "教えた言葉はまだありません。"
ALL_READ = "読み取れなかった言葉はまだありません。"
COLLECTED = (
    "質問の中で、意味を読み取れなかった言葉です。電話番号などは伏せてあります。"
    "意味を確かめて「加える」を押してください。"
)
ASKED = ("言葉", "回数", "最後の日", "意味", "操作")
AT_MOST = 100
"""Words that were not understood on the page, the most frequent first."""
KINDS = {
    WordKind.ALIAS: "グラフにあるものの別名",
    WordKind.LIFE: "暮らしの言葉（役所の言葉の言い換え）",
    WordKind.UNIT: "部署の名の終わり",
    WordKind.CONCEPT: "計画の言葉",
}
OFFERED = (
    *("INITIATIVE", "PILLAR", "FIELD", "PLAN_KIND", "TARGET", "RESPONSIBLE", "RELATED"),
    *("WHOLE_CITY", "BACK_MATTER"),
)
"""Concepts that staff are offered; a file may teach a word for any."""


def words_page(
    rows: Sequence[Taught], asked: Sequence[Asked], token: str, *, is_changed: bool, told: Sequence[str] = ()
) -> str:
    """The whole page; `is_changed`: the list differs from what the graph holds."""
    return document(
        TITLE,
        notes(told),
        words("p", EXPLAINED),
        _rebuild(token) if is_changed else "",
        words("h2", "教えた言葉"),
        table(("言葉", "意味", "操作"), (_row(row, token) for row in rows), "教えた言葉")
        if rows
        else words("p", NONE),
        words("h2", "言葉を加える"),
        _add_form(token),
        words("h2", "読み取れなかった言葉"),
        words("p", COLLECTED if asked else ALL_READ),
        table(ASKED, (_asked(one, token) for one in asked[:AT_MOST]), "質問の言葉") if asked else "",
    )


def choices() -> dict[str, str]:
    """What a word can be: the value of each choice in a form, and its name."""
    plain = {kind.value: name for kind, name in KINDS.items() if kind is not WordKind.CONCEPT}
    concepts = {f"{WordKind.CONCEPT}:{name}": f"計画の言葉: {_called(name)}" for name in OFFERED}
    return plain | concepts


def _called(concept: str) -> str:
    known = concept in ours().concepts and ours().forms(concept)
    return known[0] if known else concept


def _row(row: Taught, token: str) -> tuple[str, ...]:
    kind = KINDS[WordKind(row.kind)] if row.kind in set(WordKind) else row.kind
    means = "" if row.kind == WordKind.UNIT else _called(row.means)
    button = element("button", text_html("消す"), **{"aria-label": f"「{row.form}」を消す"})
    form = element("form", hidden(token=token, id=row.id), button, method="post", action=FORGET, css="inline")
    return text_html(row.form), text_html(means) + words("small", kind), form


def _add_form(token: str) -> str:
    form = element("label", text_html("言葉"), element("input", name="form", required="required"))
    button = element("button", text_html("加える"))
    return element("form", hidden(token=token), form, *_meaning(""), button, method="post", action=WORDS)


def _meaning(guess: str) -> tuple[str, str]:
    options = (element("option", text_html(name), value=value) for value, name in choices().items())
    return (
        element("label", text_html("種類"), element("select", *options, name="kind")),
        element(
            "label",
            text_html("同じ意味の言葉（部署の名の終わりと計画の言葉では要りません）"),
            element("input", name="means", value=guess),
        ),
    )


def _asked(one: Asked, token: str) -> tuple[str, ...]:
    add = element("button", text_html("加える"), **{"aria-label": f"「{one.word}」を加える"})
    ignore = element("button", text_html("消す"), **{"aria-label": f"「{one.word}」を一覧から消す"})
    forgotten = hidden(token=token, form=one.word)
    parts = (forgotten, *_meaning(one.guess), add)
    return (
        text_html(one.word),
        text_html(f"{one.count:,}"),
        text_html(one.day),
        element("form", *parts, method="post", action=WORDS),
        element("form", forgotten, ignore, method="post", action=IGNORE, css="inline"),
    )


def _rebuild(token: str) -> str:
    again = element("input", type="checkbox", name="again", value="1", css="tick")
    return element(
        "form",
        hidden(token=token),
        words("p", NOT_YET),
        element("label", again, text_html("ここで預かっている文書も読み直す")),
        element("button", text_html("グラフを作り直して反映する")),
        method="post",
        action=BUILD,
    )
