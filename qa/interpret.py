"""From a question to a query: a visible list of steps, each of which may end the work with a named reason."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa import query as q
from qa.answer import Answer, AnswerStatus, Step
from qa.compact import compact
from qa.conditions import CONSUMED
from qa.courtesy import plainly
from qa.cues import CUES, intents
from qa.follow_up import continued
from qa.kinds import (
    about,
    breakdown,
    initiatives,
    observations,
    organisations,
    passages,
    plans,
    search,
    succession,
    targets,
    times,
)
from qa.reading import Declined, Reading, Understood
from qa.recognise import Recognised, recognise
from qa.words import Word, content_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from qa.world import World

LONGEST = 500
"""Characters of a question, before and after the normal form."""


READERS: dict[str, Callable[[Reading], Understood | Declined | None]] = {
    "contact": organisations.reader("contacts"),
    "post": organisations.reader("posts"),
    "mission": organisations.reader("mission"),
    "sections": organisations.reader("sections"),
    "parent_unit": organisations.reader("department"),
    "achievement": observations.read_achievement,
    "resources": observations.read_resources,
    "observation": observations.read_observation,
    "compare": breakdown.read_compare,
    "most": breakdown.read_most,
    "least": breakdown.read_least,
    "breakdown": breakdown.read_breakdown,
    "individual_plan_of": plans.reader(q.PlanLink.INDIVIDUAL_PLAN_OF),
    "individual_plans": plans.reader(q.PlanLink.INDIVIDUAL_PLANS),
    "succession": succession.read_succession,
    "successor": plans.reader(q.PlanLink.SUCCESSOR),
    "predecessor": plans.reader(q.PlanLink.PREDECESSOR),
    "placed_in": plans.reader(q.PlanLink.PLACED_IN),
    "period": plans.reader(q.PlanLink.PERIOD),
    "decided": plans.reader(q.PlanLink.DECIDED),
    "parts": plans.read_parts,
    "target": targets.read_targets,
    "when": times.read_when,
    "moves": times.read_moves,
    "who": about.read_who,
    "where": about.read_where,
    "what": about.read_what,
    "count": initiatives.read_count,
    "list": initiatives.read_list,
}
"""How each intent of `qa.cues` becomes a query."""

_JAPANESE = re.compile(r"[ぁ-んァ-ヴ]")
_ENGLISH = re.compile(
    r"\b(?:the|of|in|is|are|was|were|what|which|who|when|where|why|how|list|show|tell|give|does|do|did|can|about|initiatives?|and|to|for|on|hello|hi|thanks?)\b"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def language_of(rest: str) -> q.Language:
    """English where the words around the names are: English words, and no kana beside them."""
    return "en" if _ENGLISH.search(rest.lower()) and not _JAPANESE.search(rest) else "ja"


def interpret(
    question: str, world: World, previous: Answer | None = None
) -> tuple[Reading | None, Understood | Declined]:
    """What the question means on this data, or why it is not answered."""
    refused = _refused(question)
    if refused:
        return None, refused
    reading = read(question, world, previous)
    for step in STEPS:
        outcome = step(reading, previous)
        if outcome is not None:
            return reading, outcome
    return reading, _not_told(reading)


def _refused(question: str) -> Declined | None:
    if not question.strip():
        return Declined(status=AnswerStatus.NOT_UNDERSTOOD, phrase="empty")
    if len(question) > LONGEST or len(compact(question)) > LONGEST:
        about = {"length": str(len(question)), "limit": str(LONGEST)}
        return Declined(status=AnswerStatus.NOT_UNDERSTOOD, phrase="too_long", about=about)
    return None


def read(question: str, world: World, previous: Answer | None = None) -> Reading:
    """The question with what it names, and the words that are left."""
    text = plainly(compact(_CONTROL.sub(" ", question)))
    recognised = of_the_city(settled(recognise(text, world.lexicon), world), world)
    return Reading(
        question=question,
        language=language_of(recognised.rest),
        recognised=recognised,
        world=world,
        topic=without_city(topic_words(recognised), world),
        previous=previous.query if previous else None,
    )


def settled(recognised: Recognised, world: World) -> Recognised:
    """An unknown name that stands in the documents' own text is a word of the topic, not a unit or a plan."""
    kept = tuple(
        m
        for m in recognised.mentions
        if m.kind != "unknown" or m.number == "part" or not world.stands(m.text)
    )
    return Recognised(text=recognised.text, mentions=kept)


