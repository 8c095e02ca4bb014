"""What a question asks of the prose: when, how many, how much, who, where, what; and whether it is so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from keikaku.ontology.lexicon import current
from keikaku.qa.text.interrogatives import WHICH, Asking, interrogatives


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is asked: its kind, how it is said, the part of the question it stands in, and of what it is asked."""

    kind: str
    text: str
    segment: str
    head: str = ""
    counter: str = ""


_NOUNS: tuple[tuple[str, str], ...] = (
    ("phone", r"電話番号|連絡先|(?:どこに|どこへ)?電話(?:すれば|したら|は)|phone number"),
    ("when", r"(?:発足した|始まった|開始)?時期(?=を|は|が)|始まったのは(?=[?]|$)|until when|since when|(?<![a-z])when(?![a-z])|what year"),
    ("unit", r"(?:や|担当し|進め|受け持)っ?て(?:い)?るの(?:は|って)?(?:どこ(?:の部|の課)?|誰|だれ)|(?:担当|主管|所管)(?:部署|課|部)?(?:は|が)?(?:どこ(?:の(?:部|課))?)?(?=か|です|でし|は|[?]|$)|which department|who is (?:responsible|in charge|reviewing|running)"),
    ("count", r"how many(?: (?P<counted>[a-z]+))?"),
    ("money", r"how much"),
    ("amount", r"how long"),
    ("who", r"(?<![a-z])who(?![a-z])"),
    ("why", r"理由|(?<![a-z])why(?![a-z])"),
    ("where", r"where"),
    ("what", r"名前(?=を教|は何|は?[?]|は?$|を知|なん|と、)|名称(?=は|を)|とは(?=[?]|$)|which|what"),
)  # fmt: skip
"""What asks without a word of asking: a noun that is asked for; and the English words."""
_NOUN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _NOUNS))
COUNTED = {
    **dict.fromkeys("people persons members citizens residents staff employees children students pupils volunteers".split(), "人"),
    **dict.fromkeys("companies firms businesses".split(), "社"),
    **dict.fromkeys("organizations organisations groups bodies".split(), "団体"),
    "schools": "校", "times": "回",
}  # fmt: skip
"""What counts in Japanese what English names."""
_RUN = re.compile("[一-鿿々ァ-ヴー]+$")
_TOLD = re.compile(r"[をもは]?(?:知り|教え|聞|[?]|$)")
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
    >>> [ask.head for ask in asks_of("会員は今何人いるの?")]
    ['会員']
    """
    found: list[Ask] = []
    past = 0
    for one in _said(text):
        segment, before = _segment(text, one.start, one.end, past)
        words = text[one.start : one.end]
        head = words if one.kind == "amount" else _head(before)
        found.append(Ask(one.kind, words, segment, head, one.counter))
        past = one.end
    return tuple(_narrow(found))


def _said(text: str) -> list[Asking]:
    """The words of asking and the nouns asked for, in their order; what begins first, and of these the longest."""
    nouns = [
        Asking(kind, match.start(), match.end(), COUNTED.get(match["counted"] or "", ""))
        for match in _NOUN.finditer(text)
        for kind, _ in _NOUNS
        if match[kind] is not None
    ]
    nouns += [
        Asking("amount", start, end)
        for start, end in quantities(text)
        if text[:start].endswith(("の", "と", "、")) and _TOLD.match(text, end)
    ]
    words = [one for one in interrogatives(text) if one.kind != WHICH]
    kept: list[Asking] = []
    for one in sorted((*words, *nouns), key=lambda each: (each.start, -each.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def quantities(text: str) -> list[tuple[int, int]]:
    """The nouns of a compact question that name a figure and are what is said or asked of something.

    >>> text = "湊市の人口は?"
    >>> [text[start:end] for start, end in quantities(text)], quantities("人口の減少に備える")
    (['人口'], [])
    """
    found = []
    for one in current().find(text, ("QUANTITY",)):
        run = _RUN.search(text[: one.end])
        start = run.start() if run else one.start
        if one.end - start > 1 and (one.end == len(text) or text[one.end] in "はをも?"):
            found.append((start, one.end))
    return found


def _segment(text: str, start: int, end: int, past: int) -> tuple[str, str]:
    """The part of the question in which the words stand, and what of it stands before them."""
    first = max((m.end() for m in _BREAK.finditer(text[:start])), default=past)
    first = max(first, past) if _HEAD.search(text[past:start]) else first
    last = next((end + m.start() for m in _BREAK.finditer(text[end:])), len(text))
    return text[first:last], text[first:start]


def _head(before: str) -> str:
    match = _HEAD.search(_without_now(before))
    return match[1] if match else ""


def _without_now(before: str) -> str:
    """会員は今 of 会員は今何人: what is counted stands before the word that says when."""
    said = (form.removesuffix("の") for form in current().concepts["ASK_NOW"].ja)
    return next((before.removesuffix(word) for word in said if before.endswith(word)), before)


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
    """True for a question that wants yes or no: it ends like one, and no word in it asks for more.

    >>> whether("冬の会は終わりましたか?"), whether("雪の舞台ってなんですか")
    (True, False)
    """
    return bool(_WHETHER.search(text)) and not interrogatives(text)


def says(concept: str, text: str) -> tuple[str, ...]:
    """The words of a concept of the lexicon that stand in the text, in its order.

    >>> says("CEASED", "夏の会は終了し、冬の会に統合した"), says("UNIVERSAL", "a small hall")
    (('終了', '統合'), ())
    """
    return tuple(text[one.start : one.end] for one in current().find(text, (concept,)))
