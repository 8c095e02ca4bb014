"""What can be asked: a closed union of frozen values, each of which prints itself in Japanese and English.

A newcomer who adds a kind of question adds its value here, its cues in `qa.cues`, its reading in `qa.interpret` and
its answer in the table of `qa.answerer`; docs/questions.md documents each member, and a test holds that it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from keikaku.ontology.model.values import Comparator, Key, LinkStatus
from keikaku.qa.query.card import AskCard
from keikaku.qa.query.facts import AskFacts

Language = Literal["ja", "en"]
Extreme = Literal["most", "least"]
Pick = Literal["highest", "lowest", "change", "target", "newest"]
OfUnit = Literal["mission", "posts", "contacts", "sections", "department"]


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of the graph by its key and the document's own name."""

    key: Key
    label: str


# ---- conditions on initiatives ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ByUnit:
    """A department (with its sections) or a section is responsible."""

    unit: Named
    section: bool = False


@dataclass(frozen=True, slots=True)
class ByWholeCity:
    """全庁: every department is concerned."""


@dataclass(frozen=True, slots=True)
class InPlan:
    """Belongs to the plan."""

    plan: Named


@dataclass(frozen=True, slots=True)
class InPillar:
    """Stands under the pillar; `plan` names whose pillar it is."""

    pillar: Named
    number: str
    plan: Named
    word: str = ""  # the document's own: 体系, 基本目標


@dataclass(frozen=True, slots=True)
class InField:
    """Stands under the field."""

    field: Named


@dataclass(frozen=True, slots=True)
class InYear:
    """Its plan holds in the fiscal year."""

    fiscal_year: int


@dataclass(frozen=True, slots=True)
class WithTheme:
    """Concerns the theme, for a reason that the graph keeps. `theme.key` is the theme's local name."""

    theme: Named


@dataclass(frozen=True, slots=True)
class TextHas:
    """The name or the prose holds the words; `keys` are the initiatives that do, found in the index of words."""

    words: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Mentions:
    """The name (or the prose) holds the words as they stand, width, case and white space aside."""

    words: str
    in_name: bool = False  # in the name alone


@dataclass(frozen=True, slots=True)
class UnitNumber:
    """So many departments, or sections, are responsible together."""

    number: int
    comparator: Comparator = Comparator.EXACT
    sections: bool = False


@dataclass(frozen=True, slots=True)
class HasTarget:
    """Has a target; `numeric`: one with a figure, which compares with `value` in `unit` where these are given."""

    numeric: bool = False
    comparator: Comparator = Comparator.AT_LEAST
    value: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class TargetNumber:
    """Has so many targets."""

    number: int
    comparator: Comparator = Comparator.EXACT


@dataclass(frozen=True, slots=True)
class HasUnit:
    """Somebody is named as responsible: a department, a section, or the whole city office."""


@dataclass(frozen=True, slots=True)
class MovesIn:
    """Its prose tells of something in that fiscal year, or in that year of the calendar."""

    fiscal_year: int
    calendar: bool = False


@dataclass(frozen=True, slots=True)
class InCity:
    """Of the municipality; asked only where a graph holds several."""

    city: Named


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of the conditions; of none at all: every initiative."""

    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the conditions."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of the condition."""

    condition: Condition


Condition = (
    ByUnit
    | ByWholeCity
    | InPlan
    | InPillar
    | InField
    | InYear
    | WithTheme
    | TextHas
    | Mentions
    | UnitNumber
    | HasTarget
    | TargetNumber
    | HasUnit
    | MovesIn
    | InCity
    | AllOf
    | AnyOf
    | Not
)

EVERYTHING = AllOf()


class Axis(StrEnum):
    """What initiatives are told apart by."""

    DEPARTMENT = "department"
    SECTION = "section"
    PLAN = "plan"
    PILLAR = "pillar"
    FIELD = "field"
    THEME = "theme"


class PlanLink(StrEnum):
    """How a plan hangs together with others, asked from the plan that the question names."""

    INDIVIDUAL_PLAN_OF = "individual_plan_of"  # which basic plan it is an individual plan of
    INDIVIDUAL_PLANS = "individual_plans"  # which individual plans it has
    SUCCESSOR = "successor"
    PREDECESSOR = "predecessor"
    PLACED_IN = "placed_in"
    PARTS = "parts"  # its pillars and fields
    FIELDS = "fields"  # the fields of a pillar, which stands in the place of the plan
    PERIOD = "period"  # from when to when
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Bound:
    """What a number is held against: 10件以上, 90%を下回る; with `upper` from the one to below the other (14%台)."""

    comparator: Comparator
    value: float
    unit: str = ""
    upper: float | None = None


