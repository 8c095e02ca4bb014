"""The words that tell what kind of answer a question wants: rules as data, each with one that matches and one not.

A pattern reads the shape of a question (see `qa.mentions`): compact text, in which D is a department, S a section,
P a plan, L a pillar, F a field, I an initiative, N an indicator, Y a year, W a person, M a municipality, O a post.
The first cue that matches gives the intent, so the more special stand first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Cue:
    """One way of asking for an intent."""

    intent: str
    pattern: str
    example: str
    counterexample: str

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled once."""
        return re.compile(self.pattern)


DOING = (
    r"(?:施策|取り?組み?|事業|プロジェクト|個別課題|ものごと|initiatives?|measures?|projects?|programs?|もの)"
)
NUMBER = r"(?:何件|何個|何本|いくつ|幾つ|件数|何項目|how many|number of|総数|施策数|事業数|取組数|(?:施策|事業|取組|取り組み|もの|プロジェクト|課題)の数)"
UNITS = r"(?:部署|部|局|課|室|組織|セクション|ところ)"

CUES: tuple[Cue, ...] = (
    Cue(
        "greeting",
        r"^(?:こんにち[はわ]|こんばん[はわ]|おはよう|はじめまして|ありがとう|どうも|hello|hi|hey|thanks?|thank you|good (?:morning|afternoon|evening))[^a-zぁ-ん一-鿿]*(?:ございます|ございました)?[!?。、~ー]*$",
        "こんにちは",
        "こんにちは赤ちゃん事業は？",
    ),
    Cue(
        "contact",
        r"電話|tel(?![a-z])|連絡先|問い?合わ?せ先|ファッ?クス|fax|住所|所在地|メールアドレス|phone|telephone|contact|address",
        "企画経営課の電話番号は？",
        "相談の窓口を広げる施策は？",
    ),
    Cue(
        "post",
        r"O|(?:[DSM]長|部長|課長|局長|室長|市長|町長|区長|村長|教育長|副市長|次長)(?:は|って|の名前|の氏名|を|が)?.{0,6}(?:誰|だれ|どなた|名前|氏名|教え|$|\?)|who (?:is|was|are|were) .{0,30}(?:director|head|chief|manager)",
        "市長は誰ですか",
        "部の取組は？",
    ),
    Cue(
        "mission",
        r"使命|ミッション|mission|(?:D|S)の役割|役割は.{0,4}$|[DS](?:は|が)(?:何|なに)を?目指|基本的な?姿勢|何をする(?:部|課|局)",
        "健康福祉部の使命は？",
        "役割を見直す施策は？",
    ),
    Cue(
        "sections",
        r"(?:どんな|どの(?:よう|様)な|何という|どういう|いくつの|幾つの)(?:課|室|係|部署|セクション)|D.{0,4}(?:には|の).{0,8}(?:課|室)(?:が|は)?.{0,6}(?:ある|あり|いくつ|何|一覧|構成)|(?:課|室)(?:で|から).{0,3}構成|Dを構成する(?:課|室)|D ?の?(?:課|室) ?の?一覧|Dの(?:課|組織|構成|内訳)(?:は|を|$|\?)|(?:sections|divisions) (?:of|in|does|make)|which sections",
        "企画部はどんな課で構成されていますか",
        "どの課が担当？",
    ),
    Cue(
        "parent_unit",
        r"S(?:は|って)(?:どの|どこの|何)(?:部|局)(?:に|の|$|\?)|which department does ?S ?belong",
        "情報推進室はどの部にある？",
        "どの部が見直す？",
    ),
    Cue(
        "achievement",
        r"達成率|達成状況|達成(?:した|は|件数)|未達成|着手(?:した|済|の|は|件数)|achievement|achieved",
        "行動計画2022の達成率は？",
        "目標を達成する施策",
    ),
    Cue(
        "resources",
        r"職員数|職員は何人|職員の(?:数|人数|割合|比率)|人員|予算|経営資源|staff|employees|budget|正規職員|嘱託職員",
        "企画部の職員数は？",
        "職員の研修を行う施策は？",
    ),
    Cue("observation", r"N", "令和4年度の人件費比率は？", "人件費を減らす施策は？"),
    Cue(
        "compare",
        r"どちら(?:が|の|の方|のほう)|どっち|(?:より|と比べ).{0,8}(?:多い|少ない)|(?:数|件数)を?(?:比べ|比較)|比べて|which (?:has|have|is|one has) (?:more|fewer|less)|more initiatives.{0,20}or",
        "企画部と総務部ではどちらの施策が多い？",
        "一番多い部は？",
    ),
    Cue(
        "most",
        r"(?:最も|一番|いちばん|もっとも|最).{0,6}?(?:多い|多く|大きい|たくさん)|最多|トップ|(?:the )?most (?:initiatives|measures|projects)|has the most|largest number",
        "施策数が一番多い体系はどれ？",
        "どちらが多い？",
    ),
    Cue(
        "least",
        r"(?:最も|一番|いちばん|もっとも|最).{0,6}?(?:少ない|少なく|小さい)|最少|(?:the )?(?:fewest|least)|smallest number",
        "施策数が一番少ない分野は？",
        "少ない人数で行う取組は？",
    ),
    Cue(
        "breakdown",
        r"(?:体系|柱|分野|部|課|部署|計画|テーマ|年度|局)(?:ごと|毎|別)|内訳|それぞれ(?:何件|いくつ)|(?:by|per|for each|of each) (?:pillar|field|department|section|plan|theme)",
        "体系ごとの施策数は？",
        "特別な体系の施策",
    ),
    Cue(
        "succession",
        r"(?:後継|前身|引き?継|受け継|どうなっ(?:た|て)|その後|発展|変遷|移行先|今の(?:どの)?施策に|現在の(?:どの)?施策|(?:今の|今は|現在の)どの(?:課|室|部|局)(?!が|の施策|で)|なくなった|無くなった|新しく(?:加わ|でき|入)った(?:体系|柱|施策|取組)|移り変わり|what became of|successor|succeeded|continued|carried on)",
        "令和元年度の事業は今のどの施策に引き継がれている？",
        "後日の見直し",
    ),
    Cue(
        "individual_plan_of",
        r"(?:どの|何の|どんな|何という)(?:基本)?計画の(?:個別計画|下)|P.{0,6}(?:は)?(?:どの|何の)(?:基本|個別)?計画|上位計画|個別計画として(?:作|策定|位置)|(?:individual|sub-?) ?plan of (?:which|what)|which basic plan",
        "この計画はどの基本計画の個別計画として作られた？",
        "個別計画の一覧",
    ),
    Cue(
        "individual_plans",
        r"個別計画(?:は|に|を|の一覧|には|$|\?)|下位計画|individual plans",
        "第5次基本計画の個別計画は？",
        "個別計画として位置付け",
    ),
    Cue(
        "successor",
        r"次の計画|次期計画|後の計画|新しい計画|改定後|replaced by|next plan|following plan",
        "この計画の次の計画は？",
        "次のとおり",
    ),
    Cue(
        "predecessor",
        r"前の計画|前身|前計画|改定前|先行する計画|前は何|もとになった計画|置き換え|predecessor|previous plan|earlier plan|replaces?d? (?:which|what)",
        "この計画の前身は？",
        "前に進める",
    ),
    Cue(
        "placed_in",
        r"P(?:は|が)(?:どこ|どの(?:体系|計画|柱)|何).{0,6}(?:位置|統合|入)",
        "スマートシティみどり構想はどの体系に位置付けられた？",
        "位置付けの見直し",
    ),
    Cue(
        "period",
        r"計画期間|P.{0,4}期間|目標年次|目標年度|(?:P|計画)(?:は|の期間は)?(?:いつから|いつまで|何年(?:度)?(?:まで|から)|何年間)|plan period|how long",
        "行動計画2027の目標年次は？",
        "期間を定める施策",
    ),
    Cue(
        "decided",
        r"P(?:は|が|の策定は|の策定時期は).{0,6}いつ.{0,8}(?:策定|作|決|確定|議決|でき)?|P.{0,3}(?:の)?策定(?:時期|年月|年度|日|は.{0,3}いつ)|いつ(?:策定|作られ|決ま|議決|確定)|when was ?P|P ?(?:was )?(?:adopted|decided|approved)",
        "行動計画2027はいつ策定された？",
        "いつから始まる？",
    ),
    Cue(
        "target",
        r"目標|指標|kpi|target|goals?(?: |$)|indicator|めざす(?:値|数)|目指す(?:値|数)|何(?:件|人|社|か所|回|世帯|%)(?:以上)?を?(?:目指|めざ)",
        "ホームページ満足度の目標は？",
        "目で見る取組",
    ),
    Cue(
        "when",
        r"いつ(?!でも|も)|何年|何月|時期|開始(?:年|時)|when|what year|何年度",
        "マッチング事業が創設されたのはいつ？",
        "いつでも使える",
    ),
    Cue(
        "moves",
        r"Y(?:に|から|中に|までに)?.{0,6}(?:動き|始ま|スタート|開始|予定|動く)|(?:start|begin|planned|happen)\w* (?:in|from) ?Y",
        "2026年度に動きがある取組は？",
        "動物愛護の取組",
    ),
    Cue(
        "who",
        rf"(?:どの|どこの|何の?|なんの?){UNITS}|担当(?:{UNITS}|者)?(?:は|わ|って|を|が)?(?:どこ|誰|だれ|どちら|何|教|です|$|\?)|担当する(?:の|部|課|部署)は|(?:誰|だれ|どこ)が(?:担当|所管|やる|や[っり]|行|実施|進|見直|作)|所管(?:部署|課|部)?(?:は|って|する(?:の|部|課|部署)は|$|\?)|主管|担当して(?:い)?る(?:の|ところ)は|[るたうくぐむすつぶ]{UNITS}(?:は|って|を|$|\?)|who|which department|which section|responsible (?:department|section)|in charge",
        "みたかの見直しの担当は？",
        "企画部が担当する施策は？",
    ),
    Cue(
        "parts",
        r"(?:P|計画)?.{0,6}(?:体系|柱|分野)(?:は|を|には|って|が)?(?:何|どんな|どの(?:よう|様)な|いくつ|全部|すべて|一覧|教|$|\?)|Lの分野(?:は|を|$|\?)|L.{0,4}どの(?:よう|様)な分野|(?:どんな|どういう|どの(?:よう|様)な)(?:体系|柱|分野|基本目標)(?:が|を|に)|what (?:are the )?(?:pillars|fields)|(?:pillars|fields) (?:of|in|does) ?[PL]|how many (?:pillars|fields)|(?:list|show) .{0,10}(?:pillars|fields)",
        "行動計画2027の体系は？",
        "体系1の施策は？",
    ),
    Cue(
        "where",
        r"(?:どの|何の|どこの|何)(?:体系|分野|柱|基本目標|計画|位置)|(?:体系|分野|柱)(?:と|・)?(?:分野|体系)?は(?:どこ|何|どれ|$|\?)|位置付け|位置づけ|つながり|繋がり|関係(?:は|を)|(?:基本|総合|上位)(?:の)?(?:計画|構想)まで|上位(?:は|の|計画)|どこに(?:書|載|ある|あり|属|入)|(?:which|what) (?:pillar|field|plan)|chain|where (?:is|does|in)",
        "相談員の育成はどの体系・分野の取組ですか",
        "体系1に位置する施策は？の件数",
    ),
    Cue("count", NUMBER, "体系4の取組は何件ですか", "数人で行う取組は？"),
    Cue(
        "what",
        r"(?:と|って)(?:は|何(?!が)|なに(?!が)|なん(?!が)|どんな|いう(?:の|もの))|内容|中身|概要|詳し|何をする|何する|どんな(?:こと|もの|施策|事業|取組|取り組み|内容|計画)(?:です|だ|$|\?)|説明|について(?:教|$|\?)|what (?:is|are|does)|describe|tell me about|explain|details?",
        "窓口DXの推進の内容は？",
        "どんな施策がある？",
    ),
    Cue(
        "list", rf"{DOING}|一覧|リスト|すべて|全部|list|show|which", "企画部が担当する施策は？", "こんにちは"
    ),
)
"""In their order: the first that matches decides."""


def intents(shape: str) -> tuple[tuple[Cue, re.Match[str]], ...]:
    """Every cue that matches the shape, in order."""
    return tuple((cue, match) for cue in CUES if (match := cue.regex.search(shape)))
