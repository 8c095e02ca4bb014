"""Drafts and the decided version of one plan: the decided one holds, the draft stays apart and is told.

Which version a document is stands in the name of its file, its title or its plan's name: 案, 素案, 決定版.
A draft whose plan no other document tells in a later version holds itself.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from keikaku.ingest.doubts.doubts import DOUBT
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.lexicon import current
from keikaku.ontology.model.facts import Extraction, Initiative, Key, Plan, Problem

APART = r"(?:^|(?<=[\s_()\[\]【】「」『』.・-]))"
ENDS = r"(?=$|[\s_()\[\]【】「」『』.・-])"
TOLD = "より新しい版があるので、一覧と答えには使いません"


def version_of(*names: str) -> int:
    """How far a version is, by the names of its document: drafts in order, then none told, then decided.

    >>> version_of("計画_素案") < version_of("みどり市計画（案）") < version_of("計画 決定版")
    True
    >>> version_of("案内所の整備計画") == version_of("計画")
    True
    """
    drafts, finals = current().forms("DRAFT_VERSION"), current().forms("FINAL_VERSION")
    plain = [normalise(name).text for name in names]
    if any(_stands(form, name) for form in finals for name in plain):
        return len(drafts) + 1
    found = [rank for rank, form in enumerate(drafts) if any(_stands(form, name) for name in plain)]
    return min(found, default=len(drafts))


def _stands(form: str, name: str) -> bool:
    """Whether a word stands apart in a name, or at its end behind another word where it is no part of one."""
    word = re.escape(form)
    return bool(re.search(rf"{APART}{word}{ENDS}|(?<=[画略針綱領])(?:の)?{word}{ENDS}", name))


def superseded(extractions: Sequence[Extraction]) -> dict[Key, Extraction]:
    """The drafts, by their documents, each with the later version of the same plan that holds."""
    by_plan: dict[Key, list[tuple[int, Extraction]]] = defaultdict(list)
    for one in extractions:
        plan = _plan_of(one)
        if plan:
            rank = version_of(_stem(one.document.file), one.document.label, plan.label)
            by_plan[plan.key].append((rank, one))
    found: dict[Key, Extraction] = {}
    for versions in by_plan.values():
        latest, holds = max(versions, key=lambda pair: pair[0])
        drafts = len(current().forms("DRAFT_VERSION"))
        found |= {one.document.key: holds for rank, one in versions if rank < min(latest, drafts)}
    return found


def _plan_of(extraction: Extraction) -> Plan | None:
    """The plan that the initiatives of a document belong to."""
    plans = Counter(fact.plan for fact in extraction.facts if isinstance(fact, Initiative))
    of = plans.most_common(1)[0][0] if plans else None
    return next((fact for fact in extraction.facts if isinstance(fact, Plan) and fact.key == of), None)


def _stem(file: str) -> str:
    return file.rpartition(".")[0] or file


def told_apart(extractions: Sequence[Extraction]) -> tuple[tuple[Extraction, ...], tuple[Problem, ...]]:
    """The documents, each draft with the sentence that says which version holds; and these sentences."""
    older = superseded(extractions)
    told: list[Problem] = []
    kept: list[Extraction] = []
    for one in extractions:
        problems = without_told(one).problems
        if one.document.key in older:
            said = _told(one, older[one.document.key])
            told.append(said)
            problems = (*problems, said)
        kept.append(replace(one, problems=problems))
    return tuple(kept), tuple(told)


def without_told(one: Extraction) -> Extraction:
    """A document without the sentence that another version of its plan holds."""
    return replace(one, problems=tuple(told for told in one.problems if TOLD not in told.message))


def _told(draft: Extraction, holds: Extraction) -> Problem:
    file = draft.document.file
    message = (
        f"{file}: 同じ計画の案と決定版があります。{holds.document.file}を優先し、この文書は{TOLD}。"
        f"案も使うときは build --drop {holds.document.file} で新しい版を外してください。"
    )
    return Problem(file=file, message=message, severity=DOUBT)