# ---- numbers: expressions of figures, each told with the figures that it is made of ----------------------------------


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: of an indicator, of a subject (None: whoever has it), in a year (None: the newest), or its target."""

    indicator: Named
    subject: Named | None = None
    year: int | None = None
    target: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of an indicator over its years, or over the parts of a plan."""

    indicator: Named
    subject: Named | None = None
    years: tuple[int, ...] = ()
    pillars_of: Named | None = None


@dataclass(frozen=True, slots=True)
class CountOf:
    """How many initiatives meet the condition."""

    where: AllOf


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of two or more."""

    parts: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The first less the second."""

    first: Number
    second: Number


@dataclass(frozen=True, slots=True)
class Ratio:
    """The part in percent of the whole."""

    part: Number
    whole: Number


@dataclass(frozen=True, slots=True)
class Average:
    """The mean of a series."""

    of: Series


@dataclass(frozen=True, slots=True)
class Utmost:
    """The highest or the lowest of a series, or the one of that rank."""

    of: Series
    lowest: bool = False
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Best:
    """The highest or the lowest of several numbers: which of the funds exceeds its target by most."""

    of: tuple[Number, ...]
    lowest: bool = False


@dataclass(frozen=True, slots=True)
class HowMany:
    """How many of a series satisfy the bound."""

    of: Series
    bound: Bound


Number = Figure | CountOf | Sum | Difference | Ratio | Average | Utmost | Best | HowMany


@dataclass(frozen=True, slots=True)
class Within:
    """Which of a series satisfy the bound: 組織率が14%台の年度."""

    of: Series
    bound: Bound


@dataclass(frozen=True, slots=True)
class Kept:
    """Which of a series keep the target of its indicator, and which do not."""

    of: Series


@dataclass(frozen=True, slots=True)
class AskNumbers:
    """One or several numbers, each told with its working."""

    numbers: tuple[Number | Series | Within | Kept, ...]
    whether: bool = False  # yes or no: a figure against a bound, or against its target


@dataclass(frozen=True, slots=True)
class PlanUntil:
    """行動計画2027は令和10年度まで？"""

    plans: tuple[Named, ...]
    fiscal_year: int


# ---- queries ------------------------------------------------------------------------------------------------------


