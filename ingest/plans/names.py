"""The names of plans in a text: 「…計画」 in brackets, or bare with the city's name, an ordinal or a year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from keikaku.ingest.page.block import Block
from keikaku.ingest.page.paragraphs import Paragraph
from keikaku.ingest.signs.lines import Line
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.lexicon import Lexicon, current
from keikaku.ontology.model.facts import Key, PlanKind
from keikaku.ontology.model.names import key

YEAR = r"(?:\s?(?:19|20)\d{2}|\s?第\d{1,2}期|\s?\(第\s?\d{1,2}\s?[次期]\))"
REVISION = (
    r"(?:\s?\((?:第\s?\d{1,2}\s?次)?\s?(?:改定|改訂|改正|見直し)版?\)|の第\s?\d{1,2}\s?次(?:改定|改訂))"
)
DRAFT = r"(?:\s?\((?:仮称|案|素案|原案)\))"
TAIL = rf"{YEAR}?(?:{REVISION}|{DRAFT}){{0,2}}"
ORDINARY = "プラン"
"""A kind that many other things have too (ケアプラン): only these are a plan's name by themselves."""
OWN_PROPER = r"(?:アクション|マスター|総合)プラン|総合戦略|(?:基本|実施|取組|対応)方針"
CONCEPT = "基本構想"
NO_NAME = re.compile(r"^\d{1,2}つの|全体構想$|^(?:個別|具体的な|年次|全体|当該|前|次期|現行)")
BODIES = (
    r"(?!(?:\([^()]{1,10}\))?(?:的|書|素案|策定|班|検討|審議|懇談|推進(?:会議|委員|本部)"
    r"|(?:市民)?会議|委員会|条例))"
)
NAME = r"[一-龥々ァ-ヶーA-Za-zぁ-ん・]"
INNER = r"(?:[一-龥々ァ-ヶーA-Za-z・]|まちづくり|みどり|こども|子ども|くらし|いきいき|ものづくり)"
ORDINAL = r"第\s?\d{1,2}\s?次"
BODY_OF_OTHERS = re.compile(r"(?:国|東京都|都|県|府|道)(?:が|の)(?:策定|提唱|定め|作成)")


@dataclass(frozen=True, slots=True)
class Forms:
    """What names of plans look like by the words of one lexicon: their kinds, and patterns made of these."""

    kinds: str
    quoted: re.Pattern[str]
    proper: re.Pattern[str]
    itself: re.Pattern[str]  # 本計画


def forms() -> Forms:
    """Those of the words that hold here."""
    return _forms(current())


@cache
def _forms(lexicon: Lexicon) -> Forms:
    kinds, sure = lexicon.group("PLAN_LIKE"), lexicon.group("PLAN_KIND")
    return Forms(
        kinds=kinds,
        quoted=re.compile(rf"[「『](?P<name>[^「」『』]{{2,60}}{kinds}{TAIL})[」』](?P<more>{REVISION})?"),
        proper=re.compile(rf"(?!{ORDINARY}){sure}|{OWN_PROPER}"),
        itself=re.compile(rf"(?<![一-龥々])(?:本|この|当)(?:{sure}|方針|戦略)"),
    )


@dataclass(frozen=True, slots=True)
class Mention:
    """A plan's name in a sentence; `name` is its canonical form, `start` and `end` its span there."""

    name: str
    label: str
    start: int
    end: int
    sentence: str
    lines: tuple[Line, ...]  # of the paragraph or heading that it stands in
    line: int  # of the name
    paragraph: Paragraph | None = None
    begun: int = 0  # where the sentence begins in the paragraph


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """The plan that a document is, or that its pillars belong to."""

    key: Key
    name: str
    label: str
    kind: PlanKind


def canonical(name: str, city: str) -> str:
    """What the spellings of one plan's name share: no space, no city's name, one way to write a revision.

    >>> canonical("第４次 みどり市基本計画の第２次改定", "みどり市")
    '第4次基本計画(第2次改定)'
    """
    text = "".join(normalise(name).text.split())
    text = re.sub(r"の(第\d{1,2}次(?:改定|改訂))$", r"(\1)", text)
    text = re.sub(DRAFT, "", text)
    shorter = re.sub(rf"^{re.escape(city)}の|{re.escape(city)}", "", text) if city else text
    return shorter.strip("の・ ") or text


def plan_key(city: str, name: str, *years: str) -> Key:
    """The key of a plan from its canonical name; a year tells two apart that share a name."""
    return key(city, "plan", name, *years)


