"""Linked data, downloads, descriptions, the JSON API and MCP over HTTP, as a running application answers."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import midori
import pytest
import rdflib
from readers import read
from sites import made_up_site
from starlette.testclient import TestClient

from keikaku.graph.export.publication import Publication
from keikaku.graph.views.listing import CITIES
from keikaku.ontology.model.vocabulary import BASE, PLAN
from keikaku.web.api.openapi import CALLS
from keikaku.web.programs.downloads import DOWNLOADS
from keikaku.web.server import create_app
from tests.graph import made_up

pytestmark = pytest.mark.slow

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = rdflib.Namespace("http://purl.org/dc/terms/")
READERS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}
SUFFIXES = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}
HOUSE = Publication("みどり市の計画", "CC BY 4.0", "みどり市", "kikaku@midori.example")
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
SHAPES = Path(__file__).parents[1] / "cases/dcat_ap.ttl"
THING = f"/id/{made_up.GENERAL}"


@pytest.fixture(scope="module")
def client(tmp_path_factory) -> TestClient:
    site = made_up_site(tmp_path_factory.mktemp("doors"))
    return TestClient(create_app(replace(site, publication=HOUSE)), client=("127.0.0.1", 5))


# linked data


@pytest.mark.parametrize("media", READERS)
def test_a_thing_is_told_in_the_format_that_is_asked_for(client, media):
    """The same triples in each, about the thing itself."""
    response = client.get(THING, headers={"accept": media})
    assert response.headers["content-type"].startswith(media)
    assert "accept" in response.headers["vary"].lower()
    found = rdflib.Graph().parse(data=response.text, format=READERS[media])
    plain = rdflib.Graph().parse(data=client.get(f"{THING}.nt").text, format="nt")
    assert set(found) == set(plain)
    assert (
        rdflib.URIRef(f"{BASE}id/{made_up.GENERAL}"),
        rdflib.RDF.type,
        rdflib.URIRef(PLAN.Department),
    ) in found


@pytest.mark.parametrize(
    "accept", ["text/html", "*/*", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ""]
)
def test_whoever_wants_a_page_gets_one_that_names_its_other_formats(client, accept):
    """A browser, curl without a wish."""
    response = client.get(THING, headers={"accept": accept})
    assert response.headers["content-type"].startswith("text/html")
    assert "accept" in response.headers["vary"].lower()
    for suffix in SUFFIXES:
        assert f'.{suffix}>; rel="alternate"' in response.headers["link"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_format_has_an_address_of_its_own(client, suffix):
    """Whatever is asked for beside it; and it is not sent twice."""
    response = client.get(f"{THING}.{suffix}", headers={"accept": "text/html"})
    assert len(rdflib.Graph().parse(data=response.text, format=SUFFIXES[suffix])) > 3
    again = client.get(f"{THING}.{suffix}", headers={"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_not_there_is_told_to_programs_as_a_problem(client):
    """And to people as a page."""
    missing = client.get("/id/みどり市/department/無部", headers={"accept": "text/turtle"})
    assert (missing.status_code, missing.headers["content-type"]) == (404, "application/problem+json")
    assert client.get("/id/みどり市/department/無部.ttl").status_code == 404
    assert "<html" in client.get("/id/みどり市/department/無部").text
    assert client.get(THING, headers={"accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("path", ["/ontology", "/ns/plan"])
def test_the_vocabulary_resolves_for_people_and_programs(client, path):
    """A page with an anchor for each term, and the same triples in every format."""
    page = client.get(path, headers={"accept": "text/html"}).text
    assert all(f'id="{name}"' in page for name in PLAN.names())
    sizes = {
        len(rdflib.Graph().parse(data=client.get(path, headers={"accept": m}).text, format=READERS[m]))
        for m in READERS
    }
    assert len(sizes) == 1


# downloads and descriptions


@pytest.mark.parametrize("one", DOWNLOADS, ids=[one.name for one in DOWNLOADS])
def test_a_download_can_be_had_whole_in_parts_compressed_and_not_twice(client, one):
    """Byte for byte the same."""
    path = f"/data/{one.name}"
    whole = client.get(path, headers={"accept-encoding": "identity"})
    assert whole.status_code == 200
    assert whole.headers["content-type"].startswith(one.media)
    assert (
        client.get(
            path, headers={"if-none-match": whole.headers["etag"], "accept-encoding": "identity"}
        ).status_code
        == 304
    )
    with client.stream("GET", path, headers={"accept-encoding": "gzip"}) as zipped:
        raw = b"".join(zipped.iter_raw())
        if zipped.headers.get("content-encoding") == "gzip":
            raw = gzip.decompress(raw)
            assert zipped.headers["etag"] != whole.headers["etag"]
    assert raw == whole.content
    part = client.get(path, headers={"range": "bytes=2-9", "if-range": whole.headers["etag"]})
    assert (part.status_code, part.content) == (206, whole.content[2:10])
    assert part.headers["content-range"] == f"bytes 2-9/{len(whole.content)}"
    assert client.get(path, headers={"range": "bytes=-3"}).content == whole.content[-3:]
    beyond = client.get(path, headers={"range": "bytes=999999999-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{len(whole.content)}")


def test_nothing_else_lies_below_data(client):
    """No path of the machine leads there."""
    for name in ("../current", "..%2fcurrent", "version.json", "graph", "graph.exe"):
        assert client.get(f"/data/{name}").status_code == 404


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_catalogue_has_what_dcat_ap_wants(client, suffix):
    """Catalogue, dataset and distributions with their mandatory properties, and addresses that resolve."""
    response = client.get(f"/catalog.{suffix}")
    found = rdflib.Graph().parse(data=response.text, format=SUFFIXES[suffix])
    (catalogue,) = found.subjects(rdflib.RDF.type, DCAT.Catalog)
    (dataset,) = found.objects(catalogue, DCAT.dataset)
    for thing in (catalogue, dataset):
        for needed in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher):
            assert list(found.objects(thing, needed)), needed
    assert str(found.value(dataset, DCTERMS.license)) == HOUSE.license_iri
    files = list(found.objects(dataset, DCAT.distribution))
    assert len(files) == len(DOWNLOADS)
    for file in files:
        assert found.value(file, DCAT.mediaType)
        address = str(found.value(file, DCAT.downloadURL))
        assert client.head("/" + address.removeprefix(BASE)).status_code == 200
    assert found.value(dataset, rdflib.VOID.sparqlEndpoint) == rdflib.URIRef(f"{BASE}sparql")


def test_the_catalogue_holds_by_the_shapes_of_dcat_ap(client):
    """Mandatory and recommended properties alike; without one of them the shapes say so."""
    graph = rdflib.Graph().parse(data=client.get("/catalog.ttl").text, format="turtle")
    shapes = rdflib.Graph().parse(SHAPES, format="turtle")
    assert not _missing(graph, shapes)
    paths = {str(path) for path in shapes.objects(None, SH.path)}
    wanted = {str(shapes.value(one, SH.path)) for one in shapes.subjects(SH.minCount)}
    assert {path for path in wanted if _missing(_without(graph, path), shapes)} == wanted <= paths


def _missing(graph, shapes) -> list:
    import pyshacl

    conforms, report, _ = pyshacl.validate(graph, shacl_graph=shapes, allow_warnings=False)
    found = [
        report.value(one, SH.resultPath) for one in report.subjects(rdflib.RDF.type, SH.ValidationResult)
    ]
    assert conforms is not bool(found)
    return found


def _without(graph, path: str) -> rdflib.Graph:
    left = rdflib.Graph()
    for triple in graph:
        if str(triple[1]) != path:
            left.add(triple)
    return left


WITH_CKAN = """
import json, sys
from ckanext.dcat.processors import RDFParser
parser = RDFParser()
parser.parse(open(sys.argv[1], encoding="utf-8").read(), _format="turtle")
print(json.dumps(list(parser.datasets())))
"""


def test_ckans_own_parser_reads_the_catalogue(client, tmp_path):
    """ckanext-dcat, as a portal harvests it: one dataset, each file with the name of its format."""
    (tmp_path / "catalog.ttl").write_text(client.get("/catalog.ttl").text, encoding="utf-8")
    (found,) = read("ckan", WITH_CKAN, tmp_path / "catalog.ttl")
    assert found["title"] == HOUSE.name
    extras = {one["key"]: one["value"] for one in found["extras"]}
    assert extras["publisher_name"] == HOUSE.publisher
    assert extras["contact_email"] == HOUSE.contact
    assert extras["temporal_start"] < extras["temporal_end"]
    assert HOUSE.license_iri in json.dumps(found)
    files = {one["url"].removeprefix(f"{BASE}data/"): one["format"].lower() for one in found["resources"]}
    assert files == {one.name: one.name.rpartition(".")[2] for one in DOWNLOADS}


def test_search_engines_find_the_data_on_the_page_of_the_doors(client):
    """A Dataset of schema.org that says what the catalogue says, and the feed beside it."""
    text = client.get("/api").text
    told = json.loads(text.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    graph = rdflib.Graph().parse(data=client.get("/catalog.ttl").text, format="turtle")
    dataset = rdflib.URIRef(told["@id"])
    assert (dataset, rdflib.RDF.type, DCAT.Dataset) in graph
    assert (told["@type"], told["name"], told["license"]) == ("Dataset", HOUSE.name, HOUSE.license_iri)
    assert 50 <= len(told["description"]) <= 5000  # what lists of data sets ask for
    assert told["description"] == str(graph.value(dataset, DCTERMS.description))
    files = {one["contentUrl"] for one in told["distribution"]}
    assert files == {str(one) for one in graph.objects(dataset, DCAT.distribution)}
    assert 'type="application/atom+xml" href="/feed.atom"' in text


def test_the_map_of_the_site_names_pages_that_open(client):
    """Each thing's own address; robots leads to it."""
    text = client.get("/sitemap.xml").text
    assert "みどり" not in text  # as addresses are written
    addresses = [part.split("</loc>")[0] for part in text.split("<loc>")[1:]]
    assert len(addresses) > 20
    assert {client.get("/" + one.removeprefix(BASE)).status_code for one in addresses} == {200}
    assert f"Sitemap: {BASE}sitemap.xml" in client.get("/robots.txt").text


