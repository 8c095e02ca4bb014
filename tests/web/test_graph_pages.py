"""The picture of the graph: a page for every thing, whole as tables, with data that stay data."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import midori
import pytest
from sites import hostile_world, made_up_site, site_over
from starlette.testclient import TestClient

from keikaku.graph.store.snapshot import open_snapshot
from keikaku.graph.views.neighbourhood import MORE, neighbourhood
from keikaku.graph.views.pages import LAYERS
from keikaku.ontology.model.vocabulary import BASE
from keikaku.web.citizens.picture import SHOWN, drawn
from keikaku.web.citizens.public import STATIC
from keikaku.web.html.templating import Frame, path_of
from keikaku.web.html.words import WORDS
from keikaku.web.server import create_app
from tests.asked import select
from tests.graph import made_up
from tests.web.test_furigana import app

pytestmark = pytest.mark.slow

KEYS = [
    made_up.MUNICIPALITY,
    made_up.ACTION,
    made_up.PILLAR,
    made_up.FIELD,
    made_up.BOOKING,
    made_up.GENERAL,
    made_up.ARCHIVE,
    made_up.DOCUMENT,
    made_up.BALANCE,
    made_up.FAQ[0].key,
]
THEME = "/graph/theme/DigitalTransformation"
FRAME = Frame("ja", "/", {})
DATA = re.compile(r'<script type="application/json" id="picture-data">(.*?)</script>', re.DOTALL)


def picture(key: str) -> str:
    return FRAME.picture(key)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return made_up_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def client(site) -> TestClient:
    return app(site)


@pytest.mark.parametrize("path", [*map(picture, KEYS), THEME])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_page_tells_the_picture_as_tables(client, path, language):
    """Every box that leads on is a link of a table too; the figure stays hidden until a script runs."""
    page = client.get(path, params={"lang": "en"} if language == "en" else {})
    assert page.status_code == 200
    told = json.loads(DATA.search(page.text)[1])
    boxes = [
        *(box for row in told["rows"] for box in row),
        *(b for g in told["groups"] for b in g["members"]),
    ]
    tables = page.text.split("</script>")[-1].replace("&amp;", "&")
    assert told["centre"] in {box["id"] for box in boxes}
    for box in boxes:
        if box["id"] == told["centre"]:
            continue
        assert (f'href="{box["href"]}"' if box["kind"] else f'id="{box["href"][1:]}"') in tables
        assert ("lang=en" in box["href"]) == (language == "en" and bool(box["kind"]))
    assert '<figure id="picture-figure" hidden>' in page.text
    assert WORDS["sample_notice"][language == "en"] in page.text
    assert f'<html lang="{language}">' in page.text


# joined by the server, not by the door that this test opens
OTHER_DOORS = ("/staff", "/api")


@pytest.mark.parametrize("key", KEYS)
def test_every_page_of_a_thing_leads_to_its_picture_and_back(client, key):
    """By links that open."""
    assert f'href="{picture(key)}"' in client.get(path_of(key)).text
    page = client.get(picture(key)).text
    assert f'href="{path_of(key)}"' in page
    for link in set(re.findall(r'href="(/[^"#]+)"', page)):
        if not link.startswith(OTHER_DOORS):
            assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_scripts_run_from_our_own_files_on_these_pages_alone(site):
    """No inline script, no eval, nothing from elsewhere; the other pages run none."""
    client = TestClient(create_app(site), base_url=BASE.rstrip("/"), client=("127.0.0.1", 1))
    page = client.get(picture(made_up.BOOKING))
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert policy.endswith("script-src 'self'")
    assert "unsafe" not in policy
    assert "script-src" not in client.get(path_of(made_up.BOOKING)).headers["content-security-policy"]
    sources = re.findall(r'<(?:script|link)[^>]* (?:src|href)="([^"]+)"', page.text)
    assert len(sources) == 5
    for source in sources:
        assert source.startswith("/static/")
        assert client.get(source).status_code == 200
    assert not re.search(r" (?:on\w+|style)=", page.text)


def test_the_library_is_the_one_that_was_published():
    """Its digest, version and licence stand beside it."""
    vendor = STATIC / "vendor"
    told = (vendor / "README.md").read_text("utf-8")
    for script in vendor.glob("*.js"):
        assert sha256(script.read_bytes()).hexdigest() in told
        assert (vendor / f"{script.name.split('.')[0]}.LICENSE.txt").stat().st_size > 500
    version = re.search(r'\.version="([\d.]+)"', (vendor / "cytoscape.min.js").read_text("utf-8"))
    assert version
    assert f"| {version[1]} |" in told


@pytest.mark.parametrize(
    "path", ["/graph/", "/graph/x", "/graph/theme/None", "/graph/%ff/%00", "/graph/a/b/c/d"]
)
def test_what_is_not_there_gets_a_page(site, path):
    """As everywhere."""
    client = TestClient(create_app(site), base_url=BASE.rstrip("/"), client=("127.0.0.1", 1))
    found = client.get(path)
    assert found.status_code == 404
    assert "ページが見つかりません" in found.text


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, len(midori.HOSTILE), 4))
def test_hostile_names_stay_data(tmp_path, start):
    """In the tables and in the block that the script reads, which no name can end."""
    texts = [
        f"{text}</script><script>alert(1)</script>\u202e"
        for text in (*midori.HOSTILE[start:], *midori.HOSTILE[:start])
    ]
    client = app(site_over(tmp_path, hostile_world(tmp_path, texts)))
    for path in (*map(picture, KEYS), THEME):
        page = client.get(path).text
        told = json.loads(DATA.search(page)[1])
        assert "<" not in DATA.search(page)[1]
        assert page.count("<script") == page.count("</script>") == 3
        assert "\u202e" not in page
        assert all(box["href"].startswith("/graph/") for row in told["rows"] for box in row if box["kind"])


@pytest.mark.slow
def test_what_does_not_fit_is_counted_and_leads_to_its_table(corpus_store: Path):
    """No group shows more than its share, none hides a number."""
    graph = open_snapshot(corpus_store)
    for (address,) in select(graph, "SELECT ?d WHERE { ?d a plan:Department }"):
        found = neighbourhood(graph, graph.key(address))
        assert found
        told = drawn(found, FRAME)
        for group in told["groups"]:
            every = [n for n in found.groups[int(group["id"][1:])].members if n.key not in found.placed]
            shown = [box for box in group["members"] if box["kind"]]
            more = [box["name"] for box in group["members"] if not box["kind"]]
            assert len(shown) == min(len(every), SHOWN)
            assert more == ([WORDS["more"][0].format(n=len(every) - SHOWN)] if len(every) > SHOWN else [])
            assert group["name"].endswith(f" {len(every)}件")


def test_a_line_without_both_ends_is_not_drawn():
    """Where a row is cut, its lines go with it."""
    from keikaku.graph.views.chain import Edge, Node
    from keikaku.graph.views.neighbourhood import Neighbourhood

    parts = tuple(Node(f"p{n}", f"部{n}", "department") for n in range(9))
    centre = Node("c", "計画", "plan", LAYERS[2])
    edges = tuple(Edge("c", part.key, 1) for part in parts)
    told = drawn(Neighbourhood(centre, ((centre,), parts), edges, ()), FRAME)
    assert [len(row) for row in told["rows"]] == [1, SHOWN + 1]
    assert {line["to"] for line in told["edges"]} == {part.key for part in parts[:SHOWN]}
    assert told["rows"][1][-1]["name"].startswith("ほか3件")
    assert replace(centre).rank == 2


def test_what_concerns_every_department_says_so(client):
    """In the box and above the table."""
    page = client.get(picture(made_up.SAVING)).text
    boxes = [box for row in json.loads(DATA.search(page)[1])["rows"] for box in row]
    assert [box["note"] for box in boxes if box["id"] == made_up.SAVING] == ["全庁"]
    assert '対象 <span lang="ja">全庁</span>' in page


def test_every_kind_has_a_word():
    """In both languages."""
    assert {f"kind_{kind}" for kind in MORE} <= WORDS.keys()
    assert unquote(picture(made_up.BOOKING)).startswith("/graph/みどり市/initiative/")
