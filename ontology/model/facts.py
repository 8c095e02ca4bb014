"""Every value that a document tells, frozen.

A `Key` is an IRI without its base: ``みどり市/initiative/…``.
`ontology.model.names` mints them, and only `graph.rdf.iris` makes IRIs of them.
Each fact carries the `Evidence` that it stands on; the aspect of an evidence is the name of the field of the
fact that its words support ("label", "departments", "text", …).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from keikaku.ontology.model.values import Comparator as Comparator  # noqa: PLC0414 - told on
from keikaku.ontology.model.values import Figure as Figure  # noqa: PLC0414 - told on
from keikaku.ontology.model.values import Key as Key  # noqa: PLC0414 - told on
from keikaku.ontology.model.values import LinkStatus as LinkStatus  # noqa: PLC0414 - told on


class PlanKind(StrEnum):
    """The layers in which a city writes its policy down."""

    BASIC_CONCEPT = "BasicConcept"  # 基本構想
    BASIC_PLAN = "BasicPlan"  # 基本計画
    INDIVIDUAL_PLAN = "IndividualPlan"  # 個別計画
    DEPARTMENT_POLICY = "DepartmentPolicy"  # 部の運営方針と目標
    OTHER = "Plan"  # a plan whose layer no text tells


class ObservationKind(StrEnum):
    """What a number with a year says."""

    ACTUAL = "actual"  # 実績
    TARGET = "target"  # 目標値
    RULE = "rule"  # 概ね5％を超えないこと


class RelationKind(StrEnum):
    """What one plan, organisation or initiative is to another; from the subject to the object."""

    INDIVIDUAL_PLAN_OF = "individual_plan_of"  # 個別計画 → 基本計画
    BASED_ON = "based_on"  # 基本計画 → 基本構想; any plan that a text says rests on another
    REVISES = "revises"  # 改定版 → what it revises
    REPLACES = "replaces"  # the later → the earlier
    PLACED_IN = "placed_in"  # a plan that became a pillar or a part of another (object: a plan or a pillar)


class Status(StrEnum):
    """Who says a relation: a sentence, or what follows from sentences."""

    STATED = "stated"
    INFERRED = "inferred"


class LinkLevel(StrEnum):
    """What a succession links."""

    PLAN = "plan"
    PILLAR = "pillar"  # a pillar or a field
    ORGANISATION = "organisation"
    INITIATIVE = "initiative"


class LinkRelation(StrEnum):
    """What became of the earlier in the later."""

    CONTINUES = "continues"
    RENAMES = "renames"  # the same thing under another name
    MERGES = "merges"  # several of the earlier plan became one
    SPLITS = "splits"  # one of the earlier plan became several
    MOVES = "moves"  # the same thing in the hands of another department
    RELATED = "related"  # no succession: alike, and in force side by side


class ThemeReason(StrEnum):
    """Why an initiative has a theme."""

    WORDS = "words"  # its own title or prose
    HEADING = "heading"  # the sense of its pillar or field
    MEANING = "meaning"  # nearness of vectors


class PassageKind(StrEnum):
    """How a text stands in its document."""

    PROSE = "prose"  # under a heading that a layout understood
    LEFTOVER = "leftover"  # no layout understood it; kept, searchable, cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The exact words that a fact stands on, and their place.

    `quote` is a contiguous run of the document's characters (white space folded), 6 to 300 of them;
    `line` and `page` count from 1.
    """

    document: Key
    line: int
    quote: str
    page: int | None = None
    aspect: str = "label"


