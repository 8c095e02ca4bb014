"""The citizens' door: pages that need neither a login nor a script."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import midori
import pytest
from sites import hostile_world, made_up_site, site_over
from starlette.testclient import TestClient

from keikaku.graph.views.page_queries import CLASSES, FACTS, LISTS
from keikaku.ontology.model.vocabulary import BASE, PLAN, SCHEMA
from keikaku.web.html.templating import path_of
from keikaku.web.html.words import WORDS
from keikaku.web.server import pages_app
from tests.graph import made_up

HERE = "http://127.0.0.1:7860"
PAGES = ["/", "/search", "/plans", "/departments", "/themes", "/faq", "/about"]
KEYS = [
    made_up.MUNICIPALITY,
    made_up.ACTION,
    made_up.POLICY,
    made_up.PILLAR,
    made_up.FIELD,
    made_up.BOOKING,
    made_up.ARCHIVING,
    made_up.GENERAL,
    made_up.ARCHIVE,
    made_up.DOCUMENT,
    made_up.BALANCE,
    made_up.FAQ[0].key,
]
THEME = "/theme/DigitalTransformation"


class Reader(HTMLParser):
    """The elements, links and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.handlers: list[str] = []
        self.links: list[str] = []
        self.data: list[str] = []
        self.text = ""
        self.block = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.block = tag == "script"
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        self.links += [value or "" for name, value in attrs if name in {"href", "src", "action"}]

    def handle_endtag(self, tag):
        self.block = self.block and tag != "script"

    def handle_data(self, data):
        if self.block:
            self.data.append(data)
        else:
            self.text += data


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return made_up_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def client(site):
    return TestClient(pages_app(site), base_url=HERE, client=("127.0.0.1", 1))


@pytest.fixture(scope="module")
def status_of(client):
    """How a link ends, asked once: every page has the same menu."""
    return cache(lambda link: client.get(link).status_code)


def read(client: TestClient, path: str) -> Reader:
    found = client.get(path)
    assert found.status_code == 200, (path, found.status_code)
    return Reader(found.text)


@pytest.mark.parametrize("path", [*PAGES, *map(path_of, KEYS), THEME])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_page_is_whole_without_scripts(client, path, language):
    """Its language, its landmarks, one heading, a way past the menu; no script, handler or style in it."""
    page = client.get(path, params={"lang": "en"} if language == "en" else {})
    found = Reader(page.text)
    assert page.status_code == 200
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert f'<html lang="{language}">' in page.text
    assert [found.elements.count(name) for name in ("main", "h1", "title")] == [1, 1, 1]
    assert {"header", "nav", "footer"} <= set(found.elements)
    assert found.links.index("#main") < found.links.index(
        next(link for link in found.links if "/plans" in link)
    )
    assert found.handlers == []
    assert re.findall(r"<script(?! type=\"application/ld\+json\")", page.text) == []


@pytest.mark.parametrize("path", [*PAGES, *map(path_of, KEYS), THEME])
def test_no_link_of_a_page_is_dead_and_english_stays_english(client, status_of, path):
    """Every link of this site opens."""
    for link in set(read(client, path).links):
        if link.startswith("/") and not link.startswith("/staff"):
            assert status_of(link) == 200, link
    english = [link for link in read(client, f"{path}?lang=en").links if link.startswith("/id/")]
    assert {link for link in english if "lang=en" not in link} <= {path}, "only the way back is Japanese"


@pytest.mark.slow
def test_every_iri_of_the_graph_resolves_at_its_path(client, site):
    """What is minted under the base, evidence and selectors too."""
    graph = site.world().facts
    subjects = {quad.subject.value for quad in graph.quads() if quad.subject.value.startswith(BASE)}
    assert len(subjects) > 50
    for subject in sorted(subjects):
        page = client.get("/" + subject.removeprefix(BASE))
        assert page.status_code == 200, subject
        assert subject in page.text.replace("&#39;", "'")


def test_an_initiative_tells_its_facts_and_the_exact_words(client):
    """Who is responsible, where it belongs, when, about what, and the sentence of the document."""
    text = read(client, path_of(made_up.BOOKING)).text
    for told in (
        "総務部",
        "健やか部",
        "開かれた市役所",
        "デジタル窓口",
        "2026(令和8)年度に始めます。",
        "見本",
    ):
        assert told in text
    assert "1 窓口の予約を電話なしで受ける仕組みづくり(総務部、健やか部)" in text
    assert "12行目" in text


