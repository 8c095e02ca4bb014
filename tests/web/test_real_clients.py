"""The clients that others use, against a running server with an address of its own."""

from __future__ import annotations

import asyncio
import io
import json
import os
import socket
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from sites import world_of
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TSV, TURTLE, XML, SPARQLWrapper

import keikaku
from keikaku.web.api.mcp import TOOLS
from tests.graph import made_up

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
QUESTION = "総務部が担当する施策は？"
SELECT = """PREFIX plan: <https://keikaku.example/ns/plan#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?unit ?label { ?unit a plan:Department ; skos:prefLabel ?label } ORDER BY ?unit"""
CONSTRUCT = SELECT.replace("SELECT ?unit ?label {", "CONSTRUCT { ?unit skos:prefLabel ?label } {")


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("clients")
    world_of(folder, (*made_up.FACTS, made_up.MORE), made_up.EXTRACTIONS)
    return folder / "store"


@pytest.fixture(scope="module")
def base(store) -> str:
    """The address of a server that was started as a house starts it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    command = [
        sys.executable,
        "-m",
        "keikaku",
        "serve",
        "--store",
        str(store),
        "--port",
        str(port),
        "--base",
        address,
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stdout is not None
        assert address in server.stdout.readline()
        yield address
        server.terminate()


def departments(base: str) -> set[str]:
    return {f"{base}id/{fact.key}" for fact in made_up.FACTS if type(fact).__name__ == "Department"}


@pytest.mark.parametrize("way", ["GET", "POST", "POSTDIRECTLY"])
@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_reads_rows(base, way, form):
    """In each way of asking and each format."""
    client = SPARQLWrapper(f"{base}sparql")
    client.setQuery(SELECT)
    client.setReturnFormat(form)
    if way != "GET":
        client.setMethod(POST)
        client.setRequestMethod(POSTDIRECTLY if way == "POSTDIRECTLY" else "urlencoded")
    found = client.query().convert()
    if form == JSON:
        rows = {one["unit"]["value"] for one in found["results"]["bindings"]}
        assert rows == departments(base)
    else:
        text = found.toxml() if form == XML else found.decode()
        assert all(one in text for one in departments(base))


def test_sparqlwrapper_reads_a_graph(base):
    """As rdflib's own."""
    client = SPARQLWrapper(f"{base}sparql")
    client.setQuery(CONSTRUCT)
    client.setReturnFormat(TURTLE)
    found = rdflib.Graph().parse(data=client.query().convert(), format="turtle")
    assert {str(one) for one in found.subjects()} == departments(base)


def test_rdflib_asks_the_endpoint_as_a_graph_of_its_own(base):
    """Its SPARQLStore."""
    graph = rdflib.Graph(SPARQLStore(f"{base}sparql"))
    assert {str(row[0]) for row in graph.query(SELECT)} == departments(base)


def test_rdflib_reads_a_thing_and_the_vocabulary_by_their_addresses(base):
    """What an IRI names is what it gives."""
    address = rdflib.URIRef(f"{base}id/{made_up.GENERAL}")
    from urllib.parse import quote

    found = rdflib.Graph().parse(base + quote(f"id/{made_up.GENERAL}"))
    assert (address, rdflib.RDF.type, None) in found
    assert len(rdflib.Graph().parse(f"{base}ontology")) > 300


def test_pandas_reads_rows_and_tables(base):
    """CSV from the endpoint, and from the downloads."""
    from urllib.parse import urlencode

    import pandas as pd

    rows = pd.read_csv(f"{base}sparql?{urlencode({'query': SELECT, 'format': 'csv'})}")
    assert set(rows["unit"]) == departments(base)
    assert len(pd.read_csv(f"{base}data/initiatives.csv")) > 1


ACCEPTS = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "application/ld+json": "application/ld+json",
    "application/rdf+xml": "application/rdf+xml",
    "application/rdf+xml;q=0.5, text/turtle": "text/turtle",
    "*/*": None,
}


