"""The same document as PDF, Word, Excel and web page gives what its text gives, and every quote stands in it."""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path

import docx
import openpyxl
import pytest
from as_files import MAKERS
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from reading import CASES, extraction, folded, rows
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from keikaku.ingest import isolation
from keikaku.ingest.build import read_documents
from keikaku.ingest.extract import extract
from keikaku.ingest.formats import packages, readers, writing, xlsx
from keikaku.ingest.formats.pdf import document as pdf
from keikaku.ingest.formats.plain import read_csv
from keikaku.ingest.reading_process import READERS
from keikaku.ingest.source import Content, Source
from keikaku.ontology.model.facts import Passage
from keikaku.ontology.model.parts import page_of, place

pytestmark = pytest.mark.slow

TEXTS = sorted([*CASES.glob("layout_*.txt"), *CASES.glob("city_*.txt")])
KINDS = list(MAKERS)
FONT = "HeiseiMin-W3"


def content(suffix: str, made: bytes) -> Content:
    """What the reader of a kind gives."""
    return import_module(f"keikaku.ingest.formats.{READERS[suffix]}").read(made)


def extracted(found: Content, file: str = "made_up.pdf"):
    """What is made of it."""
    return extract(Source(file, "digest", found.text, found.hints, found.parts, found.faults))


def told(found):
    """The initiative table, character width and white space aside."""
    return [{name: _folded(value) for name, value in row.items()} for row in rows(found)]


def _folded(value):
    if isinstance(value, list):
        return [folded(item) for item in value]
    return folded(value) if isinstance(value, str) else value


def quotes(found):
    """Every quote of a document."""
    facts = (found.document, *found.facts)
    return [evidence.quote for fact in facts for evidence in getattr(fact, "evidence", ())]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_kind_gives_the_initiatives_of_the_text(path, kind):
    text = path.read_text(encoding="utf-8")
    assert told(extracted(content(kind, MAKERS[kind](text)))) == told(extraction(text))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_character_is_lost_and_every_quote_stands_in_the_document(path, kind):
    read = content(kind, MAKERS[kind](path.read_text(encoding="utf-8")))
    found = extracted(read)
    assert sum(use.characters for use in found.uses) == len("".join(read.text.split()))
    whole = folded(read.text)
    assert [quote for quote in quotes(found) if folded(quote) not in whole] == []
    original = {character for character in folded(path.read_text(encoding="utf-8")) if character not in "#|-"}
    assert original <= set(whole)


@pytest.mark.parametrize("kind", KINDS)
def test_a_folder_of_every_kind_is_read_by_the_command(tmp_path, kind):
    text = (CASES / "layout_tab_table.txt").read_text(encoding="utf-8")
    (tmp_path / f"plan{kind}").write_bytes(MAKERS[kind](text))
    extractions, problems = read_documents([tmp_path])
    assert problems == ()
    assert told(extractions[0]) == told(extraction(text))


