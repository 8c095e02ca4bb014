"""The words that tell what kind of answer a question wants: rules as data, each with one that matches and one not.

A pattern reads the shape of a question (see `qa.names.mentions`): compact text, in which D is a department, S a section,
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
NUMBER = r"(?:何件|何個|何本|何つ|いくつ|幾つ|件数|個数|本数|何項目|how many|number of|count |the count|total|総数|総計|合計|計何|施策数|事業数|取組数|数え|(?:施策|事業|取組|取り組み|もの|プロジェクト|課題|目標|その|分)の?数(?!値|字)|[、はをたる]数(?:を|は|が|$|[?]))"
UNITS = r"(?:部署|部|局|課|室|組織|セクション|ところ)"
A_UNIT = r"(?:部署|(?<![全一内外学幹細各])部(?![分門会員])|(?<![当薬郵])局|課(?![題税程])|(?<![教])室(?!内)|担当|所管|主管|責任|departments?|sections?|charge|responsible)"
A_PART = r"(?:体系|(?<![一-鿿])柱|基本目標|分野|位置付け|位置づけ|pillars?|fields?)"
NO_LIST = rf"^(?!.*(?:{DOING}|I))"
"""Nothing that is done is asked for: what else is named is asked about itself."""

CUES: tuple[Cue, ...] = (
    Cue(
        "greeting",
        r"^(?:こんにち[はわ]|こんばん[はわ]|おはよう|はじめまして|ありがとう|どうも|hello|hi|hey|thanks?|thank you|good (?:morning|afternoon|evening))[^a-zぁ-ん一-鿿]*(?:ございます|ございました)?[!?。、~ー]*$",
        "こんにちは",
        "こんにちは赤ちゃん事業は？",
    ),
    Cue(
        "contact",
        r"ファクシミリ|番地|所在(?!.{0,3}(?:計画|施策))|何番|S(?:は|って)(?:どこに(?:あ|所在|位置し)|何階)|電話|tel(?![a-z])|連絡先|問い?合わ?せ先|ファッ?クス|fax|住所|所在地|メールアドレス|phone|telephone|contact|address",
        "企画調査課の電話番号は？",
        "相談の窓口を広げる施策は？",
    ),
    Cue(
        "post",
        r"O|(?:[DSM]長|部長|課長|局長|室長|市長|町長|区長|村長|教育長|副市長|次長)(?:は|って|の名前|の氏名|を|が)?.{0,6}(?:誰|だれ|どなた|名前|氏名|教え|$|\?)|who (?:is|was|are|were) .{0,30}(?:director|head|chief|manager|mayor(?!'s))",
        "市長は誰ですか",
        "部の取組は？",
    ),
    Cue(
        "mission",
        r"使命|ミッション|mission|(?:D|S)の役割|役割は.{0,4}$|[DS](?:は|が)(?:何|なに)を?目指|[DS](?:は|が)(?:目指|めざ)し?て?い?[るたすこ]|基本的な?姿勢|何をする(?:部|課|局)",
        "保健福祉部の使命は？",
        "役割を見直す施策は？",
    ),
    Cue(
        "sections",
        r"(?:どんな|どの(?:よう|様)な|何という|どういう|いくつの|幾つの)(?:課|室|係|部署|セクション)|D.{0,4}(?:には|の).{0,8}(?:課|室)(?:が|は)?.{0,6}(?:ある|あり|いくつ|何|一覧|構成)|(?:課|室)(?:で|から).{0,3}構成|Dを構成する(?:課|室)|D ?の?(?:課|室) ?の?一覧|Dの(?:課|組織|構成|内訳)(?:は|を|$|\?)|(?:sections|divisions)(?:\(課\))? ?(?:of|in|does|make|that make)|which sections",
        "土木部はどんな課で構成されていますか",
        "どの課が担当？",
    ),
    Cue(
        "parent_unit",
        r"S(?:は|って)(?:どの|どこの|何)(?:部|局)(?:に|の|$|\?)|which department does ?S ?belong",
        "統計情報室はどの部にある？",
        "どの部が見直す？",
    ),
    Cue(
        "achievement",
        r"達成率|達成状況|達成(?:した|は|件数)|未達成|着手(?:した|済|の|は|件数|と|に|で|が|止まり|段階|」)|achievement|achieved",
        "行動計画2022の達成率は？",
        "目標を達成する施策",
    ),
    Cue(
        "resources",
        r"職員数|職員は何人|職員の(?:数|人数|割合|比率)|人員|予算|経営資源|staff|employees|budget",
        "企画部の職員数は？",
        "職員の研修を行う施策は？",
    ),
    Cue("observation", r"N", "令和11年度の人件費比率は？", "人件費を減らす施策は？"),
    Cue(
        "compare",
        r"どちら(?:が|の|の方|のほう)|どっち|(?:より|と比べ).{0,8}(?:多い|少ない)|(?:数|件数)を?(?:比べ|比較)|比べて|多寡|which (?:has|have|is|one has) (?:more|fewer|less)|(?:larger|smaller|greater|higher) number|数が上|more initiatives.{0,20}or|([DSLF]).*\1.*(?:多い|多く|少ない|少なく(?!とも)|more|fewer)|(?:多い|多く|少ない|少なく(?!とも)|more|fewer).*([DSLF]).*\2",
        "企画部と総務部ではどちらの施策が多い？",
        "一番多い部は？",
    ),
    Cue(
        "most",
        r"(?:最も|一番|いちばん|もっとも|最).{0,6}?(?:多い|多く|多か|大きい|たくさん|集中)|最多|最大|首位|1位|トップ|(?:the )?most (?:initiatives|measures|projects)|has the most|(?:greatest|largest|highest) number(?! of .{0,40}D)|いちばん(?!.{0,16}(?:少|手薄)).{0,8}(?:本数|件数|数)",
        "施策数が一番多い体系はどれ？",
        "どちらが多い？",
    ),
    Cue(
        "least",
        r"(?:最も|一番|いちばん|もっとも|最).{0,6}?(?:少ない|少なく|少なか|小さい|手薄)|最少|最小|最下位|ワースト|(?:the )?(?:fewest|least)|smallest number",
        "施策数が一番少ない分野は？",
        "少ない人数で行う取組は？",
    ),
    Cue(
        "breakdown",
        r"(?:体系|柱|分野|部|課|部署|計画|テーマ|年度|局)(?:ごと|毎|別|それぞれ|の?単位で)|各(?:体系|柱|分野|部|課|部署|計画|テーマ|局)(?:が|の|は|で|に|には)?.{0,12}(?:何件|いくつ|件数|数)|内訳|何件ずつ|いくつずつ|それぞれ(?:何件|いくつ|の(?:件)?数)|each (?:pillar|field|department|section|plan|theme)|(?:by|per) ?(?:体系|分野|部|課)|(?:by|per|for each|of each) (?:pillar|field|department|section|plan|theme)(?!s? other)",
        "体系ごとの施策数は？",
        "特別な体系の施策",
    ),
    Cue(
        "predecessor",
        r"P(?:は|って|が)[^、。]{0,14}(?:計画|もの)(?:を(?:引き?継|受け?継|継)|の後を)|Pに(?:引き?継|受け?継)がれ|P(?:の|より)[^、。]{0,3}(?:1つ|一つ|ひとつ)?(?:前(?!提|進|向)|以前|先代)|did ?P ?(?:replace|succeed|follow|supersede)|(?:before|preceded|prior to) ?P",
        "行動計画2027はどの計画を引き継いだものですか",
        "行動計画2027を引き継いだ計画",
    ),
    Cue(
        "successor",
        r"Pを(?:引き?継|受け?継|継)(?:い|ぐ)|P[^、。]{0,4}(?:あと|後)(?:を|に|釜)[^、。]{0,4}(?:継|でき|続|作|策定)|P[^、。]{0,6}(?:終了|終わ|満了)[^。]{0,16}(?:計画|次)|Pに?(?:続く|代わる|替わる|取って代わ)|Pの後釜|Pの次(?:の|に|は)|(?:replaced|replaces|succeeded|superseded|followed|came after|comes after|took over from|took the place of|follows) ?P|P.{0,20}(?:replaced|succeeded|superseded|followed) by|after ?P",
        "行動計画2022を引き継いだ計画は？",
        "行動計画2027はどの計画を引き継いだ？",
    ),
    Cue(
        "succession",
        r"(?:後継|前身|引き?継|受け継|どうなっ(?:た|て)|その後|発展|変遷|移行先|今の(?:どの)?施策に|現在の(?:どの)?施策|(?:今の|今は|現在の)どの(?:課|室|部|局)(?!が|の施策|で)|なくなった|無くなった|新しく(?:加わ|でき|入)った(?:体系|柱|施策|取組)|移り変わり|what became of|successor|succeeded|continued|carried on)",
        "令和元年度の事業は今のどの施策に引き継がれている？",
        "後日の見直し",
    ),
    Cue(
        "individual_plans",
        r"P(?:の|に基づく|に基づいた|には?(?:どんな|どのような|どういう|何という|いくつの)?|の?(?:下|もと)(?:に|で|にある|に置かれた|に(?:つく|作)られた)?(?:は|の)?(?:どんな|どのような)?|を(?:上位(?:の?計画)?|基|もと|元)(?:に|と)(?:する|した|つくられた|作られた)?|の?(?:下|もと)に(?:位置付け|位置づけ|置か|策定さ)(?:ら)?れた|に(?:連なる|ひも付く|ひもづく|紐付く|紐づく|ぶら下がる|属する))個別計画|P個別計画(?:一覧)?$|個別計画のうち、?P|individual plans",
        "第5次基本計画に基づく個別計画の名前",
        "個別計画として位置付け",
    ),
    Cue(
        "individual_plan_of",
        r"(?:何という|どの|どんな|which) ?(?:基本)?計画.{0,16}P|P.*(?:上位|親(?:に|と|の|計画)|(?:元|もと|基)(?:に|と)なる)|P.*(?:どの|何|なん|いずれ|どんな)[^、。計]{0,12}(?:基本計画|基本構想)|個別計画.*(?:基本計画|上位)|P.*(?:基本計画|上位計画).*個別計画|(?:どの|何の|どんな|何という)(?:基本)?計画の(?:個別計画|下)|P.{0,6}(?:は)?(?:どの|何の)(?:基本|個別)?計画|上位計画|個別計画として(?:作|策定|位置)|P.*(?:何という|どの|どんな|なんという)計画.{0,10}個別計画|(?:individual|sub-?) ?plan of (?:which|what)|which basic plan",
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
        r"P.*(?:組み込|統合|吸収|取り込|編入|位置付け|位置づけ).*(?:体系|柱|計画|先|どこ|何)|P.*(?:体系|柱|どこ).*(?:組み込|統合|吸収|取り込|編入|位置付け|位置づけ|入っ)|pillar.{0,20}P.{0,12}(?:placed|put|merged|included|incorporated)|P.{0,20}(?:placed|merged|incorporated|absorbed).{0,16}(?:pillar|plan|which|what)|P(?:は|が)(?:どこ|どの(?:体系|計画|柱)|何).{0,6}(?:位置|統合|入)",
        "スマートシティみどり構想はどの体系に位置付けられた？",
        "位置付けの見直し",
    ),
    Cue(
        "period",
        r"target year.*P|P.*(?:目標(?:と|の|に)?(?:する|なる)?(?:年次|年度|年)|target year|何年度?(?:まで|を目標)|いつまで|目標年|対象期間|実施期間|終期|最終年度|何年間|(?:end|last|run)s? (?:until|year))|計画期間|P.{0,4}期間|目標年次|目標年度|(?:P|計画)(?:は|の期間は)?(?:いつから|いつまで|何年(?:度)?(?:まで|から)|何年間)|plan period|how long",
        "行動計画2027の目標年次は？",
        "期間を定める施策",
    ),
    Cue(
        "decided",
        r"P.*(?:策定|作ら|作っ|つくら|でき(?!る)|決ま|決定|議決|確定|成立|まとま).*(?:いつ|何年|何月|年月|時期)|P.*(?:いつ|何年|何月|年月|時期|日付).*(?:策定|作|つく|でき|決|確定|成立|まとま)|P ?(?:was |be )?(?:adopted|decided|approved|drawn up|made|formulated|established)|when (?:was|did) .{0,30}P|P(?:は|が|の策定は|の策定時期は).{0,6}いつ.{0,8}(?:策定|作|決|確定|議決|でき)?|P.{0,3}(?:の)?策定(?:時期|年月|年度|日|は.{0,3}いつ)|いつ(?:策定|作られ|決ま|議決|確定)|when was ?P|P ?(?:was )?(?:adopted|decided|approved)",
        "行動計画2027はいつ策定された？",
        "いつから始まる？",
    ),
    Cue(
        "target",
        r"目標|指標|kpi|(?:何(?:件|人|社|か所|回|世帯|%|割)|いくつ|どこまで|どれくらい).{0,16}(?:つもり|予定だ|見込|目指|めざ|狙)|target|goals?(?: |$)|indicator|めざす(?:値|数)|目指す(?:値|数)|何(?:件|人|社|か所|回|世帯|%)(?:以上)?を?(?:目指|めざ)",
        "ホームページ満足度の目標は？",
        "目で見る取組",
    ),
    Cue(
        "when",
        r"いつ(?!でも|も)|何年(?!くらい|ぐらい|間|ほど)|何月|時期|開始(?:年|時)|when|what year|何年度",
        "マッチング事業が創設されたのはいつ？",
        "いつでも使える",
    ),
    Cue(
        "moves",
        r"(?:movement|something happen|start|change|begin|take effect).{0,24}Y|Y(?:に|から|中に|までに)?.{0,10}(?:動き|始ま|スタート|開始|予定|動く|変更|着手)|(?:start|begin|planned|happen)\w* (?:in|from) ?Y",
        "2026年度に動きがある取組は？",
        "動物愛護の取組",
    ),
    Cue(
        "who",
        rf"(?:どの|どこの|何の?|なんの?){UNITS}|担当(?:{UNITS}|者)?(?:は|わ|って|を|が)?(?:どこ|誰|だれ|どちら|何|教|です|$|\?)|担当する(?:の|部|課|部署)は|(?:誰|だれ|どこ)が(?:受け持|担っ|担い|担う|管轄|主管|仕切|面倒|担当|所管|やる|や[っり]|行|実施|進|見直|作)|所管(?:部署|課|部)?(?:は|って|する(?:の|部|課|部署)は|$|\?)|主管|担当して(?:い)?る(?:の|ところ)は|[るたうくぐむすつぶ]{UNITS}(?:は|わ|が|って|を|、|$|\?)|(?<![a-z])who(?![a-z])|which department|which section|responsible (?:department|section)|in charge",
        "めだか池の見直しの担当は？",
        "企画部が担当する施策は？",
    ),
    Cue(
        "parts",
        r"(?:P|計画)?.{0,6}(?:体系|柱|分野)(?:は|を|には|って|が)?(?:何|どんな|どの(?:よう|様)な|いくつ|全部|すべて|一覧|教|$|\?)|Lの分野(?:は|を|$|\?)|L.{0,4}どの(?:よう|様)な分野|(?:どんな|どういう|どの(?:よう|様)な)(?:体系|柱|分野|基本目標)(?:が|を|に)|what (?:are the )?(?:pillars|fields)|(?:pillars|fields) (?:of|in|does) ?[PL]|how many (?:pillars|fields)|(?:list|show) .{0,10}(?:pillars|fields)",
        "行動計画2027の体系は？",
        "体系8の施策は？",
    ),
    Cue(
        "where",
        r"(?:どの|何の|どこの|何)(?:体系|分野|柱|基本目標|計画|位置)|(?:体系|分野|柱)(?:と|・)?(?:分野|体系)?は(?:どこ|何|どれ|$|\?)|位置付け|位置づけ|つながり|繋がり|関係(?:は|を)|(?:基本|総合|上位)(?:の)?(?:計画|構想)まで|上位(?:は|の|計画)|どこに(?:書|載|ある|あり|属|入)|(?:which|what) (?:pillar|field|plan)|chain|where (?:is|does|in)",
        "相談員の育成はどの体系・分野の取組ですか",
        "体系1に位置する施策は？の件数",
    ),
    Cue(
        "who",
        rf"I.*{A_UNIT}|{A_UNIT}.*I",
        "相談員の育成を受け持つ部署を知りたい",
        "相談員の育成の課題",
    ),
    Cue(
        "where",
        rf"I.*(?:link|chain|path|step|つながり|結びつ|結び付|たど|up to)|(?:trace|path|chain).*I|I.*(?:{A_PART}|計画)|(?:{A_PART}|計画).*I|{NO_LIST}(?=.*F).*(?:体系|柱|基本目標|pillar)",
        "相談員の育成 体系 分野",
        "相談員の育成の内容",
    ),
    Cue(
        "parts",
        rf"{NO_LIST}(?!.*F)(?:.*P.*(?:体系|柱|基本目標|分野|pillar|field)|.*(?:体系|柱|基本目標|分野|pillar|field).*P|.*L.*(?:分野|field)|.*(?:分野|field).*L)",
        "行動計画2027の体系の数",
        "行動計画2027の防災分野の施策",
    ),
    Cue(
        "parent_unit",
        rf"{NO_LIST}(?!.*D).*(?:S.*(?:部(?![分門会員署])|局|department)|department.*S)",
        "統計情報室が属する部",
        "統計情報室の取組",
    ),
    Cue(
        "sections",
        rf"{NO_LIST}(?!.*S).*D.*(?:課(?![題税程])|室(?!内)|sections?|divisions?)",
        "企画部の中にある課",
        "企画部の課題",
    ),
    Cue("count", NUMBER, "体系9の取組は何件ですか", "数人で行う取組は？"),
    Cue(
        "what",
        r"(?:と|(?<!施策)(?<!事業)(?<!取組)(?<!もの)(?<!の)って)(?:は|何(?!が)|なに(?!が)|なん(?!が)|どんな|いう(?:の|もの))|内容|中身|概要|詳し|何をする|何する|どんな(?:こと|もの|施策|事業|取組|取り組み|内容|計画)(?:です|だ|$|\?)|説明|について(?:教|$|\?)|what (?:is|are|does)|(?<![a-z])means?(?![a-z])|describe|tell me about|explain|details?",
        "花壇の手入れの内容は？",
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
