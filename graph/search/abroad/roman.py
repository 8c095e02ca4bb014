"""Japanese in Latin letters, as Hepburn writes it and as people do."""

from __future__ import annotations

import re

_ROWS = (
    ("キャ キュ キョ シャ シュ ショ チャ チュ チョ", "kya kyu kyo sha shu sho cha chu cho"),
    ("ニャ ニュ ニョ ヒャ ヒュ ヒョ ミャ ミュ ミョ", "nya nyu nyo hya hyu hyo mya myu myo"),
    ("リャ リュ リョ ギャ ギュ ギョ ジャ ジュ ジョ", "rya ryu ryo gya gyu gyo ja ju jo"),
    ("ビャ ビュ ビョ ピャ ピュ ピョ", "bya byu byo pya pyu pyo"),
    ("ア イ ウ エ オ カ キ ク ケ コ", "a i u e o ka ki ku ke ko"),
    ("サ シ ス セ ソ タ チ ツ テ ト", "sa shi su se so ta chi tsu te to"),
    ("ナ ニ ヌ ネ ノ ハ ヒ フ ヘ ホ", "na ni nu ne no ha hi fu he ho"),
    ("マ ミ ム メ モ ヤ ユ ヨ", "ma mi mu me mo ya yu yo"),
    ("ラ リ ル レ ロ ワ ヲ ン", "ra ri ru re ro wa o n"),
    ("ガ ギ グ ゲ ゴ ザ ジ ズ ゼ ゾ", "ga gi gu ge go za ji zu ze zo"),
    ("ダ ヂ ヅ デ ド バ ビ ブ ベ ボ", "da ji zu de do ba bi bu be bo"),
    ("パ ピ プ ペ ポ", "pa pi pu pe po"),
)
_ROMAN = {
    kana: letters
    for kanas, spelt in _ROWS
    for kana, letters in zip(kanas.split(), spelt.split(), strict=True)
}
"""Hepburn's spelling."""
_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_LONG = re.compile(r"(?<=o)u|(?<=o)o|(?<=u)u")


def roman(kana: str) -> str:
    """A reading in kana as it is written abroad, long vowels short.

    >>> roman("トーキョー"), roman("みどり"), roman("コウフ")
    ('tokyo', 'midori', 'kofu')
    """
    kana = kana.translate(_KATAKANA)
    found = ""
    at = 0
    while at < len(kana):
        pair = kana[at : at + 2]
        length = 2 if pair in _ROMAN else 1
        found += _ROMAN.get(kana[at : at + length], "")
        if kana[at] == "ッ" and at + 1 < len(kana):
            found += _ROMAN.get(kana[at + 1 : at + 3], _ROMAN.get(kana[at + 1], ""))[:1]
        at += length
    return _LONG.sub("", found)


_SPELT = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"['’-]", ""),
        (r"si", "shi"),
        (r"ti", "chi"),
        (r"tu", "tsu"),
        (r"(?<![sc])hu", "fu"),
        (r"zi|di", "ji"),
        (r"sy", "sh"),
        (r"ty", "ch"),
        (r"[zj]y", "j"),
        (r"m(?=[bpm])", "n"),
        (r"(?<=o)[uo]|(?<=u)u|(?<=[aiueo])h(?=[^aiueoy]|$)", ""),
    )
)
"""Other ways to spell, each with what Hepburn writes; long vowels are short."""
_MACRONS = {ord(long): short for long, short in zip("āīūēōâîûêô", "aiueoaiueo", strict=True)}
_SPOKEN = re.compile(
    r"(?:(?:[kgsztdnhbpmyrwjf]|[kgszthnbpmrj]y|sh|ch|ts|kk|ss|tt|pp|ssh|tch|cch)?[aiueo]|n)+"
)


def as_roman(word: str) -> str:
    """A word in Latin letters as `roman` would write it, empty where it is no Japanese.

    >>> as_roman("shimbun"), as_roman("Gesuidō"), as_roman("syougakkou"), as_roman("street")
    ('shinbun', 'gesuido', 'shogakko', '')
    """
    letters = word.casefold().translate(_MACRONS)
    for pattern, written in _SPELT:
        letters = pattern.sub(written, letters)
    return letters if _SPOKEN.fullmatch(letters) else ""