SHEETS = """みどり市防災計画2030
基本目標１ 備える
施策名\t備蓄の点検
担当課\t総務部、防災課
事業概要\t倉庫の中身を年に二度確かめる。
目標値\t点検 2回

施策名\t名簿の更新\t担当課\t総務課
目標値\t更新 1回\t目標年度\t令和９年度
"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_for_each_initiative_gives_its_properties(kind):
    found = told(extracted(content(kind, MAKERS[kind](SHEETS))))
    assert [(row["label"], row["pillar"], row["departments"], row["targets"]) for row in found] == [
        ("備蓄の点検", "備える", ["総務部", "防災課"], ["点検2回"]),
        ("名簿の更新", "備える", ["総務課"], ["更新1回"]),
    ]


def test_the_limits_that_are_published_are_those_that_hold():
    told = (CASES.parents[1] / "docs" / "documents.md").read_text(encoding="utf-8")
    for limit in (
        f"| {readers.BYTES_AT_MOST // 1_000_000} MB |",
        f"| {writing.CHARACTERS_AT_MOST // 10_000}万字 |",
        f"| {writing.LINES_AT_MOST // 10_000}万行 |",
        f"| {pdf.PAGES_AT_MOST:,}ページ |",
        f"| {xlsx.CELLS_AT_MOST:,} |",
        f"| {packages.UNPACKED_AT_MOST // 1_000_000} MB |",
        f"| {isolation.SECONDS:.0f}秒 |",
        f"| {isolation.MEGABYTES:,} MB |",
    ):
        assert limit in told


def test_a_citation_of_a_pdf_has_its_page():
    found = extracted(content(".pdf", MAKERS[".pdf"]("\n".join(f"{n}番目の文です。" for n in range(150)))))
    pages = {evidence.page for fact in found.facts for evidence in getattr(fact, "evidence", ())}
    passages = [fact for fact in found.facts if isinstance(fact, Passage)]
    assert {passage.page for passage in passages} == {1, 2, 3, 4}
    assert None not in pages
    last = passages[-1].line_starts[-1][1]
    assert place(found.document.parts, last).startswith("4ページ ")
    assert page_of(found.document.parts, last) == 4


def test_a_place_in_a_sheet_is_the_sheet_and_its_row():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "一覧"
    sheet["A1"] = "みどり市防災計画2030"
    for row, cells in ((30, ("施策名", "担当課", "目標値")), (31, ("備蓄の点検", "防災課", 0.6))):
        for column, cell in enumerate(cells, start=2):
            sheet.cell(row, column, cell)
    sheet["D31"].number_format = "0%"
    book.create_sheet("控え").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    read = content(".xlsx", out.getvalue())
    found = extracted(read)
    row = next(use for use in found.uses if "表" in use.reason)
    assert place(read.parts, row.line) == "シート「一覧」 30行目"
    assert told(found)[0]["targets"] == ["60%"]
    assert "控え" in found.problems[0].message


def drawn(*pages) -> bytes:
    """A PDF of lines at places: x, y from below, and the words."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 800))
    for page in pages:
        canvas.setFont(FONT, 10)
        for x, y, words in page:
            canvas.drawString(x, y, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_columns_are_read_one_after_the_other():
    left = [(50, 700 - 16 * n, f"左の段の{n}行目はここで折り返して続く文") for n in range(8)]
    right = [(320, 700 - 16 * n, f"右の段の{n}行目はここで折り返して続く文") for n in range(8)]
    both = [pair for pairs in zip(left, right, strict=True) for pair in pairs]
    lines = content(
        ".pdf",
        drawn([(50, 740, "段の上に広がる題名がここにあり、紙の端まで続いていく長い一行の題名"), *both]),
    ).text.split("\n")
    told_lines = [line for line in lines if line]
    assert [line[0] for line in told_lines[1:]] == ["左"] * 8 + ["右"] * 8


def test_radicals_and_compatibility_ideographs_become_the_characters_that_people_write():
    read = content(".html", "<p>⼾籍係の⻑と⿊⽊さん、福⼭市と神⼾</p>".encode())
    assert read.text == "戸籍係の長と黒木さん、福山市と神戸"


def test_a_figure_that_its_cell_breaks_is_one_figure():
    rows_ = [["区分", "予算額"], ["一般会計の合計額", "10,388,461,000,000,000,000円"], ["特別会計", "12円"]]
    text = "\n".join("\t".join([*row, "", "", "", ""]) for row in rows_)
    assert "10,388,461,000,000,000,000円" in content(".pdf", MAKERS[".pdf"](text)).text


def test_running_heads_and_page_numbers_are_furniture_and_the_sentence_goes_on():
    pages = [
        [
            (50, 770, "みどり市の計画"),
            (280, 20, f"{n}"),
            *((50, 720 - 16 * k, f"第{n}頁の{k}行目の文がまだ終わらずに続いていき、") for k in range(6)),
        ]
        for n in range(1, 5)
    ]
    read = content(".pdf", drawn(*pages))
    found = extracted(read)
    assert sum(use.use == "furniture" for use in found.uses) == 8
    passage = next(fact for fact in found.facts if isinstance(fact, Passage))
    assert "5行目の文がまだ終わらずに続いていき、第2頁の0行目" in passage.text


def test_a_page_turned_on_its_side_is_read_as_it_is_shown():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 800))
    canvas.setPageRotation(90)
    canvas.rotate(90)
    canvas.setFont(FONT, 10)
    for n in range(5):
        canvas.drawString(50, -100 - 20 * n, f"横向きの{n}行目")
    canvas.save()
    lines = [line for line in content(".pdf", out.getvalue()).text.split("\n") if line]
    assert lines == [f"横向きの{n}行目" for n in range(5)]


