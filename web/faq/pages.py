"""The page on which staff take over questions and answers one by one."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from keikaku.graph.faq.board import Row
from keikaku.graph.faq.frayed import Fray
from keikaku.graph.faq.values import State
from keikaku.web.desk.builds import BuildState
from keikaku.web.desk.pages import hidden, notes, progress, script
from keikaku.web.faq.office import Look
from keikaku.web.faq.sources import sources_html
from keikaku.web.html.frame import document, table
from keikaku.web.html.markup import details, element, text_html, words
from keikaku.web.records.groups import Group
from keikaku.web.records.kept import Unanswered

HOME = "/staff/faq"
ENTRY, APPROVE, DISCARD = f"{HOME}/entry", f"{HOME}/approve", f"{HOME}/discard"
RESTORE, ASK, PUBLISH = f"{HOME}/restore", f"{HOME}/ask", f"{HOME}/publish"
DRAFTS = f"{HOME}#drafts"
"""Where somebody goes on who has just decided about one."""
TITLE = "よくある質問の下書き"
AT_ONCE = 10
"""Drafts on a page."""
SHOWN = 50
"""Rows of each table."""
EXPLAINED = (
    "計画の文書から作った、質問と答えの下書きです。答えは文書に書かれていることだけでできています。"
    "一つずつ読んで、承認するか、直すか、使わないかを選んでください。承認して公開するまで、市民の画面には出ません。"
)
WAITING = "公開を待っている変更が{count:,}件あります。"
NO_DRAFTS = "下書きはありません。「文書」の画面で計画の文書を取り込むと、ここにできます。"
TO_MEND = (
    "承認したあとで、もとの文書や下書きが変わったものです。"
    "読み直して、承認し直すか、直すか、取り下げてください。"
)
HELD = "公開を止めています"
ASKED = (
    "答えのなかった質問です（個人の情報は伏せてあります）。"
    "「下書きにする」を押すと、近い記述を見ながら答えを書けます。"
)
NONE_ASKED = "まだありません。答えのなかった質問を残していれば、ここに出ます。"
OPEN = "答えを待っている質問です。答えを書いて承認してください。"


def home_page(look: Look, state: BuildState, token: str, start: int = 0, told: Sequence[str] = ()) -> str:
    """The whole page, with the drafts from `start` on."""
    drafts = [row for row in look.rows if row.state is None]
    worn = sorted((row for row in look.rows if row.frays), key=lambda row: not row.is_held_back)
    whole = [row for row in look.rows if row.state is State.APPROVED and not row.frays]
    opened = [row for row in look.rows if row.state is State.OPEN]
    return document(
        TITLE,
        notes(told),
        words("p", EXPLAINED),
        _publish(look.waiting, state, token),
        _section("見直してほしいもの", TO_MEND, "".join(_frayed(row, look, token) for row in worn)),
        _section("答えを待っている質問", OPEN, _opened(opened, token) if opened else ""),
        _section(
            "答えのなかった質問", ASKED, _asked(look.asked, token) if look.asked else words("p", NONE_ASKED)
        ),
        _drafts(drafts, look, token, start),
        _section("承認したもの", "", _approved(whole, token) if whole else ""),
        _discarded([row for row in look.rows if row.state is State.DISCARDED], token),
        script(is_running=state.is_running),
    )


def _section(title: str, about: str, inner: str) -> str:
    """A part of the page; nothing where it has nothing to show."""
    return element("section", words("h2", title), words("p", about), inner) if inner else ""


def _publish(waiting: int, state: BuildState, token: str) -> str:
    """What is not public yet, and the button that makes it so."""
    if state.is_running:
        return progress(state)
    if not waiting:
        return ""
    return element(
        "form",
        hidden(token=token),
        words("p", WAITING.format(count=waiting)),
        element("button", text_html("公開のよくある質問に反映する")),
        method="post",
        action=PUBLISH,
    )


def _drafts(rows: Sequence[Row], look: Look, token: str, start: int) -> str:
    if not rows:
        return words("h2", "下書き") + words("p", NO_DRAFTS)
    first = min(start, (len(rows) - 1) // AT_ONCE * AT_ONCE)
    here = rows[first : first + AT_ONCE]
    count = words("p", f"{len(rows):,}件のうち{first + 1:,}から{first + len(here):,}まで", css="counts")
    cards = "".join(_draft(row, look, token) for row in here)
    return element("section", words("h2", "下書き"), count, cards, _pager(first, len(rows)), id="drafts")


def _pager(first: int, count: int) -> str:
    before = element("a", text_html("前の下書き"), href=f"{HOME}?from={max(0, first - AT_ONCE)}#drafts")
    after = element("a", text_html("次の下書き"), href=f"{HOME}?from={first + AT_ONCE}#drafts")
    shown = [before] if first else []
    shown += [after] if first + AT_ONCE < count else []
    return element("p", " ".join(shown), css="tools") if shown else ""


def _draft(row: Row, look: Look, token: str) -> str:
    return _card(
        row,
        look,
        _button(row, token, APPROVE, "そのまま承認", words="draft"),
        _mend(row, "直してから承認"),
        _button(row, token, DISCARD, "使わない"),
    )


def _frayed(row: Row, look: Look, token: str) -> str:
    """An approved entry with what wore thin; where the draft is another now, with that beside."""
    held = f"（{HELD}）" if row.is_held_back else ""
    why = element("ul", *(words("li", fray + (held if fray is row.frays[0] else "")) for fray in row.frays))
    is_redrawn = Fray.REDRAWN in row.frays
    now = row.draft.answer if row.draft and is_redrawn else ""
    return _card(
        row,
        look,
        _button(row, token, APPROVE, "この言葉のまま承認し直す", words="kept"),
        _button(row, token, APPROVE, "いまの下書きで承認し直す", words="draft") if is_redrawn else "",
        _mend(row, "直してから承認"),
        _button(row, token, RESTORE, "取り下げる"),
        why=why + words("h4", "承認した答え"),
        now=words("h4", "いまの下書き") + words("p", now) if now else "",
    )


def _card(row: Row, look: Look, *actions: str, why: str = "", now: str = "") -> str:
    one = row.entry
    return element(
        "article",
        words("h3", one.question),
        why,
        words("p", one.answer),
        now,
        details(f"出典 {len(one.sources)}か所", sources_html(one.sources, look.version))
        if one.sources
        else "",
        _actions(*actions),
        css="card",
    )


def _actions(*actions: str) -> str:
    """What can be done, in a row."""
    return element("div", *actions, css="actions")


def _button(row: Row, token: str, to: str, label: str, **fields: str) -> str:
    mark = row.draft.mark if row.draft else ""
    button = element("button", text_html(label), **{"aria-label": f"{row.entry.question} {label}"})
    sent = hidden(token=token, id=row.entry.id, mark=mark, **fields)
    return element("form", sent, button, method="post", action=to, css="inline")


def _mend(row: Row, label: str) -> str:
    address = f"{ENTRY}?{urlencode({'id': row.entry.id})}"
    return element("a", text_html(label), href=address, **{"aria-label": f"{row.entry.question} {label}"})


def _opened(rows: Sequence[Row], token: str) -> str:
    cells = (
        (
            words("span", row.entry.question, css="asked"),
            _actions(_mend(row, "答えを書く"), _button(row, token, DISCARD, "使わない")),
        )
        for row in rows
    )
    return table(("質問", "操作"), cells, f"答えを待つ質問 {len(rows):,}件")


def _asked(asked: Sequence[Group[Unanswered]], token: str) -> str:
    cells = (
        (
            words("span", one.newest.question, css="asked"),
            text_html(f"{len(one.records):,}"),
            text_html(one.newest.day),
            _ask(one, token),
        )
        for one in sorted(asked, key=lambda one: -len(one.records))[:SHOWN]
    )
    return table(("質問", "回数", "最後の日", "操作"), cells, f"質問 {len(asked):,}件")


def _ask(one: Group[Unanswered], token: str) -> str:
    label = {"aria-label": f"「{one.newest.question[:60]}」を下書きにする"}
    button = element("button", text_html("下書きにする"), **label)
    return element("form", hidden(token=token, group=one.id), button, method="post", action=ASK, css="inline")


def _approved(rows: Sequence[Row], token: str) -> str:
    cells = (
        (
            words("span", row.entry.question, css="asked"),
            text_html("公開中" if row.is_public else "公開を待っています"),
            text_html(row.entry.day) + words("small", row.entry.by),
            _actions(_mend(row, "直す"), _button(row, token, RESTORE, "取り下げる")),
        )
        for row in rows
    )
    return table(("質問", "状態", "承認した日", "操作"), cells, f"承認 {len(rows):,}件")


def _discarded(rows: Sequence[Row], token: str) -> str:
    if not rows:
        return ""
    cells = (
        (words("span", row.entry.question, css="asked"), _button(row, token, RESTORE, "下書きに戻す"))
        for row in rows
    )
    return details(
        f"使わないとしたもの {len(rows):,}件", table(("質問", "操作"), cells, "使わないとしたもの")
    )
