"""Departments and sections: missions, posts, contacts, sections, and the department that a section belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from keikaku.qa import query as q
from keikaku.qa.conditions import named
from keikaku.qa.reading import Declined, Reading, Understood
from keikaku.qa.telling.answer import AnswerStatus, Item
from keikaku.qa.telling.describe import year_name
from keikaku.qa.telling.found import Found
from keikaku.qa.world import compile as sparql
from keikaku.qa.world.rows import Evidence, cited, cites, citing, first_of_each

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from keikaku.qa.world.world import World


# ---- reading -------------------------------------------------------------------------------------------------------


def reader(what: q.OfUnit) -> Callable[[Reading], Understood | Declined | None]:
    """The builder for one thing that is asked of a unit; it needs one that the question names."""

    def read(reading: Reading) -> Understood | Declined | None:
        posts = reading.recognised.of("post")
        units = [m for m in reading.recognised.of("section", "department") if m.things]
        if what == "posts" and posts:
            things = tuple(named(thing) for m in posts for thing in m.things)
            return Understood(query=q.AskOrganisation(things, "posts", reading.recognised.years))
        if not units:
            return _without_unit(reading, what)
        things = tuple(dict.fromkeys(named(thing) for m in units for thing in m.things))
        return Understood(query=q.AskOrganisation(things, what, reading.recognised.years))

    return read


def _without_unit(reading: Reading, what: q.OfUnit) -> Understood | Declined | None:
    """Where no unit is named: a post that nobody is told to hold, or a contact that only one office has."""
    if what == "posts":
        return _other_post(reading)
    if what != "contacts" or reading.recognised.of("initiative"):
        return None
    if reading.recognised.of("post"):
        return Declined(status=AnswerStatus.OUT_OF_SCOPE, phrase="person")
    if not reading.topic or reading.recognised.of("plan"):
        return _only_contact(reading)
    if not THE_CONTACT.search(reading.shape):
        return None
    words = "・".join(word.surface for word in reading.topic)
    about = {"label": words, "what": "連絡先" if reading.language == "ja" else "contact"}
    return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="no_fact", about=about)


def _only_contact(reading: Reading) -> Understood | None:
    """問い合わせ先は？: where the documents tell of one office alone, that is meant."""
    units = reading.world.facts.rows(Contacted, CONTACTED)
    if len(units) != 1:
        return None
    note = f"連絡先が文書にあるのは{units[0].label}です"
    return Understood(query=q.AskOrganisation((q.Named(*units[0]),), "contacts"), notes=(note,))


class Contacted(NamedTuple):
    """A row of CONTACTED."""

    unit: str
    label: str


CONTACTED = "SELECT DISTINCT ?unit ?label WHERE { ?c a plan:Contact ; plan:organisation ?unit . ?unit skos:prefLabel ?label } ORDER BY ?unit"


def _other_post(reading: Reading) -> Understood | Declined | None:
    """市長は誰？: the post of a city by its short name, or one that no document tells the holder of."""
    post = POST.search(reading.recognised.text)
    wanted = tuple("市町村区") if post and post[0] == "mayor" else ()
    known = [
        named(thing)
        for thing in reading.world.lexicon.of_kind("post")
        if post and thing.label.endswith(tuple(f"{kind}長" for kind in wanted) or post[0])
    ]
    if known:
        return Understood(query=q.AskOrganisation(tuple(known), "posts", reading.recognised.years))
    about = {"label": post[0] if post else "", "what": "氏名" if reading.language == "ja" else "holder"}
    return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="no_holder", about=about) if post else None


THE_CONTACT = re.compile(
    r"(?:電話|ファッ?クス|ファクシミリ)(?:番号|は|を|って|$|[?]|わか)|連絡先|問い?合わ?せ先|(?<![a-z])(?:phone|fax|tel)(?![a-z])"
)
"""The number itself is asked, not what can be done by telephone."""
POST = re.compile(r"[一-鿿]{0,8}[市町村区部課局室育][長]|副市長|次長|mayor|director|head")


# ---- answering -----------------------------------------------------------------------------------------------------


class UnitRow(NamedTuple):
    """A row of QUERIES."""

    thing: str
    label: str
    unit: str
    unit_label: str
    year: int | None
    kind: str | None
    evidence: Evidence


QUERIES: dict[q.OfUnit, str] = {
    "mission": """SELECT ?thing ?label ?unit ?unitLabel ?year ?kind $columns WHERE {
  VALUES ?unit { $units } ?thing a plan:Mission ; plan:organisation ?unit ; plan:text ?label .
  ?unit skos:prefLabel ?unitLabel . OPTIONAL { ?thing plan:fiscalYear ?year } OPTIONAL { ?thing plan:headline ?headline }
  OPTIONAL { ?thing plan:order ?place } OPTIONAL { $cited }
} ORDER BY DESC(?year) ?unit DESC(?headline) ?place ?thing ?ev""",
    "posts": """SELECT ?thing ?label ?unit ?unitLabel ?year ?kind $columns WHERE {
  VALUES ?asked { $units } ?thing a plan:Post ; plan:organisation ?unit ; skos:prefLabel ?label ; plan:holder ?unitLabel .
  FILTER(?unit = ?asked || ?thing = ?asked) OPTIONAL { ?thing plan:fiscalYear ?year } OPTIONAL { $cited }
} ORDER BY DESC(?year) ?thing ?ev""",
    "contacts": """SELECT ?thing ?label ?unit ?unitLabel ?year ?kind $columns WHERE {
  VALUES ?unit { $units } ?thing a plan:Contact ; plan:organisation ?unit ; plan:text ?label ; plan:contactKind ?kind .
  ?unit skos:prefLabel ?unitLabel . OPTIONAL { $cited }
} ORDER BY ?unit ?kind ?thing ?ev""",
    "sections": """SELECT ?thing ?label ?unit ?unitLabel ?year ?kind $columns WHERE {
  VALUES ?unit { $units } ?thing a plan:Section ; plan:sectionOf ?unit ; skos:prefLabel ?label .
  ?unit skos:prefLabel ?unitLabel . OPTIONAL { $cited FILTER(STR(?aspect) = STR(plan:sectionOf)) }
} ORDER BY ?unit ?file ?line ?thing ?ev""",
    "department": """SELECT ?thing ?label ?unit ?unitLabel ?year ?kind $columns WHERE {
  VALUES ?unit { $units } ?unit plan:sectionOf ?thing ; skos:prefLabel ?unitLabel .
  ?thing skos:prefLabel ?label . OPTIONAL { $unitCited FILTER(?aspect = plan:sectionOf || CONTAINS(?quote, STR(?label))) }
} ORDER BY ?unit ?thing DESC(?aspect = plan:sectionOf) ?ev""",
}
NAMES: dict[q.OfUnit, tuple[str, str]] = {
    "mission": ("使命・目標", "mission"),
    "posts": ("役職", "posts"),
    "contacts": ("連絡先", "contact"),
    "sections": ("課・室", "sections"),
    "department": ("属する部", "department"),
}
CLASSES = {
    "mission": "Mission",
    "posts": "Post",
    "contacts": "Contact",
    "sections": "Section",
    "department": "Department",
}
CONTACT_KINDS = {"phone": "電話", "fax": "ファックス", "address": "所在地", "email": "メール"}


def answer_organisation(query: q.AskOrganisation, world: World, language: q.Language) -> Found | Declined:
    """What the documents tell of the unit, of the years that are asked."""
    text = sparql.fill(
        QUERIES[query.what],
        units=sparql.iris(query.units),
        **citing("?thing"),
        **({"unitCited": cited("?unit")} if query.what == "department" else {}),
    )
    rows = first_of_each(world.facts.rows(UnitRow, text))
    dated = query.what in {"mission", "posts"}
    kept = [row for row in rows if not dated or not query.years or row.year in query.years]
    names = "、".join(one.label for one in query.units)
    what = NAMES[query.what][language == "en"]
    reading = f"{names}の{what}" if language == "ja" else f"the {what} of {names}"
    if not kept:
        return _nothing(query, rows, what, language)
    return Found(
        text=_text(kept, query.what, names, language),
        sparql=text,
        reading=reading,
        items=tuple(_item(row, query.what) for row in kept),
        citations=cites(row.evidence for row in kept),
        value=len(kept) if query.what == "sections" else None,
        unit="課・室" if query.what == "sections" else None,
    )


def _item(row: UnitRow, what: q.OfUnit) -> Item:
    year = row.year if what in {"mission", "posts"} else None
    return Item(iri=row.thing, type=CLASSES[what], label=row.label, fiscal_year=year)


def _nothing(query: q.AskOrganisation, rows: Sequence[UnitRow], what: str, language: q.Language) -> Declined:
    years = sorted({row.year for row in rows if row.year is not None})
    label = query.units[0].label
    if rows and years and query.years:
        return Declined(
            status=AnswerStatus.OTHER_YEAR,
            phrase="other_year",
            about={
                "reading": f"{label}の{what}" if language == "ja" else f"the {what} of {label}",
                "asked": "・".join(year_name(year, language) for year in query.years),
                "years": "、".join(year_name(year, language) for year in years),
            },
            choices=tuple(f"{year_name(year)}の{label}の{NAMES[query.what][0]}は？" for year in years[-3:]),
        )
    return Declined(
        status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="no_fact", about={"label": label, "what": what}
    )


def _text(rows: Sequence[UnitRow], what: q.OfUnit, names: str, language: q.Language) -> str:
    if what == "mission":
        return _missions(rows, language)
    if what == "posts":
        return "\n".join(_post(row, language) for row in rows)
    if what == "contacts":
        told = "、".join(
            f"{CONTACT_KINDS.get(row.kind or '', row.kind) if language == 'ja' else row.kind} {row.label}"
            for row in rows
        )
        return f"{names}の連絡先は、{told}です。" if language == "ja" else f"Contact of {names}: {told}."
    if what == "department":
        return "\n".join(
            f"{row.unit_label}は{row.label}に属します。"
            if language == "ja"
            else f"{row.unit_label} belongs to {row.label}."
            for row in rows
        )
    return _sections(rows, names, language)


def _sections(rows: Sequence[UnitRow], names: str, language: q.Language) -> str:
    """The sections, told apart by the document that names them: documents of other years name others."""
    by_document: dict[str, list[str]] = {}
    for row in rows:
        by_document.setdefault(row.evidence.file or "", []).append(row.label)
    if language == "en":
        told = "; ".join(f"{', '.join(labels)} ({document})" for document, labels in by_document.items())
        return f"Sections of {names} in the documents: {told}."
    told = "、".join(f"{'、'.join(labels)}（{document}）" for document, labels in by_document.items())
    return f"{names}の課・室として文書にあるのは、{told}の{len(rows)}つです。"


def _missions(rows: Sequence[UnitRow], language: q.Language) -> str:
    lines: list[str] = []
    for row in rows:
        head = (
            f"{year_name(row.year, language)}の{row.unit_label}の使命・目標:"
            if row.year and language == "ja"
            else f"Mission of {row.unit_label}" + (f" in fiscal {row.year}:" if row.year else ":")
        )
        if head not in lines:
            lines.append(head)
        lines.append(f"・{row.label}")
    return "\n".join(lines)


def _post(row: UnitRow, language: q.Language) -> str:
    year = (
        f"（{year_name(row.year)}の文書）"
        if row.year and language == "ja"
        else f" (document of fiscal {row.year})"
        if row.year
        else ""
    )
    if language == "en":
        return f"{row.label}: {row.unit_label}{year}"
    return f"{row.label}は、文書の記載では{row.unit_label}です{year}。"