@dataclass(frozen=True, slots=True)
class Part:
    """A page, a sheet or a table of a document, and the line of its text that it begins with.

    Without a name the lines count through the document.
    """

    start: int
    name: str  # 3ページ, シート「一覧」, 表2
    page: int | None = None
    first: int = 1  # the number that the document itself gives to that line


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that was read; `retelling` holds the words in which it says that it is a 見本."""

    key: Key
    label: str  # its title
    file: str  # the file's own name
    digest: str  # of its bytes
    municipality: Key
    layout: str  # the name of the layout that read it, "plain" where none fits
    characters: int
    retelling: str | None = None
    published: str | None = None  # 2025-03-31
    publisher: Key | None = None  # the section or department that issued it
    parts: tuple[Part, ...] = ()  # how its places are told, where not by lines alone
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """自治体: the city whose plans these are."""

    key: Key
    label: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """部・局: what a city is divided into."""

    key: Key
    label: str
    municipality: Key
    alt_labels: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """課・室; its department stays open where no text tells it."""

    key: Key
    label: str
    municipality: Key
    departments: tuple[Key, ...] = ()
    alt_labels: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post of an organisation in one year; who holds it is text of that document, not a person node."""

    key: Key
    label: str  # 企画部長
    organisation: Key
    holder: str
    fiscal_year: int | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach an organisation: kind is phone, fax, address or email."""

    key: Key
    kind: str
    text: str
    organisation: Key
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """基本構想・基本計画・個別計画・部の運営方針. `start` and `end` are fiscal years, unknown ends None."""

    key: Key
    label: str
    municipality: Key
    kind: PlanKind = PlanKind.OTHER
    alt_labels: tuple[str, ...] = ()
    department: Key | None = None  # of a DepartmentPolicy
    fiscal_year: int | None = None  # of a one-year plan
    start: int | None = None
    end: int | None = None
    start_assumed: bool = False  # the fiscal year after its decision, not told outright
    decided: str | None = None  # 2025-03, 2001-09
    mentioned_only: bool = False  # no document of its own was read
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pillar:
    """体系・基本目標・柱: what a plan is divided into."""

    key: Key
    label: str
    plan: Key
    number: str = ""  # as people say it: "1"
    order: int = 0
    alt_labels: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """分野; `parent` is another field where a plan has two levels of them."""

    key: Key
    label: str
    plan: Key
    pillar: Key | None = None
    parent: Key | None = None
    number: str = ""
    order: int = 0
    alt_labels: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """施策・取組・事業. A department stands here only where the text names it as responsible."""

    key: Key
    label: str
    plan: Key
    pillar: Key | None = None
    field: Key | None = None
    number: str = ""
    order: int = 0  # in its document
    departments: tuple[Key, ...] = ()
    sections: tuple[Key, ...] = ()
    whole_city: bool = False  # 全庁
    fiscal_year: int | None = None
    alt_labels: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """目標指標: one a bullet or sentence; `subject` is an initiative or an indicator."""

    key: Key
    text: str
    subject: Key
    figures: tuple[Figure, ...] = ()
    fiscal_year: int | None = None
    order: int = 0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """指標: what is counted (経常収支比率, みどり基金の残高, 正規職員).

    `subject` is the initiative, field or pillar under which it is counted: two of one name under two
    initiatives are two indicators.
    """

    key: Key
    label: str
    municipality: Key
    subject: Key | None = None
    alt_labels: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """実績: one number of an indicator about a subject (a plan, a pillar, a department) at a time."""

    key: Key
    indicator: Key
    subject: Key
    text: str  # the cell's or the sentence's own words
    value: float
    unit: str
    kind: ObservationKind = ObservationKind.ACTUAL
    comparator: Comparator = Comparator.EXACT
    fiscal_year: int | None = None
    date: str | None = None  # 2019-08-01
    plan: Key | None = None  # the plan whose document or table reports it
    order: int = 0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """表の値: a cell of a table with a row and a head that is nothing else: 評価 A, 計画額 62,000千円, 着工.

    `name` is the path of the heads above it. A number has its value in the base unit (円, 人, %).
    """

    key: Key
    subject: Key  # the initiative whose row it stands in
    name: str  # 計画額（千円） 令和8年度
    text: str  # as the cell has it
    value: float | None = None
    unit: str = ""
    fiscal_year: int | None = None  # that its head tells
    order: int = 0  # in its row
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mission:
    """使命: one line of what a department is for in a fiscal year."""

    key: Key
    text: str
    organisation: Key
    fiscal_year: int | None = None
    headline: bool = False  # the line in large type above the others
    plan: Key | None = None
    order: int = 0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A date in the prose of something, with the sentence that ties them: 2026（令和８）年度に導入する."""

    key: Key
    subject: Key  # initiative, plan, pillar …
    text: str  # the whole sentence
    date_text: str  # 2026（令和８）年度に
    start: str  # 2026-04-01
    end: str  # 2027-03-31; open ends repeat the start
    fiscal_year: int
    order: int = 0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One plan (or pillar) to another; carries the sentences that state it, or from which it follows."""

    key: Key
    subject: Key
    kind: RelationKind
    object: Key
    status: Status = Status.STATED
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """後継: that one plan, pillar, organisation or initiative follows another of an earlier year.

    `reasons` are short sentences in their order, `signals` the figures behind the score (``meaning=0.62
    words=0.21``). A score is None where a document states the link or a person added it.
    """

    key: Key
    level: LinkLevel
    relation: LinkRelation
    earlier: Key
    later: Key
    status: LinkStatus = LinkStatus.PROPOSED
    score: float | None = None
    reasons: tuple[str, ...] = ()
    signals: str = ""
    reviewed_by: str = ""  # a role, never a person's name
    reviewed_at: str = ""  # 2026-04-01T09:30:00+09:00
    comment: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeTag:
    """That a subject (an initiative) concerns a theme, and why. `words` are the words that say it."""

    key: Key
    subject: Key
    theme: str  # the local name in themes.ttl
    reason: ThemeReason
    words: tuple[str, ...] = ()
    score: float | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, its page-wrapped lines joined to whole sentences. What an initiative says is its passages.

    `about` is the value that it describes: an initiative, a field, a pillar, a plan, or the document itself.
    `line_starts` pairs offsets in `text` with lines of the document: ((0, 341), (27, 342)).
    """

    key: Key
    document: Key
    about: Key
    text: str
    heading: tuple[str, ...] = ()  # the path of headings above it
    line_starts: tuple[tuple[int, int], ...] = ()
    page: int | None = None
    order: int = 0
    kind: PassageKind = PassageKind.PROSE


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqEntry:
    """A question that citizens ask, with the answer that the city gives; `id` is the FAQ file's own."""

    key: Key
    id: str
    question: str
    answer: str
    municipality: Key
    department: str = ""
    url: str = ""
    updated: str = ""
    order: int = 0  # its row in the file
    file: str = ""  # the file's own name


