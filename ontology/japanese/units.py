"""The units that a city counts in, and the words around a figure, as data.

A unit stands here with the name that answers use (名 is 人) and the characters that must not follow it: 2本
is a count, 2本部 is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from keikaku.ontology.model.values import Comparator


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: how texts spell it, the name for it, what one of it counts, and what makes it another word."""

    spellings: tuple[str, ...]
    name: str
    factor: float = 1
    not_before: str = ""  # characters, each of which would make it another word


MONEY_AND_RATES = (
    Unit(("円",), "円", not_before="滑形卓安高熱山周盤"),
    Unit(("yen", "JPY"), "円"),
    Unit(("million yen",), "円", 1_000_000),
    Unit(("billion yen",), "円", 1_000_000_000),
    Unit(("ドル", "dollars"), "ドル"),
    Unit(("%ポイント", "ポイント", "percentage points", "points", "pt"), "ポイント"),
    Unit(("%", "パーセント", "percent", "per cent"), "%"),
    Unit(("割",), "%", 10, not_before="合引当振愛高安増り0123456789一二三四五六七八九"),
    Unit(("倍",), "倍", not_before="率速加数"),
)
PEOPLE = (
    Unit(
        ("人", "名", "people", "persons"),
        "人",
        not_before="材事口財権間工気格生員命体手選形称簿前誉義詞々ひ一三十乗",
    ),
    Unit(("世帯", "households"), "世帯", not_before="主数"),
    Unit(("団体",), "団体", not_before="数等"),
    Unit(("社", "companies"), "社", not_before="会協員長内外団屋"),
    Unit(("自治体",), "自治体"),
    Unit(("事業者",), "事業者"),
    Unit(("事業所",), "事業所"),
    Unit(("法人",), "法人"),
    Unit(("企業",), "企業", not_before="立的内"),
    Unit(("店舗",), "店舗"),
    Unit(("店",), "店", not_before="舗員長頭内街"),
    Unit(("チーム",), "チーム"),
    Unit(("グループ",), "グループ"),
    Unit(("クラブ",), "クラブ"),
    Unit(("クラス",), "クラス"),
    Unit(("学級",), "学級"),
)
THINGS = (
    Unit(("件", "cases"), "件", not_before="名数"),
    Unit(("点",), "点", not_before="検字在数線滅灯訳呼"),
    Unit(("回", "times"), "回", not_before="復答収遊数線覧避転帰顧路想目"),
    Unit(("か所", "カ所", "ヶ所", "ケ所", "ヵ所", "箇所", "個所"), "か所"),
    Unit(("か国", "カ国", "ヶ国", "ヵ国", "箇国"), "か国"),
    Unit(("言語",), "言語"),
    Unit(("校", "schools"), "校", not_before="舎庭長務正則外内門歌区閲訂名"),
    Unit(("園",), "園", not_before="児長庭芸舎内外"),
    Unit(("棟",), "棟"),
    Unit(("戸",), "戸", not_before="市町籍別建外口惑締棚"),
    Unit(("軒",), "軒"),
    Unit(("室",), "室", not_before="内長外温"),
    Unit(("床",), "床", not_before="面下上暖"),
    Unit(("席",), "席", not_before="上次"),
    Unit(("台",), "台", not_before="風帳所数地本頭紙"),
    Unit(("基",), "基", not_before="本金礎準幹盤づ地調"),
    Unit(("灯",), "灯", not_before="り台油"),
    Unit(("本",), "本", not_before="市計町庁部章格来人号文書社年事案県区村館校当日線質能棟署土物節プ"),
    Unit(("冊",), "冊", not_before="子"),
    Unit(("枚",), "枚", not_before="挙数"),
    Unit(("通",), "通", not_before="り学勤院過知信報常訳行路年称例"),
    Unit(("部",), "部", not_before="長門会署局分品内外屋制構数下員材活隊位"),
    Unit(("部門",), "部門"),
    Unit(("部会",), "部会"),
    Unit(("部署",), "部署"),
    Unit(("課",), "課", not_before="題長税外内制程業"),
    Unit(("課題",), "課題"),
    Unit(("項目",), "項目"),
    Unit(("分野",), "分野"),
    Unit(("施策",), "施策"),
    Unit(("事業",), "事業", not_before="者所費主"),
    Unit(("施設",), "施設"),
    Unit(("業務",), "業務"),
    Unit(("手続", "手続き"), "手続"),
    Unit(("種類",), "種類"),
    Unit(("種",), "種", not_before="類別目子々まを"),
    Unit(("路線",), "路線"),
    Unit(("系統",), "系統"),
    Unit(("便",), "便", not_before="利宜所箋乗"),
    Unit(("講座",), "講座"),
    Unit(("コース",), "コース"),
    Unit(("教室",), "教室"),
    Unit(("公園",), "公園"),
    Unit(("地区",), "地区"),
    Unit(("食",), "食", not_before="育品料事材堂器糧中生"),
    Unit(("組",), "組", not_before="織合立み"),
    Unit(("ページ", "pages"), "ページ"),
    Unit(("文字",), "文字"),
    Unit(("つ",), "つ", not_before="いなづく"),
)
MEASURES = (
    Unit(("年間", "years"), "年間"),
    Unit(("か月", "カ月", "ヶ月", "ケ月", "ヵ月", "箇月", "か月間", "カ月間", "ヶ月間", "months"), "か月"),
    Unit(("週間", "weeks"), "週間"),
    Unit(("日間", "days"), "日間"),
    Unit(("時間", "hours"), "時間", not_before="外帯割数内"),
    Unit(("分間", "minutes"), "分間"),
    Unit(("歳",), "歳", not_before="出入児末"),
    Unit(("m²", "m2", "平方メートル", "平米"), "m²"),
    Unit(("m³", "m3", "立方メートル"), "m³"),
    Unit(("km²", "平方キロメートル"), "km²"),
    Unit(("km", "キロメートル"), "km"),
    Unit(("cm", "センチメートル"), "cm"),
    Unit(("m", "メートル"), "m"),
    Unit(("ha", "ヘクタール"), "ha"),
    Unit(("t-CO2", "t-CO₂"), "t-CO2"),
    Unit(("kg-CO2",), "kg-CO2"),
    Unit(("kg", "キログラム"), "kg"),
    Unit(("g", "グラム"), "g"),
    Unit(("t", "トン"), "t"),
    Unit(("L", "リットル"), "L"),
    Unit(("kWh",), "kWh"),
    Unit(("MWh",), "MWh"),
    Unit(("kW",), "kW"),
    Unit(("MW",), "MW"),
    Unit(("GB",), "GB"),
    Unit(("°C", "度C"), "℃"),
)
UNITS = MONEY_AND_RATES + PEOPLE + THINGS + MEASURES