def test_health_and_numbers_are_told(client):
    """For whoever watches the server; no question is among them."""
    health = client.get("/healthz").json()
    assert health["status"] == "ok"
    numbers = client.get("/metrics").text
    assert f'version="{health["data_version"]}"' in numbers
    assert "keikaku_initiatives " in numbers


# the API


def asked(client, path, **given):
    return client.get(f"/api/v1/{path}", params=given)


def test_an_answer_is_the_answer_object(client):
    """By address and by body, with a number of the request."""
    given = midori.LIST_QUESTION
    told = asked(client, "ask", q=given)
    assert told.json() == midori.answer(given).to_dict()
    assert told.headers["x-request-id"]
    posted = client.post("/api/v1/ask", json={"question": given}, headers={"x-request-id": "abc1"})
    assert posted.json() == told.json()
    assert posted.headers["x-request-id"] == "abc1"
    again = client.get("/api/v1/ask", params={"q": given}, headers={"if-none-match": told.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path", ["/api/v1/none", "/sparql?query=x", "/data/none", "/data/links.csv", "/api/v1/ask"]
)
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_every_request_of_a_program_has_a_number(client, path, method):
    """Its own, in any common form, also where it is refused."""
    given = "8d3c0c1e-1b1f-4c3e-9a55-6f1f6ab0e1aa"
    assert client.request(method, path, headers={"x-request-id": given}).headers["x-request-id"] == given
    told = client.request(method, path, headers={"x-request-id": "a b"}).headers.get_list("x-request-id")
    assert len(told) == 1
    assert told != ["a b"]


def test_an_answer_can_be_cut_and_says_so(client):
    """Its number stays that of the whole."""
    whole = asked(client, "ask", q=midori.LIST_QUESTION).json()
    cut = asked(client, "ask", q=midori.LIST_QUESTION, limit=1).json()
    assert (len(cut["items"]), cut["cut"], cut["total"]) == (1, True, whole["total"])


def test_a_turn_goes_on_from_those_before(client):
    """The questions before it are asked first, in their order."""
    told = client.post("/api/v1/ask", json={"question": "そのうち1件は？", "turns": [midori.LIST_QUESTION]})
    assert told.json()["question"] == "そのうち1件は？"


def test_things_are_listed_filtered_and_got(client):
    """Whole, with their number; a thing by its IRI, its key or the address of its page."""
    listed = asked(client, "entities", kind="department").json()
    iri = f"{BASE}id/{made_up.GENERAL}"
    assert iri in {one["iri"] for one in listed["items"]}
    whole = asked(client, "entities", kind="initiative").json()
    first = whole["items"][0]
    for name, value in (
        ("q", first["label"]),
        ("plan", first["plan"]),
        ("department", (first["departments"] or [""])[0]),
    ):
        some = asked(client, "entities", kind="initiative", **{name: value}).json()
        assert first["iri"] in {one["iri"] for one in some["items"]}, name
        assert some["total"] <= whole["total"]
    page = asked(client, "entities", kind="initiative", limit=1, offset=1).json()
    assert page["items"] == whole["items"][1:2]
    for name in (iri, made_up.GENERAL, THING):
        assert asked(client, "entity", iri=name).json()["iri"] == iri
    assert asked(client, "entity", iri=f"{BASE}id/無").status_code == 404


def test_every_kind_is_filtered_by_its_plan_and_every_table_by_its_columns(client):
    """Lists of things, and the rows that the tables export."""
    pillars = asked(client, "entities", kind="pillar").json()["items"]
    plan = pillars[0]["plan"]
    some = asked(client, "entities", kind="pillar", plan=plan).json()["items"]
    assert some == [one for one in pillars if plan in (one["plan"] or "")]
    rows = asked(client, "rows", table="observations", limit=1000).json()["items"]
    for name in ("indicator", "fiscal_year", "kind", "unit"):
        value = next(row[name] for row in rows if row[name])
        told = asked(client, "rows", table="observations", limit=1000, **{name: value}).json()
        assert told["total"] == len(told["items"])
        assert all(row[name] == value or str(value) in str(row[name]) for row in told["items"])
        assert told["total"] == len([row for row in rows if str(value) in str(row[name])])
    assert asked(client, "rows", table="links", department="x").json()["code"] == "filter"


def test_a_head_is_answered_as_its_get(client):
    """With the same ETag and nothing behind it."""
    for path in ("/api/v1/documents", "/sparql", "/data/initiatives.csv", THING):
        whole, head = client.get(path), client.head(path)
        assert (head.status_code, head.content) == (whole.status_code, b"")
        assert head.headers.get("etag") == whole.headers.get("etag")


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/none", "/data/none"])
def test_no_address_of_the_doors_ends_in_a_page(client, path):
    """A program is told as a program, and told which list to read."""
    told = client.get(path)
    assert told.status_code == 404
    assert told.headers["content-type"] == "application/problem+json"
    assert "/api" in told.json()["detail"]
    assert "Allow" in client.put("/sparql").json()["detail"]


def test_a_feed_tells_of_every_version_that_is_open(client):
    """As a reader of Atom reads it; the API has the same list."""
    import xml.etree.ElementTree as ET

    atom = "{http://www.w3.org/2005/Atom}"
    told = asked(client, "versions").json()
    feed = ET.fromstring(client.get("/feed.atom").text)  # noqa: S314 - our own server's
    entries = feed.findall(f"{atom}entry")
    assert len(entries) == told["total"] == 1
    assert told["current"] in entries[0].findtext(f"{atom}title")
    assert entries[0].findtext(f"{atom}updated") == told["items"][0]["published"]
    assert feed.findtext(f"{atom}author/{atom}name") == HOUSE.publisher


@pytest.mark.parametrize("table", ["initiatives", "targets", "observations", "attributes", "links"])
def test_a_table_says_what_its_columns_are(client, table):
    """CSV on the Web: every head of the file has its column, in its order, and the file names the description."""
    import csv
    import io

    head = next(csv.reader(io.StringIO(client.get(f"/data/{table}.csv").content.decode("utf-8-sig"))))
    link = client.get(f"/data/{table}.csv").headers["link"]
    address = link.split(">")[0].lstrip("<")
    assert 'rel="describedby"' in link
    told = client.get(address).json()
    assert told["@context"][0] == "http://www.w3.org/ns/csvw"
    assert told["url"] == f"{table}.csv"
    assert [one["titles"]["und"] for one in told["tableSchema"]["columns"]] == head


def test_the_standards_are_said_of_a_thing_and_at_the_endpoint(client):
    """A reader that knows none of our words finds names, sources and types."""
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
    thing = rdflib.URIRef(f"{BASE}id/{made_up.BOOKING}")
    found = rdflib.Graph().parse(data=client.get(f"/id/{made_up.BOOKING}.nt").text, format="nt")
    assert (thing, rdflib.RDFS.label, rdflib.Literal(made_up.LABEL, lang="ja")) in found
    assert list(found.objects(thing, prov.wasGeneratedBy))
    assert list(found.objects(thing, DCTERMS.isPartOf))
    query = "ASK { ?o a qb:Observation ; sdmx-dimension:refPeriod ?p ; sdmx-measure:obsValue ?v }"
    assert client.get("/sparql", params={"query": query}).json()["boolean"] is True
    whole = rdflib.Graph().parse(data=client.get("/data/graph-inferred.ttl").text, format="turtle")
    assert len(whole) > 1.3 * len(
        rdflib.Graph().parse(data=client.get("/data/graph.ttl").text, format="turtle")
    )


def test_a_version_of_the_vocabulary_has_an_address_of_its_own(client):
    """The one that its file names."""
    graph = rdflib.Graph().parse(data=client.get("/ontology.ttl").text, format="turtle")
    (version,) = graph.objects(None, rdflib.OWL.versionIRI)
    path = str(version).partition("keikaku.example")[2]
    assert client.get(path, headers={"accept": "text/turtle"}).text == client.get("/ontology.ttl").text


@pytest.mark.parametrize("path", ["links", "documents", "versions"])
def test_the_rest_of_the_api_answers(client, path):
    """On the data version that its head names."""
    response = asked(client, path)
    assert response.status_code == 200
    assert response.headers["keikaku-data-version"] in response.headers["etag"]


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("ask", {}),
        ("ask", {"q": "あ", "limit": "0"}),
        ("ask", {"q": "あ", "limit": "x"}),
        ("ask", {"q": "あ", "other": "1"}),
        ("ask", {"q": "あ" * 3000}),
        ("search", {"q": ""}),
        ("search", {"q": "a", "scope": "x"}),
        ("entities", {"kind": "person"}),
        ("entities", {"kind": "plan", "department": "x"}),
        ("entities", {"kind": "plan", "offset": "-1"}),
        ("links", {"all": "perhaps"}),
    ],
)
def test_what_cannot_be_asked_is_a_problem_with_a_code(client, path, given):
    """Which says what to put right."""
    response = asked(client, path, **given)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"].endswith("。")


