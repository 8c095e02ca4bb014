"""The SPARQL 1.1 Protocol, one row a rule of its section 2, over a running application."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
import rdflib
from sites import made_up_site
from starlette.testclient import TestClient

from keikaku.ontology.model.vocabulary import BASE
from keikaku.web.programs.sparql_page import EXAMPLES
from keikaku.web.server import create_app
from tests.graph import made_up

pytestmark = pytest.mark.slow

SELECT = "SELECT ?s WHERE { ?s a plan:Department } ORDER BY ?s"
ASK = "ASK { ?s a plan:Department }"
CONSTRUCT = "CONSTRUCT { ?s skos:prefLabel ?l } WHERE { ?s a plan:Department ; skos:prefLabel ?l }"
OWN = "https://plans.midori.example/"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


@pytest.fixture(scope="module")
def client(tmp_path_factory) -> TestClient:
    return TestClient(create_app(made_up_site(tmp_path_factory.mktemp("sparql"))))


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory) -> TestClient:
    """The same under a base of its own."""
    return TestClient(create_app(replace(made_up_site(tmp_path_factory.mktemp("elsewhere")), base=OWN)))


def post(client, body, media, **more):
    return client.post("/sparql", content=body, headers={"content-type": media, **more})


RULES = [
    # how a query comes (2.1)
    ("GET with query", lambda c: c.get("/sparql", params={"query": SELECT}), 200),
    ("POST of a form", lambda c: c.post("/sparql", data={"query": SELECT}), 200),
    ("POST of the query itself", lambda c: post(c, SELECT, QUERY), 200),
    ("POST of the query, charset named", lambda c: post(c, SELECT, f"{QUERY}; charset=utf-8"), 200),
    ("POST of the query in Japanese", lambda c: post(c, 'SELECT ("都" AS ?市) {}'.encode(), QUERY), 200),
    ("parameters of the page beside it", lambda c: c.get("/sparql", params={"query": SELECT, "lang": "en"}), 200),
    ("HEAD is no way to ask", lambda c: c.head("/sparql", params={"query": SELECT}), 200),
    # exactly one query (2.1.4)
    ("no query", lambda c: c.get("/sparql", params={"x": "1"}), 400),
    ("two queries", lambda c: c.get("/sparql?query=ASK{}&query=ASK{}"), 400),
    ("a form without one", lambda c: c.post("/sparql", data={"x": "1"}), 400),
    ("an empty query", lambda c: c.get("/sparql", params={"query": ""}), 400),
    ("a query in the address and in the body", lambda c: c.post("/sparql?query=ASK{}", data={"query": ASK}), 400),
    # datasets that we do not compose (2.1.4)
    ("default-graph-uri", lambda c: c.get("/sparql", params={"query": ASK, "default-graph-uri": "http://a/"}), 400),
    ("named-graph-uri", lambda c: c.post("/sparql", data={"query": ASK, "named-graph-uri": "http://a/"}), 400),
    ("FROM", lambda c: c.get("/sparql", params={"query": "SELECT * FROM <http://a/> {}"}), 400),
    ("SERVICE", lambda c: c.get("/sparql", params={"query": "SELECT * { SERVICE <http://a/> {} }"}), 400),
    # bodies (2.1.2, 2.1.3)
    ("another media type", lambda c: post(c, SELECT, "application/json"), 415),
    ("no media type", lambda c: c.post("/sparql", content=SELECT.encode()), 415),
    ("no UTF-8", lambda c: post(c, b"ASK { ?s ?p '\xff' }", QUERY), 400),
    ("a query that is too long", lambda c: post(c, "#" + "a" * 20_000 + "\nASK {}", QUERY), 413),
    # updates (2.2): refused
    ("update in a form", lambda c: c.post("/sparql", data={"update": "CLEAR ALL"}), 403),
    ("update in the address", lambda c: c.get("/sparql", params={"update": "CLEAR ALL"}), 403),
    ("update as the body", lambda c: post(c, "CLEAR ALL", "application/sparql-update"), 403),
    ("update sent as a query", lambda c: post(c, "DELETE WHERE { ?s ?p ?o }", QUERY), 403),
    ("PUT", lambda c: c.put("/sparql", content=b""), 405),
    ("DELETE", lambda c: c.delete("/sparql"), 405),
    # what goes wrong (2.1.6)
    ("malformed", lambda c: c.get("/sparql", params={"query": "SELEKT * {}"}), 400),
    ("too slow", lambda c: c.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(STR(?a) > STR(?l)) }"}), 503),
    # results (2.1.5, 2.1.6)
    ("a format that is none", lambda c: c.get("/sparql", params={"query": SELECT}, headers={"accept": "image/png"}), 406),
    ("a graph's format for rows", lambda c: c.get("/sparql", params={"query": SELECT}, headers={"accept": "text/turtle"}), 406),
    ("a row's format for a graph", lambda c: c.get("/sparql", params={"query": CONSTRUCT}, headers={"accept": "text/csv"}), 406),
    ("the endpoint itself", lambda c: c.get("/sparql"), 200),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "asked", "status"), RULES, ids=[name for name, *_ in RULES])
def test_a_rule_of_the_protocol(client, rule, asked, status):
    """And no refusal is without a code and a sentence."""
    response = asked(client)
    assert response.status_code == status, rule
    if status not in {200, 405}:
        told = response.json()
        assert response.headers["content-type"] == "application/problem+json"
        assert told["code"]
        assert told["detail"].endswith("。")


FORMATS = {
    "application/sparql-results+json": lambda text: [
        one["s"]["value"] for one in json.loads(text)["results"]["bindings"]
    ],
    "application/sparql-results+xml": lambda text: [
        str(row[0]) for row in rdflib.query.Result.parse(io.BytesIO(text.encode()), format="xml")
    ],
    "text/csv": lambda text: [row[0] for row in csv.reader(io.StringIO(text))][1:],
    "text/tab-separated-values": lambda text: [line.strip("<>") for line in text.splitlines()[1:]],
}


@pytest.mark.parametrize("media", FORMATS)
def test_rows_are_the_same_in_every_format(client, media):
    """Each by its Accept header, read by somebody else's reader where there is one."""
    response = client.get("/sparql", params={"query": SELECT}, headers={"accept": media})
    assert response.headers["content-type"].startswith(media)
    assert "accept" in response.headers["vary"].lower()
    found = FORMATS[media](response.text)
    assert found == sorted(found)
    assert f"{BASE}id/{made_up.GENERAL}" in found