def of_the_city(recognised: Recognised, world: World) -> Recognised:
    """Of things of that name in several cities: those of the city that the question names."""
    cities = {thing.key for m in recognised.of("municipality") for thing in m.things}
    if not cities or len(world.lexicon.municipalities) < 2:
        return recognised
    kept = tuple(
        replace(m, things=tuple(t for t in m.things if t.city in cities) or m.things)
        for m in recognised.mentions
    )
    return Recognised(text=recognised.text, mentions=kept)


SCOPE_KINDS = frozenset(
    {
        "department",
        "section",
        "plan",
        "year",
        "municipality",
        "unknown",
        "indicator",
        "post",
        "initiative",
        "person",
        "pillars",
        "fields",
    }
)


def topic_words(recognised: Recognised) -> tuple[Word, ...]:
    """The words beyond the scope: of themes, pillars and fields too where other words stand beside them."""
    bare = content_words(_without_asking(recognised.rest))
    themes = recognised.of("theme", "field", "pillar")
    if not bare or (themes and all(word.stem in LIGHT for word in bare)):
        return ()
    scoped = tuple(m for m in recognised.mentions if m.kind in SCOPE_KINDS or m.number)
    return content_words(_without_asking(Recognised(text=recognised.text, mentions=scoped).rest))


def without_city(words: tuple[Word, ...], world: World) -> tuple[Word, ...]:
    """The words but the city's own name, which stands everywhere and tells nothing."""
    cities = [city.label for city in world.lexicon.municipalities]
    return tuple(word for word in words if not any(city.startswith(word.stem) for city in cities))


LIGHT = frozenset(
    "人々 people 支援 推進 対策 強化 充実 整備 向上 活用 促進 検討 実施 導入 改善 対応 取組 政策 方 人 系 面 分野 施設 support".split()
)
"""Words that say little beside a theme: 高齢者を支援する施策 are those of the theme."""


def _without_asking(rest: str) -> str:
    """The text without the words that only ask."""
    for pattern in (*CONSUMED, *(cue.regex for cue in CUES if cue.intent in ASKING)):
        rest = pattern.sub(" ", rest)
    return rest


ASKING = frozenset(
    "contact mission sections compare most least breakdown succession "
    "individual_plan_of individual_plans successor predecessor period "
    "decided target when who unit_list where count what".split()
)


# ---- the steps, in their order -------------------------------------------------------------------------------------


def _greeting(reading: Reading, _: Answer | None) -> Declined | None:
    if any(cue.intent == "greeting" for cue, _ in intents(reading.shape)):
        return Declined(status=AnswerStatus.OUT_OF_SCOPE, phrase="greeting")
    return None


UNKNOWN_PHRASES = (("部局課室", "unknown_unit"), ("市区町村県y", "unknown_city"))


def _unknown(reading: Reading, _: Answer | None) -> Declined | None:
    """A unit, a plan or a city that the question names and no document knows is told by its name."""
    unknown = reading.recognised.of("unknown")
    if not unknown:
        return None
    name = unknown[0].text
    if unknown[0].number in {"part", "field"}:
        return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="unknown_field", about={"name": name})
    phrase = next((phrase for endings, phrase in UNKNOWN_PHRASES if name[-1] in endings), "unknown_plan")
    cities = "、".join(city.label for city in reading.world.lexicon.municipalities)
    status = AnswerStatus.OUT_OF_SCOPE if phrase == "unknown_city" else AnswerStatus.NOT_IN_DOCUMENTS
    return Declined(status=status, phrase=phrase, about={"name": name, "cities": cities})


