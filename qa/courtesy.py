"""What people put around a question, and everyday words written in kana: taken off, or written as the plans do."""

from __future__ import annotations

import re

BEFORE = re.compile(
    r"^(?:(?:すみません|すいません|あの[ー~]?|えっと|ちょっと|お尋ねします|おたずねします|質問です|教えて(?:ください|下さい)?"
    r"|excuse me|hello|hi|please|could you (?:please )?(?:tell me|show me)|can you (?:please )?(?:tell me|show me)|i would like to know)"
    r"(?:が|けど)?[、,!。.:: ]*)+(?=.{3})"
)
AFTER = re.compile(
    r"(?:[、,。 ]*(?:(?:よろしく)?お願い(?:します|いたします|できますか)?|よろしく|おしえて(?:ください|ほしい)?|教えて(?:ください|下さい|ほしい|もらえますか)"
    r"|を?知りたい(?:です|のですが|んですけど)?|ありがとう(?:ございます)?|please|thanks?(?: you)?)[。!?. ]*)+$"
)
ENDING = re.compile(r"[?!。.…~、 ]{1,20}$")
DOUBLED = re.compile(r"([のはがをにでと])\1(?=[^ぁ-ん])")
"""A particle that a hurried hand typed twice."""
KANA = {
    "しさく": "施策", "せさく": "施策", "とりくみ": "取組", "じぎょう": "事業", "たんとう": "担当", "もくひょう": "目標",
    "たいけい": "体系", "ぶんや": "分野", "けいかく": "計画", "いちらん": "一覧", "なんけん": "何件", "ないよう": "内容",
    "しめい": "使命", "ひりつ": "比率", "よさん": "予算", "こうけい": "後継",
}  # fmt: skip
"""Words that a hurried hand leaves in kana; a longer word in kana is not touched."""
_KANA = re.compile(
    r"(?:(?<![ぁ-ん])|(?<=[たるのはがをにでと]))("
    + "|".join(KANA)
    + r")(?=$|[^ぁ-ん]|は|の|を|が|に|で|と|も|って|わ|お|だ|です|ある|なん)"
)


def plainly(text: str) -> str:
    """A compact question without courtesies, with the words of plans in kanji.

    >>> plainly("すみません、企画部のしさくは?")
    '企画部の施策は?'
    >>> plainly("企画部の施策を教えてください")
    '企画部の施策'
    """
    text = DOUBLED.sub(r"\1", ENDING.sub(lambda found: "?" if "?" in found[0] else "", text))
    bare = AFTER.sub("", BEFORE.sub("", text)) or text
    return _KANA.sub(lambda found: found[0].replace(found[1], KANA[found[1]]), bare.removesuffix("を"))
