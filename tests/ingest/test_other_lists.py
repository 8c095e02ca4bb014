"""A repeated leaf is an initiative where what it owns looks like it; people, terms and contacts are none."""

from __future__ import annotations

import pytest
from reading import cases, extraction, rows

from keikaku.ontology.model.facts import Passage


@pytest.mark.parametrize("case", cases("other_lists.jsonl"), ids=lambda case: case["claim"])
def test_what_a_list_owns_says_whether_it_lists_initiatives(case):
    found = extraction("\n".join(case["lines"]))
    assert [row["label"] for row in rows(found)] == case["initiatives"]


def test_the_words_of_a_roster_are_kept_as_passages():
    case = next(case for case in cases("other_lists.jsonl") if "roster" in case["claim"])
    told = "".join(
        fact.text for fact in extraction("\n".join(case["lines"])).facts if isinstance(fact, Passage)
    )
    assert "谷口" in told


DESKS = """みずほ町 運営の目標

【総務課】
| 重点取組 | 達成目標 | 担当係 |
|---|---|---|
| 無線の更新 | 30台 | 防災係 |
| 書庫の整理 | 12棚 | 庶務係 |

【産業課】
| 重点取組 | 達成目標 | 担当係 |
|---|---|---|
| 朝市の支援 | 24回 | 商工係 |
"""


def test_the_desks_of_rows_keep_the_section_of_their_heading():
    found = [[row["label"], row["departments"], row["sections"]] for row in rows(extraction(DESKS))]
    assert found == [
        ["無線の更新", ["総務課"], ["防災係"]],
        ["書庫の整理", ["総務課"], ["庶務係"]],
        ["朝市の支援", ["産業課"], ["商工係"]],
    ]


def test_a_desk_beside_its_section_in_a_row_belongs_to_it():
    text = "みずほ町 事業一覧\n| 事業名 | 課 | 係 |\n|---|---|---|\n| 花壇 | 緑課 | 花係 |\n| 水路 | 水課 | 川係 |\n"
    found = [[row["label"], row["departments"], row["sections"]] for row in rows(extraction(text))]
    assert found == [["花壇", ["緑課"], ["花係"]], ["水路", ["水課"], ["川係"]]]
