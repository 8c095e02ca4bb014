"""Drafts of a FAQ say what their sources say and nothing else; what wore thin of an entry is told."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from keikaku.graph.faq import board, drafts
from keikaku.graph.faq.frayed import HELD_BACK, Fray, Words, frays, renewed, to_publish
from keikaku.graph.faq.kept import FILE, FaqDamagedError, entries_of, put
from keikaku.graph.faq.known import Known
from keikaku.graph.faq.values import Draft, Entry, Sentence, Source, State
from keikaku.ingest.build import read_documents
from keikaku.ontology.japanese.text import fold

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    [*(ROOT / "corpus").glob("*.txt"), *(ROOT / "tests/cases").glob("[clop]*_*.txt")],
    key=lambda one: one.name,
)
PLAN = """みどり市防災計画2030
計画期間は、令和７年度から令和９年度までです。
基本目標１ 備える
避難所の見直し 総務部
避難所の鍵を町会と分けて持つ。
備蓄の点検 総務部
倉庫の中身を年に二度確かめる。
目標指標
・点検の回数 年1回
"""
FORMS = (
    *(drafts.SAYS, drafts.AIMS, drafts.UNITS, drafts.CONCERNS, drafts.YEARS),
    *(drafts.YEAR, drafts.UNTIL, drafts.WHEN, drafts.WHERE),
)
"""Every sentence that a draft may have."""
QUOTES = re.compile(r"『([^』]*)』|「([^「」]*)」")


@cache
def drawn(path: Path) -> tuple[Draft, ...]:
    """The drafts of one document."""
    (read, *_), _ = read_documents([path])
    return drafts.drafts(Known((read.document, *read.facts)))


def said(tmp_path: Path, text: str) -> tuple[Draft, ...]:
    """The drafts of a text."""
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding="utf-8")
    return drawn.__wrapped__(path)


def told(form: str, text: str) -> dict[str, str] | None:
    """What stands in the gaps of a form; None where the sentence has another."""
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(form))
    found = re.fullmatch(pattern, text, flags=re.DOTALL)
    return found.groupdict() if found else None


def unbacked(sentence: Sentence, text: str) -> list[str]:
    """What of a sentence stands in no source, and the sources that do not stand in the document."""
    form, gaps = next((form, gaps) for form in FORMS if (gaps := told(form, sentence.text)) is not None)
    quotes = [fold(source.quote) for source in sentence.sources]
    faults = [source.quote for source in sentence.sources if fold(source.quote) not in fold(text)]
    parts = [
        *(one or other for name in ("quotes",) for one, other in QUOTES.findall(gaps.get(name, ""))),
        *(name for name in gaps.get("units", "").split("、") if name),
        *([gaps["words"]] if "words" in gaps else []),
    ]
    faults += [part for part in parts if not any(fold(part) in quote for quote in quotes)]
    years = {int(gaps[name]) for name in ("start", "end", "year") if name in gaps}
    named = frozenset().union(*(drafts.years_in(source.quote) for source in sentence.sources))
    faults += [str(year) for year in years - named]
    if form == drafts.WHERE:
        places = {source.place or f"{source.line}行目" for source in sentence.sources}
        faults += [] if any(f"（{one}" in sentence.text for one in places) else [sentence.text]
    return faults if sentence.sources else [sentence.text]


@pytest.mark.slow
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_sentence_of_a_draft_is_backed_by_what_it_cites(path: Path):
    """Quoted words, units and years stand in the quotes, the quotes in the document, and nothing is added."""
    text = path.read_text(encoding="utf-8")
    faults = [
        fault for one in drawn(path) for sentence in one.sentences for fault in unbacked(sentence, text)
    ]
    assert faults == []


@pytest.mark.slow
def test_the_documents_of_the_property_make_drafts_with_every_form():
    """Without which it would hold of nothing."""
    sentences = [one.text for path in DOCUMENTS for draft in drawn(path) for one in draft.sentences]
    unseen = [form for form in FORMS if all(told(form, text) is None for text in sentences)]
    assert unseen == []
    assert len(sentences) > 300


def test_a_draft_tells_what_is_done_by_whom_until_when_and_where_it_is_written(tmp_path: Path):
    first, second = said(tmp_path, PLAN)
    assert first.question == "避難所の見直しでは、何をしますか。"
    assert first.answer.splitlines() == [
        "計画には、「避難所の鍵を町会と分けて持つ。」と書かれています。",
        "担当は、総務部です。",
        "計画の期間は、2025年度から2027年度までです。",
        "「みどり市防災計画2030」（4行目）に書かれています。",
    ]
    assert (first.department, first.municipality) == ("総務部", "みどり市")
    assert "目標は、「点検の回数 年1回」です。" in second.answer


def test_a_draft_of_a_document_that_calls_itself_a_sample_says_so(tmp_path: Path):
    told = (
        "【見本】この文書は「みどり市防災計画2030」を別の言葉で書き直した見本であり、原本ではありません。\n"
    )
    assert "、見本）に書かれています。" in said(tmp_path, told + PLAN)[0].answer
    assert "見本" not in said(tmp_path, PLAN)[0].answer


def test_what_no_document_tells_is_left_out(tmp_path: Path):
    """Neither a unit nor a year is made up, and a bare name makes no draft."""
    bare = PLAN.replace("計画期間は、令和７年度から令和９年度までです。\n", "").replace(" 総務部", "")
    for one in said(tmp_path, bare):
        assert "担当" not in one.answer
        assert "期間" not in one.answer
        assert one.department == ""


def test_a_draft_keeps_its_id_where_its_words_change(tmp_path: Path):
    """So that what was decided about it stays with it; its mark tells the wordings apart."""
    before, after = said(tmp_path, PLAN)[0], said(tmp_path, PLAN.replace("町会", "自治会"))[0]
    assert before.id == after.id
    assert before.mark != after.mark


def test_of_two_plans_with_one_initiative_the_newest_is_told(tmp_path: Path):
    later = PLAN.replace("2030", "2036").replace("令和７", "令和13").replace("令和９", "令和15")
    for name, text in (("a.txt", PLAN), ("b.txt", later)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    read, _ = read_documents([tmp_path])
    found = drafts.drafts(Known(tuple(fact for one in read for fact in (one.document, *one.facts))))
    assert [source.file for one in found for source in one.sources[:1]] == ["b.txt", "b.txt"]


def test_of_two_plans_in_force_at_once_each_is_told_with_its_name(tmp_path: Path):
    for name, text in (("a.txt", PLAN), ("b.txt", PLAN.replace("防災計画", "住宅計画"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    read, _ = read_documents([tmp_path])
    found = drafts.drafts(Known(tuple(fact for one in read for fact in (one.document, *one.facts))))
    assert [one.question for one in found if one.question.startswith("備蓄")] == [
        "備蓄の点検（みどり市住宅計画2030）では、何をしますか。",
        "備蓄の点検（みどり市防災計画2030）では、何をしますか。",
    ]


SOURCE = Source(file="plan.txt", digest="1", line=5, quote="避難所の鍵を町会と分けて持つ。")
APPROVED = Entry(
    id="plan-1",
    state=State.APPROVED,
    question="鍵は？",
    answer="町会と持ちます。",
    sources=(SOURCE,),
    drawn="m",
)


def words(digest: str, text: str) -> Words:
    """A document of these words."""
    return Words(digest, lambda: fold(text))


SAME, OTHER = SOURCE.quote, "避難所の鍵は市が持つ。"


@pytest.mark.parametrize(
    ("now", "marks", "expected"),
    [
        ({"plan.txt": words("1", SAME)}, {"plan-1": "m"}, ()),
        ({"plan.txt": words("2", SAME)}, {"plan-1": "m"}, (Fray.CHANGED,)),
        ({"plan.txt": words("2", OTHER)}, {"plan-1": "n"}, (Fray.LOST, Fray.REDRAWN)),
        ({"plan.txt": words("1", SAME)}, {"plan-1": "n"}, (Fray.REDRAWN,)),
        ({}, {}, (Fray.GONE, Fray.UNDRAWN)),
    ],
)
def test_an_entry_whose_document_changed_or_went_is_to_be_looked_at_again(now, marks, expected):
    """It is public as long as its words stand in the documents of now, and no longer."""
    assert frays(APPROVED, now, marks) == expected
    public, back = to_publish([APPROVED], now)
    assert (public, back) == (((), (APPROVED,)) if HELD_BACK & set(expected) else ((APPROVED,), ()))
    assert renewed([SOURCE], now) == (() if back else (replace(SOURCE, digest=now["plan.txt"].digest),))


def test_of_a_document_that_lost_words_it_is_not_said_that_they_stand():
    """The other words of the answer may well be there."""
    both = replace(APPROVED, drawn="", sources=(SOURCE, replace(SOURCE, quote="別の言葉も引いた。")))
    assert frays(both, {"plan.txt": words("2", SAME)}, {}) == (Fray.LOST,)


def test_an_answer_that_stands_on_no_document_wears_never():
    assert frays(replace(APPROVED, sources=(), drawn=""), {}, {}) == ()


def test_nothing_but_what_was_approved_is_to_be_public():
    entries = [replace(APPROVED, id=state, state=state, sources=()) for state in State]
    assert [one.id for one in to_publish(entries, {})[0]] == [State.APPROVED]


def test_what_was_decided_comes_back_from_the_file_and_a_damaged_one_says_so(tmp_path: Path):
    assert entries_of(tmp_path) == ()
    put(tmp_path, APPROVED)
    put(tmp_path, replace(APPROVED, id="plan-2", state=State.DISCARDED))
    put(tmp_path, replace(APPROVED, answer="別の答え"))
    assert [(one.id, one.state, one.answer) for one in entries_of(tmp_path)] == [
        ("plan-1", State.APPROVED, "別の答え"),
        ("plan-2", State.DISCARDED, "町会と持ちます。"),
    ]
    assert entries_of(tmp_path)[0].sources == (SOURCE,)
    (tmp_path / FILE).write_text("[]", encoding="utf-8")
    with pytest.raises(FaqDamagedError, match="読めません"):
        entries_of(tmp_path)


def test_a_decision_takes_a_draft_out_of_those_that_wait(tmp_path: Path):
    """And gives it back where it is taken back; a question that was asked waits again with its answer."""
    version = replace(
        board.version_of(None, tuple), drafts={one.id: one for one in said(tmp_path, PLAN)}, words={}
    )
    first = board.rows(version, ())[0]
    board.discard(tmp_path, first, "2026-07-01")
    (row, other) = board.rows(version, entries_of(tmp_path))
    assert (row.state, other.state) == (State.DISCARDED, None)
    board.restore(tmp_path, row, "2026-07-02")
    assert [one.state for one in board.rows(version, entries_of(tmp_path))] == [None, None]
    board.ask(tmp_path, "asked-1", "鍵はだれが？", "2026-07-02")
    (asked, *_) = board.rows(version, entries_of(tmp_path))
    board.approve(tmp_path, version, asked, replace(asked.entry, answer="町会です。"))
    (approved, *_) = board.rows(version, entries_of(tmp_path))
    assert approved.state is State.APPROVED
    board.restore(tmp_path, approved, "2026-07-03")
    (again, *_) = board.rows(version, entries_of(tmp_path))
    assert (again.state, again.entry.answer) == (State.OPEN, "町会です。")
