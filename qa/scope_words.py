"""The words around a name that narrow, widen or leave out, as data; `qa.conditions` makes conditions of them."""

from __future__ import annotations

import re

_TAKES_PART = r"(?:担当|所管|受け持|主管|管轄|関係|関与|関わ|かかわ|絡|含|入|はい|属|所属|該当|当た|当ては|位置付け|位置づけ)"
_NOT = r"[^、。?DSLFPIと]{0,6}?(?:(?:で|じゃ)?(?:は)?な(?:い|く|かった|き)|ません|[らたされめ](?:ず|ぬ)|外(?:れ|の))"
EXCLUDED_AFTER = re.compile(
    r"^(?:」|\)|』|分野|の(?:施策|取組|事業|もの|分野|体系|下|中|枠))*(?:以外|を除|は除|でも(?:[^、。?]{1,14}でも)?な[いくき]|ではな|でな|じゃな|のほか|除く|の?担当分?(?:以外|を除|は除)|抜き(?!出)|を抜(?!き出)|を?外(?:し|す|した)|の?外(?:の|に)"
    rf"|(?:が|は|に|の|には|へ|を)?{_TAKES_PART}{_NOT})"
)
EXCLUDED_BEFORE = re.compile(
    r"(?:except(?: for)?|other than|not|without|excluding|but not|outside|apart from|aside from|leaving out|exclude)(?: led| run| handled| owned| under| by| of| in| to| belonging| those| ones| from| the)* ?(?:体系[0-9]{1,2})?[「“']?$"
)
TOGETHER = re.compile(
    r"共同|合同|(?:連携|協力|協働)(?:して|し、?|で)(?=担当|所管|受け持|取り?組|進め|行|実施)|両方|両部|両課|双方|とも(?:に|、)|[部課局]とも|共に|いずれも|どちらも|連名|併記|共管|一緒|相乗り|またが|跨が|またがっ|タッグ|組んで|手を組|both|joint(?:ly)?|(?<!al)together|shared?(?![a-z])|in common|co-?(?:lead|own|manage)|team(?:ed|ing)? up|collaborat"
)
NOW = re.compile(
    r"(?:今(?!後|回|まで)|(?<![ぁ-ん])いま|現在|現行|最新)の?|current(?:ly)?|(?<![a-z])now(?![a-z])|latest"
)
WHOLE_CITY = re.compile(
    r"全庁|全部局|庁内全体|市役所(?:全体|を挙げ|一丸)|役場(?:全体|を挙げ)|(?:すべて|全て)の(?:部|局|部署)|whole city office|all departments|(?:whole|entire) city|all of (?:the )?city hall|city hall as a whole"
)
ALSO_AFTER = re.compile(
    r"(?:の(?:施策|取り?組み?|事業|もの|分|[0-9]+件))*(?:も|を|と|まで)?(?:一緒に|合わせて)?(?:含|加え|足し|合わせ|併せ|あわせ|入れ|込み)|(?: initiatives)? (?:included|as well|too)"
)
ALSO_BEFORE = re.compile(r"(?:including|include|as well as|along with|plus|add)(?: those of| the)* ?$")
"""全庁も含めて: beside what is asked for."""
BESIDE = re.compile(
    r"(?:の(?:施策|取り?組み?|事業|もの))?(?:(?:か、?)?(?:または|又は|もしくは|若しくは|あるいは)|および|及び|ならびに|並びに|と|や|か|、|・|,? ?(?:and|or)(?: the)? ?)"
)
"""企画部または全庁, 企画部と全庁: the one or the other."""
WHOLE_CITY_ALSO = re.compile(
    rf"(?:{WHOLE_CITY.pattern})(?:{ALSO_AFTER.pattern})(?:[めえせれみわ]*(?:て|る|た)?)"
)
_UNITS = r"(?:担当)?(?:部署|部門|部局|部|課|局)"
SEVERAL = re.compile(
    rf"(?:複数|いくつか|幾つか)の?{_UNITS}|{_UNITS}が(?:複数|2つ以上|二つ以上|いくつも)|(?:2|二|ふた)(?:つ|部|課|局)?以上の?(?:{_UNITS}|に(?:また|跨)が)|{_UNITS}(?:を|に)(?:また|跨)(?:が|い)|{_UNITS}の枠を[超越]え|部署横断|部局横断|(?:several|multiple|various|different) departments|{_UNITS}の名前が(?:2|二|複数)|(?:more than one|at least two|(?:two|2) or more) departments?"
)
WITH_OTHERS = re.compile(
    r"(?:他|ほか|別)の(?:部|課|部署|局)(?:と|とも)(?!(?:共同|一緒|連携|協働)(?:で|し)?は?(?:なく|ない|せず|しない))|(?:together |jointly |shared )?with (?:an)?other (?:departments?|sections?)"
)
ALONE = re.compile(
    r"(?<=[部課局室])(?:だけ|のみ)(?!でな|では)(?:が|で|の)?|単独(?!の?(?:[部課局])?では?な)で?|(?:他|ほか|別)の(?:部|課|部署|局)(?:が|は|と|とは)(?:関わら|かかわら|関係し|担当し|入ら|共同でな|一緒でな)[^、。]{0,6}?な|only by|alone|(?:by itself|on its own|solely)|not (?:be )?shared? with|no other (?:department|section)"
)
SO_MANY = re.compile(
    r"([0-9]{1,2}|[二三四五六七八九])(?:つの|個の|つ|の|か)?(?:担当)?(?:部署|部門|部局|部|局)(?:が|で|に|以上|による|の|と|$|[?])(以上)?"
    r"|(?:担当|所管)?(?:部署|部門|部局|部|局)(?:の数)?(?:が|は)(?P<after>[0-9]{1,2}|[二三四五六七八九])(?:つ|個|部|か所|部署)?(?P<least>以上)?"
    r"|(?P<en>[0-9]{1,2}|two|three|four|five)(?P<more> or more)? departments"
)
_HOLDS = r"(?:を|が|と|って)?(?:含(?:む|まれ|ん)|入(?:る|っ|り)|付(?:く|い)|つ(?:く|い)|ある|あり)(?:て|で)?(?:いる|る)?"
_NAME = r"(?:(?:施策|事業|取組|取り組み|もの)の?名|名前|名称|タイトル|件名|題名|題|標題|表題|見出し)(?:の(?:中|なか|一部))?"
_SAID = r"(?:(?:という|といった|って|の)?(?:文言|言葉|ことば|語|文字列?|単語|字|ワード))"
NAMED = re.compile(
    rf"{_NAME}(?:中)?(?:に|が|を|で|は|の|として|、| )?「(?P<quoted>[^」]{{1,40}})」{_SAID}?(?:{_HOLDS})?"
    rf"|「(?P<before>[^」]{{1,40}})」{_SAID}?(?:が|を|って|と|の)?(?:冠し(?:た)?(?:、又は|または|か)?|(?:入っ|付い|含まれ)た)?{_NAME}(?:中)?(?:に|の)?(?:{_HOLDS})?"
    rf"|「(?P<crowned>[^」]{{1,40}})」を冠し"
    rf"|{_NAME}に(?P<bare>[^」、]{{1,30}}?){_SAID}?{_HOLDS}"
    rf"|「(?P<word>[^」]{{1,40}})」(?:を含む|{_SAID}(?:を含む|が入る)|が入る|と(?:つく|付く))"
    r"|(?:name|title)s? (?:that )?(?:ha(?:s|ve)|with|contain(?:s|ing)?|includ(?:es?|ing)|hold(?:s|ing)?) ?(?:the (?:word|term|text) ?)?[\"“'「]?(?P<en>[^\"”'」?]{1,40})[\"”'」]?"
    r"|(?:with|ha(?:s|ve|ving)|contain(?:s|ing)?|includ(?:es?|ing)|featur(?:es?|ing)|us(?:es?|ing)) ?(?:the (?:word|term|text) ?)?[\"“'「](?P<in_title>[^\"”'」?]{1,40})[\"”'」] ?(?:in|as part of) (?:the|their|its) (?:name|title)s?"
)
"""The words that a name holds."""
EXCEPTING = re.compile(
    rf"担当分?(?=以外|を除|は除)|を?除外(?:した|する|して|し)?|を?抜きに(?:した|して|し)?|{_TAKES_PART}{_NOT}|(?<=[部課局室])抜き|を抜[いく]た?|を?外(?:して|した|す|の)|以外|を除[いくき]て?|除[くい](?:た|て)?|except(?: for)?|other than|excluding|exclude|outside|apart from|aside from|leaving out"
)
EITHER = re.compile(
    r"少なくとも|(?:いずれか|どちらか)?一方でも(?:可|よ)|でも ?でもい?い|(?:いずれ|どちら)でも|or both|(?:どちら|いずれ)か(?:一方)?|(?<=の)一方|片方|at least one of|either"
)
CONSUMED = (
    WHOLE_CITY_ALSO,
    EITHER,
    NAMED,
    WITH_OTHERS,
    TOGETHER,
    ALONE,
    NOW,
    WHOLE_CITY,
    SEVERAL,
    SO_MANY,
    EXCEPTING,
)
"""The words that a scope is made of: they are no words of a topic."""

