"""Why a question is not answered before anything is asked of the graph: each reason by its name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.qa.cues import intents
from keikaku.qa.kinds import passages
from keikaku.qa.naming.plans import EITHER
from keikaku.qa.reading import Declined, Reading
from keikaku.qa.telling.answer import Answer, AnswerStatus

if TYPE_CHECKING:
    from keikaku.qa import query as q
    from keikaku.qa.names.mentions import Mention


def greeting(reading: Reading, _: Answer | None) -> Declined | None:
    """A greeting is answered with what can be asked."""
    if any(cue.intent == "greeting" for cue, _ in intents(reading.shape)):
        return Declined(status=AnswerStatus.OUT_OF_SCOPE, phrase="greeting")
    return None


UNKNOWN_PHRASES = (("部局課室", "unknown_unit"), ("市区町村県y", "unknown_city"))


def unknown(reading: Reading, _: Answer | None) -> Declined | None:
    """A unit, a plan or a city that the question names and no document knows is told by its name."""
    unknown = [one for one in reading.recognised.of("unknown") if not _is_a_word(one, reading)]
    if not unknown:
        return None
    name = unknown[0].text
    if unknown[0].number != "city" and _LATIN_CITY.fullmatch(name):
        about = {"words": name}
        return Declined(status=AnswerStatus.NOT_UNDERSTOOD, phrase="not_read", about=about)
    if unknown[0].number in {"part", "field"}:
        return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="unknown_field", about={"name": name})
    city = unknown[0].number == "city"
    phrase = (
        "unknown_city"
        if city
        else "unknown_unit"
        if unknown[0].number == "unit"
        else next((phrase for endings, phrase in UNKNOWN_PHRASES if name[-1] in endings), "unknown_plan")
    )
    cities = "、".join(city.label for city in reading.world.lexicon.municipalities)
    status = AnswerStatus.OUT_OF_SCOPE if phrase == "unknown_city" else AnswerStatus.NOT_IN_DOCUMENTS
    return Declined(status=status, phrase=phrase, about={"name": name, "cities": cities})


_LATIN_CITY = re.compile("([a-z]+) city")
"""A name in Latin letters that no list has: it may be how a city of the documents is read."""


def _is_a_word(unknown: Mention, reading: Reading) -> bool:
    """True for neighbouring city: what the question writes small beside words that it writes large is no name."""
    found = _LATIN_CITY.fullmatch(unknown.text)
    if not found or unknown.number == "city" or reading.question.islower():
        return False
    return found[1] in reading.question


def person(reading: Reading, _: Answer | None) -> Declined | None:
    """Who holds a post is told of the post; a question about a person is not answered."""
    if reading.recognised.of("person") and not reading.recognised.of("post"):
        return Declined(status=AnswerStatus.OUT_OF_SCOPE, phrase="person")
    return None


WORD = re.compile(r"[ぁ-んァ-ヴ一-鿿]|[a-z]{3,}")
CODE = re.compile(
    r"[{}<>\\]|select ?[*?].{0,40}|select [a-z]+ from|\bimport [a-z]+ ?;|drop table|\$\(|;\s*$|://"
)


REPEATED = re.compile(r"(.{1,4})\1+[?!。]*")
"""テストテスト asks nothing."""


def code(reading: Reading, _: Answer | None) -> Declined | None:
    """SPARQL, HTML, signs without a word are no question; nothing of them is run."""
    text = reading.recognised.text
    if (
        CODE.search(text)
        or REPEATED.fullmatch(text)
        or not (reading.recognised.mentions or WORD.search(text))
    ):
        return Declined(status=AnswerStatus.NOT_UNDERSTOOD, phrase="no_words")
    return None


ORDER = re.compile(
    r"指示を.{0,10}(?:無視|忘れ)|ignore (?:all|the|any|previous|above)|プロンプト|system prompt|パスワード|password|api.?key|(?:削除|消去|初期化|実行|再起動|改ざん)して|(?:データ|記録|情報|文書)を?(?:書き換え|消し|消せ|改変)|rm -rf|shutdown|drop table"
)
ABOUT_A_PERSON = re.compile(
    r"(?:担当者|職員|責任者|課長|部長)(?:さん)?の(?:名前|氏名|メール|電話|連絡先|住所|年齢|経歴|給料|給与)|(?:担当)?職員(?:さん)?(?:は|って)(?:誰|だれ|どなた)|何歳(?!まで|から|以上|以下|未満|の)|年齢|経歴|結婚し|(?:さん|氏|[市部課局室]長|職員|担当者)(?:は|の|って)?(?:年齢|経歴|家族|結婚)"
)


HOLDER = re.compile(r"(?:名前|氏名|お名前)(?!.*(?:メール|電話|連絡先|住所|年齢|経歴|給料|給与|家族))")
"""What the documents tell of who holds a post, and no more."""


def no_question(reading: Reading, _: Answer | None) -> Declined | None:
    """An order to the program, or a question about a person."""
    if ORDER.search(reading.recognised.text):
        return Declined(status=AnswerStatus.OUT_OF_SCOPE, phrase="order")
    told = reading.recognised.of("post") and HOLDER.search(reading.recognised.text)
    if ABOUT_A_PERSON.search(reading.recognised.text) and not told:
        return Declined(status=AnswerStatus.OUT_OF_SCOPE, phrase="person")
    return None


DETAIL = re.compile(
    r"予算|費用|経費|事業費|金額|コスト|いくら|料金|利用者|参加者|来場者|人数|何人|満足度|何%|何パーセント|メールアドレス|budget|cost|how many (?:people|users)"
)


def no_detail(reading: Reading, _: Answer | None) -> Declined | None:
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


def one_word(reading: Reading, _: Answer | None) -> Declined | None:
    """施策: a word that every document is full of is no question yet."""
    bare = re.sub(r"[?!。 、は]", "", reading.recognised.text)
    if not reading.recognised.mentions and not reading.topic and bare in GENERIC:
        return Declined(status=AnswerStatus.NOT_UNDERSTOOD, phrase="one_word", about={"word": bare})
    return None


GENERIC = frozenset(
    "施策 取組 取り組み 事業 予算 一覧 目標 計画 体系 分野 部 課 室 市 担当 指標 内容 概要 年度 件数 使命 数値 基本計画 基本構想 個別計画 "
    "プラン 部署 組織 職員 initiatives initiative plan plans target targets budget list department".split()
)


def several_cities(reading: Reading, _: Answer | None) -> Declined | None:
    """Of several cities the question means none that is known: which one is asked back."""
    cities = reading.world.lexicon.municipalities
    if len(cities) < 2 or reading.world.cities:
        return None
    choices = tuple(f"{city.label}の{reading.question}" for city in cities[:3])
    return Declined(status=AnswerStatus.AMBIGUOUS, phrase="which_city", choices=choices)


def several_plans(reading: Reading, _: Answer | None) -> Declined | None:
    """A plan named by hand that can be each of two and means one: which one is asked back."""
    mention = next((one for one in reading.recognised.of("plan") if one.number == EITHER), None)
    if mention is None:
        return None
    text = reading.recognised.text
    choices = (f"{text[: mention.start]}{one.label}{text[mention.end :]}" for one in mention.things[:5])
    return Declined(
        status=AnswerStatus.AMBIGUOUS, phrase="which", about={"topic": mention.text}, choices=tuple(choices)
    )


def not_told(reading: Reading) -> Declined:
    """Nothing of the question stands in the documents, or it says nothing."""
    words = passages.everything(reading)
    if not words:
        return Declined(status=AnswerStatus.NOT_UNDERSTOOD, phrase="no_words")
    topic = "・".join(word.surface for word in words)
    return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="not_told", about={"topic": topic})


def as_read(declined: Declined, language: q.Language) -> Declined:
    """Latin words that were not turned into Japanese were not looked for: nothing is denied of them."""
    topic = declined.about.get("topic", "")
    if language != "en" or declined.phrase != "not_told" or not topic.replace("・", "").isascii():
        return declined
    words = ", ".join(topic.split("・"))
    return replace(declined, status=AnswerStatus.NOT_UNDERSTOOD, phrase="not_read", about={"words": words})
