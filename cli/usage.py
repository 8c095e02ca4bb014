"""What a user of the command line did wrong, in one Japanese sentence that says what to do next."""

from __future__ import annotations

import re

from typer import TyperException

HELP = "`keikaku --help` で使い方を確かめてください。"
WRONG_USE = 2

SENTENCES: dict[str, str] = {
    "NoSuchOption": "「{option}」という指定はありません。",
    "MissingParameter": "「{parameter}」の指定が足りません。",
    "BadParameter": "「{parameter}」の値が正しくありません。",
    "BadOptionUsage": "「{option}」の使い方が違います。",
}
"""By the name of its class, what typer finds wrong by itself."""
_COMMAND = re.compile(r"No such command ['\"](.+?)['\"]")


class WrongUseError(Exception):
    """A wrong use that a verb finds by itself; its text is the sentence that the user reads."""


class BatchMissingError(Exception):
    """The file of questions cannot be read."""


class CannotError(Exception):
    """Something that could not be done; its text is the sentence that the user reads (status 1)."""


def in_japanese(wrong: TyperException) -> str:
    """The sentence for a wrong use that typer found."""
    message = str(getattr(wrong, "message", wrong))
    command = _COMMAND.search(message)
    if command:
        return f"「{command[1]}」というコマンドはありません。{HELP}"
    parameter = getattr(wrong, "param", None)
    return (
        SENTENCES.get(type(wrong).__name__, "使い方が違います。").format(
            option=getattr(wrong, "option_name", ""),
            parameter=getattr(parameter, "name", "") or "引数",
        )
        + HELP
    )