BEFORE = {
    "約": Comparator.ABOUT,
    "およそ": Comparator.ABOUT,
    "おおよそ": Comparator.ABOUT,
    "概ね": Comparator.ABOUT,
    "おおむね": Comparator.ABOUT,
    "ほぼ": Comparator.ABOUT,
    "最低でも": Comparator.AT_LEAST,
    "最低": Comparator.AT_LEAST,
    "少なくとも": Comparator.AT_LEAST,
    "最大で": Comparator.AT_MOST,
    "最大": Comparator.AT_MOST,
    "上限": Comparator.AT_MOST,
    "approximately ": Comparator.ABOUT,
    "about ": Comparator.ABOUT,
    "around ": Comparator.ABOUT,
    "at least ": Comparator.AT_LEAST,
    "at most ": Comparator.AT_MOST,
    "up to ": Comparator.AT_MOST,
    "more than ": Comparator.MORE_THAN,
    "over ": Comparator.MORE_THAN,
    "less than ": Comparator.LESS_THAN,
    "under ": Comparator.LESS_THAN,
}
"""Words before a figure that say how it is meant."""

AFTER = {
    "以上": Comparator.AT_LEAST,
    "を下回らない": Comparator.AT_LEAST,
    "以下": Comparator.AT_MOST,
    "以内": Comparator.AT_MOST,
    "を超えない": Comparator.AT_MOST,
    "をこえない": Comparator.AT_MOST,
    "を上回らない": Comparator.AT_MOST,
    "を超えず": Comparator.AT_MOST,
    "を超えることのない": Comparator.AT_MOST,
    "を上限": Comparator.AT_MOST,
    "を限度": Comparator.AT_MOST,
    "未満": Comparator.LESS_THAN,
    "を下回る": Comparator.LESS_THAN,
    "を切る": Comparator.LESS_THAN,
    "を割る": Comparator.LESS_THAN,
    "を超える": Comparator.MORE_THAN,
    "を超え": Comparator.MORE_THAN,
    "をこえる": Comparator.MORE_THAN,
    "を上回る": Comparator.MORE_THAN,
    "超": Comparator.MORE_THAN,
    "超え": Comparator.MORE_THAN,
    "強": Comparator.MORE_THAN,
    "余り": Comparator.MORE_THAN,
    "余": Comparator.MORE_THAN,
    "あまり": Comparator.MORE_THAN,
    "弱": Comparator.LESS_THAN,
    "程度": Comparator.ABOUT,
    "前後": Comparator.ABOUT,
    "内外": Comparator.ABOUT,
    "くらい": Comparator.ABOUT,
    "ぐらい": Comparator.ABOUT,
    "ほど": Comparator.ABOUT,
    "近く": Comparator.ABOUT,
    "に近い": Comparator.ABOUT,
    "に程近い": Comparator.ABOUT,
    "台": Comparator.ABOUT,
}
"""Words after a figure that say how it is meant; a bound there is stronger than a 約 before."""

NOT_AFTER = {
    "強": "化制調い",
    "弱": "者いま点",
    "超": "過高音",
    "余": "剰裕地暇",
    "台": "帳風所数",
    "以下": "」",
}
"""What makes a word of AFTER another word: 強化 after a figure bounds nothing."""


NOT_BEFORE = {"約": "予契公節要規条解制集成誓婚売特協盟", "計": "設会統時家推余"}
"""What makes a word before a figure another word: 契約5件 is not 約5件."""

TOTALS = ("計", "合計", "総計", "総額", "総数", "延べ", "のべ", "累計", "total of ")
"""Words before a figure that make it a total."""
