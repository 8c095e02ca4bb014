"""What answers say, in Japanese and English: every ending and every sentence by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.qa.telling.answer import AnswerStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.query import Language

ENDINGS: dict[AnswerStatus, tuple[str, str]] = {
    AnswerStatus.ANSWERED: ("回答", "answered"),
    AnswerStatus.PARTIAL: ("一部のみ回答", "partly answered"),
    AnswerStatus.AMBIGUOUS: ("あいまい", "ambiguous"),
    AnswerStatus.NOT_IN_DOCUMENTS: ("文書に記載なし", "not in the documents"),
    AnswerStatus.OTHER_YEAR: ("年度違い", "another year"),
    AnswerStatus.RELATED: ("関連する記述のみ", "related passages only"),
    AnswerStatus.OUT_OF_SCOPE: ("対象外", "out of scope"),
    AnswerStatus.NOT_UNDERSTOOD: ("読み取れず", "not understood"),
    AnswerStatus.FAILED: ("失敗", "failed"),
}
"""The name of every way an answer can end."""

DECLINED: dict[str, tuple[str, str]] = {
    "empty": (
        "質問が空です。知りたいことを一文で入力してください。",
        "The question is empty. Please type what you want to know.",
    ),
    "too_long": (
        "質問が長すぎます（{length}文字）。{limit}文字以内にしてください。",
        "The question is too long ({length} characters). Please keep it within {limit}.",
    ),
    "no_words": (
        "質問を読み取れませんでした。部署・計画・施策の名前やテーマを入れて、一文で聞いてください。",
        "The question could not be understood. Please name a department, a plan, an initiative or a theme.",
    ),
    "greeting": (
        "こんにちは。市の計画・施策について、部署・テーマ・年度などを挙げて質問してください。",
        "Hello. Please ask about the city's plans and initiatives, naming a department, a theme or a year.",
    ),
    "unknown_unit": (
        "「{name}」という部署は、{read}文書にありません。",
        "No department named “{name}” stands in the documents{of}.",
    ),
    "unknown_plan": (
        "「{name}」という計画は、{read}文書にありません。",
        "No plan named “{name}” stands in the documents{of}.",
    ),
    "unknown_city": (
        "「{name}」についての文書は登録されていません。答えられるのは{cities}の文書の範囲です。",
        "There are no documents about “{name}”; only those of {cities} were read.",
    ),
    "unknown_pillar": (
        "「{name}」は、{where}にありません。{there}",
        "There is no pillar “{name}” in {where}. {there}",
    ),
    "nothing": (
        "{reading}は、{read}文書に見つかりませんでした。",
        "No {reading} were found in the documents{of}.",
    ),
    "other_year": (
        "{reading}は、{asked}については{of}文書にありません。文書にあるのは{years}です。",
        "The documents{of} do not tell {reading} for {asked}; they have {years}.",
    ),
    "not_told": (
        "「{topic}」については、{read}文書に書かれていません。",
        "The documents{of} do not tell anything about “{topic}”.",
    ),
    "not_read": (
        "「{words}」を日本語の言葉として読み取れませんでした。日本語の名前で聞いてください。",
        "“{words}” could not be read as words of the documents, so they were not looked for. Please use Japanese names.",
    ),
    "unread": (
        "「{name}」という言葉は、登録された文書にありません。それを除いた問い（{without}）なら答えられます。",
        "“{name}” stands nowhere in the documents. Without it ({without}) the question can be answered.",
    ),
    "no_word": (
        "「{name}」と書いてある{what}は、登録された文書に見つかりませんでした。",
        "No {what} that mention “{name}” were found in the documents.",
    ),
    "no_fact": (
        "「{label}」の{what}は、{of}文書に書かれていません。",
        "The documents{of} do not tell the {what} of “{label}”.",
    ),
    "no_holder": (
        "「{label}」に就いている人は、{of}文書の役職の欄に書かれていません。",
        "The documents{of} do not tell who holds the post “{label}”.",
    ),
    "which": (
        "「{topic}」に当たるものが複数あります。どれについてですか。",
        "“{topic}” can mean several things. Which one do you mean?",
    ),
    "no_referent": (
        "「{text}」が何を指すか分かりません。部署・計画・施策の名前を入れて聞いてください。",
        "It is not clear what “{text}” refers to. Please name a department, a plan or an initiative.",
    ),
    "no_such_referent": (
        "「{text}」がどれを指すか分かりません。先に挙げたのは{number}件（「{shown}」）です。名前を入れて聞いてください。",
        "It is not clear which one “{text}” refers to. What was shown are {number}: 「{shown}」. Please ask by name.",
    ),
    "nothing_else": (
        "先に挙げたもののほかには、{read}文書に見つかりませんでした。",
        "The documents{of} have no others beside those that were told.",
    ),
    "which_city": (
        "複数の自治体の文書があります。どの自治体についてですか。",
        "There are documents of several municipalities. Which one do you mean?",
    ),
    "person": (
        "個人についての質問には答えていません。役職や部署で聞いてください。",
        "Questions about persons are not answered. Please ask about a post or a department.",
    ),
    "order": (
        "この画面では、計画の文書についての質問にだけ答えます。",
        "Only questions about the plans are answered here.",
    ),
    "one_word": (
        "「{word}」の何を知りたいですか。部署・計画・年度・テーマを添えて聞いてください。",
        "What about “{word}”? Please add a department, a plan, a year or a theme.",
    ),
    "unknown_field": (
        "「{name}」という分野は、{read}文書にありません。",
        "No field named “{name}” stands in the documents{of}.",
    ),
    "no_store": (
        "まだグラフがありません。`keikaku build` で文書を読み込んでください。",
        "There is no graph yet. Read documents with `keikaku build`.",
    ),
}
"""Why a question is not answered, and what to do next."""


def decline(phrase: str, language: Language, about: dict[str, str], cities: Sequence[str] = ()) -> str:
    """The sentence of a declined question; `cities` are those whose documents alone were looked through.

    >>> decline("not_told", "ja", {"topic": "歩道"}, ["みどり市"])
    '「歩道」については、みどり市の文書に書かれていません。'
    >>> decline("not_told", "en", {"topic": "歩道"}, ["みどり市"])
    'The documents of みどり市 do not tell anything about “歩道”.'
    """
    of = (f" of {' and '.join(cities)}" if language == "en" else f"{'、'.join(cities)}の") if cities else ""
    return DECLINED[phrase][language == "en"].format(of=of, read=of or "登録された", **about)


ELSEWHERE = ("{cities}の文書には書かれています。", " Those of {cities} do.")
"""That another city tells what the one that was named does not."""


def elsewhere(cities: Sequence[str], language: Language) -> str:
    """The sentence that names the other cities."""
    english = language == "en"
    return ELSEWHERE[english].format(cities=(" and " if english else "、").join(cities))


UNREAD = (
    "質問のうち「{words}」は読み取れず、答えに使っていません。次はそれを除いた答えです。\n",
    "“{words}” of the question was not understood and not used. This is the answer without it.\n",
)


def unread_first(words: Sequence[str], language: Language) -> str:
    r"""The first line of an answer that passes words over.

    >>> unread_first(["もふもふ"], "ja")
    '質問のうち「もふもふ」は読み取れず、答えに使っていません。次はそれを除いた答えです。\n'
    """
    english = language == "en"
    return UNREAD[english].format(words=("” and “" if english else "」「").join(words))
