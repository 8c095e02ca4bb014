"""A question becomes a ledger: names, years, figures, words as they stand, words of asking, particles; the rest is residue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.units import UNITS
from keikaku.qa.naming.concepts import ConceptSpan, concept_at
from keikaku.qa.naming.figures import bare_counts, families, indicator_tails
from keikaku.qa.naming.grammar import denials, denied_at, helping, requests
from keikaku.qa.naming.plans import find_years_alone
from keikaku.qa.naming.spans import Ledger, Span, SpanKind
from keikaku.qa.text.numerals import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from keikaku.qa.names.mentions import Mention, Recognised
    from keikaku.qa.world.world import World

LOOSE = frozenset({"theme", "unknown", "person"})
"""Mentions that are no name of one thing: their characters are read as any other's."""
_FIGURE = re.compile(
    r"(?P<number>[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十]+(?=[つ件個人部課])|ゼロ)"
    r"(?P<unit>番目|つ目(?!標|的)|個目|件目|本目|件|個|つ|人|%|ポイント|億円|万円|円|年間|か年|年分|部(?=で|に|が)|課(?=で|に|が)|位)?"
)
_EN_FIGURE = re.compile(r"(?<![a-z])(?:two|three|four|five|six|seven|eight|nine|ten)(?![a-z])")
_EN_NTH = re.compile(
    r"(?<![a-z])(?:the )?(?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[0-9]{1,2}(?:st|nd|rd|th))"
    r"(?: (?:ones?|of (?:them|those|these)|item|on the list)(?![a-z])|(?=[?.,']|$))"
)
NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
ORDINAL = "番目"
ORDINALS = frozenset({ORDINAL, "つ目", "個目", "件目", "本目"})
_WORD = re.compile(
    r"「(?P<quoted>[^「」]{1,40})」(?:と)?(?=が|を|と|という|の|って)|(?<=に)「(?P<held>[^「」]{1,40})」(?=がある|が入|を含)"
)
_BARE_WORD = re.compile(
    r"(?:^|(?<=[、。でにのはが]))(?P<bare>[一-鿿々ァ-ヴーa-z0-9・]{2,16})(?=という(?:言葉|語|文言|単語)|が出て(?:くる|きます)|を使うと(?:はっきり)?書|のことを書|の(?:語|文言)が)"
)
_PURPOSE = re.compile(
    r"(?:[一-鿿ァ-ヴー]{1,6}(?:に|へ|で)?(?:説明|報告|共有|提出|配布|回答|紹介|印刷|提示)(?:したい|する|します)(?:ので|ため(?:に)?|んですが|のですが)、?)"
    r"|(?:[一-鿿]{2,8}(?:用に|用として|の資料として|のために))"
)
_GLUE = re.compile(
    r"でも|または|又は|もしくは|でしたっけ|んでしたっけ|でしょうか|ましたか|でしたか|ですよね|ですか|ますか|ません?か|でした|です|ます|かどうか|について|における|に関する|に関して|に関連する|関連の?|から|まで|より|には|では|とは|って|なの|ので|のは|もの|ものは"
    r"|って|だけ|など|くらい|ぐらい|ください|下さい|した|する|している|してる|あった|だった|という|として|による|ために|だと|なら|[のはがをにでともへやかねよなわ]|[、。?!,.「」『』()（）\[\]\"“”'’:：;・~〜/ ]"
)


def ledger_of(text: str, recognised: Recognised, world: World, language: str) -> Ledger:
    """Every character of the compact text with its owner; `recognised` has the names that were found in it."""
    owned: list[Span] = []
    for finder in (_words, _names, _plans, _tails, _bare, _families, _purposes, _topics, _denied, _requests):
        for span in finder(text, recognised, world):
            if not _taken(span, owned):
                owned.append(span)
    owned += [gloss for gloss in _glosses(text, owned) if not _taken(gloss, owned)]
    rest = list(_rest(text, sorted(owned, key=lambda span: span.start)))
    spans = sorted((*owned, *rest), key=lambda span: span.start)
    return Ledger(text=text, spans=tuple(spans), language=language)


