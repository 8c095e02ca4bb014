"""The report of a check is a page that a person reads, and no word of a document becomes mark-up."""

from __future__ import annotations

import midori
import pytest

from keikaku.graph.store.checks import CheckReport, Coverage
from keikaku.ontology.model.facts import Problem
from keikaku.web.desk.check_page import NOTHING, check_html


def report(text: str, **changes) -> CheckReport:
    """A report that holds the text wherever it can."""
    coverage = Coverage(
        file=text,
        label=text,
        characters=200,
        fact=100,
        passage=90,
        leftover=8,
        furniture=2,
        lost=0,
        leftover_places=(text,),
    )
    told = {
        "data_version": "5f2c9a01d7e4",
        "counts": {"文書": 1, "施策": 0},
        "violations": (),
        "documents": (coverage,),
        "departments_without_initiatives": (text,),
        "initiatives_without_unit": {text: 3},
        "problems": (Problem(file=text, message=text),),
        "corrections_waiting": (text,),
    }
    return CheckReport(**told | changes)


@pytest.mark.parametrize("text", midori.HOSTILE)
def test_hostile_text_stays_text(text):
    page = check_html(report(text))
    assert text not in page or not set("<>&\"'") & set(text)


def test_the_page_tells_how_each_document_was_read_and_what_to_look_at():
    page = check_html(report("計画.pdf"))
    assert page.startswith("<!DOCTYPE html>")
    for told in (
        "計画.pdf",
        "100字<small>50.0%</small>",
        "8字<small>4.0%</small>",
        "「計画.pdf」 3件",
        "5f2c9a01d7e4",
        'lang="ja"',
    ):
        assert told in page
    assert NOTHING in page  # no shape is violated
    assert "http" not in page
