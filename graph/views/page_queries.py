"""What a page tells of a thing of each kind, as data: a name and the pattern that finds it around `$thing`.

A pattern binds `?node`, or `?text` where there is nothing to open, `?order` where an order is known, and
`?note`, a fiscal year, where words without it could be taken for those of another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from keikaku.graph.views.around import patterns

Patterns = tuple[tuple[str, str], ...]

_PLAN = ("plan", "$thing plan:inPlan ?node")
_CITY = ("municipality", "$thing plan:municipality ?node")
_PILLAR = ("pillar", "$thing plan:inPillar ?node")
_YEAR = ("fiscal_year", "$thing plan:fiscalYear ?text")
_OTHER_NAMES = ("other_names", "$thing skos:altLabel ?text")
_CONTACTS = tuple(
    (kind, f"?c a plan:Contact ; plan:organisation $thing ; plan:contactKind '{kind}' ; plan:text ?text")
    for kind in ("phone", "fax", "email", "address")
)
_TARGETS = ("targets", "?t a plan:Target ; plan:subject $thing ; plan:text ?text ; plan:order ?order")
_DATES = ("dates", "?o a plan:Occurrence ; plan:subject $thing ; plan:text ?text ; plan:order ?order")
_FIGURES = (
    "figures",
    "?node a plan:Observation ; plan:subject $thing ; plan:order ?order",
)

FACTS: Mapping[str, Patterns] = {
    "initiative": patterns(),
    "plan": (
        _CITY,
        ("policy_of", "$thing plan:policyOf ?node"),
        _YEAR,
        ("start", "$thing plan:startYear ?text"),
        ("end", "$thing plan:endYear ?text"),
        ("decided", "$thing plan:decided ?text"),
        _OTHER_NAMES,
        ("individual_plan_of", "$thing plan:individualPlanOf ?node"),
        ("based_on", "$thing plan:basedOn ?node"),
        ("revises", "$thing plan:revises ?node"),
        ("replaces", "$thing plan:replaces ?node"),
        ("placed_in", "$thing plan:placedIn ?node"),
        ("inferred", "?r a plan:Relation ; plan:subject $thing ; plan:object ?node ; plan:status 'inferred'"),
    ),
    "pillar": (_PLAN, ("number", "$thing skos:notation ?text"), _OTHER_NAMES, _TARGETS, _DATES),
    "field": (_PLAN, _PILLAR, ("parent", "$thing plan:inField ?node"), _OTHER_NAMES),
    "department": (_CITY, _OTHER_NAMES, *_CONTACTS),
    "section": (_CITY, ("departments", "$thing plan:sectionOf ?node"), _OTHER_NAMES, *_CONTACTS),
    "theme": (("broader", "$thing skos:broader ?node"),),
    "document": (
        _CITY,
        ("file", "$thing plan:file ?text"),
        ("published", "$thing plan:published ?text"),
        ("publisher", "$thing plan:publisher ?node"),
        ("retelling", "$thing plan:retelling ?text"),
    ),
    "indicator": (_CITY, _OTHER_NAMES),
    "observation": (
        ("indicator", "$thing plan:indicator ?node"),
        ("subject", "$thing plan:subject ?node"),
        _YEAR,
        ("value", "$thing plan:text ?text"),
        ("unit", "$thing plan:unit ?text"),
        _PLAN,
    ),
    "faq": (
        ("responsible", "$thing plan:departmentName ?text"),
        ("updated", "$thing plan:updated ?text"),
        ("url", "$thing plan:url ?text"),
        _CITY,
    ),
    "municipality": (),
}
"""What stands in the table of facts."""

LISTS: Mapping[str, Patterns] = {
    "municipality": (
        ("plans", "?node a plan:Plan ; plan:municipality $thing"),
        ("departments", "?node a plan:Department ; plan:municipality $thing"),
        ("documents", "?node a plan:Document ; plan:municipality $thing"),
    ),
    "plan": (
        ("pillars", "?node a plan:Pillar ; plan:inPlan $thing ; plan:order ?order"),
        (
            "initiatives",
            (
                "?node a plan:Initiative ; plan:inPlan $thing ; plan:order ?order "
                "FILTER NOT EXISTS { ?node plan:inPillar ?any }"
            ),
        ),
        (
            "plans_below",
            (
                "{ ?node plan:individualPlanOf $thing } UNION { ?node plan:basedOn $thing } "
                "UNION { ?node plan:placedIn $thing }"
            ),
        ),
        ("later", "{ ?node plan:revises $thing } UNION { ?node plan:replaces $thing }"),
        _FIGURES,
    ),
    "pillar": (
        ("fields", "?node a plan:Field ; plan:inPillar $thing ; plan:order ?order"),
        ("initiatives", "?node a plan:Initiative ; plan:inPillar $thing ; plan:order ?order"),
        ("plans_below", "?node plan:placedIn $thing"),
        _FIGURES,
    ),
    "field": (
        ("fields", "?node a plan:Field ; plan:inField $thing ; plan:order ?order"),
        ("initiatives", "?node a plan:Initiative ; plan:inField $thing ; plan:order ?order"),
    ),
    "department": (
        (
            "missions",
            (
                "?m a plan:Mission ; plan:organisation $thing ; plan:text ?text ; plan:order ?order "
                "OPTIONAL { ?m plan:fiscalYear ?note }"
            ),
        ),
        ("sections", "?node a plan:Section ; plan:sectionOf $thing"),
        (
            "initiatives",
            (
                "?node a plan:Initiative ; plan:order ?order . { ?node plan:responsibleUnit $thing } UNION"
                " { ?node plan:responsibleUnit/plan:sectionOf $thing }"
            ),
        ),
        ("policies", "?node plan:policyOf $thing"),
        _FIGURES,
    ),
    "section": (
        ("initiatives", "?node a plan:Initiative ; plan:responsibleUnit $thing ; plan:order ?order"),
    ),
    "theme": (
        ("initiatives", "?node a plan:Initiative ; plan:hasTheme $thing ; plan:order ?order"),
        ("narrower", "?node skos:broader $thing ; a plan:Theme"),
    ),
    "indicator": (("figures", "?node a plan:Observation ; plan:indicator $thing ; plan:order ?order"),),
    "initiative": (_FIGURES,),
    "document": (),
    "observation": (),
    "faq": (),
}
"""What stands below it in lists of its own."""

CLASSES: Mapping[str, str] = {
    "municipality": "Municipality",
    "plan": "Plan",
    "pillar": "Pillar",
    "field": "Field",
    "initiative": "Initiative",
    "department": "Department",
    "section": "Section",
    "theme": "Theme",
    "document": "Document",
    "indicator": "Indicator",
    "observation": "Observation",
    "faq": "FaqEntry",
}
"""The class of each kind that has a page of its own; every other thing is shown as its plain statements."""


class Words(NamedTuple):
    """A row of WORDS."""

    text: str
    order: int | None
    note: int | None


class Related(NamedTuple):
    """A row of RELATED."""

    node: str
    order: int | None
    label: str | None
    said: str | None
    asked: str | None
    plan: str | None
    year: int | None
    of: str | None
    value: float | None
    unit: str | None


class Figure(NamedTuple):
    """A row of FIGURE."""

    text: str
    value: float
    unit: str | None


class ClassOf(NamedTuple):
    """A row of CLASS_OF."""

    class_: str


class Name(NamedTuple):
    """A row of NAME."""

    label: str | None
    said: str | None
    asked: str | None
    english: str | None

    @property
    def told(self) -> str:
        """What the thing is called, or what it says; empty where it has no words."""
        return self.label or self.asked or self.said or ""


class Evidence(NamedTuple):
    """A row of EVIDENCE."""

    document: str
    file: str
    page: int | None
    line: int
    quote: str
    retelling: str | None
    parts: str | None


class CitedLine(NamedTuple):
    """A row of CITED_LINES."""

    line: int
    quote: str
    page: int | None
    document: str
    file: str
    retelling: str | None
    parts: str | None


class Passage(NamedTuple):
    """A row of PASSAGES."""

    passage: str
    text: str
    heading: str | None
    starts: str | None
    page: int | None
    document: str
    file: str
    retelling: str | None
    parts: str | None

    @property
    def line(self) -> int:
        """The line that it begins on."""
        return int((self.starts or "0:1").split(" ")[0].partition(":")[2])


class Statement(NamedTuple):
    """A row of STATEMENTS."""

    property: str
    value: str
    label: str | None
    is_node: bool


class Subject(NamedTuple):
    """A row of SUBJECT."""

    of: str


class Answer(NamedTuple):
    """A row of ANSWER."""

    answer: str


class Corrected(NamedTuple):
    """A row of CORRECTIONS."""

    property: str
    wrong: str | None
    right: str
    why: str | None
    role: str | None


WORDS = "SELECT DISTINCT ?text ?order ?note WHERE { PATTERN }"
RELATED = """
SELECT DISTINCT ?node ?order ?label ?said ?asked ?plan ?year ?of ?value ?unit WHERE {
  PATTERN
  OPTIONAL { ?node skos:prefLabel ?label FILTER(LANG(?label) != 'en') }
  OPTIONAL { ?node plan:text ?said }
  OPTIONAL { ?node plan:question ?asked }
  OPTIONAL { ?node plan:inPlan/skos:prefLabel ?plan }
  OPTIONAL { ?node plan:fiscalYear ?year }
  OPTIONAL { ?node plan:indicator/skos:prefLabel ?of }
  OPTIONAL { ?node plan:value ?value }
  OPTIONAL { ?node plan:unit ?unit }
}"""
FIGURE = """
SELECT ?text ?value ?unit WHERE {
  $thing plan:text ?text ; plan:value ?value . OPTIONAL { $thing plan:unit ?unit }
}"""
CLASS_OF = "SELECT ?class_ WHERE { $thing a ?class_ }"
NAME = """
SELECT ?label ?said ?asked ?english WHERE {
  OPTIONAL { $thing skos:prefLabel ?label FILTER(LANG(?label) != 'en') }
  OPTIONAL { $thing skos:prefLabel ?english FILTER(LANG(?english) = 'en') }
  OPTIONAL { $thing plan:text ?said }
  OPTIONAL { $thing plan:question ?asked }
}"""
EVIDENCE = """
SELECT DISTINCT ?document ?file ?page ?line ?quote ?retelling ?parts WHERE {
  $thing plan:evidence ?e . ?e plan:document ?document ; plan:line ?line ; plan:quote ?quote .
  ?document plan:file ?file .
  OPTIONAL { ?e plan:page ?page }
  OPTIONAL { ?document plan:retelling ?retelling }
  OPTIONAL { ?document plan:parts ?parts }
} ORDER BY ?file ?page ?line"""
CITED_LINES = """
SELECT DISTINCT ?line ?quote ?page ?document ?file ?retelling ?parts WHERE {
  BIND($thing AS ?document)
  ?e plan:document $thing ; plan:line ?line ; plan:quote ?quote .
  $thing plan:file ?file .
  OPTIONAL { ?e plan:page ?page }
  OPTIONAL { $thing plan:retelling ?retelling }
  OPTIONAL { $thing plan:parts ?parts }
} ORDER BY ?line ?quote"""
PASSAGES = """
SELECT ?passage ?text ?heading ?starts ?page ?document ?file ?retelling ?parts WHERE {
  PATTERN
  ?passage a plan:Passage ; plan:text ?text ; plan:document ?document ; plan:order ?order .
  ?document plan:file ?file .
  OPTIONAL { ?passage plan:heading ?heading }
  OPTIONAL { ?passage plan:lineStarts ?starts }
  OPTIONAL { ?passage plan:page ?page }
  OPTIONAL { ?document plan:retelling ?retelling }
  OPTIONAL { ?document plan:parts ?parts }
} ORDER BY ?file ?order"""
STATEMENTS = """
SELECT ?property ?value ?label ?isNode WHERE {
  $thing ?property ?value . OPTIONAL { ?value skos:prefLabel ?label } BIND(isIRI(?value) AS ?isNode)
} ORDER BY ?property ?value"""
SUBJECT = "SELECT ?of WHERE { { $thing plan:about ?of } UNION { $thing plan:subject ?of } }"
ANSWER = "SELECT ?answer WHERE { $thing plan:answer ?answer }"
CORRECTIONS = """
SELECT ?property ?wrong ?right ?why ?role WHERE {
  ?correction a plan:Correction ; plan:subject $thing ; plan:correctedProperty ?property ;
    plan:rightValue ?right ; plan:inForce true ; plan:order ?order .
  OPTIONAL { ?correction plan:readValue ?wrong }
  OPTIONAL { ?correction plan:correctionReason ?why }
  OPTIONAL { ?correction plan:correctedBy ?role }
} ORDER BY ?order"""