def _taken(span: Span, owned: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in owned)


PLACES = frozenset({"pillar", "field", "plan", "department", "section"})


def _words(text: str, _: object, world: World) -> Iterator[Span]:
    """Words that are asked for as they stand: those in quotes that something is said of, and those before という言葉."""
    if not re.search("言葉|語|文言|単語|本文|名前|書い|出て|含|載|mention|contain|word", text):
        return
    for pattern in (_WORD, _BARE_WORD):
        for match in pattern.finditer(text):
            words = next(group for group in match.groups() if group)
            named = {thing.kind for thing in world.lexicon.names.get(words, ())}
            if named & PLACES and text.startswith("の", match.end()):
                continue  # 「花と緑」のところ is the place of that name
            yield Span(kind=SpanKind.LITERAL, start=match.start(), end=match.end(), text=words)


def _names(text: str, recognised: Recognised, _: World) -> Iterator[Span]:
    for mention in recognised.mentions:
        if mention.kind == "year":
            years = type(recognised)(text=text, mentions=(mention,)).years
            yield Span(
                kind=SpanKind.YEAR,
                start=mention.start,
                end=mention.end,
                text=mention.text,
                years=years,
                calendar=bool(mention.time and mention.time.kind == "year"),
            )
        elif mention.kind not in LOOSE and not mention.kind.endswith("s"):
            yield _name(mention)


def _name(mention: Mention) -> Span:
    return Span(
        kind=SpanKind.NAME,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        things=mention.things,
        kind_of=mention.kind,
        number=mention.number,
    )


def _tails(text: str, _: Recognised, world: World) -> Iterator[Span]:
    """着手 of 工事の着手: what tells figures of one head apart, where the question says it alone."""
    for tail, things in indicator_tails(world.lexicon).items():
        for match in re.finditer(rf"(?<!未)「?{re.escape(tail)}(?!率)」?", text):
            longer = concept_at(text, match.start())
            if longer and longer.end > match.end():
                continue  # 達成状況 is no 達成
            yield Span(
                kind=SpanKind.NAME,
                start=match.start(),
                end=match.end(),
                text=match[0],
                things=things,
                kind_of="indicator",
            )


_HOW_MUCH = re.compile("何|いくら|幾ら|どれ|how|減|増")


def _bare(text: str, _: Recognised, world: World) -> Iterator[Span]:
    """待機児童 of 待機児童数, where a figure is asked: 待機児童は何人減るか."""
    for name, things in bare_counts(world.lexicon).items() if _HOW_MUCH.search(text) else ():
        for match in re.finditer(rf"(?<![一-鿿ァ-ヴー]){re.escape(name)}(?=[はがをも、と])", text):
            yield Span(
                kind=SpanKind.NAME,
                start=match.start(),
                end=match.end(),
                text=name,
                things=things,
                kind_of="indicator",
            )


def _families(text: str, _: Recognised, world: World) -> Iterator[Span]:
    """基金: what several figures are, where the question names none of them."""
    for name, things in families(world.lexicon).items():
        for match in re.finditer(rf"(?<![一-鿿ァ-ヴー]){re.escape(name)}(?![一-鿿ァ-ヴー])", text):
            yield Span(
                kind=SpanKind.NAME,
                start=match.start(),
                end=match.end(),
                text=name,
                things=things,
                kind_of="family",
            )


def _plans(text: str, _: object, world: World) -> Iterator[Span]:
    for start, end, plan in find_years_alone(text, world.lexicon):
        yield Span(
            kind=SpanKind.NAME, start=start, end=end, text=text[start:end], things=(plan,), kind_of="plan"
        )