def test_the_description_has_every_route_with_what_it_takes(client):
    """And a page for people."""
    told = client.get("/openapi.json").json()
    assert told["openapi"] == "3.1.0"
    assert set(told["paths"]) == {call.path for call in CALLS}
    page = client.get("/api").text
    assert all(f"/data/{one.name}" in page for one in DOWNLOADS)
    wrong = client.put("/api/v1/ask")
    assert wrong.status_code == 405
    assert set(wrong.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


# MCP over HTTP


def rpc(client, method, **params):
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    return client.post("/mcp", json=body).json()


def test_a_tool_tells_its_answer_in_words_values_and_links(client):
    """What a model reads, what a program reads, where the words stand."""
    told = rpc(client, "tools/call", name="ask", arguments={"question": midori.LIST_QUESTION})["result"]
    assert told["structuredContent"] == midori.answer(midori.LIST_QUESTION).to_dict()
    assert told["content"][0]["text"].startswith(told["structuredContent"]["answer"])
    rows = rpc(client, "tools/call", name="sparql", arguments={"query": CITIES})["result"]
    assert rows["structuredContent"]["results"]["bindings"]


def test_a_tool_that_cannot_tells_the_model_why(client):
    """A wrong argument is its to put right; a wrong tool is the client's."""
    told = rpc(client, "tools/call", name="list", arguments={"kind": "person"})
    assert told["result"]["isError"] is True
    refused = rpc(client, "tools/call", name="sparql", arguments={"query": "DELETE WHERE { ?s ?p ?o }"})
    assert refused["result"]["isError"] is True
    assert rpc(client, "tools/call", name="drop")["error"]["code"] == -32602
    assert rpc(client, "drop")["error"]["code"] == -32601
    assert client.post("/mcp", content=b"{").json()["error"]["code"] == -32700
    assert client.post("/mcp", json=[1]).json()["error"]["code"] == -32600


def test_a_notification_is_taken_and_nothing_streams(client):
    """No session, no stream."""
    assert (
        client.post("/mcp", json={"jsonrpc": "2.0", "method": "notifications/initialized"}).status_code == 202
    )
    assert client.get("/mcp").status_code == 405


def test_the_address_of_a_page_is_no_way_in_for_other_pages_unless_the_house_names_it(client, tmp_path):
    """The origin is looked at, as the specification wants."""
    body, other = {"jsonrpc": "2.0", "id": 1, "method": "ping"}, {"origin": "https://a.example"}
    for origin in (other["origin"], "null", "", "http://["):
        assert client.post("/mcp", json=body, headers={"origin": origin}).status_code == 403, origin
    assert client.post("/mcp", json=body, headers={"origin": "http://testserver"}).json()["result"] == {}
    assert client.post("/mcp", json=body).json()["result"] == {}
    opened = TestClient(create_app(replace(made_up_site(tmp_path), cors=other["origin"])))
    assert opened.post("/mcp", json=body, headers=other).json()["result"] == {}


def test_a_resource_is_read_by_the_address_that_an_answer_cites(client):
    """The documents are listed."""
    (first, *_) = rpc(client, "resources/list")["result"]["resources"]
    read = rpc(client, "resources/read", uri=first["uri"])["result"]["contents"][0]
    assert json.loads(read["text"])["iri"] == first["uri"]
    assert rpc(client, "resources/read", uri="file:///etc/passwd")["error"]["code"] == -32002
