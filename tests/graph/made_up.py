"""みどり市: a made-up city whose facts use every class of the model, for the tests of any layer."""

from __future__ import annotations

from keikaku.ontology.model import facts as m
from keikaku.ontology.model.names import digest, key
from keikaku.ontology.model.successions import link_key

CITY = "みどり市"
MUNICIPALITY = key(CITY, "municipality", CITY)
DOCUMENT = key(CITY, "document", "midori.txt")
NEWSLETTER = key(CITY, "document", "kouhou.txt")
CONCEPT = key(CITY, "plan", "みどり市基本構想")
BASIC = key(CITY, "plan", "第2次みどり市基本計画")
ACTION = key(CITY, "plan", "みどり市行動計画2027")
POLICY = key(CITY, "plan", "2019", "総務部の運営方針")
GENERAL = key(CITY, "department", "総務部")
WELFARE = key(CITY, "department", "健やか部")
ARCHIVE = key(CITY, "section", "文書室")
PILLAR = key(CITY, "pillar", "みどり市行動計画2027", "開かれた市役所")
FIELD = key(CITY, "field", "みどり市行動計画2027", "デジタル窓口")
LABEL = "窓口の予約を電話なしで受ける仕組みづくり"
BOOKING = key(CITY, "initiative", "みどり市行動計画2027", LABEL)
SAVING = key(CITY, "initiative", "みどり市行動計画2027", "庁舎の明かりを減らす取組")
ARCHIVING = key(CITY, "initiative", "2019", "総務部の運営方針", "古い公文書の目録づくり")
BALANCE = key(CITY, "indicator", "こども基金の残高")


def said(line: int, quote: str, aspect: str = "label", document: str = DOCUMENT) -> tuple[m.Evidence, ...]:
    """One evidence."""
    return (m.Evidence(document=document, line=line, quote=quote, aspect=aspect),)


PLACES: tuple[m.Fact, ...] = (
    m.Municipality(key=MUNICIPALITY, label=CITY, evidence=said(1, "みどり市行動計画2027")),
    m.Department(
        key=GENERAL,
        label="総務部",
        municipality=MUNICIPALITY,
        evidence=said(12, "1 窓口の予約を電話なしで受ける仕組みづくり(総務部、健やか部)"),
    ),
    m.Department(
        key=WELFARE,
        label="健やか部",
        municipality=MUNICIPALITY,
        alt_labels=("健康部",),
        evidence=said(12, "1 窓口の予約を電話なしで受ける仕組みづくり(総務部、健やか部)"),
    ),
    m.Section(
        key=ARCHIVE,
        label="文書室",
        municipality=MUNICIPALITY,
        departments=(GENERAL,),
        evidence=said(3, "総務部 文書室の仕事", document=NEWSLETTER),
    ),
    m.Post(
        key=key(CITY, "post", "2019", "総務部長"),
        label="総務部長",
        organisation=GENERAL,
        holder="緑川 一郎",
        fiscal_year=2019,
        evidence=said(2, "総務部長 緑川 一郎", document=NEWSLETTER),
    ),
    m.Contact(
        key=key(CITY, "contact", "総務部", "phone", "000-00-0000"),
        kind="phone",
        text="000-00-0000",
        organisation=GENERAL,
        evidence=said(30, "電話 000-00-0000", aspect="text", document=NEWSLETTER),
    ),
)