_TOPIC = re.compile(
    r"(?:^|(?<=[のはがをに、。]))[^のはがをに、。「」()]{1,14}(?=に関する|に関連する|についての|に関わる|に係る|関連の|関係の|をテーマ|をめぐる)"
)


def _topics(text: str, *_: object) -> Iterator[Span]:
    """What initiatives are asked to be about is a topic, though its words only ask elsewhere: 紹介に関する施策."""
    for match in _TOPIC.finditer(text):
        yield Span(kind=SpanKind.RESIDUE, start=match.start(), end=match.end(), text=match[0])


LACKED = ("TARGET", "RESPONSIBLE", "UNIT", "AXIS_DEPARTMENT", "AXIS_SECTION", "SAYS_SO")


def _denied(text: str, *_: object) -> Iterator[Span]:
    """が付いていない behind a target or a unit: it is lacking, whichever verb denies it."""
    said = _ends(text, LACKED)
    for start, end in denials(text):
        if start in said:
            yield Span(
                kind=SpanKind.CONCEPT, start=start, end=end, text=text[start:end], concepts=("LACKING",)
            )


def _requests(text: str, *_: object) -> Iterator[Span]:
    """拾って, 整理したい: the verb that asks, where its own word asks nothing more."""
    for start, word_end, end in requests(text, _ends(text, ("DOING", "COUNT"))):
        said = concept_at(text, start)
        before = (concept_at(text, at) for at in range(max(0, start - LONGEST_BEFORE), start))
        within = any(
            one and one.end >= word_end for one in before
        )  # は抜いて, 元に戻して say more than their verb
        if not within and (said is None or said.end < word_end):  # 抜き出して is no 抜き
            yield Span(kind=SpanKind.CONCEPT, start=start, end=end, text=text[start:end], concepts=("TELL",))


LONGEST_BEFORE = 8
"""Characters before a verb in which a word of asking that takes it in may begin."""


def _ends(text: str, concepts: tuple[str, ...]) -> frozenset[int]:
    """Where the words of the concepts end."""
    said = (concept_at(text, at) for at in range(len(text)))
    return frozenset(one.end for one in said if one and set(one.concepts) & set(concepts))


def _purposes(text: str, *_: object) -> Iterator[Span]:
    """議会答弁用に: why somebody asks changes nothing of what is asked."""
    for match in _PURPOSE.finditer(text):
        yield Span(kind=SpanKind.GLOSS, start=match.start(), end=match.end(), text=match[0])


_GLOSS_AFTER = re.compile(r"\([a-z][a-z ,&'-]{1,60}\)")


def _glosses(text: str, owned: list[Span]) -> Iterator[Span]:
    """The health fund (健康基金): Latin words that stand before a name in brackets, or in brackets behind it."""
    for span in [one for one in owned if one.kind is SpanKind.NAME]:
        after = _GLOSS_AFTER.match(text, span.end)
        if after:
            yield Span(kind=SpanKind.GLOSS, start=span.end, end=after.end(), text=after[0])
        opening = text[: span.start].rstrip()
        if opening.endswith("(") and text[span.end : span.end + 1] == ")":
            start = _gloss_start(opening[:-1].rstrip())
            yield Span(kind=SpanKind.GLOSS, start=start, end=span.start, text=text[start : span.start])


def _gloss_start(before: str) -> int:
    """Where the words begin that say the name: behind the last word of asking, a comma or an article."""
    return max((m.end() for m in _STOPS.finditer(before)), default=0)


_STOPS = re.compile(
    r"(?<![a-z])(?:the|of|do|does|did|is|are|was|were|for|in|under|by|and the|both|initiatives|which|what|show|list|about)(?![a-z]) ?|, ?|[^a-z &'-]"
)


def _rest(text: str, owned: list[Span]) -> Iterator[Span]:
    """Figures, words of asking, particles and residue between what is owned."""
    at = 0
    for span in [*owned, None]:
        end = span.start if span else len(text)
        yield from _between(text, at, end)
        at = span.end if span else end