def test_what_staff_put_right_is_marked_on_its_page(client):
    """With what was read."""
    text = " ".join(read(client, path_of(made_up.SAVING)).text.split())
    assert "人手訂正 担当 読み取り： 健やか部 → 総務部" in text
    assert "人手訂正" not in read(client, path_of(made_up.BOOKING)).text


def test_a_department_tells_how_to_reach_it_and_what_it_does(client):
    """Its telephone, its sections, its initiatives, those of its sections too."""
    text = read(client, path_of(made_up.GENERAL)).text
    for told in ("000-00-0000", "文書室", made_up.LABEL, "古い公文書の目録づくり"):
        assert told in text
    assert "記録を守り、市民に返す 2019年度" in " ".join(text.split())


def test_a_department_of_the_whole_city_stands_apart(client):
    """全庁 is no department."""
    assert "全庁" in read(client, path_of(made_up.SAVING)).text
    assert "全庁" not in read(client, "/departments").text


def test_the_tree_of_plans_hangs_on_the_basic_concept(client):
    """Concept, basic plan, individual plan, pillar, field, each below the other."""
    page = client.get("/plans").text
    names = ["第2次みどり市基本計画", "みどり市行動計画2027", "開かれた市役所", "デジタル窓口"]
    places = [page.index(f">{name}<") for name in names]
    assert places == sorted(places)
    text = " ".join(Reader(page).text.split())
    assert "総務部の運営方針 部の運営方針 2019年度 施策 1件" in text


def test_a_document_opens_at_the_place_of_a_citation(client):
    """The link of a source leads to its paragraph."""
    page = read(client, path_of(made_up.DOCUMENT) + "?from=13").text
    assert "市民が来庁の時刻を自分で選べるようにします。" in page
    assert "この計画は架空の市のものです。" not in page


def test_the_answer_stands_above_the_hits(client):
    """A question that is answered has its answer, its items and its sources first."""
    page = client.get("/search", params={"q": midori.LIST_QUESTION}).text
    assert "緑政策部が担当する施策は6件です" in page
    assert midori.citation(1).quote in page
    hit = client.get("/search", params={"q": "公文書の目録"}).text
    assert hit.index("は文書に書かれていません") < hit.index("古い公文書の目録づくり")
    assert "000-00-0000" in hit


def test_a_hit_shows_the_sentence_that_made_it_one_marked_and_an_faq_answer_whole(client):
    """By words alone here: the sentence has the question's word, the rest of the answer stands around it."""
    page = client.get("/search", params={"q": "住民票の窓口"}).text
    assert "<mark>市役所1階の窓口で取れます。</mark>" in page
    booked = client.get("/search", params={"q": "来庁の時刻を選ぶ"}).text
    assert "<mark>市民が来庁の時刻を自分で選べるようにします。</mark>" in booked


def test_the_faq_is_searched_and_shown(client):
    """By its words, on a page of its own, with the city's answer."""
    assert "住民票はどこで取れますか。" in client.get("/search", params={"q": "住民票"}).text
    text = read(client, path_of(made_up.FAQ[0].key)).text
    assert "市役所1階の窓口で取れます。" in text
    assert "健やか部" in text
    assert "市役所1階の窓口で取れます。" in read(client, "/faq").text


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/faq", "FAQPage"),
        (path_of(made_up.FAQ[0].key), "FAQPage"),
        (path_of(made_up.BOOKING), "GovernmentService"),
        (path_of(made_up.GENERAL), "GovernmentOrganization"),
        (path_of(made_up.ACTION), "CreativeWork"),
        (THEME, "DefinedTerm"),
    ],
)
def test_a_page_carries_schema_org(client, path, kind):
    """As JSON-LD, with the IRI of the thing."""
    found = [json.loads(block) for block in read(client, path).data]
    first = found[0][0] if isinstance(found[0], list) else found[0]
    assert first["@type"] == kind
    assert first["@context"] == SCHEMA.iri.rstrip("/")


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/id/",
        "/id/x/plan/y",
        "/id/%ff%fe/%00",
        "/theme/None",
        "/theme/%3Cb%3E",
        "/static/../app.py",
        "/id/みどり市/plan/" + "長" * 2000,
        "/static/style.css",
        '/id/"> <script>/x',
    ],
)
def test_what_is_not_there_gets_a_page_and_no_traceback(client, path):
    """In Japanese, with a way on."""
    found = client.get(path)
    assert found.status_code == 404
    assert "ページが見つかりません" in found.text
    assert "Traceback" not in found.text
    assert client.get("/api/nowhere").json()["error"]