PLANS: tuple[m.Fact, ...] = (
    m.Plan(
        key=CONCEPT,
        label="みどり市基本構想",
        municipality=MUNICIPALITY,
        kind=m.PlanKind.BASIC_CONCEPT,
        decided="2024-03",
        mentioned_only=True,
        evidence=said(4, "みどり市基本構想に基づく"),
    ),
    m.Plan(
        key=BASIC,
        label="第2次みどり市基本計画",
        municipality=MUNICIPALITY,
        kind=m.PlanKind.BASIC_PLAN,
        mentioned_only=True,
        evidence=said(4, "第2次みどり市基本計画の個別計画として"),
    ),
    m.Plan(
        key=ACTION,
        label="みどり市行動計画2027",
        municipality=MUNICIPALITY,
        kind=m.PlanKind.INDIVIDUAL_PLAN,
        start=2025,
        end=2027,
        start_assumed=True,
        decided="2025-03-31",
        evidence=said(1, "みどり市行動計画2027"),
    ),
    m.Plan(
        key=POLICY,
        label="総務部の運営方針",
        municipality=MUNICIPALITY,
        kind=m.PlanKind.DEPARTMENT_POLICY,
        department=GENERAL,
        fiscal_year=2019,
        evidence=said(1, "総務部の運営方針(令和元年度)", document=NEWSLETTER),
    ),
    m.Relation(
        key=key(CITY, "relation", "individual_plan_of", "みどり市行動計画2027", "第2次みどり市基本計画"),
        subject=ACTION,
        kind=m.RelationKind.INDIVIDUAL_PLAN_OF,
        object=BASIC,
        evidence=said(4, "第2次みどり市基本計画の個別計画として", aspect="kind"),
    ),
    m.Relation(
        key=key(CITY, "relation", "based_on", "第2次みどり市基本計画", "みどり市基本構想"),
        subject=BASIC,
        kind=m.RelationKind.BASED_ON,
        object=CONCEPT,
        status=m.Status.INFERRED,
        evidence=said(4, "みどり市基本構想に基づく", aspect="kind"),
    ),
    m.Pillar(
        key=PILLAR,
        label="開かれた市役所",
        plan=ACTION,
        number="1",
        order=1,
        alt_labels=("体系1",),
        evidence=said(10, "体系Ⅰ 開かれた市役所"),
    ),
    m.Field(
        key=FIELD,
        label="デジタル窓口",
        plan=ACTION,
        pillar=PILLAR,
        number="1",
        order=1,
        evidence=said(11, "(1) デジタル窓口"),
    ),
)

DOINGS: tuple[m.Fact, ...] = (
    m.Initiative(
        key=BOOKING,
        label=LABEL,
        plan=ACTION,
        pillar=PILLAR,
        field=FIELD,
        number="1",
        order=1,
        departments=(GENERAL, WELFARE),
        evidence=(
            *said(12, "1 窓口の予約を電話なしで受ける仕組みづくり(総務部、健やか部)"),
            *said(12, "1 窓口の予約を電話なしで受ける仕組みづくり(総務部、健やか部)", aspect="departments"),
        ),
    ),
    m.Initiative(
        key=SAVING,
        label="庁舎の明かりを減らす取組",
        plan=ACTION,
        pillar=PILLAR,
        number="2",
        order=2,
        whole_city=True,
        evidence=said(15, "2 庁舎の明かりを減らす取組(全庁)"),
    ),
    m.Initiative(
        key=ARCHIVING,
        label="古い公文書の目録づくり",
        plan=POLICY,
        number="1",
        order=1,
        departments=(GENERAL,),
        sections=(ARCHIVE,),
        fiscal_year=2019,
        evidence=said(20, "1 古い公文書の目録づくり(文書室)", document=NEWSLETTER),
    ),
    m.Target(
        key=key(CITY, "target", digest(ARCHIVING, "目録に載せる公文書 計4,000件以上、点検の率 約90%")),
        text="目録に載せる公文書 計4,000件以上、点検の率 約90%",
        subject=ARCHIVING,
        fiscal_year=2019,
        order=1,
        figures=(
            m.Figure(value=4000.0, unit="件", comparator=m.Comparator.AT_LEAST, text="計4,000件以上"),
            m.Figure(value=90.0, unit="%", comparator=m.Comparator.ABOUT, text="約90%"),
        ),
        evidence=said(
            22, "目録に載せる公文書 計4,000件以上、点検の率 約90%", aspect="text", document=NEWSLETTER
        ),
    ),
    m.Occurrence(
        key=key(CITY, "occurrence", digest(BOOKING, "2026年度に始めます")),
        subject=BOOKING,
        text="2026(令和8)年度に始めます。",
        date_text="2026(令和8)年度",
        start="2026-04-01",
        end="2027-03-31",
        fiscal_year=2026,
        order=1,
        evidence=said(13, "2026(令和8)年度に始めます。", aspect="text"),
    ),
    m.Mission(
        key=key(CITY, "mission", "2019", "総務部", digest("記録を守り、市民に返す")),
        text="記録を守り、市民に返す",
        organisation=GENERAL,
        fiscal_year=2019,
        headline=True,
        plan=POLICY,
        order=1,
        evidence=said(5, "記録を守り、市民に返す", aspect="text", document=NEWSLETTER),
    ),
    m.ThemeTag(
        key=key(CITY, "theme", "DX", LABEL),
        subject=BOOKING,
        theme="DigitalTransformation",
        reason=m.ThemeReason.HEADING,
        words=("デジタル",),
        score=0.75,
        evidence=said(11, "(1) デジタル窓口", aspect="theme"),
    ),
)