Order = Literal["document", "sound", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class ListInitiatives:
    """企画部が担当する施策は？; in an order, told apart by an axis, the first few of them, or asked whether there are any."""

    where: AllOf
    order: Order = "document"
    first: int | None = None
    by: Axis | None = None
    whether: bool = False


@dataclass(frozen=True, slots=True)
class CountInitiatives:
    """体系9の取組は何件ですか"""

    where: AllOf


@dataclass(frozen=True, slots=True)
class Breakdown:
    """体系ごとの施策数は？; `extreme` keeps only the most or the least: 施策数が一番多い体系は？"""

    where: AllOf
    by: Axis
    extreme: Extreme | None = None
    rank: int = 1  # of the extreme: 3番目に多い
    having: Bound | None = None  # only groups of so many
    first: int = 0  # so many groups from that end: 上位3つの部; 0: all
    total: bool = False  # with the number of all of them together


@dataclass(frozen=True, slots=True)
class Compare:
    """企画部と総務部ではどちらの施策が多い？"""

    sides: tuple[tuple[Named, AllOf], ...]
    fewer: bool = False


@dataclass(frozen=True, slots=True)
class WhoIsResponsible:
    """しおかぜバスはどの部が見直す？"""

    subjects: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class WhereInPlan:
    """この施策から基本計画までのつながりは？"""

    subjects: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class WhatItSays:
    """花壇の手入れの内容は？; subjects are initiatives, pillars, fields or plans."""

    subjects: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class AskPlan:
    """行政刷新プラン2032の後継計画は？"""

    plans: tuple[Named, ...]
    link: PlanLink


@dataclass(frozen=True, slots=True)
class ListTargets:
    """秘書課の目標指標は？; `targets` narrows to those the question's words point at."""

    where: AllOf
    targets: tuple[Named, ...] = ()
    count: bool = False
    words: tuple[str, ...] = ()  # of the question: they tell which of two figures in one line is meant
    years: tuple[int, ...] = ()  # of the targets themselves


@dataclass(frozen=True, slots=True)
class WhenHappens:
    """マッチング事業が創設されたのはいつ？; `occurrences` are the dated sentences that the words point at."""

    occurrences: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Observe:
    """令和4年度の組織率は？; years of none: every year."""

    indicators: tuple[Named, ...]
    years: tuple[int, ...] = ()
    subjects: tuple[Named, ...] = ()
    pick: Pick | None = None


@dataclass(frozen=True, slots=True)
class AskCells:
    """給食事業の令和7年度の予算額は？: cells of the tables.

    `by_value`: the value is named, its year is asked; `total`: their sum, by year and of all.
    """

    subjects: tuple[Named, ...]
    cells: tuple[Named, ...]
    by_value: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class ListByCells:
    """廃止と評価された事業は？: the initiatives in whose rows a value stands, below its head where that is named."""

    value: str
    head: str
    cells: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class RowsBy:
    """二次評価が一次評価より厳しい事業は？: the rows that `said` holds of, by their cells, row after row.

    `order`: by the difference of the two cells of a row, or by its one figure; `words`: those of the question that
    the columns, the comparison and the order were read from; `compared`: its two cells are held against each other.
    """

    said: str
    cells: tuple[Named, ...]
    order: Literal["", "most", "least"] = ""
    words: tuple[str, ...] = ()
    compared: bool = True


@dataclass(frozen=True, slots=True)
class AskOrganisation:
    """平成15年度の保健福祉部の使命は？; what: mission, posts, contacts, sections, or the department of a section."""

    units: tuple[Named, ...]
    what: OfUnit
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TellPassage:
    """農業振興計画2031の3つの分野は？: the sentences that tell it."""

    words: str
    parts: tuple[Part, ...]  # best first; the first tells it, the others are beside it


@dataclass(frozen=True, slots=True)
class Part:
    """A run of whole sentences of a passage: from `start` to `end` of its text."""

    passage: Named
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SearchInitiatives:
    """空き家の片付け: what is nearest in words and meaning, best first, within the scope."""

    words: str
    hits: tuple[tuple[Named, float], ...]
    scope: AllOf = EVERYTHING
    told: tuple[Part, ...] = ()  # the sentences nearest to it, shown beside
    widened: tuple[str, ...] = ()  # the words that led to a hit in other words: 「預ける」→保育
    beyond: tuple[str, ...] = ()  # what the question asks that no list holds: then the hits are no answer


@dataclass(frozen=True, slots=True)
class Followed:
    """What a link leads to, by whose word: `status` is that of the weakest link, "" where none was walked."""

    thing: Named
    relation: str
    status: str
    score: float | None = None  # of a proposal

    @property
    def sure(self) -> bool:
        """Whether documents or people say it, and no proposal has a part in it."""
        return self.status != LinkStatus.PROPOSED


@dataclass(frozen=True, slots=True)
class FindSuccessors:
    """令和11年度の水辺の事業の後継は？: what the links of initiatives, pillars or organisations lead to."""

    subjects: tuple[Named, ...]
    hits: tuple[Followed, ...]
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class TraceSuccession:
    """情報セキュリティの取組の変遷: everything that the links join to what the words name, oldest first."""

    words: str
    steps: tuple[tuple[int, Followed], ...]  # with the year of each


@dataclass(frozen=True, slots=True)
class TellChanges:
    """水辺の整備は何が変わった？, いつから？: one thing through the plans, with what each plan tells of it."""

    subjects: tuple[Named, ...]
    steps: tuple[tuple[int, Followed], ...]  # with the year of each, oldest first
    about: Literal["change", "since"]


@dataclass(frozen=True, slots=True)
class FindUnlinked:
    """アクションプラン2022からなくなった体系は？: what one plan has that no link joins to the other."""

    plan: Named
    other: Named
    part: Literal["pillar", "initiative"]
    things: tuple[Named, ...]
    total: int  # how many the plan has
    new: bool = False  # the plan is the later one


Query = (
    ListInitiatives
    | CountInitiatives
    | Breakdown
    | Compare
    | WhoIsResponsible
    | WhereInPlan
    | WhatItSays
    | AskPlan
    | ListTargets
    | WhenHappens
    | Observe
    | AskCells
    | ListByCells
    | RowsBy
    | AskOrganisation
    | TellPassage
    | SearchInitiatives
    | FindSuccessors
    | TraceSuccession
    | TellChanges
    | FindUnlinked
    | AskNumbers
    | AskFacts
    | AskCard
    | PlanUntil
)
