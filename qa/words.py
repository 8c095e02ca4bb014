"""The words of a question that carry its meaning, and how much of them a text holds."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from ontology.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ASKING = frozenset(
    "所管 担う 受け持つ 列挙 列記 挙げる 上げる 抜き出す 抜き出し ひととおり 一通り 属する 中身 仕事 携わる 抱える 手がける 手掛ける 取り扱う "
    "扱う 並べる 洗い出す 全件 出す 確認 知らせる 抽出 表示 提示 該当 所属 記載 掲載 有する 行なう 一式 すべて 受持ち おけ working work count enumerate つい 付く 就く 入る 入れる 載せる 載っ 含まれる responsible share shared する 為る 有る 居る 成る 行う 出来る 教える 下さい 下さる 知る 見せる 示す 言う 物 事 所 為 内 中 何 何れ 何処 誰 何時 "
    "どの様 幾つ 今 現在 全て 全部 関する 係る 関連 対する 就いて 於ける 因る 貰う 呉れる 欲しい 遣る 良い 良く どんな 又 "
    "其の 此の 詳しい 調べる 探す 聞く 答える 書く 載る 含む それぞれ 夫々 お願い 願う 済む 頂く いくら 幾ら 方法 数 様 的 毎 際 場合 此れ 其れ あれ "
    "about concern concerns concerning which what who when where how many much is are was were the of for in on to a an does "
    "do did by with and or list show tell me related regarding any there please all give has have it its that this".split()
)
"""Words that only ask, in any question."""
STRUCTURE = frozenset(
    "一覧 表 分 テーマ 施策 取り組み 取り組む 事業 取組 項目 担当 件 数 件数 年度 年 月 日 市 計画 プラン 分野 体系 柱 内容 概要 詳細 説明 リスト 名前 名称 "
    "主要 主 個別 代表 やつ 奴 使う 用いる 進める 関わる 取り組める 動き 方 方法 目標 指標 数値 有無 field fields pillar pillars department departments section sections concerned belong belongs "
    "under initiative initiatives measure measures project projects plan plans policy policies".split()
)
"""Words for the parts of a plan: no topic of an initiative, yet words of a sentence that tells of them."""
IDLE = ASKING | STRUCTURE
_KANA = re.compile(r"[ぁ-ん]+")
_LATIN = re.compile(r"[a-z]{3,}|[a-z0-9-]{2,}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question: as it stands, and the stem that is looked for."""

    surface: str
    stem: str
    noun: bool = field(default=True, compare=False)


def content_words(text: str, idle: frozenset[str] = IDLE) -> tuple[Word, ...]:
    """The words of a compact text that say what it is about; those in `idle` do not.

    >>> [word.stem for word in content_words("ロボットが市役所を案内してくれるの?")]
    ['ロボット', '役所', '案内']
    """
    words = [
        Word(token.surface, stem_of(token.surface), token.noun)
        for token in _merged(text)
        if token.content and token.lemma.lower() not in idle and token.surface not in idle
    ]
    return tuple(dict.fromkeys(word for word in words if _tells(word.stem)))


def _merged(text: str) -> Iterable[Merged]:
    """Tokens, with a prefix, a suffix or a counter put to the noun beside it: 市 + 役所, 非 + 常勤."""
    pending = ""
    found: list[Merged] = []
    for token in tokenize(text):
        if found and found[-1].numeral and found[-1].end == token.start and token.content:
            number = found[-1].surface
            found.append(Merged(number + token.surface, number + token.lemma, content=True, end=token.end))
        if token.pos == "接頭辞":
            pending = token.surface
            continue
        if token.pos == "接尾辞" and found and found[-1].end == token.start:
            last = found.pop()
            found.append(
                Merged(last.surface + token.surface, last.lemma + token.surface, last.content, token.end)
            )
            continue
        content = token.content and token.pos2 != "数詞"
        numeral = token.pos2 == "数詞"
        noun = token.pos not in {"動詞", "形容詞", "副詞"}
        found.append(
            Merged(pending + token.surface, pending + token.lemma, content, token.end, numeral, noun)
        )
        pending = ""
    return found


@dataclass(frozen=True, slots=True)
class Merged:
    """A token with what belongs to it."""

    surface: str
    lemma: str
    content: bool
    end: int
    numeral: bool = False
    noun: bool = True


@lru_cache(maxsize=4096)
def stem_of(surface: str) -> str:
    """The part that stays when a word is inflected or made a noun: 見直す and 見直し are 見直.

    >>> stem_of("見直す"), stem_of("移る"), stem_of("みたか"), stem_of("取り組み")
    ('見直', '移', 'みたか', '取組')
    """
    bare = _KANA.sub("", surface)
    return bare or surface


def _tells(stem: str) -> bool:
    """A single kanji may be a word (移, 駅), a single kana or sign is not; 何団体 asks for a number."""
    return not stem.startswith("何") and (len(stem) > 1 or "一" <= stem <= "鿿")


def rarity(words: Sequence[Word], texts: Sequence[str]) -> dict[Word, float]:
    """How much each word tells: the fewer of the texts hold it, the more; the most where none does."""
    total = len(texts) + 1
    return {word: math.log(total / (sum(word.stem in text for text in texts) + 0.5)) for word in words}


def coverage(weights: Mapping[Word, float], title: str, text: str) -> tuple[float, tuple[str, ...]]:
    """How much of the words' weight the title (in full) and the text (nearly) hold, from 0 to 1, and which words."""
    total = sum(weights.values())
    if not total:
        return 0.0, ()
    held = {word: max(_held(word.stem, title), IN_TEXT * _held(word.stem, text)) for word in weights}
    score = sum(weight * held[word] for word, weight in weights.items()) / total
    return round(score, 4), tuple(word.surface for word in weights if held[word] > HALF)


HALF = 0.5
IN_TEXT = 0.8
"""What a word counts that stands in the text and not in the title."""


def _held(stem: str, text: str) -> float:
    """1 where the text holds the stem; else the part of its pairs of characters that it holds, for long stems."""
    if stem in text:
        return 1.0
    if len(stem) < 4:
        return 0.0
    pairs = [stem[at : at + 2] for at in range(len(stem) - 1)]
    return 0.6 * sum(pair in text for pair in pairs) / len(pairs)
