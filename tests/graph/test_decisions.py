"""Decisions as rows and back, whatever people write; what stands in the file stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.graph.files import sssom
from keikaku.graph.review.decisions import (
    FILE,
    Decision,
    append,
    applied,
    effective,
    read_decisions,
    rows_of,
    unread,
)
from keikaku.ontology.model.facts import LinkLevel, LinkRelation, LinkStatus, Succession
from keikaku.ontology.model.successions import SHOWN, is_shown, link_id, link_key

EARLIER, LATER = "市/initiative/2003/窓口", "市/initiative/2027/窓口ＤＸ"
LINK = Succession(
    key=link_key(EARLIER, LATER),
    level=LinkLevel.INITIATIVE,
    relation=LinkRelation.CONTINUES,
    earlier=EARLIER,
    later=LATER,
    score=0.4,
    reasons=("どちらも題名で「窓口」を掲げる。",),
)
DECISION = Decision(
    earlier=EARLIER, later=LATER, relation=LinkRelation.MOVES, reviewed_at="2026-04-01T09:00:00+09:00"
)


@given(
    comment=st.text(max_size=60),
    role=st.text(max_size=20),
    relation=st.sampled_from(LinkRelation),
    rejected=st.booleans(),
)
def test_a_decision_comes_back_from_its_row(comment: str, role: str, relation: LinkRelation, rejected: bool):  # noqa: FBT001
    """White space folded, and nothing that UTF-8 cannot write."""
    decision = replace(DECISION, comment=comment, reviewed_by=role, relation=relation, rejected=rejected)
    text = sssom.head() + sssom.lines(rows_of(decision, LINK, {EARLIER: "窓口"}))
    predicted, curated = sssom.read_rows(text)
    assert predicted["mapping_justification"] == sssom.PREDICTED
    assert curated["predicate_modifier"] == ("Not" if rejected else "")
    clean = [" ".join(part.replace("\0", " ").split()) for part in (comment, role)]
    assert [curated["comment"], curated["reviewer_label"]] == clean
    assert curated["ext_relation"] == relation.value


def test_what_stands_in_the_file_stays(tmp_path: Path):
    """Also a remark of somebody's own."""
    append(tmp_path, rows_of(DECISION, None, {}))
    before = (tmp_path / FILE).read_text(encoding="utf-8") + "#a remark"
    (tmp_path / FILE).write_text(before, encoding="utf-8")
    append(tmp_path, rows_of(replace(DECISION, rejected=True), None, {}))
    assert (tmp_path / FILE).read_text(encoding="utf-8").startswith(before)
    assert [one.rejected for one in read_decisions(tmp_path)] == [False, True]


def test_the_later_of_two_decisions_holds():
    """By the time of the decision, not by the place in the file."""
    newer = replace(DECISION, rejected=True, reviewed_at="2026-05-01T00:00:00+09:00")
    assert effective([newer, DECISION])[EARLIER, LATER] == newer
    same = replace(DECISION, rejected=True)
    assert effective([DECISION, same])[EARLIER, LATER] == same


def test_a_decision_gives_the_same_on_a_proposal_and_on_what_was_decided_before():
    """A build starts from the proposal, a decision from the version before: both end alike."""
    retyped = DECISION
    rejected = replace(DECISION, rejected=True, reviewed_at="2026-04-02T09:00:00+09:00")
    known = frozenset({EARLIER, LATER})
    step_by_step = applied(applied([LINK], [retyped], known), [retyped, rejected], known)
    assert step_by_step == applied([LINK], [retyped, rejected], known)


def test_a_decision_about_what_the_graph_no_longer_has_waits():
    """Nothing is made of it, and nothing is lost when its side is read again."""
    gone = replace(DECISION, later="市/initiative/2027/ない")
    assert applied([LINK], [gone], frozenset({EARLIER, LATER})) == (LINK,)
    back = applied([LINK], [gone], frozenset({EARLIER, LATER, gone.later}))
    assert [one.status for one in back] == [LinkStatus.PROPOSED, LinkStatus.ACCEPTED]


@pytest.mark.parametrize(
    ("status", "score", "shown"),
    [
        (LinkStatus.STATED, None, True),
        (LinkStatus.INFERRED, None, True),
        (LinkStatus.ACCEPTED, 0.01, True),
        (LinkStatus.REJECTED, 1.0, False),
        (LinkStatus.PROPOSED, SHOWN, True),
        (LinkStatus.PROPOSED, SHOWN - 0.01, False),
        (LinkStatus.PROPOSED, None, False),
    ],
)
def test_what_is_shown_unasked(status: LinkStatus, score: float | None, shown: bool):  # noqa: FBT001
    """What documents or people say, and what is likely."""
    assert is_shown(status, score) is shown


def test_a_file_without_the_extensions_of_ours_is_read(tmp_path: Path):
    """A mapping that another tool wrote: the predicate tells the relation, the day when."""
    columns = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tmapping_date"
    row = f"id:{EARLIER}\tskos:broadMatch\tid:{LATER}\t{sssom.CURATED}\t2026-04-01"
    (tmp_path / FILE).write_text(f"{columns}\n{row}\n", encoding="utf-8")
    (decision,) = read_decisions(tmp_path)
    assert (decision.relation, decision.reviewed_at) == (LinkRelation.MERGES, "2026-04-01")
    assert unread(tmp_path / FILE) == 0


def test_the_id_of_a_link_is_the_end_of_its_key():
    """So that a command and an address name the same."""
    assert LINK.key.endswith(link_id(EARLIER, LATER))
