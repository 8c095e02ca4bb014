"""The JSON routes and what every response keeps, over a small application without Gradio."""

from __future__ import annotations

import json

import midori
import pytest
from sites import made_up_site
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from keikaku.web.api.routes import routes
from keikaku.web.chat.asking import guarded
from keikaku.web.guard.middleware import BODY_LIMIT, Protection

PAGE = '<!doctype html><html\n  lang="en"><head><title>計画</title></head><body>予算</body></html>'


@pytest.fixture(scope="module")
def client(tmp_path_factory) -> TestClient:
    """A client of the routes and of one page in English."""
    page = Route("/staff/", lambda _: HTMLResponse(PAGE))
    world = made_up_site(tmp_path_factory.mktemp("api")).world
    served = [*routes(guarded(midori.answer), lambda: midori.STATUS, world), page]
    return TestClient(Starlette(routes=served, middleware=[Middleware(Protection)]))


def test_a_question_gets_the_answer_object(client):
    """Exactly what the command line prints."""
    response = client.post("/api/ask", json={"question": midori.LIST_QUESTION})
    assert response.status_code == 200
    assert response.json() == midori.answer(midori.LIST_QUESTION).to_dict()


def test_a_question_in_the_address_gets_the_same_object(client):
    """So that a link can carry it."""
    response = client.get("/api/ask", params={"q": midori.LIST_QUESTION})
    assert response.json() == midori.answer(midori.LIST_QUESTION).to_dict()
    assert client.get("/api/ask").status_code == 400


def test_a_search_gets_the_hits_of_the_command_line(client):
    """With the FAQ file's own ids."""
    found = client.get("/api/search", params={"q": "住民票", "scope": "faq", "k": "3"}).json()
    assert found["hits"][0].keys() == {"id", "iri", "type", "label", "score"}
    assert (found["hits"][0]["id"], found["hits"][0]["type"]) == ("F1", "faq")
    assert found["meaning"] is False


@pytest.mark.parametrize(
    "query", ["", "q=", "q=x&scope=none", "q=x&k=0", "q=x&k=101", "q=x&k=-1", "q=x&k=1e9"]
)
def test_a_wrong_search_gets_one_japanese_sentence(client, query):
    """It says what may be given."""
    response = client.get(f"/api/search?{query}")
    assert response.status_code == 400
    assert response.json()["error"].startswith("q に")


def test_a_body_of_unknown_length_is_refused_at_the_staff_door(client):
    """What lies behind would take it as it comes."""
    assert client.post("/staff/gradio_api/queue/join", content=iter([b"x"])).status_code == 411


def test_the_state_of_the_data_is_told(client):
    """The version, the numbers and the documents."""
    state = client.get("/api/status").json()
    assert state["data_version"] == midori.STATUS.data_version
    assert state["counts"]["施策"] == 40
    assert state["documents"][0]["retelling"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"q"', b"{}", b'{"question": 3}', b'{"question": null}', b"\xff\xfe", b"[" * 100_000],
)
def test_a_wrong_body_gets_one_japanese_sentence(client, body):
    """Whatever is sent, the answer says which form is wanted."""
    response = client.post("/api/ask", content=body)
    assert response.status_code == 400
    assert response.json()["error"].startswith("本文は")


def test_a_large_body_is_refused(client):
    """By its header, and where the header does not tell, on the way."""
    large = json.dumps({"question": "あ" * BODY_LIMIT}).encode()
    assert client.post("/api/ask", content=large).status_code == 413
    assert client.post("/api/ask", content=iter([large])).status_code == 413


@pytest.mark.parametrize("question", ["", "長" * 10_000, "\ud800", "\x00\x1b[31m", "SELECT * {}"])
def test_a_strange_question_is_answered_like_any_other(client, question):
    """What to say of it is the answerer's part."""
    answer = client.post("/api/ask", content=json.dumps({"question": question}).encode()).json()
    assert answer["status"] == "not_in_documents"


@pytest.mark.parametrize("path", ["/staff/", "/api/status", "/nowhere", "/staff/gradio_api/upload"])
def test_every_response_carries_the_security_headers(client, path):
    """Also the refusals."""
    headers = client.get(path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path", ["gradio_api/upload", "gradio_api/upload?upload_id=1", "gradio_api/proxy=http://a/"]
)
def test_nobody_can_leave_a_file_or_use_the_server_as_a_proxy(client, path):
    """Gradio opens these routes by itself."""
    response = client.post("/staff/" + path, files={"files": ("a.txt", b"x")})
    assert response.status_code == 403


def test_a_page_is_japanese_for_every_browser(client):
    """The attribute, and the script that keeps Gradio from setting it back."""
    page = client.get("/staff/", headers={"accept-language": "zh-CN", "accept-encoding": "br, gzip"})
    assert 'lang="ja"' in page.text
    assert page.text.index("Navigator.prototype") < page.text.index("<title>")
    assert len(page.content) == int(page.headers["content-length"])
