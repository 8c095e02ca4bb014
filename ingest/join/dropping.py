"""Documents that a graph holds no longer, because somebody asked for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from keikaku.ontology.model.facts import Extraction, Problem


def dropped(
    kept: Sequence[Extraction], read: Sequence[Extraction], names: Collection[str]
) -> tuple[tuple[Extraction, ...], tuple[Problem, ...]]:
    """What is kept without the documents of those files; all of it, and why, where one is not there.

    The last document stays: a graph of nothing answers nothing, and would be taken for a fault.
    """
    there = {one.document.file for one in kept}
    faults = [_problem(name, _ABSENT) for name in sorted(set(names) - there)]
    left = tuple(one for one in kept if one.document.file not in names)
    if names and not faults and not left and not read:
        faults = [_problem(name, _LAST) for name in sorted(names)]
    return (tuple(kept), tuple(faults)) if faults else (left, ())


_ABSENT = "この名前の文書はグラフにないため、外せません。check で文書の名前を確かめてください。"
_LAST = "最後の文書なので外せません。ほかの文書を取り込んでから外してください。"


def _problem(name: str, message: str) -> Problem:
    return Problem(file=name, message=f"{name}: {message}", severity="refused")
