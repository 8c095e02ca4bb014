"""A query in words, in Japanese and English: what a person reads as 問いの読み取り."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.qa.query.sayings import COMPARED, describe_condition, pillar_name, year_name

if TYPE_CHECKING:
    from keikaku.qa import query as q

__all__ = ["asked", "bound_words", "describe_condition", "pillar_name", "year_name"]


def bound_words(bound: q.Bound, language: q.Language) -> str:
    """10件以上, 14%台, at least 10."""
    if bound.upper is not None:
        return (
            f"{bound.value:g}{bound.unit}台"
            if language == "ja"
            else f"from {bound.value:g} to below {bound.upper:g}{bound.unit}"
        )
    word = COMPARED[bound.comparator][language == "en"]
    if language == "en":
        return f"{word} {bound.value:g}{bound.unit if bound.unit == '%' else ''}"
    return f"{bound.value:g}{bound.unit}{'' if word == 'ちょうど' else word}"


def asked(query: object, language: q.Language) -> str:
    """A query about initiatives in words, "" for other kinds: their answers print themselves."""
    where = getattr(query, "where", None)
    return describe_condition(where, language) if where is not None else ""
