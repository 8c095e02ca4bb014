"""What a question asks of the prose: when, how many, how much, who, where, what; and whether it is so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from keikaku.ontology.lexicon import current


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is asked: its kind, how it is said, the part of the question it stands in, and of what it is asked."""

    kind: str
    text: str
    segment: str
    head: str = ""
    counter: str = ""


COUNTER = "人|名|校区|校|社|団体|回|課|件|種類|か所|箇所|台|館|園|世帯|日間|年間|年ぐらい|年くらい|割|%|パーセント|ポイント|倍|条|個|本|冊|歳|時間|点|部|つ"
_KINDS: tuple[tuple[str, str], ...] = (
    ("phone", r"電話番号|連絡先|(?:どこに|どこへ)?電話(?:すれば|したら|は)|phone number"),
    ("when", r"いつ(?!でも|も)(?:から|まで|ごろ|頃)?|何年何月|何年度|何年(?!間|ぐらい|くらい)|何月(?:から)?|何曜日|何日(?!間)|何時(?!間)|(?:発足した|始まった|開始)?時期(?=を|は|が)|始まったのは(?=[?]|$)|until when|since when|(?<![a-z])when(?![a-z])|what year"),
    ("unit", r"何課(?=が|の担当|の仕事|で(?!構成|成|でき)|か|[?]|、|$)|何[部局室](?=が|の担当|の仕事)|どの(?:部|課|局|室)(?!数)|どこの(?:部|課|局|室|担当|ぶ(?![ぁ-ん])|か(?![ぁ-ん]))|(?:や|担当し|進め|受け持)っ?て(?:い)?るの(?:は|って)?(?:どこ(?:の部|の課)?|誰|だれ)|(?:担当|主管|所管)(?:部署|課|部)?(?:は|が)?(?:どこ(?:の(?:部|課))?)?(?=か|です|でし|は|[?]|$)|which department|who is (?:responsible|in charge|reviewing|running)"),
    ("count", rf"第?何(?P<counter>{COUNTER})|いくつ(?:の(?P<of>[一-鿿]))?|幾つ|how many(?: (?P<en>[a-z]+))?"),
    ("extent", r"(?:どれ(?:だけ|くらい|ぐらい)|どの(?:くらい|ぐらい|程度))(?![一-鿿]+[しな]?い)"),
    ("money", r"いくら|何円|how much"),
    ("amount", r"(?<=[のと、])[一-鿿]{1,5}(?:数|額|料|費)(?=(?:を|も)?(?:知り|教え|聞|[?]|$))|how long"),
    ("who", r"誰|だれ|どなた|(?<![a-z])who(?![a-z])"),
    ("why", r"なぜ|どうして|理由|(?<![a-z])why(?![a-z])"),
    ("where", r"どこ(?:で|に|へ|の|と|から)?|where"),
    ("what", r"何という|なんという|どんな|どういう|どう(?=なる|なり)|何(?=で|を|は|に|の|が|と|です|だ|なん|[?]|、|$)|なに|名前(?=を教|は何|は?[?]|は?$|を知|なん|と、)|名称(?=は|を)|とは(?=[?]|$)|どの|which|what"),
)  # fmt: skip
_ASK = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS))
_BREAK = re.compile(r"[、。?!,]|(?<=[てで])、|, and |\band how\b")
_HEAD = re.compile(
    r"(いま|[一-鿿々ァ-ヴーa-z0-9・]{1,14})(?:の(?:ほう|方))?(?:と)?(?:は|って|が|の|を|に|で|、)*(?:全部で|それぞれ|1回あたり|新たに)?(?:は|、)*$"
)
_WHETHER = re.compile(
    r"(?:ますか|ましたか|ですか|でしたか|るか|たか|のか|いの|るの|たの|ちゃうの|ませんか|(?:です|でした|ます|ました|だった|る|た)よね|よいか|いいか|ある|たりする|ありますか)[?？]*$|^(?:is|are|do|does|did|will|can|was|were|has|have) "
)


def asks_of(text: str) -> tuple[Ask, ...]:
    """Everything that a compact question asks, in its order.

    >>> [(ask.kind, ask.text, ask.head) for ask in asks_of("会議は何回、分科会はいくつ?")]
    [('count', '何回', '会議'), ('count', 'いくつ', '分科会')]
    >>> [ask.head for ask in asks_of("会議は何回、分科会のほうは何回?")]
    ['会議', '分科会']
    """
    found: list[Ask] = []
    past = 0
    for match in _ASK.finditer(text):
        kind = match.lastgroup or ""
        kind = next(name for name, _ in _KINDS if match[name] is not None)
        segment, before = _segment(text, match.start(), match.end(), past)
        counter = match["counter"] or match["of"] or ""
        head = match[0] if kind == "amount" else _head(before)
        found.append(Ask(kind, match[0], segment, head, counter))
        past = match.end()
    return tuple(_narrow(found))


def _segment(text: str, start: int, end: int, past: int) -> tuple[str, str]:
    """The part of the question in which the words stand, and what of it stands before them."""
    first = max((m.end() for m in _BREAK.finditer(text[:start])), default=past)
    first = max(first, past) if _HEAD.search(text[past:start]) else first
    last = next((end + m.start() for m in _BREAK.finditer(text[end:])), len(text))
    return text[first:last], text[first:start]


def _head(before: str) -> str:
    match = _HEAD.search(before)
    return match[1] if match else ""


def _narrow(asks: list[Ask]) -> list[Ask]:
    """どの with a narrower ask in its segment adds nothing."""
    first = [
        ask
        for place, ask in enumerate(asks)
        if not any(
            o.kind == ask.kind and o.segment == ask.segment and ask.kind in {"unit", "when", "what"}
            for o in asks[:place]
        )
    ]
    return [
        ask
        for ask in first
        if not (
            ask.kind in {"what", "where"} and any(o is not ask and o.segment == ask.segment for o in first)
        )
    ] or asks[:1]


def whether(text: str) -> bool:
    """True for a question that wants yes or no."""
    return bool(_WHETHER.search(text))


def says(concept: str, text: str) -> tuple[str, ...]:
    """The words of a concept of the lexicon that stand in the text, in its order.

    >>> says("CEASED", "夏の会は終了し、冬の会に統合した"), says("UNIVERSAL", "a small hall")
    (('終了', '統合'), ())
    """
    return tuple(text[one.start : one.end] for one in current().find(text, (concept,)))