@pytest.mark.parametrize("accept", ACCEPTS)
def test_curl_gets_what_it_accepts_of_five_kinds_of_resource(base, accept):
    """A thing, a fiscal year, a document, the vocabulary, the endpoint."""
    from urllib.parse import quote

    document = next(one.document.key for one in made_up.EXTRACTIONS)
    paths = [f"id/{made_up.GENERAL}", "id/fy/2026", f"id/{document}", "ontology", "sparql"]
    for path in paths:
        command = [
            "curl",
            "-s",
            "-o",
            os.devnull,
            "-w",
            "%{http_code} %{content_type}",
            "-H",
            f"Accept: {accept}",
            base + quote(path),
        ]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert told.startswith("200 "), (path, told)
        assert ACCEPTS[accept] is None or ACCEPTS[accept] in told, (path, told)


async def _through_mcp(transport) -> tuple:
    from mcp import Client

    async with Client(transport) as client:
        tools = await client.list_tools()
        told = await client.call_tool("ask", {"question": QUESTION})
        wrong = await client.call_tool("list", {"kind": "plan", "limit": 0})
        listed = await client.list_resources()
        read = await client.read_resource(str(listed.resources[0].uri))
        return tools, told, wrong, listed, read


def checked_mcp(found, base: str, store: Path) -> None:
    tools, told, wrong, listed, read = found
    assert {tool.name for tool in tools.tools} == set(TOOLS)
    assert all(tool.annotations.read_only_hint for tool in tools.tools)
    os.environ["KEIKAKU_BASE"] = base
    try:
        with keikaku.open(store) as graph:
            assert told.structured_content == graph.ask(QUESTION)
    finally:
        del os.environ["KEIKAKU_BASE"]
    assert told.content[0].text
    assert wrong.is_error
    assert listed.resources
    assert json.loads(read.contents[0].text)["kind"] == "document"


def _waited(asked):
    """What a coroutine gives, on a thread: the browser of other tests leaves a running loop on this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asked).result()


def test_the_official_client_of_mcp_asks_over_http(base, store):
    """Tools, resources, and an answer that is the answer of Python's own door."""
    checked_mcp(_waited(_through_mcp(f"{base}mcp")), base, store)


def test_the_official_client_of_mcp_asks_over_standard_input(base, store):
    """The same from a process of its own."""
    from mcp import StdioServerParameters
    from mcp.client.stdio import stdio_client

    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "keikaku", "mcp", "--store", str(store)],
        env={**os.environ, "KEIKAKU_BASE": base},
        cwd=str(ROOT),
    )
    checked_mcp(_waited(_through_mcp(stdio_client(server))), base, store)


def test_no_request_made_from_the_description_breaks_the_api(base):
    """schemathesis: every parameter right and wrong; no answer of 500 or more, each as it is described."""
    import schemathesis
    from hypothesis import HealthCheck, Phase, given, settings
    from schemathesis import GenerationMode
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import response_schema_conformance

    schema = schemathesis.openapi.from_url(f"{base}openapi.json")
    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                cases = operation.as_strategy(generation_mode=mode)

                @given(case=cases)
                @settings(
                    max_examples=15,
                    deadline=None,
                    derandomize=True,
                    database=None,
                    phases=[Phase.generate],
                    suppress_health_check=list(HealthCheck),
                )
                def holds(case) -> None:
                    response = case.call()
                    case.validate_response(response, checks=[not_a_server_error, response_schema_conformance])

                holds()
            except Exception as error:
                if type(error).__name__ in {"Unsatisfiable", "SkipTest"}:
                    continue
                raise


def test_a_download_is_the_file_that_the_command_line_writes(base, store, tmp_path):
    """Byte for byte, under the same base."""
    command = [
        sys.executable,
        "-m",
        "keikaku",
        "export",
        str(tmp_path / "graph.ttl"),
        "--store",
        str(store),
        "--base",
        base,
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with urllib.request.urlopen(f"{base}data/graph.ttl") as response:  # noqa: S310 - our own server
        assert io.BytesIO(response.read()).getvalue() == (tmp_path / "graph.ttl").read_bytes()
