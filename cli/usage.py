"""What a user of the command line did wrong, in one Japanese sentence that says what to do next."""

from __future__ import annotations

import click

HELP = "`keikaku --help` で使い方を確かめてください。"


def in_japanese(wrong: click.UsageError) -> str:
    """The sentence for a wrong use; our own are Japanese already."""
    for kind, sentence in SENTENCES:
        if isinstance(wrong, kind):
            return (
                sentence.format(
                    **{name: getattr(wrong, name, "") or "" for name in ("option_name", "param_hint")},
                    wrong=_argument(wrong),
                )
                + HELP
            )
    if wrong.message.startswith("No such command"):
        return f"「{wrong.message.split(chr(39))[1]}」というコマンドはありません。{HELP}"
    return wrong.message if not wrong.message.isascii() else f"使い方が違います（{wrong.message}）。{HELP}"


def _argument(wrong: click.UsageError) -> str:
    param = getattr(wrong, "param", None)
    return param.human_readable_name if param is not None else ""


SENTENCES: tuple[tuple[type[click.UsageError], str], ...] = (
    (click.NoSuchOption, "「{option_name}」という指定はありません。"),
    (click.MissingParameter, "「{wrong}」の指定が足りません。"),
    (click.BadParameter, "「{wrong}」の値が正しくありません。"),
    (click.BadOptionUsage, "「{option_name}」の使い方が違います。"),
)
"""Wrong uses that click finds by itself, the more special first."""