def _between(text: str, at: int, end: int) -> Iterator[Span]:
    pending = at
    while at < end:
        found = _one(text[:end], at)
        if found is None:
            at += 1
            continue
        if pending < at:
            yield _residue(text, pending, at)
        yield found
        at = pending = found.end
    if pending < end:
        yield _residue(text, pending, end)


def _residue(text: str, start: int, end: int) -> Span:
    """What nobody owns; だっけ and the like are no words."""
    kind = SpanKind.GLUE if set(range(start, end)) <= helping(text) else SpanKind.RESIDUE
    return Span(kind=kind, start=start, end=end, text=text[start:end])


def _one(text: str, at: int) -> Span | None:
    figure, glue = _figure(text, at), _GLUE.match(text, at)
    said = max((concept_at(text, at), _how_many(text, at)), key=lambda one: one.end if one else 0)
    if figure and (not said or said.end <= figure.end):
        return figure
    if denied_at(text).get(at, 0) > max(said.end if said else 0, glue.end() if glue else 0):
        end = denied_at(text)[at]
        return Span(kind=SpanKind.CONCEPT, start=at, end=end, text=text[at:end], concepts=("DENIED",))
    if said and (not glue or said.end >= glue.end()):
        return Span(
            kind=SpanKind.CONCEPT, start=at, end=said.end, text=text[at : said.end], concepts=said.concepts
        )
    if glue:
        return Span(kind=SpanKind.GLUE, start=at, end=glue.end(), text=glue[0])
    return None


def _how_many(text: str, at: int) -> ConceptSpan | None:
    """何億円, 何mg/L, 何世帯: so much of a unit is asked; 何部 and 何事業 are words of asking themselves."""
    match = _HOW_MANY.match(text, at)
    plain = match and concept_at(text, match.end(0) - len(match["unit"])) is None
    return ConceptSpan(at, match.end(), ("HOW_MUCH",)) if match and plain else None


def _measures() -> Iterator[str]:
    """Each unit as a pattern, with what may not follow it; the longer before what they begin with."""
    told = {word: unit.not_before for unit in UNITS for word in unit.spellings} | dict.fromkeys(_SCALED, "")
    for word in sorted(told, key=len, reverse=True):
        yield re.escape(word.lower()) + (f"(?![{re.escape(told[word])}])" if told[word] else "")


_SCALED = ("億円", "万円", "千円")
_HOW_MANY = re.compile(rf"何(?P<unit>[a-z]{{1,3}}/[a-z]{{1,4}}|{'|'.join(_measures())})")
SCALE = {"億円": 1e8, "万円": 1e4}


def _nth(text: str, at: int) -> Span | None:
    """The second one, 3rd: a place in a list."""
    match = _EN_NTH.match(text, at)
    if not match:
        return None
    said = match["nth"]
    value = NTH.index(said) + 1 if said in NTH else int(said[:-2])
    return Span(
        kind=SpanKind.FIGURE, start=at, end=match.end(), text=match[0], value=float(value), unit=ORDINAL
    )


def _figure(text: str, at: int) -> Span | None:
    if place := _nth(text, at):
        return place
    match = _FIGURE.match(text, at) or _EN_FIGURE.match(text, at)
    if not match or (match[0].isascii() and text[at - 1 : at].isalpha() and text[at - 1 : at].isascii()):
        return None
    number = match.groupdict().get("number") or match[0]
    unit = match.groupdict().get("unit") or ""
    value = float(number) if number[0].isascii() and number[0].isdigit() else float(number_of(number))
    unit, value = ("円", value * SCALE[unit]) if unit in SCALE else (unit, value)
    unit = ORDINAL if unit in ORDINALS else unit
    return Span(kind=SpanKind.FIGURE, start=at, end=match.end(), text=match[0], value=value, unit=unit)
