"""Answers, hits, rows and reports as lines of a terminal."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

from keikaku.cli.doors.settings import base
from keikaku.graph.rdf.rendering import rendered
from keikaku.ontology.model.facts import Initiative
from keikaku.qa.finding.evidence import told_with
from keikaku.qa.telling.answer import AnswerStatus, further
from keikaku.qa.telling.phrases import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from keikaku.graph.search.index import Hit, SearchResult
    from keikaku.graph.search.told.evidence import Evidence
    from keikaku.graph.sparql.gate import QueryResult
    from keikaku.ingest.pipeline import Forgotten, Report
    from keikaku.ontology.model.facts import Extraction, Key
    from keikaku.qa.telling.answer import Answer, Citation, Item

CITED = 5
"""How many citations the terminal shows; `--json` has all."""
WIDEST = 44


def answer_lines(answer: Answer, *, explain: bool = False) -> Iterator[str]:
    """An answer as people read it: sentence, table, citations, suggestions, and how the question was read."""
    if answer.status is not AnswerStatus.ANSWERED:
        yield f"〔{ENDINGS[answer.status][0]}〕"
    yield _safe(answer.sentence)
    if len(answer.items) > 1:
        yield ""
        yield from _items(answer.items)
    if answer.citations:
        yield ""
        yield "出典:"
        yield from (f"  {_place(cite)} 「{_safe(cite.quote)}」" for cite in answer.citations[:CITED])
        if len(answer.citations) > CITED:
            yield f"  （ほか{len(answer.citations) - CITED}件。--json で全件を表示します）"
    if answer.suggestions:
        yield ""
        yield "たとえば、次のように聞けます:"
        yield from (f"  ・{_safe(suggestion)}" for suggestion in answer.suggestions)
    yield ""
    if answer.reading:
        yield f"読み取り: {_safe(answer.reading)}"
    yield f"データの版: {answer.data_version}"
    if explain:
        yield from _explained(answer)


def _explained(answer: Answer) -> Iterator[str]:
    yield ""
    yield from (f"{step.name}: {_safe(step.detail)}" for step in answer.steps)
    if answer.sparql:
        yield "SPARQL:"
        yield answer.sparql
    for one in answer.rejected:
        score = "" if one.score is None else f"（{one.score:.2f}）"
        yield f"外した候補: {one.label}{score} {one.reason}"


COLUMNS = ("名前", "担当", "体系・分野", "計画", "理由")


def _items(items: Sequence[Item]) -> Iterator[str]:
    """The items as a table of the columns that say something of one."""
    more = further()
    columns = (*COLUMNS, *(one.ja for one in more))
    rows = [(*_item_row(item), *("、".join(item.told(one.name)) for one in more)) for item in items]
    told = [number for number in range(len(columns)) if number == 0 or any(row[number] for row in rows)]
    yield from table([columns[n] for n in told], [[row[n] for n in told] for row in rows])


def _item_row(item: Item) -> tuple[str, ...]:
    units = "、".join((*item.departments, *item.sections))
    place = "／".join(part for part in (item.pillar, item.field) if part)
    label = item.label + ("（人手訂正）" if item.corrected else "")
    return label, units, place, item.plan or "", item.reason or ""


def _place(cite: Citation) -> str:
    page = f"{cite.page}ページ " if cite.page else ""
    sample = "（見本）" if cite.retelling else ""
    return f"{cite.document}{sample} {cite.place or f'{page}{cite.line}行目'}"


def _safe(text: str) -> str:
    """The text without control characters that a terminal would obey."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})