class WordKind(StrEnum):
    """What a word of a city's own words file teaches."""

    CONCEPT = "concept"  # a word for a planning concept
    UNIT = "unit"  # an end of units' names
    ALIAS = "alias"  # another name of something in the graph
    LIFE = "life"  # a word of life for an official one


@dataclass(frozen=True, slots=True, kw_only=True)
class CityWord:
    """自治体の言葉: a form that a city teaches, and what it means: a concept's name, or another word."""

    key: Key
    kind: WordKind
    form: str
    means: str
    order: int = 0  # its row in the file


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """人手訂正: a value that staff put right; `subject` is the thing, and what was read stands beside it.

    One that is not in force waits: its thing stands in no document now.
    """

    key: Key
    subject: Key
    property: str  # as the corrections file calls it: 担当
    right: str
    wrong: str = ""  # what was read
    why: str = ""
    role: str = ""  # who says so
    place: str = ""  # plan.docx 12行目
    in_force: bool = True
    order: int = 0  # its row


Fact = (
    Municipality
    | Department
    | Section
    | Post
    | Contact
    | Plan
    | Pillar
    | Field
    | Initiative
    | Target
    | Indicator
    | Observation
    | Attribute
    | Mission
    | Occurrence
    | Relation
    | Succession
    | ThemeTag
    | Passage
    | FaqEntry
    | CityWord
    | Correction
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What a person should know: one Japanese sentence that names the place and the next step."""

    file: str
    message: str
    line: int | None = None
    severity: str = "warning"  # "refused": the file was not taken; "doubt": nothing is wrong for certain
    unread: int = 0  # lines or rows that seem to tell something and of which nothing was made


@dataclass(frozen=True, slots=True, kw_only=True)
class LineUse:
    """What was made of one line: use is fact, passage, leftover or furniture; reason names the rule."""

    line: int
    characters: int
    use: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one document tells."""

    document: Document
    facts: tuple[Fact, ...]
    uses: tuple[LineUse, ...] = ()
    problems: tuple[Problem, ...] = ()
    read_as: str = ""  # by which rules it was read, where reading it again would give the same