def test_a_fault_gets_a_page_with_the_headers_and_no_traceback(site):
    """What broke stands in the log alone."""
    broken = site_over(site.accounts.path.parent, site.world())
    object.__setattr__(broken, "status", lambda: 1 / 0)
    client = TestClient(_app(broken), base_url=HERE)
    found = client.get("/plans")
    assert found.status_code == 500
    assert "表示できませんでした" in found.text
    assert "ZeroDivisionError" not in found.text
    assert found.headers["content-security-policy"].startswith("default-src 'none'")


def _app(site):
    """The same wrapping without the chat, whose first screen reads the status too."""
    from starlette.applications import Starlette
    from starlette.middleware import Middleware

    from keikaku.web.chat.asking import guarded
    from keikaku.web.citizens.public import Public
    from keikaku.web.guard.middleware import Protection

    public = Public(guarded(site.answering), site.status, site.world, site.earlier)
    return Starlette(routes=public.routes(), middleware=[Middleware(Protection)])


@pytest.mark.parametrize("query", ["", "page=0", "page=99999999999", "page=x", "page=%EF%BC%91", "lang=fr"])
def test_a_strange_query_is_taken_for_none(client, query):
    """No address of a page can break it."""
    assert client.get(f"/faq?{query}").status_code == 200
    assert client.get(f"{path_of(made_up.DOCUMENT)}?{query.replace('page', 'from')}").status_code == 200


@pytest.mark.parametrize("question", [*midori.HOSTILE, "長" * 5000, "\x00\x1b", "%ud800", "\u202e反対"])
def test_a_hostile_question_stays_text(client, question):
    """In the box, the title and the answer."""
    found = Reader(client.get("/search", params={"q": question}).text)
    assert (
        set(found.elements) & {"script", "img", "svg", "iframe", "object", "math", "style", "base"} == set()
    )
    assert found.handlers == []
    assert [link for link in found.links if not link.startswith(("/", "#"))] == []


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, len(midori.HOSTILE), 4))
def test_hostile_data_stay_text_on_every_page(tmp_path, start):
    """Labels, sentences, quotes, headings, file names and addresses of documents and FAQ."""
    texts = [*midori.HOSTILE[start:], *midori.HOSTILE[:start]]
    world = hostile_world(tmp_path, texts)
    client = TestClient(_app(site_over(tmp_path, world)), base_url=HERE)
    for path in [*PAGES, "/search?q=script", *map(path_of, KEYS), THEME]:
        page = client.get(path)
        assert page.status_code == 200, path
        found = Reader(page.text)
        assert (
            set(found.elements) & {"img", "svg", "iframe", "object", "math", "style", "base", "embed"}
            == set()
        )
        assert found.handlers == []
        assert [
            link for link in found.links if link.lower().strip().startswith(("javascript", "data", "vb"))
        ] == []
        for block in found.data:
            json.loads(block)


def test_every_word_of_the_pages_is_there():
    """Each kind, fact and list has a name in both languages, no word is empty."""
    wanted = {f"kind_{kind}" for kind in CLASSES}
    wanted |= {f"fact_{name}" for facts in FACTS.values() for name, _ in facts}
    wanted |= {f"list_{name}" for lists in LISTS.values() for name, _ in lists}
    assert wanted - WORDS.keys() == set()
    assert CLASSES.keys() == FACTS.keys() == LISTS.keys()
    assert all(ja and en for ja, en in WORDS.values())
    assert {PLAN.iri + name for name in CLASSES.values()} <= {PLAN.iri + name for name in PLAN.names()}


# the endpoint and the tool, whose words name the forms of queries, and the page, which shows examples
TELLS_OF_SPARQL = ("programs/sparql.py", "programs/sparql_page.py", "api/mcp.py")


def test_nothing_of_the_door_escapes_the_escaping():
    """No template marks a value as safe, and no page asks the graph by itself."""
    web = Path(pages_app.__code__.co_filename).parent
    for template in web.rglob("*.html"):
        assert not re.search(r"\|\s*safe|autoescape|Markup", template.read_text(encoding="utf-8")), template
    for module in sorted(set(web.rglob("*.py")) - {web / name for name in TELLS_OF_SPARQL}):
        assert not re.search(
            r"\b(?:SELECT|OPTIONAL|CONSTRUCT)\b|Markup\(", module.read_text(encoding="utf-8")
        ), module