def width(text: str) -> int:
    """How many columns of a terminal the text takes.

    >>> width("企画部 A")
    8
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows under a head, each column as wide as its longest cell up to a limit; nothing is cut."""
    columns = [min(WIDEST, max(map(width, column))) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        cells = (
            cell + " " * (size - width(cell)) for cell, size in zip(map(_safe, row), columns, strict=True)
        )
        yield "  ".join(cells).rstrip()
        if row is head:
            yield "  ".join("─" * (size // 2) for size in columns)


def hit_lines(result: SearchResult, evidence: Mapping[Key, Evidence]) -> Iterator[str]:
    """Search hits as people read them, each with the sentence that made it one, an FAQ answer whole."""
    if not result.meaning:
        yield "（意味の検索は使えないので、言葉だけで探しました）"
    for hit in result.hits:
        other = f"（{'、'.join(hit.widened)}）" if hit.widened else ""
        yield f"{100 * hit.chance:4.0f}%  {hit.label}{other}"
        if found := evidence.get(hit.key):
            told = found.text if hit.kind == "faq" else found.sentence
            yield from (f"       {line.strip()}" for line in told.splitlines() if line.strip())
    if not result.hits:
        yield "見つかりませんでした。別の言葉で探してください。"


def in_json(plain: Any) -> str:
    """One line of JSON, its IRIs under the base that was set."""
    return json.dumps(rendered(plain, base()), ensure_ascii=False)


def hit_json(result: SearchResult, ids: Mapping[Key, str], evidence: Mapping[Key, Evidence]) -> str:
    """Search hits as one line of JSON."""
    hits = [told_with(hit, evidence, ids) for hit in result.hits]
    return in_json({"hits": hits, "meaning": result.meaning})


def hit_object(hit: Hit, ids: Mapping[Key, str]) -> dict[str, Any]:
    """One hit as CONTRACTS.md has it; `ids` are those that the FAQ file gives its entries."""
    return hit.to_dict(ids)


def sparql_lines(result: QueryResult, *, as_json: bool) -> Iterator[str]:
    """The rows of a SPARQL query as a table, or in the standard JSON format."""
    if as_json:
        yield result.to_json()
        return
    head, rows = result.table()
    yield from table(head, rows)
    if result.truncated:
        yield f"（{len(rows):,}行で打ち切りました。条件を足すか LIMIT と OFFSET で分けてください）"


def build_lines(report: Report, *, internal: bool = False) -> Iterator[str]:
    """What came of a build: a line a document, the FAQ, then problems, then the version."""
    yield from taken_lines(report)
    yield from (problem.message for problem in report.problems)
    if report.data_version:
        meaning = "" if report.meaning else "（意味の検索なし、言葉だけ）"
        done = "内部のグラフに入れました（職員の画面だけに出ます）" if internal else "公開しました"
        yield f"{done}{meaning}。データの版: {report.data_version}"


def _counted(one: Extraction) -> str:
    """What was read of a document in what people look for."""
    from keikaku.graph.store.checks import counted_initiatives  # noqa: PLC0415 - what an answer needs stands above

    initiatives = [fact for fact in one.facts if isinstance(fact, Initiative)]
    unassigned = sum(not (fact.departments or fact.sections or fact.whole_city) for fact in initiatives)
    return counted_initiatives(len(initiatives), unassigned, sum(told.unread for told in one.problems))


def _forgotten_lines(forgotten: Forgotten | None) -> Iterator[str]:
    if forgotten:
        yield (
            f"外した内容を、ストアのすべてのファイルから消しました（前の版{forgotten.versions}個、"
            f"つながりの決定{forgotten.decisions}行、待っていた訂正{forgotten.corrections}件、"
            f"質問と答え{forgotten.answers}件も）。"
            "ストアの外の控え（バックアップ、元のファイル）は、別に消してください。"
        )


def taken_lines(report: Report) -> Iterator[str]:
    """What a build took and what stayed, a sentence each."""
    for one in report.read:
        sample = "（見本）" if one.document.retelling else ""
        yield (
            f"読みました: {one.document.file}{sample} {_counted(one)}、"
            f"事実{len(one.facts):,}件、{one.document.characters:,}文字（様式: {one.document.layout}）"
        )
    for name in report.out_of_public:
        yield f"{name}: 内部の文書になったので、公開のグラフから外しました。前の版の公開も止めました。"
    yield from _forgotten_lines(report.forgotten)
    if report.remade and report.data_version:
        yield "前の形式のグラフから引き継いで作り直しました。"
    if report.kept:
        yield f"前に読んだ{len(report.kept)}件の文書はそのままです。"
    if report.faq:
        yield f"よくある質問: {len(report.faq):,}件を取り込みました。"
    if report.faq_kept:
        yield f"よくある質問: 前に読んだ{len(report.faq_kept):,}件はそのままです。"
    if report.approved:
        yield f"承認した質問と答え: {len(report.approved):,}件が、よくある質問に入っています。"
    if report.words:
        yield f"自治体の言葉: {len(report.words):,}件が、これから読む文書に効きます。"
    if report.corrections:
        held = sum(one.in_force for one in report.corrections)
        waiting = len(report.corrections) - held
        yield f"人手訂正: {held:,}件を反映しました。" + (
            f"{waiting:,}件は対象が見つかりません。" if waiting else ""
        )