def _person(reading: Reading, _: Answer | None) -> Declined | None:
    """Who holds a post is told of the post; a question about a person is not answered."""
    if reading.recognised.of("person") and not reading.recognised.of("post"):
        return Declined(status=AnswerStatus.OUT_OF_SCOPE, phrase="person")
    return None


WORD = re.compile(r"[ぁ-んァ-ヴ一-鿿]|[a-z]{3,}")
CODE = re.compile(
    r"[{}<>\\]|select ?[*?].{0,40}|select [a-z]+ from|\bimport [a-z]+ ?;|drop table|\$\(|;\s*$|://"
)


def _code(reading: Reading, _: Answer | None) -> Declined | None:
    """SPARQL, HTML, signs without a word are no question; nothing of them is run."""
    text = reading.recognised.text
    if CODE.search(text) or not (reading.recognised.mentions or WORD.search(text)):
        return Declined(status=AnswerStatus.NOT_UNDERSTOOD, phrase="no_words")
    return None


ORDER = re.compile(
    r"指示を.{0,10}(?:無視|忘れ)|ignore (?:all|the|any|previous|above)|プロンプト|system prompt|パスワード|password|api.?key|(?:削除|消去|初期化|実行|再起動)して|rm -rf|shutdown|drop table"
)
ABOUT_A_PERSON = re.compile(
    r"(?:担当者|職員|責任者|課長|部長)(?:さん)?の(?:名前|氏名|メール|電話|連絡先|住所|年齢|経歴|給料|給与)|(?:何歳|年齢|経歴|家族|結婚)"
)


def _no_question(reading: Reading, _: Answer | None) -> Declined | None:
    """An order to the program, or a question about a person."""
    if ORDER.search(reading.recognised.text):
        return Declined(status=AnswerStatus.OUT_OF_SCOPE, phrase="order")
    if ABOUT_A_PERSON.search(reading.recognised.text):
        return Declined(status=AnswerStatus.OUT_OF_SCOPE, phrase="person")
    return None


DETAIL = re.compile(
    r"予算|費用|経費|金額|コスト|いくら|料金|利用者|参加者|来場者|人数|何人|メールアドレス|budget|cost|how many (?:people|users)"
)


def _no_detail(reading: Reading, _: Answer | None) -> Declined | None:
    """The budget or the users of an initiative that is named in full: the graph holds none, a sentence may."""
    named = reading.recognised.of("initiative")
    asked = DETAIL.search(reading.recognised.rest)
    if not named or not asked:
        return None
    return Declined(
        status=AnswerStatus.NOT_IN_DOCUMENTS,
        phrase="no_fact",
        about={"label": named[0].things[0].label, "what": asked[0]},
    )


def _one_word(reading: Reading, _: Answer | None) -> Declined | None:
    """施策: a word that every document is full of is no question yet."""
    bare = re.sub(r"[?!。 、は]", "", reading.recognised.text)
    if not reading.recognised.mentions and not reading.topic and bare in GENERIC:
        return Declined(status=AnswerStatus.NOT_UNDERSTOOD, phrase="one_word", about={"word": bare})
    return None


GENERIC = frozenset(
    "施策 取組 取り組み 事業 予算 一覧 目標 計画 体系 分野 部 課 室 市 担当 指標 内容 概要 年度 件数 使命 数値 基本計画 基本構想 個別計画 "
    "プラン 部署 組織 職員 initiatives initiative plan plans target targets budget list department".split()
)


def _of_another_city(reading: Reading) -> Declined | None:
    """楓市の経常収支比率: what only another city's documents tell is not told of this one."""
    cities = {thing.key for m in reading.recognised.of("municipality") for thing in m.things}
    other = (
        m
        for m in reading.recognised.mentions
        if m.kind != "municipality" and any(t.city for t in m.things)
        if not cities & {t.city for t in m.things}
    )
    first = next(other, None) if cities else None
    about = {"topic": first.text if first else ""}
    return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="not_told", about=about) if first else None


