"""What a file holds and no reader of the page sees, or sees struck out: left out, and told with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

HIDDEN = "隠し文字（表示していない文字）"
STRUCK = "取り消し線の文字"
DELETED = "変更履歴で消された文字"
HIDDEN_ROW = "隠れた行（表示していない行）"
HIDDEN_COLUMN = "隠れた列（表示していない列）"
HIDDEN_SHEET = "隠れたシート（表示していないシート）"

STEPS: Mapping[str, str] = {
    STRUCK: "消した文字でなければ、取り消し線を外して保存し直してください。",
    DELETED: "残す文字なら、変更を元に戻して保存し直してください。",
}
"""What to do where it was meant to be read; all else has to be shown first."""
SHOW = "要るときは、表示して保存し直してください。"
PLACES_AT_MOST = 5


def told_left_out(left: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """One sentence a kind, with the first places and what to do; the words themselves are not repeated.

    >>> told_left_out({STRUCK: ["3行目", "3行目", "8行目"]})
    ('取り消し線の文字は読んでいません（3行目、8行目）。消した文字でなければ、取り消し線を外して保存し直してください。',)
    """
    return tuple(
        f"{kind}は読んでいません（{_places(places)}）。{STEPS.get(kind, SHOW)}"
        for kind, places in left.items()
        if places
    )


def _places(told: Sequence[str]) -> str:
    places = list(dict.fromkeys(told))
    more = len(places) - PLACES_AT_MOST
    return "、".join(places[:PLACES_AT_MOST]) + (f"、ほか{more}か所" if more > 0 else "")
