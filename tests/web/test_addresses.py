"""Citations open in their document, at their line."""

from __future__ import annotations

from dataclasses import replace

import midori
import pytest
from sites import made_up_site
from starlette.testclient import TestClient

from keikaku.qa.telling.answer import Citation
from keikaku.web.chat.addresses import addresses
from keikaku.web.chat.render import answer_html, header_html
from keikaku.web.html.frame import document
from keikaku.web.html.menu import MENU
from keikaku.web.server import create_app
from tests.asked import select

HERE = "http://127.0.0.1:7860"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return made_up_site(tmp_path_factory.mktemp("site"))


def cited(site, **changed):
    """An answer that cites every line of みどり市 that a fact cites."""
    graph = site.world().facts
    rows = select(
        graph,
        "SELECT DISTINCT ?file ?line ?quote { ?e plan:document ?d ; plan:line ?line ; plan:quote ?quote . ?d plan:file ?file }",
    )
    assert len(rows) > 5
    citations = tuple(
        Citation(document=file, page=None, line=line, quote=quote, iri="") for file, line, quote in rows
    )
    answer = replace(midori.listing("q", 1), citations=citations, data_version=graph.data_version)
    return replace(answer, **changed)


@pytest.mark.slow
def test_every_citation_opens_a_page_that_has_its_line(site):
    """The browser goes to the place that the address names, and the words stand there."""
    client = TestClient(create_app(site), base_url=HERE, client=("127.0.0.1", 1))
    answer = cited(site)
    for citation, address in zip(answer.citations, addresses(answer, site.world()).citations, strict=True):
        page, _, place = address.partition("#")
        assert place == f"L{citation.line}"
        assert client.get(page).text.count(f'id="{place}"') == 1


def test_the_chat_shows_the_addresses_and_escapes_them(site):
    """At the citation and in the table; an address is never more than an attribute."""
    answer = cited(site)
    to = addresses(answer, site.world())
    page = answer_html(answer, to)
    assert page.count('target="_blank"') >= len(answer.citations)
    assert f'href="{to.citations[0]}"' in page
    assert to.answer.replace("&", "&amp;") in page
    hostile = replace(to, citations=('"><img src=x onerror=1>',) * len(answer.citations))
    assert "<img" not in answer_html(answer, hostile)


def test_citations_of_other_data_and_of_no_document_open_nothing(site):
    """Lines move from version to version; a wrong place is worse than none."""
    assert set(addresses(cited(site, data_version="0" * 16), site.world()).citations) == {""}
    unknown = replace(cited(site).citations[0], document="nowhere.txt")
    assert addresses(cited(site, citations=(unknown,)), site.world()).citations == ("",)


def test_every_page_of_staff_has_the_same_menu():
    """The chat and the pages of links lead to each other."""
    for page in (document("題"), header_html(midori.STATUS)):
        for to, name in MENU:
            assert f'<a href="{to}">{name}</a>' in page
