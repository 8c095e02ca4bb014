"""What people put around a question, and everyday words written in kana: taken off, or written as the plans do."""

from __future__ import annotations

import re

BEFORE = re.compile(
    r"^(?:(?:すみません|すいません|あの[ー~]?|えっと|ちょっと|お尋ねします|おたずねします|質問です|教えて(?:ください|下さい)?"
    r"|恐れ入りますが?|恐縮ですが|お手数(?:です|をおかけします)が|失礼します(?:が)?|ありがとうございます|なるほど|了解(?:です)?|わかりました|続けて|では次に"
    r"|excuse me|hello|hi|please|could you (?:please )?(?:tell me|show me)|can you (?:please )?(?:tell me|show me)|i would like to know)"
    r"(?:が|けど)?[、,!。.:: ]*)+(?=.{3})"
)
CLAUSE = re.compile(
    r"^[一-鿿ァ-ヴー]{1,10}(?:上、|用に|用として|として|の話で、)|^[^、,。…]{2,28}(?:です|ます|した|たい|る|い|な)?(?:のです|んです|ものです)?(?:が|けど|けれども?|ため|ので|から|に備え|に当たり|にあたり|の(?:件|確認|質問)です|て(?:い|お)ります)[、,。…]+(?=.{4})"
)
"""市民ですが、 記事に書きたいので、: why somebody asks; the question comes after it."""
SENTENCE = re.compile(r"^[^。?]{3,40}(?:ます|です|ました|でした|まして)。+(?=.{4})")
"""税金の使い道を調べています。: a sentence before the question."""
_NOUN = r"(?:教示|回答|照会|確認|把握|抽出|列挙|列記|提示|開示|紹介|再掲|教え|示し|知らせ|聞かせ|挙げ|並べ|見せ|まとめ|説明|整理|表示|特定|検索|一覧化|リスト化|伺い|尋ね|答え)"
_WANTED = (
    r"(?:て)?(?:願(?:い|う|います|いたい|えますか|えますでしょうか)|お願い(?:します|いたします)?|(?:ら)?(?:さ)?れたい|せよ|よ|ください(?:ますか|ませんか)?|下さい|ほしい(?:です)?|欲しい(?:です)?"
    r"|いただけ(?:ますか|ますでしょうか|ませんか|ると(?:助かります|幸いです)?|れば(?:幸いです)?)?|いただきたい(?:です|のですが|と思います)?|頂きたい(?:です)?|もらいたい(?:です)?|もらえ(?:ますか|ませんか|る|ると助かります)?"
    r"|し(?:て)?(?:ください|ほしい(?:です)?|欲しい(?:です)?|いただけますか|いただけますでしょうか|もらえますか|もらえませんか|たい(?:です|のですが)?|ます|ております)|たい(?:です|のですが)?|を?(?:求め(?:ます|る)|お願いします|願います|しています)|する)"
)
AFTER = re.compile(
    rf"(?:[、,。 ]*(?:を?(?:ご|お)?{_NOUN}{_WANTED}|を?(?:ご|お)?{_NOUN}(?=$)|を?示せ|(?:よろしく)?お願い(?:します|いたします|できますか)?|よろしく|おしえて(?:ください|ほしい)?|(?<!に)を?教えて(?:ください|下さい|ほしい|もらえますか|よ|ね)?"
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