PAGE = """<html><head><title>計画</title><style>p{}</style></head><body>
<header><a>みどり市</a></header><nav><ul><li>くらし</ul></nav>
<main><h1>みどり市防災計画2030</h1><p>計画の<b>期間</b>は、令和７年度<br>から。<script>x()</script></p>
<ul><li>鍵を持つ</li></ul><ol><li>水</li><li>米</li></ol>
<table><caption>一覧</caption><tr><th>柱<th>施策名<th>担当課</tr>
<tr><td rowspan=2>備え<td>鍵の管理<td>総務課<br>防災課</tr><tr><td>備蓄の点検<td>防災課</tr></table>
<p>漢<ruby>字<rt>じ</rt></ruby> &amp; &#x2460;</p><p style="display:none">隠れ</p></main><footer>みどり市役所</footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "utf-16"])
def test_a_page_is_its_main_part_and_the_rest_is_furniture(encoding):
    declared = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP"}.get(encoding, encoding)
    read = content(".html", PAGE.replace("<head>", f'<head><meta charset="{declared}">').encode(encoding))
    around = [
        line
        for number, line in enumerate(read.text.split("\n"), 1)
        if read.hints.get(number) and read.hints[number].furniture
    ]
    assert around == ["みどり市", "くらし", "みどり市役所"]
    assert "期間は、令和７年度\nから。" in read.text
    assert "漢字 & ①" in read.text
    assert "隠れ" not in read.text
    leads = {
        line: read.hints[number].lead
        for number, line in enumerate(read.text.split("\n"), 1)
        if number in read.hints
    }
    assert (leads["みどり市防災計画2030"], leads["鍵を持つ"], leads["米"]) == ("# ", "・", "2. ")
    initiatives = told(extracted(read))
    assert [(row["label"], row["pillar"], row["departments"]) for row in initiatives] == [
        ("鍵の管理", "備え", ["総務課", "防災課"]),
        ("備蓄の点検", "備え", ["防災課"]),
    ]


def numbered(document, form: str, text: str) -> str:
    """A list of Word's own, with one level; gives its number."""
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
        child = OxmlElement(name)
        child.set(qn("w:val"), value)
        level.append(child)
    abstract.append(level)
    root.insert(0, abstract)
    return root.add_num(77).numId


