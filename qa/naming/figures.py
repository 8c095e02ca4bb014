"""Names of figures said in part: the tail that tells figures of one head apart."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from keikaku.qa.names.lexicon import Lexicon, Thing

SHORTEST_FAMILY = 2


def families(lexicon: Lexicon) -> dict[str, tuple[Thing, ...]]:
    """What the names of several figures of one kind end in: 基金 of みどり基金の残高 and あおぞら基金の残高."""
    kinds: dict[str, dict[str, Thing]] = defaultdict(dict)
    for thing in lexicon.of_kind("indicator"):
        head, _, tail = compact(thing.label).rpartition("の")
        if head:
            kinds[tail][head] = thing
    found: dict[str, tuple[Thing, ...]] = {}
    for heads in kinds.values():
        ends: dict[str, list[Thing]] = defaultdict(list)
        for head, thing in heads.items():
            for end in _ends(head):
                ends[end].append(thing)
        taken = {*COMMON, *heads, *lexicon.names}
        found |= {end: tuple(of) for end, of in ends.items() if len(of) > 1 and end not in taken}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _ends(head: str) -> list[str]:
    """What a name ends in, word by word: 特別会計 and 会計 of 介護特別会計."""
    starts = [token.start for token in tokenize(head)][1:]
    return [head[start:] for start in starts if len(head) - start >= SHORTEST_FAMILY]


def bare_counts(lexicon: Lexicon) -> dict[str, tuple[Thing, ...]]:
    """Figures by what they count: 待機児童 of 待機児童数, where nothing else of the documents is called so."""
    found: dict[str, tuple[Thing, ...]] = {}
    for thing in lexicon.of_kind("indicator"):
        name = compact(thing.label)
        bare = name[:-1] if name.endswith(MEASURED) else ""
        if len(bare) >= SHORTEST_BARE and bare not in lexicon.names:
            found[bare] = (*found.get(bare, ()), thing)
    return {bare: things for bare, things in found.items() if len(things) == 1}


MEASURED = ("数", "量", "額", "率")
SHORTEST_BARE = 3


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
            whole = compact(thing.label).rpartition("の")[2]
            for tail in dict.fromkeys((whole, *whole.split("・"))):
                if tail not in COMMON:
                    found[tail] = (*found.get(tail, ()), thing)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))
