"""Names of figures said in part: the tail that tells figures of one head apart."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from keikaku.qa.compact import compact

if TYPE_CHECKING:
    from keikaku.qa.lexicon import Lexicon, Thing

COMMON = frozenset({"件数", "残高", "比率", "数", "額", "合計", "割合", "率"})
"""Tails that any figure has: by them alone none is meant."""


def indicator_tails(lexicon: Lexicon) -> dict[str, tuple[Thing, ...]]:
    """The tails of heads that have several (課題の着手, 課題の未達成), with the figure of each; the longest first."""
    heads: dict[str, list[Thing]] = defaultdict(list)
    for thing in lexicon.of_kind("indicator"):
        heads[compact(thing.label).rpartition("の")[0]].append(thing)
    found: dict[str, tuple[Thing, ...]] = {}
    for head, things in heads.items():
        if not head or len(things) < 2:
            continue
        for thing in things:
            for tail in compact(thing.label).rpartition("の")[2].split("・"):
                if tail not in COMMON:
                    found[tail] = (*found.get(tail, ()), thing)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))