def _several_cities(reading: Reading, previous: Answer | None) -> Declined | None:
    cities = reading.world.lexicon.municipalities
    if len(cities) > 1 and (elsewhere := _of_another_city(reading)):
        return elsewhere
    if len(cities) < 2 or reading.recognised.of("municipality") or previous:
        return None
    named = {thing.city for m in reading.recognised.mentions for thing in m.things if thing.city}
    if len(named) == 1:
        return None
    choices = tuple(f"{city.label}の{reading.question}" for city in cities[:3])
    return Declined(status=AnswerStatus.AMBIGUOUS, phrase="which_city", choices=choices)


def _follow_up(reading: Reading, previous: Answer | None) -> Understood | Declined | None:
    return continued(reading, previous) if previous and previous.query else None


def _by_cue(reading: Reading, _: Answer | None) -> Understood | Declined | None:
    """The first cue whose reader makes something of the question."""
    for cue, _match in intents(reading.shape):
        reader = READERS.get(cue.intent)
        outcome = reader(reading) if reader else None
        if outcome is not None:
            return outcome
    return None


def _by_scope(reading: Reading, _: Answer | None) -> Understood | Declined | None:
    """企画部: names alone are a list."""
    if reading.topic or not reading.recognised.mentions:
        return None
    named = reading.recognised.of("initiative")
    if named:
        return about.read_what(reading)
    return initiatives.read_list(reading)


FACT = re.compile(
    r"なぜ|どうして|どこ|だれ|誰|とは|何という|なんという|何ですか|何でしょう|は何[?]?$|what|why|where|who"
)
"""What a sentence of the prose may tell, before initiatives that are near."""
NUMBER = re.compile(
    r"何(?:人|名|校|社|団体|回|円|%|パーセント|種|点|か所|箇所|台|館|園|世帯|年間|日間|時)|いくら|いくつ|"
    r"[一-鿿](?:数|率|額|量|費|割合|面積|料金|手数料|時間|日時)は|人口(?:は|が|を)|[たるの](?:数|人数|件数|時間|金額|割合)は|[一-鿿](?:比率|指数|残高|税収|[数率]の推移|[数率]を)|推移|how (?:many|much)"
)
"""What only a figure of the prose can tell: initiatives that are near would be no answer."""


def _open(reading: Reading, _: Answer | None) -> Understood | None:
    """What a named initiative says; a figure or a fact of the prose where one is asked; else what is near."""
    named = reading.recognised.of("initiative")
    if named:
        return Understood(query=q.WhatItSays(tuple(q.Named(t.key, t.label) for m in named for t in m.things)))
    order: tuple[Callable[[Reading], Understood | None], ...] = (search.read_search, passages.read_passage)
    if NUMBER.search(reading.shape):
        order = (passages.read_passage,)
    elif FACT.search(reading.shape):
        order = (passages.read_passage, search.read_search)
    return next((outcome for reader in order if (outcome := reader(reading))), None)


STEPS = (
    _greeting,
    _code,
    _no_question,
    _unknown,
    _person,
    _several_cities,
    _follow_up,
    _one_word,
    _no_detail,
    _by_cue,
    _by_scope,
    _open,
)


def _not_told(reading: Reading) -> Declined:
    words = passages.everything(reading)
    if not words:
        return Declined(status=AnswerStatus.NOT_UNDERSTOOD, phrase="no_words")
    topic = "・".join(word.surface for word in words)
    return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="not_told", about={"topic": topic})


def steps_of(reading: Reading, understood: Understood | Declined) -> tuple[Step, ...]:
    """What was made of the question, for `--explain`."""
    mentions = "、".join(f"{m.kind}:{m.text}" for m in reading.recognised.mentions) or "なし"
    cues = "、".join(cue.intent for cue, _ in intents(reading.shape)) or "なし"
    words = "、".join(word.surface for word in reading.topic) or "なし"
    outcome = type(understood.query).__name__ if isinstance(understood, Understood) else understood.phrase
    return (
        Step("正規化", reading.recognised.text),
        Step("認識した名前", mentions),
        Step("問いの手がかり", cues),
        Step("残った言葉", words),
        Step("問い合わせ", outcome),
    )
