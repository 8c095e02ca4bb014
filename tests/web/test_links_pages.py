"""The pages of links: what they escape, what they refuse, and that they only read where nobody may decide."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from keikaku.graph.store.publish import publish
from keikaku.graph.views.history import FLOW
from keikaku.web.links.flow_picture import flow_svg
from keikaku.web.links.pages import link_page
from keikaku.web.links.routes import link_routes


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A made-up city whose graph has a link that nobody has looked at."""
    from tests.graph import made_up

    folder = tmp_path / "store"
    publish(folder, made_up.EXTRACTIONS, made_up.FACTS)
    return folder


def client(store: Path, *, review: bool) -> TestClient:
    return TestClient(Starlette(routes=link_routes(store, review=review)))


def first(pages: TestClient) -> tuple[str, str]:
    """The path of a proposed link and the token of its form."""
    ids = re.findall(r'href="(/staff/links/[0-9a-f]{12})"', pages.get("/staff/links").text)
    for path in ids:
        text = pages.get(path).text
        if "未確認" in text:
            found = re.search(r'name="token" value="([^"]+)"', text)
            return path, found[1] if found else ""
    raise AssertionError("no proposed link")


def test_a_decision_without_the_token_of_the_form_is_refused(store: Path):
    """A page of another site cannot decide."""
    pages = client(store, review=True)
    path, token = first(pages)
    assert pages.post(path, data={"verdict": "accepted", "token": "x"}).status_code == 403
    assert "未確認" in pages.get(path).text
    assert "確認済み" in pages.post(path, data={"verdict": "accepted", "token": token}).text


def test_where_nobody_may_decide_there_is_no_form(store: Path):
    """And no door for one."""
    pages = client(store, review=False)
    path, token = first(pages)
    assert token == ""
    assert "<form" not in pages.get(path).text
    assert pages.post(path, data={"verdict": "accepted", "token": ""}).status_code == 405


@pytest.mark.parametrize(
    "path", ["/staff/links/000000000000", "/staff/timeline?of=x>}", "/staff/compare.csv?from=a&to=b"]
)
def test_what_does_not_exist_is_told_in_a_sentence(store: Path, path: str):
    """And never becomes part of a query."""
    answer = client(store, review=True).get(path)
    assert answer.status_code == 404
    assert "選び直してください" in answer.text


def test_every_table_is_to_be_had_as_a_file(store: Path):
    """With the mark that Excel needs."""
    pages = client(store, review=False)
    answer = pages.get("/staff/flow.csv")
    assert answer.content.startswith("\ufefffrom_year".encode())
    assert pages.get("/staff/flow").status_code == pages.get("/staff/compare").status_code == 200


def test_words_of_documents_never_become_markup():
    """Neither in a text nor in the picture."""
    from keikaku.graph.review.texts import SideText

    evil = "<script>alert(1)</script>"
    row = {
        "id": "0" * 12,
        "relation": "continues",
        "status": "proposed",
        "score": 0.5,
        "reasons": [evil],
        "reviewed_by": evil,
        "reviewed_at": "",
        "comment": evil,
        **{f"{side}{part}": evil for side in ("from", "to") for part in ("_label", "_plan", "")},
        "from_year": 2003,
        "to_year": None,
    }
    side = SideText(evil, (evil,), (evil,), (evil,))
    flows = [dict(zip(FLOW, (2003, evil, evil, 2019, evil, "", 2), strict=True))]
    for page in (link_page(row, side, side, ""), flow_svg(flows)):
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
