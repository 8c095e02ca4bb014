"""What a question names: things of the graph, years, numbers of pillars, themes; and what it names that is not there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ontology.eras import fiscal_year_of
from ontology.themes import themes_named
from ontology.times import Time, find_times
from qa.aliases import PLAN_WORDS
from qa.compact import compact
from qa.numerals import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from qa.lexicon import Lexicon, Thing

LONGEST_RANGE = 30
"""Years of a range that a question may name."""
PLACEHOLDER = {
    "department": "D",
    "section": "S",
    "plan": "P",
    "pillar": "L",
    "field": "F",
    "initiative": "I",
    "indicator": "N",
    "year": "Y",
    "municipality": "M",
    "post": "O",
    "person": "W",
    "unknown": "U",
    "pillars": "体系",
    "fields": "分野",
}
"""One capital letter stands for a mention in the shape of a question; a compact question has no capitals itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A run of the compact question that names something; several things where the name is ambiguous."""

    kind: str
    start: int
    end: int
    text: str
    things: tuple[Thing, ...] = ()
    number: str = ""  # of a pillar
    time: Time | None = None
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A compact question with its mentions in order; `shape` has a capital letter in the place of each."""

    text: str
    mentions: tuple[Mention, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The fiscal years that the question names: a plain year (2019年) is read as the one that begins in it."""
        found: dict[int, None] = {}
        for time in (mention.time for mention in self.mentions if mention.time):
            first = int(time.first[:4]) if time.kind == "year" else time.fiscal_year
            last = first if time.bound or time.kind == "year" else fiscal_year_of(time.last)
            found |= dict.fromkeys(range(first, min(last, first + LONGEST_RANGE) + 1))
        return tuple(found)

    @property
    def shape(self) -> str:
        """The question with each mention as one capital letter; a theme stays, as its words may ask something."""
        return self._without((m for m in self.mentions if m.kind != "theme"), PLACEHOLDER)

    def of(self, *kinds: str) -> tuple[Mention, ...]:
        """The mentions of these kinds, in the order of the question."""
        return tuple(mention for mention in self.mentions if mention.kind in kinds)

    @property
    def rest(self) -> str:
        """The question without its mentions, a space in the place of each."""
        return self._without(self.mentions, {})

    def _without(self, mentions: Iterable[Mention], letters: Mapping[str, str]) -> str:
        parts, at = [], 0
        for mention in mentions:
            parts += [self.text[at : mention.start], letters.get(mention.kind, " ")]
            at = mention.end
        return _BRACKETED.sub(r"\1", "".join([*parts, self.text[at:]]))


_BRACKETED = re.compile(r"[「『\"“]([A-Z])[」』\"”]")
"""「P」 asks the same as P."""


def recognise(text: str, lexicon: Lexicon) -> Recognised:
    """Find what a compact question names: the longest name at each place, then years, themes, and unknown names."""
    found: list[Mention] = []
    for finder in FINDERS:
        found += [mention for mention in finder(text, lexicon) if not _overlaps(mention, found)]
    return Recognised(text=text, mentions=_told_once(sorted(found, key=lambda mention: mention.start)))


def _told_once(mentions: list[Mention]) -> tuple[Mention, ...]:
    """体系1「デジタル技術の活用」 names one pillar: the name tells it, the number goes."""
    kept = [
        mention
        for mention, after in zip(mentions, [*mentions[1:], None], strict=False)
        if not (mention.number and after and _same_pillar(mention, after))
    ]
    return tuple(kept)


def _same_pillar(numbered: Mention, named: Mention) -> bool:
    return (
        named.kind == "pillar"
        and named.start - numbered.end <= 1
        and any(thing.number == numbered.number for thing in named.things)
    )


def _overlaps(mention: Mention, found: Iterable[Mention]) -> bool:
    return any(mention.start < other.end and other.start < mention.end for other in found)


# ---- finders, in their order ---------------------------------------------------------------------------------------

_PILLAR_WORDS = r"体系|柱|基本目標|基本方針|基本施策|政策目標|政策の柱|施策の柱|pillar"
_NUMERAL = r"[0-9]{1,2}|[ivx]{1,5}|[一二三四五六七八九十]{1,3}"
_PILLAR = re.compile(
    rf"(?:(?<![0-9a-z])第?({_NUMERAL})の?(?:番目の)?(?:{_PILLAR_WORDS}))"
    rf"|(?:(?:{_PILLAR_WORDS})の?第?(?:no\.?)? ?({_NUMERAL})(?![0-9a-z年月件つ個人部]))"
)
KIND_ORDER = (
    "plan",
    "department",
    "section",
    "pillar",
    "field",
    "indicator",
    "post",
    "municipality",
    "initiative",
    "person",
)


def _names(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """The longest name at each place."""
    at = 0
    while at < len(text):
        name = _longest(text, at, lexicon)
        if name:
            yield from _named(name, at, lexicon.names[name])
        at += len(name) or 1


def _longest(text: str, at: int, lexicon: Lexicon) -> str:
    for length in range(min(lexicon.longest, len(text) - at), 1, -1):
        name = text[at : at + length]
        if name in lexicon.names and _whole(text, at, at + length):
            return name
    return ""


_YEAR = re.compile(r"[0-9]{4}(?![0-9年])")
"""プラン2032 is another plan than プラン; プラン2022年 would be a plan and a year."""


def _whole(text: str, start: int, end: int) -> bool:
    """A Latin or kana name is not the inside of a longer word; 部 does not end inside 部門."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start:end].endswith(PLAN_WORDS) and _YEAR.match(text, end):
        return False
    if text[start].isascii() and text[start].isalnum() and before.isascii() and before.isalnum():
        return False
    if text[end - 1].isascii() and text[end - 1].isalnum() and after.isascii() and after.isalnum():
        return False
    return not (_katakana(text[start]) and _katakana(before)) and not (
        _katakana(text[end - 1]) and _katakana(after)
    )


def _katakana(character: str) -> bool:
    return "ァ" <= character <= "ヶ" or character == "ー"


def _named(name: str, at: int, things: tuple[Thing, ...]) -> Iterator[Mention]:
    kind = min((thing.kind for thing in things), key=_rank)
    of_kind = tuple(thing for thing in things if thing.kind == kind)
    same = tuple(thing for thing in of_kind if compact(thing.label) == name) or of_kind
    yield Mention(kind=kind, start=at, end=at + len(name), text=name, things=same)


def _rank(kind: str) -> int:
    return KIND_ORDER.index(kind) if kind in KIND_ORDER else len(KIND_ORDER)


def _numbered_pillars(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """体系1, 政策3-1, 分野2: by the words of any plan, and by those under which the documents number theirs."""
    own = [rf"(?<![一-鿿]){re.escape(word)}" for word in sorted(lexicon.headings, key=len, reverse=True)]
    levels = re.compile(rf"(?:{'|'.join([*own, _PILLAR_WORDS, '分野'])})([0-9]{{1,2}}-[0-9]{{1,2}})(?![0-9])")
    places = re.compile(rf"({'|'.join([*own, '分野'])})([0-9]{{1,2}})(?![0-9年月件つ個人部-])")
    told: list[tuple[re.Match[str], str, tuple[str, ...]]] = [
        *((match, match[1], ("field", "pillar")) for match in levels.finditer(text)),
        *((match, str(number_of(match[1] or match[2])), ("pillar",)) for match in _PILLAR.finditer(text)),
        *((m, m[2], (lexicon.headings.get(m[1], "field"),)) for m in places.finditer(text)),
    ]
    at = -1
    for match, number, kinds in sorted(told, key=lambda one: (one[0].start(), -one[0].end())):
        if match.start() < at:
            continue
        at = match.end()
        yield _numbered(match, number, kinds, lexicon)


def _numbered(match: re.Match[str], number: str, kinds: tuple[str, ...], lexicon: Lexicon) -> Mention:
    found = {kind: tuple(t for t in lexicon.of_kind(kind) if t.number == number) for kind in kinds}
    kind = next((kind for kind in kinds if found[kind]), "pillar")
    return Mention(
        kind=kind,
        start=match.start(),
        end=match.end(),
        text=match[0],
        things=found.get(kind, ()),
        number=number,
    )


def _divisions(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """どの基本目標, 政策ごと: the documents' own word for pillars or fields, read as 体系 and 分野 are."""
    for word, kind in lexicon.headings.items():
        if word not in COMMON_DIVISIONS:
            for match in re.finditer(rf"(?<![一-鿿]){re.escape(word)}(?![0-9])", text):
                yield Mention(kind=f"{kind}s", start=match.start(), end=match.end(), text=word)


COMMON_DIVISIONS = ("体系", "柱", "分野")
"""Words for the parts of any plan, which `qa.cues` knows."""


def _years(text: str, _: Lexicon) -> Iterator[Mention]:
    for time in find_times(text):
        yield Mention(kind="year", start=time.start, end=time.end, text=time.text, time=time)


def _theme_labels(text: str, _: Lexicon) -> Iterator[Mention]:
    """協働・市民活動 is a theme by its whole name, although a field is called 市民活動."""
    for theme, start, end in themes_named(text):
        if "・" in text[start:end]:
            yield Mention(kind="theme", start=start, end=end, text=text[start:end], themes=(theme.name,))


def _themes(text: str, _: Lexicon) -> Iterator[Mention]:
    for theme, start, end in themes_named(text):
        yield Mention(kind="theme", start=start, end=end, text=text[start:end], themes=(theme.name,))


_PLAN_NAME = re.compile(
    rf"[一-鿿々ァ-ヴーa-z0-9・]{{2,30}}?(?:{'|'.join(PLAN_WORDS)})(?:[0-9]{{4}})?(?:\(?第[0-9]次改定\)?)?"
)
_UNKNOWN_PLAN = re.compile(
    r"[^のはがをにとでもや、。?!「」『』 ]{1,24}?(?:計画|構想|プラン|ビジョン|大綱)(?:[0-9]{4})?(?![一-鿿])"
)
_NO_NAME = re.compile(
    r"^(?:どんな|どの|何|この|その|あの|今|現在|新しい|前|次|すべて|全て|各|関連|同)|[るたいなうくすきんら](?=(?:計画|構想|プラン|ビジョン|大綱)$)"
)
"""What stands before 計画 and is no name: どんな計画, 定めた計画."""
PLAIN_PLAN_WORDS = (
    "基本計画",
    "個別計画",
    "基本構想",
    "総合計画",
    "後継計画",
    "上位計画",
    "下位計画",
    "次期計画",
)


def _loose_plans(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """都市経営プラン for 都市経営アクションプラン2027: its characters stand in that order in one plan's name."""
    cities = [city.label for city in lexicon.municipalities]
    for match in _PLAN_NAME.finditer(text):
        phrase = _without_city(match[0], cities)
        plans = lexicon.of_kind("plan")
        near = [plan for plan in plans if is_shortened(phrase, plan)]
        if not near and phrase not in PLAIN_PLAN_WORDS:
            near = list(ending(phrase, lexicon))
        if near:
            yield Mention(
                kind="plan", start=match.start(), end=match.end(), text=match[0], things=tuple(near)
            )


def is_shortened(phrase: str, plan: Thing) -> bool:
    """True where the phrase is a name of the plan with something left out that is not its beginning.

    都市経営プラン is 都市経営アクションプラン2027; 環境基本計画 is not 第4次みどり市基本計画.
    """
    return len(phrase) >= SHORTEST_LOOSE and any(
        phrase[:2] in name and _in_order(phrase, name)
        for name in map(compact, (plan.label, *plan.alt_labels))
    )


SHORTEST_LOOSE = 5


def _in_order(phrase: str, name: str) -> bool:
    rest = iter(name)
    return all(character in rest for character in phrase)


def _without_city(phrase: str, cities: Iterable[str]) -> str:
    for city in cities:
        phrase = phrase.removeprefix(city)
    return phrase


_UNIT = re.compile(
    r"[一-鿿々ァ-ヴー]{2,12}?(?:部|局|課|室)(?=$|[のがはにとでもやを、?!]|以外|主催|担当|所管)"
)
NOT_UNITS = (
    "一部",
    "全部",
    "内部",
    "外部",
    "本部",
    "幹部",
    "教室",
    "各部",
    "各課",
    "担当部",
    "担当課",
    "部局",
    "部署",
    "所管課",
    "所管部",
)
_CITY = re.compile(
    r"(?:[一-鿿ヶヴァ-ー]{1,6}?|(?:(?<=^)|(?<=[のはがをにと、]))[ぁ-ん]{2,5}|[a-z]{3,12} (?=city))(?:市|区|町|村|県|city)(?=$|[のがはにとでもや、?!]|では|以外|役所|役場)"
)
NOT_CITIES = (
    "都市", "全市", "当市", "本市", "近隣市", "他市", "各市", "朝市", "近隣区市", "他区市町村", "区市町村", "市町村", "地区",
    "同市", "両市", "新市", "旧市", "我市", "市区", "学区", "校区", "街区", "全区", "各区", "本区", "当区", "同区", "他区", "特区", "選挙区", "毎市",
)  # fmt: skip


def _unknown(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Units and cities that the question names and the graph does not know."""
    cities = [city.label for city in lexicon.municipalities]
    for pattern, ordinary in ((_UNIT, NOT_UNITS), (_CITY, NOT_CITIES)):
        for match in pattern.finditer(text):
            name = _without_city(_LEADING.split(match[0])[-1], cities)
            shortest = 2 if pattern is _CITY and match[0][-1] in "市区" else SHORTEST_UNKNOWN
            if len(name) >= shortest and not _is_ordinary(name, ordinary):
                yield Mention(kind="unknown", start=match.end() - len(name), end=match.end(), text=name)


SHORTEST_UNKNOWN = 3
"""Characters of a name; only a city's may have two (津市), which 両市 and the like are not."""
_LEADING = re.compile(r"って|から|より|まで|による|について|における|に関する|および|及び|または")
"""Particles of two and more characters that part a name from what stands before it."""


def _is_ordinary(name: str, ordinary: Iterable[str]) -> bool:
    """True for words that only look like a name; 基本計画 alone is one, 環境基本計画 is a name."""
    if ordinary is PLAIN_PLAN_WORDS:
        return bool(_NO_NAME.search(name) or _PLAIN_PLAN.fullmatch(name))
    return any(name.endswith(word) for word in ordinary) and not _HEADQUARTERS.search(name)


_PLAIN_PLAN = re.compile(rf"[ぁ-ん]*(?:{'|'.join(PLAIN_PLAN_WORDS)}|計画|構想|プラン|ビジョン|大綱)")
_HEADQUARTERS = re.compile(r"[一-鿿]{2}本部$")
"""消防本部 is a unit's name, 本部 is none."""


def _unknown_plans(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """地域防災計画 is a name, although 防災 in it is a theme."""
    cities = [city.label for city in lexicon.municipalities]
    for match in _UNKNOWN_PLAN.finditer(text):
        name = _without_city(_LEADING.split(match[0])[-1].lstrip("「『"), cities)
        if len(name) > 2 and not _is_ordinary(name, PLAIN_PLAN_WORDS):
            yield Mention(
                kind="unknown", start=match.end() - len(name), end=match.end(), text=name, number="plan"
            )


_QUOTED_PART = re.compile(r"「([^」]{2,30})」(?:という|の)?(?:体系|柱|基本目標|分野)")
_NEW_FIELD = re.compile(r"(?:^|[のはがをにと、])([一-鿿ァ-ヴーa-z・]{2,16})分野(?=の|は|に|で|を|$|[?])")
_PLAN_OF = re.compile(
    r"(?<![一-鿿ァ-ヴーa-z0-9])([一-鿿ァ-ヴーa-z]{1,8})の((?:基本|総合|行動|実施|推進)(?:計画|構想|プラン|ビジョン))"
)
NOT_FIELDS = ("体系", "各", "全", "同", "何", "重点", "専門", "関連", "柱", "対象", "政策", "行政")
NOT_OF = (
    "市",
    "町",
    "村",
    "区",
    "都",
    "国",
    "県",
    "部",
    "課",
    "局",
    "室",
    "今",
    "現在",
    "次",
    "前",
    "上位",
    "下位",
    "個別",
    "最新",
    "各部",
    "年度",
    "最近",
    "以降",
    "以前",
    "年",
    "将来",
    "前身",
    "後継",
    "次期",
    "先行",
    "関連",
    "元",
)


_ORDINAL_PLAN = re.compile(
    r"第[0-9]{1,2}[次期][一-鿿ァ-ヴー]{0,10}?(?:計画|構想|プラン|ビジョン|大綱)(?:\(第[0-9]次改定\)|の?第[0-9]次改定)?"
)


def _other_plans(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """第7次みどり市基本計画 and 緑の基本計画, where no document has a plan of that name."""
    cities = [city.label for city in lexicon.municipalities]
    for match in _ORDINAL_PLAN.finditer(text):
        bare = match[0]
        for city in cities:
            bare = bare.replace(city, "")
        if match[0] not in lexicon.names and bare not in lexicon.names and not _has_a_name(bare, lexicon):
            yield Mention(kind="unknown", start=match.start(), end=match.end(), text=match[0], number="plan")
    for match in _PLAN_OF.finditer(text):
        owner = _without_city(match[1], cities)
        if owner and owner not in lexicon.names and not owner.endswith((*NOT_OF, *PLAN_WORDS)):
            start = match.end() - len(owner) - 1 - len(match[2])
            yield Mention(
                kind="unknown", start=start, end=match.end(), text=text[start : match.end()], number="plan"
            )


def _has_a_name(name: str, lexicon: Lexicon) -> bool:
    """True where a shorter run of it is the name of a plan (第4次基本計画 of 第4次基本計画(第2次改定))."""
    known = lexicon.names
    return any(name.startswith(one) and len(one) > SHORTEST_LOOSE for one in known) or bool(
        ending(name, lexicon)
    )


def ending(name: str, lexicon: Lexicon) -> tuple[Thing, ...]:
    """The one plan of a document's own that ends on the name: 第2期実行計画 of みどり市農業第2期実行計画."""
    plans = lexicon.of_kind("plan")
    told = [plan for plan in plans if compact(plan.label).endswith(name)]
    own = [plan for plan in told if not plan.mentioned_only] or told
    return tuple(own) if len(own) == 1 and len(name) >= SHORTEST_ENDING else ()


SHORTEST_ENDING = 4


def _quoted_parts(text: str, _: Lexicon) -> Iterator[Mention]:
    """「環境共生都市の実現」の体系: in quotes it is a name, whatever words stand in it."""
    for match in _QUOTED_PART.finditer(text):
        yield Mention(kind="unknown", start=match.start(1), end=match.end(1), text=match[1], number="part")


def _new_parts(text: str, _: Lexicon) -> Iterator[Mention]:
    """アグリテック分野 and 緑の基本計画: names of fields and plans that no document has."""
    for match in _NEW_FIELD.finditer(text):
        if not match[1].startswith(NOT_FIELDS):
            yield Mention(
                kind="unknown", start=match.start(1), end=match.end(1), text=match[1], number="field"
            )


FINDERS = (
    _other_plans,
    _theme_labels,
    _names,
    _numbered_pillars,
    _divisions,
    _quoted_parts,
    _years,
    _loose_plans,
    _unknown_plans,
    _themes,
    _new_parts,
    _unknown,
)
