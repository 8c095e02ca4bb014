"""What a page hides or strikes never becomes a line, and the reader says where it stood."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from keikaku.ingest.formats import docx as word
from keikaku.ingest.formats import html, xlsx
from keikaku.ingest.formats.left_out import told_left_out

HIDDEN, STRUCK = "隠し文字", "取り消し線"


def read_docx(document):
    out = io.BytesIO()
    document.save(out)
    return word.read(out.getvalue())


def read_xlsx(book):
    out = io.BytesIO()
    book.save(out)
    return xlsx.read(out.getvalue())


def marked(mark, value=None):
    """A document of one paragraph: 残る and, with a mark of its own, 消える."""
    document = docx.Document()
    paragraph = document.add_paragraph("残る")
    run = paragraph.add_run("消える")
    element = OxmlElement(mark)
    if value is not None:
        element.set(qn("w:val"), value)
    run._r.get_or_add_rPr().append(element)
    return document


@pytest.mark.parametrize(
    ("mark", "kind"), [("w:vanish", HIDDEN), ("w:strike", STRUCK), ("w:dstrike", STRUCK)]
)
def test_a_marked_run_is_left_out_and_its_line_is_told(mark, kind):
    found = read_docx(marked(mark))
    assert found.text == "残る"
    assert [kind in fault and "1行目" in fault and "消える" not in fault for fault in found.faults] == [True]


def test_a_mark_that_is_switched_off_hides_nothing():
    found = read_docx(marked("w:vanish", "0"))
    assert (found.text, found.faults) == ("残る消える", ())


@pytest.mark.parametrize("kind", [WD_STYLE_TYPE.CHARACTER, WD_STYLE_TYPE.PARAGRAPH])
def test_a_style_hides_also_by_the_style_that_it_is_based_on_and_a_run_may_say_otherwise(kind):
    document = docx.Document()
    document.styles.add_style("伏せる", kind).font.hidden = True
    document.styles.add_style("覚え", kind).base_style = document.styles["伏せる"]
    is_run = kind == WD_STYLE_TYPE.CHARACTER
    paragraph = document.add_paragraph(style=None if is_run else "覚え")
    paragraph.add_run("消える", style="覚え" if is_run else None)
    paragraph.add_run("残る", style="覚え" if is_run else None).font.hidden = False
    assert read_docx(document).text == "残る"


def test_deleted_rows_and_words_of_the_history_of_changes_are_left_out():
    document = docx.Document()
    run = document.add_paragraph("残る").add_run("消える")._r
    deletion = OxmlElement("w:del")
    run.getparent().replace(run, deletion)
    deletion.append(run)
    run[-1].tag = qn("w:delText")
    table = document.add_table(3, 2)
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            cell.text = f"行{number}"
    table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:del"))
    found = read_docx(document)
    assert found.text.splitlines() == ["残る", "行0\t行0", "行2\t行2"]
    assert ["1行目" in fault and "表1 2行目" in fault for fault in found.faults] == [True]


def test_a_table_row_whose_words_are_all_struck_leaves_no_line():
    document = docx.Document()
    table = document.add_table(2, 2)
    for row, is_struck in zip(table.rows, (False, True), strict=True):
        for cell in row.cells:
            cell.paragraphs[0].add_run("語").font.strike = is_struck
    assert read_docx(document).text == "語\t語"


def sheet():
    """A book with a hidden column A and a hidden row 3, over which a cell is merged downwards."""
    book = openpyxl.Workbook()
    one = book.active
    one.title = "一覧"
    for row in (
        ("覚え", "名", "課"),
        ("秘", "一番", "い課"),
        ("秘", "二番", "ろ課"),
        ("秘", "三番", None),
    ):
        one.append(row)
    one.merge_cells("C3:C4")
    one.row_dimensions[3].hidden = True
    one.column_dimensions["A"].hidden = True
    return book


def test_hidden_rows_and_columns_of_a_sheet_are_left_out_and_the_others_keep_their_numbers():
    found = read_xlsx(sheet())
    assert found.text.splitlines() == ["名\t課", "一番\tい課", "三番\tろ課"]
    assert [part.first for part in found.parts] == [1, 4]
    assert any("隠れた行" in fault and "シート「一覧」 3行目" in fault for fault in found.faults)
    assert any("隠れた列" in fault and "シート「一覧」 A列" in fault for fault in found.faults)


@pytest.mark.parametrize("size", [("row_dimensions", 3, "height"), ("column_dimensions", "B", "width")])
def test_a_row_or_column_without_any_size_is_hidden_too(size):
    dimensions, place, name = size
    book = openpyxl.Workbook()
    for row in (("い", "ろ"), ("は", "に"), ("ほ", "へ")):
        book.active.append(row)
    setattr(getattr(book.active, dimensions)[place], name, 0.01)
    assert ("ほ" not in read_xlsx(book).text) == (name == "height")
    assert ("ろ" not in read_xlsx(book).text) == (name == "width")


def test_struck_cells_and_struck_parts_of_a_cell_are_left_out():
    book = openpyxl.Workbook()
    book.active.append(["旧い名", "残る名"])
    parts = CellRichText("割合", TextBlock(InlineFont(strike=True), "30%"), TextBlock(InlineFont(), "50%"))
    book.active.append(["語", parts])
    book.active["A1"].font = Font(strike=True)
    found = read_xlsx(book)
    assert found.text.splitlines() == ["残る名", "語\t割合50%"]
    assert ["1行目" in fault and "2行目" in fault for fault in found.faults if STRUCK in fault] == [True]


def test_a_cell_that_its_style_shows_as_nothing_and_a_hidden_sheet_are_left_out():
    book = openpyxl.Workbook()
    book.active.append(["語", 1200])
    book.active["B1"].number_format = ";;;"
    book.create_sheet("控え").sheet_state = "veryHidden"
    found = read_xlsx(book)
    assert found.text == "語"
    assert any(HIDDEN in fault for fault in found.faults)
    assert any("控え" in fault for fault in found.faults)


PAGES = {
    "<p>残る<span hidden>消える</span></p>": HIDDEN,
    "<p>残る<span style='display: none'>消える</span></p>": HIDDEN,
    "<p>残る<span style='visibility:hidden'>消える</span></p>": HIDDEN,
    "<style>.x, b { display:none }</style><p>残る<i class=x>消える</i><b>消える</b></p>": HIDDEN,
    "<style>@media screen{#y{visibility:hidden}}</style><p>残る<i id=y>消える</i></p>": HIDDEN,
    "<p>残る<del>消える</del><s>消える</s><strike>消える</strike></p>": STRUCK,
    "<p>残る<span style='text-decoration: line-through red'>消<b>える</b></span></p>": STRUCK,
    "<del><p>消える</p></del><p>残る</p>": STRUCK,
    "<table><tr hidden><td>消える<td>消える<tr><td>残る<td></table>": HIDDEN,
    "<table><tbody style='display:none'><tr><td>消える<td>消える</tbody><tr><td>残る<td></table>": HIDDEN,
    "<table><tr><td>残る<td hidden>消える</table><p hidden>消える</p>": HIDDEN,
    "<table><caption>残る<s>消える</s></caption><tr><td>残る<td></table>": STRUCK,
    "<p>残る</p>" + "<b>" * 100 + "<i hidden>消える</i>" + "</b>" * 100: HIDDEN,
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_read_as_it_is_shown(page):
    found = html.read(f"<html><body>{page}</body></html>".encode())
    assert "消" not in found.text
    assert "残る" in found.text
    assert any(PAGES[page] in fault and "行目" in fault for fault in found.faults)


SHOWN = (
    "<style>@media print{p{display:none}}</style><p>残る</p>",
    "<style>p{display:none} /* later */ p{display:block}</style><p>残る</p>",
    "<div style='visibility:hidden'><p style='visibility:visible'>残る</p></div>",
    "<p hidden style='display:block'>残る</p>",
    "<style>p:hover{display:none}</style><p><u>残る</u></p>",
)


@pytest.mark.parametrize("page", SHOWN)
def test_what_a_page_shows_after_all_is_read(page):
    found = html.read(f"<html><body>{page}</body></html>".encode())
    assert (found.text, found.faults) == ("残る", ())


def test_the_column_of_hidden_cells_does_not_move_the_others():
    page = "<table><tr><th>名<th hidden>覚え<th>課<tr><td>一番<td hidden>秘<td>い課</table>"
    assert html.read(f"<html><body>{page}</body></html>".encode()).text == "名\t課\n一番\tい課"


def test_many_places_are_counted_and_not_all_listed():
    (told,) = told_left_out({"語": [f"{line}行目" for line in range(1, 9)]})
    assert "5行目、ほか3か所" in told
