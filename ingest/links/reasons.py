"""Why a pair was proposed, in short sentences that a reviewer can check against the two texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from keikaku.ingest.links.pairs.figures import shared
from keikaku.ingest.links.pairs.terms import shared_names
from keikaku.ingest.links.sides import Side
from keikaku.ontology.model.facts import Key

NAMED = 3
"""So many shared names a sentence."""
PROVEN = 2
"""One figure may be alike by chance; so many different ones are told as a reason."""
NEAR = 0.2
"""From this nearness on it is a reason."""


def reasons(
    one: Side,
    other: Side,
    found: Mapping[str, float],
    labels: Mapping[Key, str],
    follows: frozenset[tuple[Key, Key]] = frozenset(),
) -> tuple[str, ...]:
    """The sentences, the strongest kind first; `labels` names departments, sections and themes."""
    return tuple(
        sentence
        for part in (
            _proof(one, other),
            _names(one, other),
            _units(one, other, labels, follows),
            _themes(one, other, labels),
            _figures(other, found),
        )
        for sentence in part
    )


def _proof(one: Side, other: Side) -> Iterator[str]:
    """The figures that both tell of the same years, which come first."""
    same = shared(one.figures, other.figures)
    if len(same) >= PROVEN:
        told = "、".join(f"{year}年度{name}{value:,g}{unit}" for (name, unit, year), value in same[:PROVEN])
        more = f"など{len(same)}つ" if len(same) > PROVEN else f"の{len(same)}つ"
        yield f"同じ年度の数値が一致する（{told}{more}）。"


def _names(one: Side, other: Side) -> Iterator[str]:
    titles = shared_names(one.title, other.title, one.city)
    texts = shared_names(_all(one), _all(other), one.city)
    targets = shared_names("\n".join(one.targets), "\n".join(other.targets), one.city)
    inside = [name for name in texts if not any(name in title for title in titles)]
    if titles:
        yield f"どちらも題名で{_quoted(titles)}を掲げる。"
    if inside:
        yield f"どちらも本文で{_quoted(inside)}に触れる。"
    if targets:
        yield f"どちらも目標に{_quoted(targets)}がある。"


def _all(side: Side) -> str:
    return f"{side.title}\n{side.text}"


def _units(
    one: Side, other: Side, labels: Mapping[Key, str], follows: frozenset[tuple[Key, Key]]
) -> Iterator[str]:
    shared = sorted(one.units & other.units)
    led = sorted((a, b) for a in one.units for b in other.units if (a, b) in follows)
    if shared:
        yield f"どちらも{_joined(shared, labels)}が担う。"
    elif led:
        yield f"担当の{labels.get(led[0][0], '')}は{labels.get(led[0][1], '')}に続くとみられる。"
    elif one.whole_city or other.whole_city:
        yield "片方は全庁の取組である。"
    elif one.units and other.units:
        before, after = _joined(sorted(one.units), labels), _joined(sorted(other.units), labels)
        yield f"担当は{before}から{after}に変わる。"


def _themes(one: Side, other: Side, labels: Mapping[Key, str]) -> Iterator[str]:
    shared = sorted(one.themes & other.themes)
    if shared:
        yield f"テーマがどちらも{_quoted([labels.get(theme, theme) for theme in shared])}である。"


def _figures(other: Side, found: Mapping[str, float]) -> Iterator[str]:
    if found["meaning"] >= NEAR:
        yield f"文章の意味が近い（{found['meaning']:.2f}）。"
    if found["best_later"] >= 1:
        yield f"{other.year}年度からの計画の中で最も近い。"
    if found["other_plan"]:
        yield "別の計画をつくる仕事なので、点を下げた。"


def _joined(keys: list[Key], labels: Mapping[Key, str]) -> str:
    return "・".join(labels.get(key, "") for key in keys)


def _quoted(names: list[str] | tuple[str, ...]) -> str:
    return "".join(f"「{name}」" for name in names[:NAMED])
