"""A made-up city's answers, for tests of the pages: no store, no model, no sentence of a real document."""

from __future__ import annotations

import json
import time
from pathlib import Path

from keikaku.qa.telling.answer import Answer, AnswerStatus, Citation, Item
from keikaku.web.chat.status import DocumentStatus, Status

FILE = "midori_plan.txt"
LIST_QUESTION = "緑政策部が担当する施策は？"
LONG_QUESTION = "すべての施策は？"
ENGLISH_QUESTION = "Which initiatives belong to the 緑政策部?"
SUGGESTION = "水辺部が担当する施策は？"
SLOW_QUESTION = "時間のかかる質問"
SLOWNESS = 2.0  # seconds
HOSTILE = [
    json.loads(line)["text"]
    for line in (Path(__file__).parent / "cases" / "hostile_html.jsonl").read_text("utf-8").splitlines()
]

STATUS = Status(
    data_version="5f2c9a01d7e4",
    counts=(("文書", 1), ("計画", 2), ("施策", 40), ("部・課", 6)),
    documents=(
        DocumentStatus(
            file=FILE, title="みどり市行動計画2030", retelling="この文書は見本であり、原本ではない。"
        ),
    ),
    examples=(LIST_QUESTION, LONG_QUESTION, "体系2の施策は何件？", ENGLISH_QUESTION),
)


def item(number: int, label: str = "") -> Item:
    """The initiative of that number."""
    return Item(
        iri=f"http://127.0.0.1:7860/id/みどり市/initiative/{number}",
        type="Initiative",
        label=label or f"公園の樹木の植替えと見守りの仕組みづくり その{number}",
        departments=("緑政策部", "水辺部") if number % 3 == 0 else ("緑政策部",),
        plan="みどり市行動計画2030",
        pillar="持続可能な緑と水辺のまちづくりの推進",
        field=None if number % 4 == 0 else "緑の相談窓口",
        period=(2026, 2030),
    )


def citation(number: int, quote: str = "") -> Citation:
    """The words behind the initiative of that number."""
    return Citation(
        document=FILE,
        page=None,
        line=100 + 7 * number,
        quote=quote or f"公園の樹木の植替えと見守りの仕組みづくり その{number}（緑政策部）",
        iri=f"http://127.0.0.1:7860/id/みどり市/initiative/{number}",
        retelling=True,
    )


def listing(question: str, count: int, *, text: str = "") -> Answer:
    """An answered list of that many initiatives."""
    return Answer(
        question=question,
        status=AnswerStatus.ANSWERED,
        text=text
        or f"緑政策部が担当する施策は{count}件です（みどり市行動計画2030）。ほかに全庁の取組が2件あります。",
        items=tuple(item(number) for number in range(1, count + 1)),
        total=count,
        citations=tuple(citation(number) for number in range(1, count + 1)),
        reading="みどり市行動計画2030で、緑政策部が担当する施策",
        sparql='SELECT ?initiative WHERE {\n  ?initiative a plan:Initiative ;\n    rdfs:label "緑" .\n}',
        data_version=STATUS.data_version,
    )


def everywhere(text: str, question: str = "") -> Answer:
    """An answer that holds the text wherever an answer can hold one."""
    item = Item(
        iri=text,
        type=text,
        label=text,
        departments=(text,),
        sections=(text,),
        plan=text,
        pillar=text,
        field=text,
        reason=text,
    )
    return Answer(
        question=question or text,
        status=AnswerStatus.ANSWERED,
        text=text,
        items=(item,),
        total=1,
        citations=(Citation(document=text, page=1, line=1, quote=text, iri=text, retelling=True),),
        suggestions=(text,),
        reading=text,
        sparql=text,
        data_version=text,
    )


def answer(question: str, previous: Answer | None = None) -> Answer:
    """Answers the questions of this module, hostile ones with themselves; no document knows the others."""
    if question in {LIST_QUESTION, SUGGESTION}:
        return listing(question, 6)
    if question == LONG_QUESTION:
        return listing(question, 40)
    if question == ENGLISH_QUESTION:
        return listing(
            question, 6, text="The 緑政策部 is responsible for 6 initiatives (みどり市行動計画2030)."
        )
    if question == SLOW_QUESTION:
        time.sleep(SLOWNESS)
        return listing(question, 1)
    for text in HOSTILE:
        if question.startswith(text[:10]):
            return everywhere(text, question)
    before = f"直前の質問：{previous.question}" if previous else ""
    return Answer(
        question=question,
        status=AnswerStatus.NOT_IN_DOCUMENTS,
        text=f"{question} は文書に書かれていません。部の名前を変えてお尋ねください。{before}",
        suggestions=(SUGGESTION, LIST_QUESTION),
        reading="読み取った語：なし",
        rests_on=(*previous.rests_on, previous.question) if previous else (),
        data_version=STATUS.data_version,
    )