def test_what_word_counts_by_itself_is_read_as_people_see_it():
    document = docx.Document()
    document.add_paragraph("みどり市防災計画2030")
    number = numbered(document, "decimalFullWidth", "基本目標%1")
    for pillar, title in (("備える", "備蓄の点検"), ("伝える", "名簿の更新")):
        paragraph = document.add_paragraph(pillar)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = number
        document.add_paragraph(f"{title}　防災課")
        document.add_paragraph("年に二度確かめる。")
        document.add_paragraph("目標指標")
        document.add_paragraph("点検の回数 2回以上", style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    found = told(extracted(content(".docx", out.getvalue())))
    assert [(row["label"], row["pillar"], row["targets"]) for row in found] == [
        ("備蓄の点検", "備える", ["点検の回数2回以上"]),
        ("名簿の更新", "伝える", ["点検の回数2回以上"]),
    ]


def test_what_word_holds_in_odd_places_is_not_lost():
    document = docx.Document()
    paragraph = document.add_paragraph("前の")
    inserted = OxmlElement("w:ins")
    run = OxmlElement("w:r")
    word = OxmlElement("w:t")
    word.text = "書き足した言葉"
    run.append(word)
    inserted.append(run)
    paragraph._p.append(inserted)
    document.sections[0].footer.paragraphs[0].text = "末尾の言葉"
    frame = document.add_table(1, 1)
    frame.cell(0, 0).text = "枠の中の言葉"
    out = io.BytesIO()
    document.save(out)
    read = content(".docx", out.getvalue())
    assert read.text.split("\n")[0] == "前の書き足した言葉"
    assert "枠の中の言葉" in read.text
    assert read.hints[len(read.text.split("\n"))].furniture


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
def test_a_table_of_commas_gives_its_rows(encoding):
    text = '施策名,担当課,目標値\n"鍵の\n管理",総務課,\n\n備蓄の点検,防災課,年2回\n'
    read = read_csv(("みどり市防災計画2030\n" + text).encode(encoding))
    found = told(extracted(read))
    assert [(row["label"], row["departments"], row["targets"]) for row in found] == [
        ("鍵の管理", ["総務課"], []),
        ("備蓄の点検", ["防災課"], ["年2回"]),
    ]


def test_a_table_that_goes_on_below_a_heading_keeps_its_header(tmp_path: Path):
    book = openpyxl.Workbook()
    for line in (
        ["みどり市防災計画2030"],
        ["施策名", "担当課"],
        ["基本目標１ 備える"],
        ["備蓄の点検", "防災課"],
        ["基本目標２ 伝える"],
        ["名簿の更新", "総務課"],
    ):
        book.active.append(line)
    book.save(tmp_path / "plan.xlsx")
    found = told(extracted(content(".xlsx", (tmp_path / "plan.xlsx").read_bytes())))
    assert [(row["label"], row["pillar"]) for row in found] == [
        ("備蓄の点検", "備える"),
        ("名簿の更新", "伝える"),
    ]


def merged_sheet(folder: Path) -> Path:
    """A sheet whose unit stands once over two rows, and a caption over the whole width."""
    book = openpyxl.Workbook()
    for line in (
        ["みどり市防災計画2030"],
        ["施策名", "担当課", "目標値"],
        ["1 備える", None, None],
        ["備蓄の点検", "防災課", 1200],
        ["名簿の更新", None, 12],
    ):
        book.active.append(line)
    book.active.merge_cells("A3:C3")
    book.active.merge_cells("B4:B5")
    book.active["C4"].number_format = '#,##0"件"'
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


def test_a_merged_cell_of_a_sheet_is_carried_down_and_numbers_stand_as_they_are_shown(tmp_path: Path):
    found = told(extracted(content(".xlsx", merged_sheet(tmp_path).read_bytes())))
    assert [(row["label"], row["departments"], row["pillar"], row["targets"]) for row in found] == [
        ("備蓄の点検", ["防災課"], "備える", ["1,200件"]),
        ("名簿の更新", ["防災課"], "備える", ["12"]),
    ]


def test_a_merged_cell_of_a_word_table_is_carried_down(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph("みどり市防災計画2030")
    table = document.add_table(rows=3, cols=2)
    for at, words in enumerate(["施策名", "担当課", "備蓄の点検", "防災課", "名簿の更新", ""]):
        table.rows[at // 2].cells[at % 2].text = words
    table.cell(1, 1).merge(table.cell(2, 1))
    document.save(tmp_path / "plan.docx")
    found = told(extracted(content(".docx", (tmp_path / "plan.docx").read_bytes())))
    assert [(row["label"], row["departments"]) for row in found] == [
        ("備蓄の点検", ["防災課"]),
        ("名簿の更新", ["防災課"]),
    ]


def test_a_formula_without_a_saved_value_is_named(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.append(["施策名", "担当課", "予算額"])
    book.active.append(["備蓄の点検", "防災課", "=1+1"])
    book.save(tmp_path / "plan.xlsx")
    found = content(".xlsx", (tmp_path / "plan.xlsx").read_bytes())
    assert any("C2" in fault and "計算式" in fault for fault in found.faults)
