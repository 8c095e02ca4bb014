"""The five shared documents come out to the digit, and the action plan under every disguise."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from reading import cases, extraction, folded, rows

from keikaku.ingest.build import read_documents
from keikaku.ingest.extract import read_document
from keikaku.ingest.join.derive import derive
from keikaku.ingest.join.reconcile import reconcile
from keikaku.ingest.source import Source
from keikaku.ontology.model.facts import (
    Contact,
    Evidence,
    Field,
    Indicator,
    Initiative,
    Mission,
    Observation,
    Occurrence,
    Passage,
    Pillar,
    Plan,
    Post,
    Relation,
    RelationKind,
    Section,
    Status,
    Target,
)

pytestmark = [pytest.mark.slow, pytest.mark.shared]
GOLD = cases("layout_seeds.jsonl")
ACTION_PLAN = "004_6e3b5f663ae3765c.txt"


@cache
def built(folder: Path):
    return read_documents([folder])


@cache
def facts(folder: Path):
    return reconcile(built(folder)[0])


def of(folder: Path, kind: type):
    return [fact for fact in facts(folder) if isinstance(fact, kind)]


def gold_of(file: str):
    return [{k: v for k, v in row.items() if k != "file"} for row in GOLD if row["file"] == file]


@pytest.mark.parametrize("file", sorted({row["file"] for row in GOLD}))
def test_the_initiative_table_is_exact(seeds, file):
    found = extraction((seeds / file).read_text(encoding="utf-8"), file)
    table = [row | {"targets": [text[:18] for text in row["targets"]]} for row in rows(found)]
    assert table == gold_of(file)


def test_building_all_five_gives_each_thing_once(seeds):
    kinds = Counter(type(fact).__name__ for fact in facts(seeds))
    assert kinds["Initiative"] == 95
    assert Counter(i.plan.split("/")[2] for i in of(seeds, Initiative)) == {
        "都市経営アクションプラン2027": 70,
        "企画部の運営方針と目標": 12,
        "基本構想": 10,
        "各部の運営方針と目標": 3,
    }
    own = [p for p in of(seeds, Pillar) if "アクションプラン2027" in p.plan]
    assert [p.label for p in own] == [
        "デジタル技術の活用",
        "多様な主体との連携・協働",
        "持続可能な自治体経営",
        "柔軟かつ機動的な組織づくり",
    ]
    assert kinds["Field"] == 11
    assert {len({e.document for e in field.evidence}) for field in of(seeds, Field)} == {2}


def test_nothing_is_refused_and_less_than_two_percent_is_left_over(seeds):
    extractions, problems = built(seeds)
    assert problems == ()
    for extraction_ in extractions:
        uses = Counter()
        for use in extraction_.uses:
            uses[use.use] += use.characters
        assert sum(uses.values()) == extraction_.document.characters
        assert uses["leftover"] < 0.02 * extraction_.document.characters


def test_every_quote_stands_in_its_document_at_its_line(seeds):
    for extraction_ in built(seeds)[0]:
        text = (seeds / extraction_.document.file).read_text(encoding="utf-8")
        whole, lines = folded(text), text.split("\n")
        for fact in (*extraction_.facts, extraction_.document):
            for evidence in getattr(fact, "evidence", ()):
                quote = folded(evidence.quote)
                assert 6 <= len(quote) <= 300
                assert quote in whole
                assert quote[:6] in folded("".join(lines[evidence.line - 1 : evidence.line + 20]))


def test_every_passage_stands_in_its_document(seeds):
    for extraction_ in built(seeds)[0]:
        whole = folded((seeds / extraction_.document.file).read_text(encoding="utf-8"))
        told = [fact for fact in extraction_.facts if isinstance(fact, Passage)]
        assert [part for p in told for part in parts(p) if folded(part) not in whole] == []


def parts(passage: Passage):
    """The passage cut where a line was left out: there a start gives no text."""
    starts = [start for start, _ in passage.line_starts]
    cuts = [0, *(a for a, b in pairwise(starts) if a == b and a > 0), len(passage.text)]
    return [passage.text[a:b] for a, b in pairwise(cuts)]


def test_the_plan_runs_from_the_year_after_its_decision(seeds):
    plan = next(p for p in of(seeds, Plan) if p.key.endswith("アクションプラン2027"))
    assert (plan.decided, plan.start, plan.end, plan.start_assumed) == ("2025-03", 2025, 2027, True)
    assert not plan.mentioned_only


def test_plans_that_are_only_named_are_told_apart(seeds):
    named = {plan.key.removeprefix("三鷹市/plan/"): plan for plan in of(seeds, Plan)}
    assert named["基本構想/2001"].decided == "2001-09"
    assert named["基本構想"].decided is None
    assert {
        "第3次基本計画",
        "第4次基本計画",
        "第4次基本計画(第2次改定)",
        "第5次基本計画",
        "新・行財政改革アクションプラン2022",
        "都市経営アクションプラン2022",
        "みらいを創る三鷹デジタル社会ビジョン",
        "スマートシティ三鷹構想2027",
        "地域情報化プラン2022",
        "産業振興計画2010",
    } <= set(named)


def test_relations_that_sentences_state_carry_them(seeds):
    stated = {
        (r.subject.split("/")[2], r.kind, r.object.split("/")[-1])
        for r in of(seeds, Relation)
        if r.status is Status.STATED
    }
    ours = "都市経営アクションプラン2027"
    assert (ours, RelationKind.INDIVIDUAL_PLAN_OF, "第5次基本計画") in stated
    assert (
        "都市経営アクションプラン2022",
        RelationKind.INDIVIDUAL_PLAN_OF,
        "第4次基本計画(第2次改定)",
    ) in stated
    assert ("スマートシティ三鷹構想2027", RelationKind.PLACED_IN, "デジタル技術の活用") in stated
    assert ("第4次基本計画(第2次改定)", RelationKind.REVISES, "第4次基本計画") in stated
    assert not {s for s in stated if s[0] == ours and s[2].startswith("第4次")}


def test_successions_by_name_are_inferred_with_the_sentences_behind_them(seeds):
    inferred = {
        (r.subject.split("/")[2], r.object.split("/")[2]): r
        for r in derive(facts(seeds))
        if isinstance(r, Relation) and r.kind is RelationKind.REPLACES
    }
    found = inferred["都市経営アクションプラン2027", "都市経営アクションプラン2022"]
    assert found.status is Status.INFERRED
    assert len(found.evidence) == 2
    assert ("第5次基本計画", "第4次基本計画") in inferred


def test_the_tables_of_the_action_plan_are_right_to_the_digit(seeds):
    values = {
        (o.indicator.split("/")[-1], o.subject.split("/")[-1], o.fiscal_year): (o.value, o.unit)
        for o in of(seeds, Observation)
    }
    earlier = [p for p in of(seeds, Pillar) if "アクションプラン2022" in p.plan]
    counts = [values["個別課題の件数", p.label, None] for p in earlier]
    assert [value for value, _ in counts] == [9, 10, 16, 5, 13, 8, 13, 4, 6, 8, 6, 5, 5]
    plan = "都市経営アクションプラン2022"
    done = [values[f"個別課題の{c}", plan, None][0] for c in ("件数", "達成・一部達成", "着手", "未達成")]
    assert done == [108, 102, 5, 1]
    assert values["個別課題の達成率", plan, None] == (94.4, "%")
    years = range(2019, 2024)
    for indicator, expected in (
        ("経常収支比率", [89.7, 89.4, 91.5, 89.5, 89.4]),
        ("実質公債費比率", [1.4, 1.0, 0.8, 1.0, 0.8]),
        ("人件費比率", [13.8, 11.3, 13.4, 14.1, 13.9]),
    ):
        assert [values[indicator, "三鷹市", year] for year in years] == [(v, "%") for v in expected]
    funds = ("財政調整基金", "健康福祉基金", "子ども・子育て基金", "まちづくり施設整備基金")
    balances = [values[f"{fund}の残高", "三鷹市", 2023] for fund in funds]
    assert balances == [(v * 1e8, "円") for v in (67, 30, 30, 50)]


def test_rules_in_words_are_targets_of_the_indicator(seeds):
    indicators = {indicator.key for indicator in of(seeds, Indicator)}
    told = {t.subject.split("/")[-1]: t.text for t in of(seeds, Target) if t.subject in indicators}
    assert told["まちづくり施設整備基金の残高"] == "計画的な積立"
    assert len(told) == 7


def test_the_department_policy_tells_posts_resources_and_missions(seeds):
    told = of(seeds, Post)
    (mayor,) = (post for post in told if "/municipality/" in post.organisation)
    assert mayor.fiscal_year == 2024
    posts = {post.label: post.holder for post in told if post is not mayor}
    assert len(posts) == 5
    assert len(set(posts.values())) == 3
    numbers = [o for o in of(seeds, Observation) if o.date == "2019-08-01"]
    assert sorted(o.value for o in numbers) == [1.2, 4.4, 6, 44, 501, 990, 1787460000, 10388461000]
    sections = {s.label: s.departments for s in of(seeds, Section)}
    assert sections["秘書広報課"] == ("三鷹市/department/企画部",)
    assert sections["情報推進室"] == ("三鷹市/department/企画部",)
    assert sections["広報課"] == ()
    assert Counter(m.fiscal_year for m in of(seeds, Mission)) == {2003: 21, 2019: 4}
    assert len({m.organisation for m in of(seeds, Mission) if m.fiscal_year == 2003}) == 8


def test_a_broken_off_sentence_is_not_joined_to_the_next_heading(seeds):
    broken = [m.text for m in of(seeds, Mission) if m.text.endswith(("特", "ましたが、"))]
    assert len(broken) == 2


def test_the_web_page_tells_when_and_by_whom_it_was_published(seeds):
    page = next(e.document for e in built(seeds)[0] if e.document.layout == "plan_page")
    assert (page.published, page.publisher) == ("2025-03-31", "三鷹市/section/企画経営課")
    assert {c.kind for c in of(seeds, Contact)} == {"phone", "fax", "address"}


def test_dates_in_prose_are_tied_to_the_initiative_with_the_sentence(seeds):
    found = [o for o in of(seeds, Occurrence) if o.subject.endswith("空き家等対策の推進")]
    assert ("2024-10-01", "2024-10-31") in {(o.start, o.end) for o in found}


def wrapped(text: str, width: int) -> str:
    """The text with its paragraphs wrapped at another width, its titles and tables as they are."""
    reading = read_document(Source(ACTION_PLAN, "digest", text))
    lines = dict(enumerate(text.split("\n"), start=1))
    for paragraph in reading.paragraphs:
        pieces = [paragraph.text[i : i + width] for i in range(0, len(paragraph.text), width)]
        lines |= dict.fromkeys([line.number for line in paragraph.lines[1:]], "")
        lines[paragraph.lines[0].number] = "\n".join(pieces)
    return "\n".join(lines.values())


def dense(text: str) -> str:
    """The text without its blank lines."""
    return "\n".join(line for line in text.split("\n") if line.strip())


DISGUISES = {
    "no blank lines": dense,
    "NFKC": lambda text: unicodedata.normalize("NFKC", text),
    "NFKC and no blank lines": lambda text: dense(unicodedata.normalize("NFKC", text)),
    "no space around lines": lambda text: "\n".join(line.strip() for line in text.split("\n")),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    **{f"{width} characters a line": lambda text, w=width: wrapped(text, w) for width in (20, 26, 38, 60)},
    "25 a line, no blank lines": lambda text: dense(wrapped(text, 25)),
    "whole paragraphs a line": lambda text: wrapped(text, 10_000),
}


@pytest.mark.slow
@pytest.mark.parametrize("disguise", DISGUISES)
def test_the_action_plan_reads_the_same_under_every_disguise(seeds, disguise):
    text = DISGUISES[disguise]((seeds / ACTION_PLAN).read_text(encoding="utf-8"))
    found = [_comparable(row) for row in rows(extraction(text))]
    assert found == [_comparable(row) for row in gold_of(ACTION_PLAN)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "disguise", ["no blank lines", "NFKC", "NFKC and no blank lines", "Windows line ends"]
)
@pytest.mark.parametrize("file", sorted({row["file"] for row in GOLD}))
def test_every_document_tells_as_much_under_a_disguise(seeds, file, disguise):
    text = (seeds / file).read_text(encoding="utf-8")
    plain, disguised = extraction(text), extraction(DISGUISES[disguise](text))
    assert numbers_of(disguised) == numbers_of(plain)
    assert counts_of(disguised) == counts_of(plain)


def counts_of(found):
    kinds = Counter(type(fact).__name__ for fact in found.facts)
    return {kind: count for kind, count in kinds.items() if kind != "Passage"}


def numbers_of(found):
    told = [fact for fact in found.facts if isinstance(fact, Observation)]
    return [(folded(o.indicator), folded(o.subject), o.fiscal_year, o.value, o.unit) for o in told]


def _comparable(row):
    return [folded(str(row[key])) for key in ("label", "pillar", "field", "departments", "whole_city")]


def test_a_quote_moves_with_the_plan_when_lines_are_added_above(seeds):
    """Keys are of names, never of positions."""
    text = (seeds / ACTION_PLAN).read_text(encoding="utf-8")
    before, after = extraction(text), extraction("\n\n\n" + text)
    shifted = [_without_places(fact) for fact in after.facts]
    assert [_without_places(fact) for fact in before.facts] == shifted


def _without_places(fact):
    bare = {"evidence": tuple(_moved(e) for e in fact.evidence)} if hasattr(fact, "evidence") else {}
    if isinstance(fact, (Observation, Target)):
        bare["order"] = 0
    if isinstance(fact, Passage):
        bare["line_starts"] = ()
    return replace(fact, **bare)


def _moved(evidence: Evidence) -> Evidence:
    return replace(evidence, line=0)
