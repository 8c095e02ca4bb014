"""Readings over kanji: the text stays as it is, the readings are those that people use, the machine says so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import midori
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import hostile_world, made_up_site, site_over
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from keikaku.web.chat.asking import guarded
from keikaku.web.citizens.picture import Pictures
from keikaku.web.citizens.public import Public
from keikaku.web.guard.middleware import Protection
from keikaku.web.html.furigana import parts
from keikaku.web.html.templating import path_of
from tests.graph import made_up

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases/furigana.jsonl").read_text("utf-8").splitlines()
]
HIRAGANA = re.compile(r"[ぁ-ゖー]+")
RUBY = re.compile(r"<ruby>([^<]+)<rp>（</rp><rt>([ぁ-ゖー]+)</rt><rp>）</rp></ruby>")
PAGES = ["/", "/search?q=窓口", "/plans", "/departments", "/themes", "/faq", path_of(made_up.BOOKING)]


def app(site) -> TestClient:
    """The citizens' pages without the chat, which imports Gradio."""
    public = Public(guarded(site.answering), site.status, site.world, site.earlier)
    routes = [*public.routes(), *Pictures(site.world, site.status).routes()]
    wrapped = Starlette(routes=routes, middleware=[Middleware(Protection)])
    return TestClient(wrapped, base_url="http://127.0.0.1:7860")


@pytest.fixture(scope="module")
def client(tmp_path_factory) -> TestClient:
    return app(made_up_site(tmp_path_factory.mktemp("site")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:12])
def test_kanji_get_the_reading_that_people_use(case):
    """Only kanji, without their okurigana; what each number changes has none."""
    told = "".join(text + (f"[{reading}]" if reading else "") for text, reading in parts(case["text"]))
    assert told == case["told"]


@given(
    st.text(st.sampled_from("計画見直しのり取組み三鷹市２元年1日ABア々\n　\x00\ud800\u202e<&"), max_size=60)
)
def test_the_text_stays_whole(text):
    """Whatever stands in it; a reading is hiragana and stands over kanji alone."""
    found = parts(text)
    assert "".join(part for part, _ in found) == text
    for part, reading in found:
        assert not reading or (HIRAGANA.fullmatch(reading) and re.fullmatch(r"[々一-鿿]+", part))


def test_a_long_text_is_read_to_its_end():
    """In pieces that the tagger can bear."""
    text = "市の計画を見直す。" * 3000
    assert sum(1 for part, _ in parts(text) if part == "計画") == 3000


@pytest.mark.parametrize("path", PAGES)
def test_readings_come_when_they_are_asked_for(client, path):
    """And say that they are a machine's; without them a page has none, in English neither."""
    asked = f"{path}{'&' if '?' in path else '?'}furigana=1"
    page = client.get(asked).text
    assert RUBY.search(page)
    assert "機械で付けたもので、誤りがあり得ます" in page
    assert "<ruby" not in client.get(path).text
    assert "<ruby" not in client.get(f"{asked}&lang=en").text
    assert "set-cookie" not in client.get(asked).headers


def test_every_link_of_a_page_with_readings_keeps_them(client):
    """Also the search form; one link takes them away."""
    page = client.get(f"{path_of(made_up.BOOKING)}?furigana=1").text
    links = re.findall(r'href="(/(?:id|graph|theme|plans|faq)[^"]*)"', page)
    assert len(links) > 10
    without = [link for link in links if "furigana=1" not in link]
    assert {link.split("?")[0] for link in without} == {path_of(made_up.BOOKING)}
    assert '<input type="hidden" name="furigana" value="1">' in client.get("/?furigana=1").text


def test_readings_keep_the_address_of_a_page(client):
    """A search stays the same search."""
    page = client.get("/search?q=窓口").text
    assert 'href="/search?q=%E7%AA%93%E5%8F%A3&amp;furigana=1"' in page
    assert "ふりがなを付ける" in page
    assert "ふりがな" not in client.get("/?lang=en").text


def test_the_title_of_a_window_has_no_markup(client):
    """A tab shows text alone."""
    page = client.get(f"{path_of(made_up.BOOKING)}?furigana=1").text
    assert f"<title>{made_up.LABEL}｜" in page


@pytest.mark.parametrize("start", range(0, len(midori.HOSTILE), 8))
def test_hostile_data_stay_text_between_readings(tmp_path, start):
    """Each part is escaped by itself."""
    texts = [f"施策{text}計画" for text in (*midori.HOSTILE[start:], *midori.HOSTILE[:start])]
    client = app(site_over(tmp_path, hostile_world(tmp_path, texts)))
    for path in (*PAGES, "/graph" + path_of(made_up.BOOKING).removeprefix("/id")):
        page = client.get(f"{path}{'&' if '?' in path else '?'}furigana=1").text
        assert RUBY.search(page)
        body = page.split("</head>")[1]
        assert not re.search(
            r"<(?:img|svg|iframe|object|math|style|base|embed|body\s)", body.split("<main")[1]
        )
        assert not re.search(r"<script(?! type=\"application/json\")", body)