NUMBERS: tuple[m.Fact, ...] = (
    m.Indicator(
        key=BALANCE,
        label="こども基金の残高",
        municipality=MUNICIPALITY,
        evidence=said(40, "こども基金の残高 1,234,567,890円"),
    ),
    m.Observation(
        key=key(CITY, "observation", "こども基金の残高", "2023"),
        indicator=BALANCE,
        subject=MUNICIPALITY,
        text="1,234,567,890円",
        value=1234567890.0,
        unit="円",
        fiscal_year=2023,
        date="2024-03-31",
        plan=ACTION,
        order=1,
        evidence=said(40, "こども基金の残高 1,234,567,890円", aspect="value"),
    ),
    m.Attribute(
        key=key(CITY, "attribute", digest(BOOKING, "計画額（千円） 令和8年度")),
        subject=BOOKING,
        name="計画額（千円） 令和8年度",
        text="1,200",
        value=1200000.0,
        unit="円",
        fiscal_year=2026,
        order=1,
        evidence=said(12, "1 窓口の予約を電話なしで受ける仕組みづくり(総務部、健やか部)", aspect="text"),
    ),
)

TEXTS: tuple[m.Fact, ...] = (
    m.Passage(
        key=key(CITY, "passage", digest(DOCUMENT, "市民が来庁の時刻を")),
        document=DOCUMENT,
        about=BOOKING,
        text="市民が来庁の時刻を自分で選べるようにします。2026(令和8)年度に始めます。",
        heading=("体系Ⅰ 開かれた市役所", "(1) デジタル窓口"),
        line_starts=((0, 13), (22, 14)),
        order=1,
    ),
    m.Passage(
        key=key(CITY, "passage", digest(DOCUMENT, "この計画は")),
        document=DOCUMENT,
        about=DOCUMENT,
        text="この計画は架空の市のものです。",
        line_starts=((0, 2),),
        order=0,
        kind=m.PassageKind.LEFTOVER,
    ),
)

FAQ: tuple[m.FaqEntry, ...] = (
    m.FaqEntry(
        key=key(CITY, "faq", "F1"),
        id="F1",
        question="住民票はどこで取れますか。",
        answer="市役所1階の窓口で取れます。",
        municipality=MUNICIPALITY,
        department="健やか部",
        url="https://midori.example/faq/1",
        updated="2025-01-15",
        file="faq.csv",
    ),
)

MORE = m.Initiative(
    key=key(CITY, "initiative", "みどり市行動計画2027", "水やり当番の見直し"),
    label="水やり当番の見直し",
    plan=ACTION,
    pillar=PILLAR,
    number="3",
    order=3,
    departments=(WELFARE, GENERAL),
    evidence=said(17, "3 水やり当番の見直し(健やか部、総務部)"),
)
"""One that a later build may find; its departments stand in another order."""