@pytest.mark.parametrize(
    ("media", "reader"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
def test_a_graph_is_the_same_in_every_format(client, media, reader):
    """As rdflib reads it."""
    response = client.get("/sparql", params={"query": CONSTRUCT}, headers={"accept": media})
    assert response.headers["content-type"].startswith(media)
    found = rdflib.Graph().parse(data=response.text, format=reader)
    plain = client.get("/sparql", params={"query": CONSTRUCT}, headers={"accept": "application/n-triples"})
    assert set(found) == set(rdflib.Graph().parse(data=plain.text, format="nt"))
    assert len(found) > 1


def test_the_description_of_the_service_names_it_and_its_formats(client):
    """What a program finds at the bare address."""
    response = client.get("/sparql", headers={"accept": "text/turtle"})
    found = rdflib.Graph().parse(data=response.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = rdflib.URIRef(f"{BASE}sparql")
    assert (service, sd.endpoint, service) in found
    assert len(set(found.objects(service, sd.resultFormat))) == 8


@pytest.mark.parametrize("example", EXAMPLES, ids=[one.en for one in EXAMPLES])
def test_an_example_of_the_page_runs_and_finds_something(client, example):
    """On the page itself, which holds no script."""
    page = client.get("/sparql", params={"query": example.query}, headers={"accept": "text/html"})
    assert page.status_code == 200
    assert "<td>" in page.text
    assert "<script" not in page.text
    assert example.ja in client.get("/sparql", headers={"accept": "text/html"}).text


def test_a_mistake_is_told_on_the_page(client):
    """With the query still there to be mended."""
    page = client.get("/sparql", params={"query": "SELEKT"}, headers={"accept": "text/html"})
    assert page.status_code == 400
    assert "SELEKT" in page.text
    assert "書き方に誤り" in page.text


def test_pages_of_others_may_ask_where_the_house_allows_it(client, tmp_path):
    """By a setting; the preflight too."""
    other = {"origin": "https://a.example"}
    assert (
        "access-control-allow-origin"
        not in client.get("/sparql", params={"query": ASK}, headers=other).headers
    )
    assert "access-control-allow-origin" not in client.options("/sparql", headers=other).headers
    opened = TestClient(create_app(replace(made_up_site(tmp_path), cors="*")))
    assert (
        opened.get("/sparql", params={"query": ASK}, headers=other).headers["access-control-allow-origin"]
        == "*"
    )
    ready = opened.options("/sparql", headers=other)
    assert ready.status_code == 204
    assert "POST" in ready.headers["access-control-allow-methods"]


def test_a_base_that_is_set_holds_in_queries_and_results_alike(elsewhere):
    """In full, by a prefix, as text: a query sees no other."""
    for query in (
        f"ASK {{ <{OWN}id/{made_up.GENERAL}> ?p ?o }}",
        f"PREFIX d: <{OWN}id/{made_up.GENERAL.rpartition('/')[0]}/> ASK {{ d:{made_up.GENERAL.rpartition('/')[2]} a ?c }}",
        f'ASK {{ ?s a plan:Department FILTER(STRSTARTS(STR(?s), "{OWN}")) }}',
        f"ASK {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{OWN}')) }}",
    ):
        assert elsewhere.get("/sparql", params={"query": query}).json()["boolean"] is True, query
    told = elsewhere.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}).text
    assert OWN in told
    assert BASE not in told


def test_a_result_that_was_cut_says_so(client):
    """In its head, whatever its format."""
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    response = client.get("/sparql", params={"query": query}, headers={"accept": "text/csv"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert int(response.headers["keikaku-truncated"]) == len(list(csv.reader(io.StringIO(response.text)))) - 1
