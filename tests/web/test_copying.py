"""Tables that people take along into a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape

import midori
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.web.chat.copying import copied_table
from keikaku.web.chat.render import answer_html

FORMULAS = [
    "=1+1",
    "+1",
    "-x",
    "@SUM(A1)",
    "＝1",
    "\t=1",
    "\r=1",
    "'=1",
    '"=1',
    " =cmd|' /C calc'!A0",
    "\u202e=1",
]


def cells(table: str) -> list[list[str]]:
    """The table as a spreadsheet reads what is pasted."""
    return list(csv.reader(io.StringIO(table, newline=""), delimiter="\t"))


def test_a_row_an_item_and_a_cell_a_fact():
    """With the place of its words; what no item has is no column."""
    answer = midori.listing("q", 3)
    head, *rows = cells(copied_table(answer.items, answer.citations))
    assert head == ["施策", "担当", "体系", "分野", "計画", "年度", "出典の文書", "出典の箇所", "原文"]
    assert [row[0] for row in rows] == [item.label for item in answer.items]
    assert rows[2][1] == "緑政策部; 水辺部"
    assert rows[0][6:8] == [midori.FILE, "107行目"]
    assert copied_table((), ()) == ""


@pytest.mark.parametrize("text", [*FORMULAS, *midori.HOSTILE])
def test_no_cell_runs_and_none_leaves_its_place(text):
    """Whatever a document says: a formula gets an apostrophe before it, a tab and a line end become spaces."""
    answer = midori.everywhere(text)
    head, row = cells(copied_table(answer.items, answer.citations))
    assert len(row) == len(head)
    assert all(not cell.lstrip().startswith(("=", "+", "-", "@", "＝")) for cell in row)


@given(st.text(min_size=1))
def test_any_text_stays_in_its_cell(text):
    """No table is torn by what stands in it."""
    answer = midori.everywhere(text)
    table = cells(copied_table(answer.items, answer.citations))
    assert len({len(row) for row in table}) == 1
    assert len(table) == 2


def test_the_page_holds_the_table_as_it_is_copied():
    """Unseen, beside the button."""
    answer = midori.listing("q", 2)
    held = re.search(r'<span class="kk-held">(.*?)</span>', answer_html(answer))
    assert held
    assert json.loads(unescape(held[1])) == copied_table(answer.items, answer.citations)