HALF = re.compile(r"^(?:総合|長期|総合振興|長期総合)?(?:計画)?(?:前期|中期|後期)(?=基本計画$)")
"""総合計画後期基本計画 is the basic plan of the second half."""


def is_concept(name: str) -> bool:
    """Whether a name is that of a basic concept, bare or with words of a city's own before it.

    >>> is_concept("まちづくり基本構想"), is_concept("第2次基本構想(改定版)"), is_concept("環境基本計画")
    (True, True, False)
    """
    return _without_series(name).endswith(CONCEPT)


def _without_series(name: str) -> str:
    """A name without what tells one of its series from the others: number, year, revision."""
    return re.sub(rf"{ORDINAL}|{REVISION}|(?:19|20)\d{{2}}|\(.*\)|新・?", "", name)


def kind_of(name: str) -> PlanKind:
    """The layer that a canonical name tells by itself.

    >>> kind_of("第3次基本計画"), kind_of("環境基本計画")
    (<PlanKind.BASIC_PLAN: 'BasicPlan'>, <PlanKind.OTHER: 'Plan'>)
    >>> kind_of("第4次総合計画後期基本計画")
    <PlanKind.BASIC_PLAN: 'BasicPlan'>
    """
    bare = HALF.sub("", _without_series(name))
    if bare == CONCEPT:
        return PlanKind.BASIC_CONCEPT
    if bare in ("基本計画", "総合計画", "長期計画", "総合振興計画", "長期総合計画", "総合基本計画"):
        return PlanKind.BASIC_PLAN
    if re.search(r"部の運営方針|局の運営方針|運営方針と目標", name):
        return PlanKind.DEPARTMENT_POLICY
    return PlanKind.OTHER


def find_names(text: str, city: str) -> Iterator[tuple[str, str, int, int]]:
    """Find plan names in a text: canonical name, the text's own words, start and end in the text."""
    normal = normalise(text)
    taken: list[tuple[int, int]] = []
    for match in (*forms().quoted.finditer(normal.text), *_bare(city, forms().kinds).finditer(normal.text)):
        start, end = match.span("name")
        if match.groupdict().get("more"):
            end = match.end("more")
        if any(start < b and a < end for a, b in taken) or not _is_proper(normal.text, match, city):
            continue
        taken.append((start, end))
        words = (match["name"] + (match.groupdict().get("more") or "")).strip()
        first, last = normal.span(start, end)
        yield canonical(words, city), _label(text[first:last]), first, last


def find_mentions(
    paragraphs: Iterable[Paragraph], headings: Iterable[Block], city: str
) -> tuple[Mention, ...]:
    """Find the plans that a document names, sentence by sentence, in the order of its lines."""
    found: list[Mention] = []
    for paragraph in paragraphs:
        for first, last in paragraph.sentences():
            sentence = paragraph.text[first:last]
            for name, label, start, end in find_names(sentence, city):
                line = paragraph.line_at(first + start)
                found.append(
                    Mention(name, label, start, end, sentence, paragraph.lines, line, paragraph, first)
                )
    for block in headings:
        for name, label, start, end in find_names(block.text, city):
            number = block.lines[0].number
            found.append(Mention(name, label, start, end, block.text, block.lines, number))
    return tuple(sorted(found, key=lambda mention: (mention.line, mention.start)))


def _is_proper(text: str, match: re.Match[str], city: str) -> bool:
    """Whether the name is one plan's own: not a kind of plan, not one of the state or the prefecture."""
    if BODY_OF_OTHERS.search(text, max(0, match.start() - 14), match.start()):
        return False
    name = match["name"]
    if NO_NAME.search(name):
        return False
    if (city and city in name) or re.search(rf"{ORDINAL}|{YEAR}", name):
        return True
    return len(name) > 5 and bool(forms().proper.search(name))


@lru_cache(maxsize=64)
def _bare(city: str, kinds: str) -> re.Pattern[str]:
    town = re.escape(city) if city else r"(?!)"
    return re.compile(
        rf"(?P<name>(?:新・)?(?:{ORDINAL})?{town}{INNER}{{0,24}}?{kinds}{TAIL}"
        rf"|{ORDINAL}{INNER}{{0,16}}?{kinds}{TAIL}"
        rf"|{INNER}{{2,18}}?{kinds}{YEAR}{TAIL}){BODIES}"
    )


def _label(words: str) -> str:
    """The document's own words, without the spaces that an extractor puts around digits and brackets."""
    words = "".join(words.strip("「」『』 　").split())
    return re.sub(r"」(の第)", r"\1", words)
