"""Corrections are put into the facts of all documents, merged, before anything is inferred from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from keikaku.ingest.lessons.adding import ADDED, added, in_order
from keikaku.ingest.lessons.changes import ATTRIBUTES, CHANGES, Known, Unfit
from keikaku.ingest.lessons.corrections import Asked
from keikaku.ontology.japanese.text import fold
from keikaku.ontology.model.facts import Correction, Document, Fact, Key, Passage, Problem
from keikaku.ontology.model.names import digest
from keikaku.ontology.model.parts import place

ADDING = "文書と行、正しい値（加えるものの名前。その行にある言葉）"
FILE = "訂正"
"""What a problem names where the corrections came with an earlier build."""


def correct(
    facts: Sequence[Fact], documents: Iterable[Document], asked: Sequence[Asked], file: str = FILE
) -> tuple[tuple[Fact, ...], tuple[Correction, ...], tuple[Problem, ...]]:
    """The facts as they should be, what was corrected, and a sentence for each row that was not followed.

    A correction whose thing is gone stays, not in force, so that it holds again when the thing comes back.
    """
    known = {fact.key: fact for fact in facts}
    by_file = {document.file: document for document in documents}
    done: dict[Key, Correction] = {}
    problems: list[Problem] = []
    for one in in_order(asked):
        at: Key | None = None
        try:
            if one.item in ADDED:
                at, more = added(one, Known(known, by_file))
                known |= {fact.key: fact for fact in more}
                held = _correction(one, at, "", in_force=True)
                done[held.key] = held
                continue
            at = _found(one, Known(known, by_file))
            before, changed = known[at], _changed(known[at], one, Known(known, by_file))
        except Unfit as fault:
            problems.append(_problem(file, one, fault))
            if at is not None or one.key:
                waiting = _correction(one, at or one.key, "", in_force=False)
                done[waiting.key] = waiting
            continue
        held = _correction(one, at, _shown(before, one.item, known), in_force=True)
        done[held.key] = held
        _put(known, at, changed)
    return tuple(known.values()), tuple(done.values()), tuple(problems)


def asked_again(stored: Iterable[Correction]) -> tuple[Asked, ...]:
    """What an earlier build kept, to be followed again."""
    return tuple(
        Asked(
            row=one.order,
            item=one.property,
            right=one.right,
            reason=one.why,
            role=one.role,
            file=one.place,
            key=one.subject,
        )
        for one in sorted(stored, key=lambda one: one.order)
    )


def fault_of(asked: Asked, facts: Iterable[Fact | Document]) -> str:
    """Why a correction would not hold on the facts of today, with its field; empty where it would."""
    told: dict[Key, Fact] = {}
    by_file: dict[str, Document] = {}
    for fact in facts:
        if isinstance(fact, Document):
            by_file[fact.file] = fact
        else:
            told[fact.key] = fact
    known = Known(told, by_file)
    part = "対象（文書と行、またはIRI）"
    try:
        if asked.item in ADDED:
            part = ADDING
            added(asked, known)
            return ""
        at = _found(asked, known)
        part = "正しい値"
        _changed(told[at], asked, known)
    except Unfit as fault:
        return f"{part}: {fault}ため加えませんでした。直して、もう一度「加える」を押してください。"
    return ""


def _found(asked: Asked, known: Known) -> Key:
    """The key of the thing that a row names."""
    if asked.item not in CHANGES:
        raise Unfit(
            f"項目「{asked.item}」を知らない（{'、'.join((*CHANGES, *ADDED))}のどれかにしてください）"
        )
    if asked.key:
        if asked.key not in known.facts:
            raise Unfit("対象がいまの文書に見つからない")
        return asked.key
    document = known.documents.get(asked.file)
    if document is None:
        raise Unfit(f"文書「{asked.file}」が登録されていない")
    kinds, _ = CHANGES[asked.item]
    for kind in kinds:
        there = [
            f.key for f in known.facts.values() if isinstance(f, kind) and _stands(f, document, asked.place)
        ]
        if len(there) > 1:
            raise Unfit(f"その行に候補が{len(there)}件ある（IRIで指定してください）")
        if there:
            return there[0]
    raise Unfit("その行に対象が見つからない")


def _stands(fact: Any, document: Document, where: str) -> bool:
    """Whether a fact stands on a line, counted through or as the document tells its places."""
    return any(
        one.document == document.key
        and (str(one.line) == where or fold(place(document.parts, one.line)) == fold(where))
        for one in fact.evidence
    )


def _changed(fact: Fact, asked: Asked, known: Known) -> tuple[Fact, ...]:
    kinds, change = CHANGES[asked.item]
    if not isinstance(fact, kinds):
        raise Unfit(f"その対象に項目「{asked.item}」はない")
    return change(fact, asked.right, known)


def _put(known: dict[Key, Fact], at: Key, changed: tuple[Fact, ...]) -> None:
    """Put in what changed; where nothing is left, take the thing out and what hangs on it."""
    for fact in changed:
        if fact.key == at or fact.key not in known:
            known[fact.key] = fact
    if changed:
        return
    gone = known.pop(at)
    for of, fact in list(known.items()):
        if getattr(fact, "subject", None) == at:
            del known[of]
        elif isinstance(fact, Passage) and fact.about == at:
            known[of] = replace(fact, about=getattr(gone, "plan", fact.document))


def _correction(asked: Asked, subject: Key, wrong: str, *, in_force: bool) -> Correction:
    city = subject.split("/", 1)[0]
    return Correction(
        key=f"{city}/correction/{digest(subject, asked.item)}",
        subject=subject,
        property=asked.item,
        right=asked.right,
        wrong=wrong,
        why=asked.reason,
        role=asked.role,
        place=asked.told,
        in_force=in_force,
        order=asked.row,
    )


def _problem(file: str, asked: Asked, fault: Unfit) -> Problem:
    row = "" if file == FILE else f"{asked.row}行目の"
    message = (
        f"{file}: {row}訂正（{asked.told}、{asked.item}）は、{fault}ため反映しませんでした。"
        "文書を確かめて、訂正のファイルを直してください。"
    )
    return Problem(file=file, message=message, line=asked.row)


def _shown(fact: Any, name: str, known: Mapping[Key, Fact]) -> str:
    """What was read before, as people say it."""
    if name == "担当":
        units = [getattr(known.get(unit), "label", "") for unit in (*fact.departments, *fact.sections)]
        return "、".join(filter(None, units)) or ("全庁" if fact.whole_city else "")
    if name in ("体系", "分野"):
        above = known.get(getattr(fact, "pillar" if name == "体系" else "field") or "")
        return str(getattr(above, "label", ""))
    attribute = ATTRIBUTES.get(name, "label")
    return str(getattr(fact, attribute, "") or getattr(fact, "text", "") or "")
