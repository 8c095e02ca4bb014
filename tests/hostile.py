"""A city whose documents, file names, FAQ and decisions are hostile: each string of the cases in every place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import midori

from keikaku.ontology.model import facts as m
from keikaku.ontology.model.names import key
from keikaku.ontology.model.successions import link_key
from keikaku.qa.telling.answer import Answer
from keikaku.web.chat.status import DocumentStatus, Status
from tests.graph.made_up import CITY, MUNICIPALITY

XSS: tuple[str, ...] = tuple(
    json.loads(line)["text"]
    for line in (Path(__file__).parent / "cases" / "xss.jsonl").read_text("utf-8").splitlines()
)
"""Strings that would set `window.__xss`, open a box or call 192.0.2.1 where a page took them for mark-up."""
ALL = "すべて"
PLAN = key(CITY, "plan", "計画")


def document(number: int) -> str:
    """The key of the document that has the string of that number for its name."""
    return key(CITY, "document", f"{number}")


def initiative(number: int) -> str:
    """The key of the initiative that has it for its title."""
    return key(CITY, "initiative", "計画", f"{number}")


def department(number: int) -> str:
    """The key of the department that has it for its name."""
    return key(CITY, "department", f"{number}")


def entry(number: int) -> str:
    """The key of the FAQ entry that has it for its question and its answer."""
    return key(CITY, "faq", f"{number}")


def facts(texts: Sequence[str]) -> tuple[m.Fact, ...]:
    """The plan with an initiative, a passage, a FAQ entry and a decided link for each string."""
    said = (m.Evidence(document=document(0), line=1, quote=texts[0], aspect="label"),)
    plan = m.Plan(
        key=PLAN,
        label=texts[0],
        municipality=MUNICIPALITY,
        kind=m.PlanKind.INDIVIDUAL_PLAN,
        start=2024,
        end=2027,
        evidence=said,
    )
    every = (fact for number, text in enumerate(texts) for fact in _facts(number, text, texts))
    return (m.Municipality(key=MUNICIPALITY, label=CITY, evidence=said), plan, *_documents(texts), *every)


def extractions(texts: Sequence[str]) -> tuple[m.Extraction, ...]:
    """A document for each string, which is its name and its title."""
    return tuple(m.Extraction(document=one, facts=()) for one in _documents(texts))


def _documents(texts: Sequence[str]) -> tuple[m.Document, ...]:
    return tuple(
        m.Document(
            key=document(number),
            label=text,
            file=text,
            digest=f"{number}",
            municipality=MUNICIPALITY,
            layout="plain",
            characters=len(text),
            retelling=text,
        )
        for number, text in enumerate(texts)
    )


def _facts(number: int, text: str, texts: Sequence[str]) -> Iterator[m.Fact]:
    said = (m.Evidence(document=document(number), line=1, quote=text, aspect="label"),)
    yield m.Department(key=department(number), label=text, municipality=MUNICIPALITY, evidence=said)
    yield m.Initiative(
        key=initiative(number), label=text, plan=PLAN, departments=(department(number),), evidence=said
    )
    yield m.Passage(
        key=key(CITY, "passage", f"{number}"),
        document=document(number),
        about=initiative(number),
        text=text,
        heading=(text,),
        line_starts=((0, 1),),
    )
    yield m.FaqEntry(
        key=entry(number),
        id=text,
        question=text,
        answer=text,
        municipality=MUNICIPALITY,
        department=text,
        url=text,
        order=number,
    )
    later = (number + 1) % len(texts)
    yield m.Succession(
        key=link_key(initiative(number), initiative(later)),
        level=m.LinkLevel.INITIATIVE,
        relation=m.LinkRelation.CONTINUES,
        earlier=initiative(number),
        later=initiative(later),
        status=m.LinkStatus.ACCEPTED,
        reasons=(text,),
        reviewed_by=text,
        reviewed_at="2026-04-01T09:30:00+09:00",
        comment=text,
    )


def answer(question: str, previous: Answer | None = None) -> Answer:  # noqa: ARG001 - the protocol's
    """An answer that holds the question in every place; `ALL` gets one with a row for each string."""
    if question != ALL:
        return midori.everywhere(question)
    each = [midori.everywhere(text) for text in XSS]
    return Answer(
        question=question,
        status=each[0].status,
        text="\n".join(XSS),
        items=tuple(one.items[0] for one in each),
        total=len(each),
        citations=tuple(one.citations[0] for one in each),
        suggestions=XSS,
        reading="\n".join(XSS),
        sparql="\n".join(XSS),
    )


STATUS = Status(
    data_version=XSS[0],
    counts=tuple((text, 1) for text in XSS),
    documents=tuple(DocumentStatus(file=text, title=text, retelling=text) for text in XSS),
    examples=XSS,
)