WITHIN_A_LIST = frozenset({"department", "section", "pillar", "field", "theme", "plan"})
TAKEN_AWAY = re.compile(
    r"(?:(?!うち|から|中で|なかで)[^、。]){0,14}?(?:以外|(?<![一-鿿])を?除(?:外(?:した|する|して|し)?|[いくきけ])|は除|を?抜きに(?:した|して|し)?|を?外[しす]|(?<!だけ)(?<!のみ)を?抜(?:い|き(?!出))|を?別にし|を?引い)"
)
"""企画部が担当するものを除いた: what is taken away goes up to the next name or the next part of the sentence."""

MARKED_AFTER = re.compile(
    r"^[」』)\"”']?(?:分野|体系|の?(?:施策|取り?組み?|事業|プロジェクト|もの|分野|柱)|に(?:属|位置|含|ある|は)|は(?:何件|いくつ)|で(?:は|、)?D|の[^の]{1,15}[部課局室]の?担当分| (?:field|pillar))"
)
MARKED_BEFORE = re.compile(r"(?:[「『\"“']|分野(?:の|は|が|名)?|体系(?:の|は)?|field |pillar |Lの|Pの)$")

SECTIONS = re.compile(r"複数の?課|課が複数|つの?課|(?:他|ほか|別)の課|sections?|divisions?")
