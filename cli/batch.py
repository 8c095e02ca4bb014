"""Many questions from a file, one JSON object a line, answered in the same order."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from keikaku.cli.terminal import hit_object, in_json
from keikaku.cli.usage import BatchMissingError
from keikaku.qa.telling.answer import Answer, AnswerStatus
from keikaku.qa.world.search import faq_ids

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from keikaku.qa.answerer import Answerer
    from keikaku.qa.world.world import World


@dataclass(frozen=True, slots=True)
class Line:
    """One line of output; `failed` where its input could not be read."""

    text: str
    failed: bool = False


def answered(path: Path, answerer: Answerer) -> Iterator[Line]:
    """An answer object a line; of several turns, the answer to the last."""
    for number, text in _lines(path):
        asked = _read(text)
        turns = _turns(asked)
        if not turns:
            message = f'{number}行目を読めません。{{"id", "question"}} の形のJSONにしてください。'
            failed = Answer(question=text[:200], status=AnswerStatus.FAILED, text=message, id=_id(asked))
            yield Line(in_json(failed.to_dict()), failed=True)
            continue
        answer: Answer | None = None
        for turn in turns:
            answer = answerer.answer(turn, answer, id=_id(asked))
        yield Line(in_json(answer.to_dict()) if answer else "")


def searched(path: Path, world: World, scope: str, k: int) -> Iterator[str]:
    """The hits of each question, a line each."""
    for _, text in _lines(path):
        asked = _read(text)
        question = str(asked.get("question", "")) if asked else ""
        hits = world.search.ranked(question, scope, k=k).hits if question.strip() else ()
        ids = faq_ids(world.facts, hits)
        found = [hit_object(hit, ids) for hit in hits]
        yield in_json({"id": _id(asked), "hits": found})


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        content = (
            sys.stdin.read().removeprefix("\ufeff")
            if str(path) == "-"
            else path.read_text(encoding="utf-8-sig")
        )
    except (OSError, UnicodeDecodeError) as error:
        raise BatchMissingError(
            f"「{path}」を読めません。UTF-8のJSONLファイルを指定してください。"
        ) from error
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            yield number, line


def _read(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _turns(asked: dict[str, Any] | None) -> list[str]:
    if not asked:
        return []
    turns = asked.get("turns") or [asked.get("question")]
    return turns if all(isinstance(turn, str) for turn in turns) else []


def _id(asked: dict[str, Any] | None) -> str | None:
    return None if not asked or asked.get("id") is None else str(asked["id"])
