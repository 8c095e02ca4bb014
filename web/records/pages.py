"""The page on which staff read what people left behind, and delete it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from keikaku.qa.telling.answer import AnswerStatus
from keikaku.qa.telling.phrases import ENDINGS
from keikaku.web.html.frame import csv_link, document, table
from keikaku.web.html.markup import element, text_html, words
from keikaku.web.html.templating import path_of
from keikaku.web.links.pages import hidden
from keikaku.web.records.groups import Group
from keikaku.web.records.kept import Door, Feedback, Unanswered

TITLE = "記録"
SHOWN, COMMENTS = 200, 20
"""Groups of each table and comments of a group that are shown; the file has everything."""
DOORS = {Door.PUBLIC: "市民の画面", Door.STAFF: "職員の画面"}
INTRODUCTION = (
    "電話番号、メール、個人番号、番地などは伏せて残しています。氏名のように形で分からないものは残ることがあるので、"
    "見つけたら消してください。日付だけを残し、だれが書いたかは残しません。"
)
NONE = "まだありません。"
UNREAD = "読めない行が{count}行あります。ファイル（{file}）を確かめるか、すべて消してください。"
MORE_COMMENTS = "ほかのひとこと{rest}件はCSVで見られます。"
MORE = "新しいものから{shown}組を示しています。ほかの{rest}組はCSVで見られます。"


def records_page(questions: str, feedback: str) -> str:
    """Both tables with what can be done to them."""
    return document(TITLE, words("p", INTRODUCTION), questions, feedback)


def questions_html(groups: Sequence[Group[Unanswered]], unread: str, token: str, kept: Sequence[str]) -> str:
    """Questions that were not answered, each with how often; `kept`: at which doors they are written down."""
    columns = ("質問", "回数", "結果", "どこで", "最後の日", "データの版", "消す")
    rows = (
        (
            words("span", group.newest.question, css="asked"),
            text_html(str(len(group.records))),
            text_html("\n".join(_counted([_ending(one.status) for one in group.records]))),
            text_html("\n".join(_counted([_door(one.door) for one in group.records]))),
            text_html(group.newest.day),
            text_html(group.newest.version),
            _delete(token, "questions", "group", group.id, group.newest.question),
        )
        for group in groups[:SHOWN]
    )
    doors = "、".join(_door(one) for one in kept)
    return _section(
        "答えられなかった質問",
        f"いま残しているのは{doors}の質問です。" if doors else "いまは質問を残していません。",
        unread,
        table(columns, rows, _caption("質問", groups)) if groups else words("p", NONE),
        _tools("questions", token) if groups or unread else "",
    )


def feedback_html(groups: Sequence[Group[Feedback]], unread: str, token: str) -> str:
    """What people thought of each answer and page, with their comments."""
    columns = ("答え・ページ", "役に立った", "役に立たなかった", "ひとこと", "最後の日", "消す")
    rows = (
        (
            _subject(group.newest),
            text_html(str(sum(one.useful for one in group.records))),
            text_html(str(sum(not one.useful for one in group.records))),
            _comments([one for one in group.records if one.comment], token),
            text_html(group.newest.day),
            _delete(token, "feedback", "group", group.id, group.newest.label or group.newest.question),
        )
        for group in groups[:SHOWN]
    )
    return _section(
        "役に立ったか",
        "市民の画面の、答えとページの下から送られたものです。",
        unread,
        table(columns, rows, _caption("声", groups)) if groups else words("p", NONE),
        _tools("feedback", token) if groups or unread else "",
    )


def _section(title: str, about: str, unread: str, shown: str, tools: str) -> str:
    return element("section", words("h2", title), words("p", about), words("p", unread), shown, tools)


def _caption(name: str, groups: Sequence[Group[Unanswered]] | Sequence[Group[Feedback]]) -> str:
    records = sum(len(group.records) for group in groups)
    rest = len(groups) - SHOWN
    more = "。" + MORE.format(shown=SHOWN, rest=rest) if rest > 0 else ""
    return f"{name} {len(groups)}組 {records}件{more}"


def _counted(names: Sequence[str]) -> list[str]:
    """Each name once, the most frequent first, with its count where names differ."""
    found = Counter(names).most_common()
    return [name if len(found) == 1 else f"{name} {count}" for name, count in found]


def _ending(status: str) -> str:
    return ENDINGS[AnswerStatus(status)][0] if status in set(AnswerStatus) else status


def _door(door: str) -> str:
    return DOORS[Door(door)] if door in set(Door) else door


def _subject(one: Feedback) -> str:
    """A thing by its label, leading to its page; an answer by its question."""
    if not one.key:
        return words("span", one.question, css="asked") + words("small", "質問への答え")
    page = element("a", text_html(one.label or one.key), href=path_of(one.key), css="asked")
    return page + words("small", "ページ")


def _comments(said: Sequence[Feedback], token: str) -> str:
    more = words("small", MORE_COMMENTS.format(rest=len(said) - COMMENTS)) if len(said) > COMMENTS else ""
    return "".join(_comment(one, token) for one in said[:COMMENTS]) + more


def _comment(one: Feedback, token: str) -> str:
    said = f"{one.day} {'役に立った' if one.useful else '役に立たなかった'}"
    delete = _delete(token, "feedback", "entry", one.id, one.comment)
    return element("div", words("span", one.comment), words("small", said), delete, css="said")


def _delete(token: str, log: str, what: str, name: str, label: str) -> str:
    button = element("button", text_html("消す"), type="submit", **{"aria-label": f"「{label[:60]}」を消す"})
    return element("form", _fields(token, log, what, name), button, method="post", action="/staff/records")


def _tools(log: str, token: str) -> str:
    """The file, and the end of everything, which must be said twice."""
    sure = element(
        "label",
        element("input", type="checkbox", name="sure", value="1", required="required"),
        text_html("もとに戻せないことを確かめました"),
    )
    button = element("button", text_html("すべて消す"), type="submit")
    form = element(
        "form", _fields(token, log, "all", ""), sure, button, method="post", action="/staff/records"
    )
    return csv_link(f"/staff/records/{log}.csv", {}) + element(
        "details", words("summary", "すべて消す"), form
    )


def _fields(token: str, log: str, what: str, name: str) -> str:
    pairs = {"token": token, "log": log, "what": what, "id": name}
    return "".join(hidden(*pair) for pair in pairs.items() if pair[1])