def document(key_: str, label: str, **more: str) -> m.Document:
    """A document of みどり市."""
    return m.Document(
        key=key_,
        label=label,
        file=key_.rpartition("/")[2],
        digest=digest(label),
        municipality=MUNICIPALITY,
        layout="plain",
        characters=400,
        **more,
    )


def _of(owner: str) -> tuple[m.Fact, ...]:
    """The facts that stand in one document."""
    every = (*PLACES, *PLANS, *DOINGS, *NUMBERS, *TEXTS)
    return tuple(
        fact
        for fact in every
        if (fact.document if isinstance(fact, m.Passage) else fact.evidence[0].document) == owner
    )


EXTRACTIONS = (
    m.Extraction(
        document=document(
            DOCUMENT, "みどり市行動計画2027", retelling="この文書は見本であり、原本ではありません。"
        ),
        facts=_of(DOCUMENT),
        uses=(
            m.LineUse(line=1, characters=11, use="fact", reason="title"),
            m.LineUse(line=2, characters=15, use="leftover", reason="plain"),
            m.LineUse(line=3, characters=4, use="furniture", reason="page number"),
            m.LineUse(line=13, characters=20, use="passage", reason="prose"),
        ),
        problems=(
            m.Problem(
                file="midori.txt", message="2行目の見出しを読めませんでした。確かめてください。", line=2
            ),
        ),
    ),
    m.Extraction(document=document(NEWSLETTER, "広報みどり", published="2019-06-01"), facts=_of(NEWSLETTER)),
)

LINKS: tuple[m.Fact, ...] = (
    m.Succession(
        key=link_key(POLICY, ACTION),
        level=m.LinkLevel.PLAN,
        relation=m.LinkRelation.RENAMES,
        earlier=POLICY,
        later=ACTION,
        status=m.LinkStatus.STATED,
        reasons=("文書に、後の計画が前の計画に代わると書かれている。", "名前は違う。"),
        evidence=said(4, "総務部の運営方針に代わる", aspect="relation"),
    ),
    m.Succession(
        key=link_key(ARCHIVING, BOOKING),
        level=m.LinkLevel.INITIATIVE,
        relation=m.LinkRelation.CONTINUES,
        earlier=ARCHIVING,
        later=BOOKING,
        status=m.LinkStatus.ACCEPTED,
        score=0.42,
        reasons=("どちらも総務部が担う。",),
        signals="units=1.00",
        reviewed_by="文書室",
        reviewed_at="2026-04-01T09:30:00+09:00",
        comment="目録を使う",
    ),
    m.Succession(
        key=link_key(ARCHIVING, SAVING),
        level=m.LinkLevel.INITIATIVE,
        relation=m.LinkRelation.MOVES,
        earlier=ARCHIVING,
        later=SAVING,
        status=m.LinkStatus.PROPOSED,
        score=0.61,
        reasons=("どちらも題名で「明かり」を掲げる。",),
    ),
)

WORDS: tuple[m.Fact, ...] = (
    m.CityWord(
        key=key(CITY, "word", "unit", "院", "UNIT_SUFFIX"),
        kind=m.WordKind.UNIT,
        form="院",
        means="UNIT_SUFFIX",
        order=2,
    ),
)

CORRECTIONS: tuple[m.Fact, ...] = (
    m.Correction(
        key=key(CITY, "correction", "1"),
        subject=SAVING,
        property="担当",
        right="総務部",
        wrong="健やか部",
        why="改組のため",
        role="企画課",
        place="midori.txt 14行目",
        order=2,
    ),
)

FACTS: tuple[m.Fact, ...] = (*PLACES, *PLANS, *DOINGS, *NUMBERS, *TEXTS, *LINKS, *FAQ, *WORDS, *CORRECTIONS)
"""Each fact once, as the default graph has them."""
