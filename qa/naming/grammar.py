"""What the forms of verbs say of a question: which verb asks for the answer, and what the things asked for lack."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from keikaku.ontology.japanese.tokens import Token

NEGATIONS = frozenset({"無い", "ない", "ず", "ぬ"})
"""The dictionary forms of words that deny."""
ASKING = frozenset({"たい", "欲しい", "下さる", "呉れる", "貰う", "頂く", "願う"})
"""Helpers by which somebody asks: 整理したい, 抜き出してほしい, 拾ってもらえますか."""
DOES = frozenset({"為る", "出来る"})
OBJECT = frozenset({"を", "も"})
TE = frozenset({"て", "で"})
JOINS = "接続助詞"
VERB, NOUN, ADJECTIVE, PARTICLE, HELPER, SIGN = "動詞", "名詞", "形容詞", "助詞", "助動詞", "補助記号"
LIMITS = "副助詞"
"""Particles that narrow: だけ, しか."""
BEING = frozenset({"有る", "居る", "為る"})
DEPENDENT = "非自立可能"
SUFFIX = "接尾辞"


def requests(text: str, heads: Collection[int] = ()) -> Iterator[tuple[int, int, int]]:
    """The verbs that ask for the answer, and no condition: those that end a clause in a form of asking.

    Each is told by where it begins, where its word ends, and where its endings do. `heads` is where the words end for what is asked for: 取組を拾って、… asks for them too.

    >>> [text[start:end] for text in ["取組を洗い出してほしい", "表に整理して", "市民が使う道を直す取組"] for start, _, end in requests(text)]
    ['洗い出してほしい', '整理して']
    """
    tokens = tokenize(text)
    for at, token in enumerate(tokens):
        if token.pos != VERB or (
            token.pos2 == DEPENDENT and token.lemma not in DOES and at and _te(tokens[at - 1])
        ):
            continue
        end = _group_end(tokens, at)
        helpers = tokens[at + 1 : end]
        if any(one.lemma in NEGATIONS for one in helpers):
            continue
        last = end == len(tokens) or tokens[end].pos == SIGN
        asks = any(one.lemma in ASKING for one in helpers)
        begin = _begin(tokens, at)
        of_them = begin > 1 and tokens[begin - 1].surface in OBJECT and tokens[begin - 1].start in heads
        if last and (asks or ((end == len(tokens) or of_them) and helpers and _te(helpers[-1]))):
            yield tokens[begin].start, _word_end(tokens, begin, at), tokens[end - 1].end


def _word_end(tokens: Sequence[Token], begin: int, at: int) -> int:
    """抜き出して ends its word with 出し, two verbs without a particle between them being one; 比較して with its noun."""
    if begin < at and tokens[at].lemma in DOES:
        return tokens[at - 1].end
    while at + 1 < len(tokens) and tokens[at + 1].pos == VERB:
        at += 1
    return tokens[at].end


def _begin(tokens: Sequence[Token], at: int) -> int:
    """整理したい begins with its noun."""
    while at and tokens[at].lemma in DOES | {"化"} and tokens[at - 1].pos in {NOUN, SUFFIX}:
        at -= 1
    return at - 1 if at and tokens[at].pos == SUFFIX else at


def _te(token: Token) -> bool:
    return token.surface in TE and token.pos2 == JOINS


def _group_end(tokens: Sequence[Token], at: int) -> int:
    """Where the helpers of the verb end."""
    end = at + 1
    while end < len(tokens) and (
        tokens[end].pos in {HELPER, PARTICLE} or tokens[end].pos2 == DEPENDENT or tokens[end].lemma in ASKING
    ):
        end += 1
    return end


def denials(text: str) -> Iterator[tuple[int, int]]:
    """A denied verb right before the noun that it narrows, with the particle before it: が付いていない of a thing.

    >>> [text[start:end] for text in ["目標が付いてない事業", "教えてくれない?"] for start, end in denials(text)]
    ['が付いてない']
    """
    tokens = tokenize(text)
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.lemma not in NEGATIONS or not following or following.pos != NOUN:
            continue
        start = at
        while start and (tokens[start - 1].pos in {HELPER, VERB, ADJECTIVE} or _te(tokens[start - 1])):
            start -= 1
        if start and tokens[start].lemma in DOES and tokens[start - 1].pos == NOUN:
            start -= 1  # 設定していない
        if start < at and start and tokens[start - 1].pos == PARTICLE:
            yield tokens[start - 1].start, token.end


@lru_cache(maxsize=256)
def denied_at(text: str) -> dict[int, int]:
    """Where each word that denies begins, and where it ends.

    >>> denied_at("道がない"), denied_at("教えてくれない?")
    ({2: 4}, {5: 7})
    """
    return {token.start: token.end for token in tokenize(text) if token.lemma in NEGATIONS}


@lru_cache(maxsize=256)
def helping(text: str) -> frozenset[int]:
    """The places of a text that helpers and final particles own: だっけ, んですけど, あり; never those of a denial.

    >>> sorted(helping("道だっけ")), helping("道がない") & {2, 3}
    ([1, 2, 3], frozenset())
    """
    return frozenset(
        place
        for token in tokenize(text)
        if (token.pos in {HELPER, PARTICLE} and token.pos2 != LIMITS and token.lemma not in NEGATIONS)
        or token.lemma in BEING
        for place in range(token.start, token.end)
    )
