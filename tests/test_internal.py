"""Internal documents: the staff's chat answers from them, and nothing else opens them."""

from __future__ import annotations

import ast
import html
import io
import json
import re
import shutil
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from sites import INTERNAL, PUBLIC, WORD, internal_store
from starlette.routing import BaseRoute, Mount
from starlette.testclient import TestClient

from keikaku.cli import main as command_line
from keikaku.cli.serving import site_of
from keikaku.graph.export.tables import TABLES
from keikaku.graph.sparql.gate import Runner, run_query
from keikaku.graph.store.publish import held
from keikaku.graph.store.snapshot import open_snapshot, open_version
from keikaku.graph.store.taken_back import StoreTakenBack
from keikaku.graph.store.versions import StoreOfOtherPart, current, internal_folder
from keikaku.graph.views.page_queries import CLASSES
from keikaku.qa.world.search import SCOPES
from keikaku.web.guard.staff import DOOR
from keikaku.web.html import texts
from keikaku.web.programs.downloads import DOWNLOADS
from keikaku.web.server import create_app
from tests.test_architecture import MODULES

pytestmark = pytest.mark.slow

HERE = "http://127.0.0.1:7860"
QUESTIONS = (
    f"{WORD}とは？",
    f"{WORD}の検討の担当は？",
    f"{WORD}室が担当する施策は？",
    "施策の一覧",
    "文書は？",
)
ALLOWED = {
    "keikaku.graph.store.versions": {"internal_folder"},
    "keikaku.cli.building": {"build"},
    "keikaku.cli.graphs": {"check"},
    "keikaku.cli.serving": {"site_of"},
    "keikaku.cli.versions": {"history", "rollback", "diff"},  # where --internal is asked for
}
"""Where the internal store may be named, by module and function."""


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    return internal_store(tmp_path_factory.mktemp("internal"))


@pytest.fixture(scope="module")
def site(store):
    return site_of(store, store / "accounts.txt")


@pytest.fixture(scope="module")
def client(site) -> TestClient:
    return TestClient(create_app(site), base_url=HERE, client=("127.0.0.1", 5))


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["keikaku", *arguments])
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    return int(ended.value.code or 0)


def namings(path: Path) -> set[str]:
    """The functions of a file that name the internal folder, or ask for the internal part by a constant."""
    found = set()
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            named = isinstance(node, ast.Name) and node.id == "internal_folder"
            asked = (
                isinstance(node, ast.keyword)
                and node.arg == "internal"
                and isinstance(node.value, ast.Constant)
                and node.value.value
            )
            if named or asked or function.name == "internal_folder":
                found.add(function.name)
    return found


@pytest.mark.slow
def test_only_the_build_the_check_and_the_staffs_door_name_the_internal_store():
    """By construction: every opening says which part it wants, and these alone ever want this one."""
    found = {module: namings(path) for module, path in MODULES.items()}
    assert {module: functions for module, functions in found.items() if functions} == ALLOWED


@pytest.mark.slow
def test_no_module_writes_the_name_of_its_folder_by_itself():
    """Nobody comes there by a path of their own."""
    written = re.compile(r"""/ ["']internal|INTERNAL\b""")
    found = [m for m, path in MODULES.items() if written.search(path.read_text("utf-8"))]
    assert set(found) <= {
        "keikaku.graph.store.versions",
        "keikaku.web.html.texts",
        "keikaku.web.chat.page",
        "keikaku.web.chat.render",
    }
    assert not any("versions" in line for m in found[1:] for line in imports_of(m))


def imports_of(module: str) -> list[str]:
    lines = MODULES[module].read_text("utf-8").splitlines()
    return [line for line in lines if line.startswith(("import ", "from "))]


def public_paths(routes: list[BaseRoute], above: str = "") -> set[str]:
    """Every path outside of the staff's door, as the route table has it."""
    found = set()
    for route in routes:
        path = above + (getattr(route, "path", "") or "")
        if path.startswith(DOOR):
            continue
        inner = route if isinstance(route, Mount) else getattr(route, "original_router", None)
        found |= public_paths(list(inner.routes), path) if inner is not None else {path}
    return found


@pytest.mark.slow
def test_the_internal_document_is_there_for_staff(site):
    """What the other tests look for and must not find can be found."""
    assert site.internal.there()
    answer = site.internal.answering(f"{WORD}の検討の担当は？", None)
    assert WORD in answer.text
    assert answer.internal
    assert not site.answering("窓口の予約の担当は？", None).internal


@pytest.mark.slow
def test_no_public_route_shows_a_word_of_it(client, store):
    """Each path of the route table, with the word, its keys and every trick with paths put into it."""
    keys = [fact.key for fact in held(internal_folder(store), internal=True).facts if hasattr(fact, "key")]
    tricks = ["../internal/current", "..%2f..%2finternal/versions/000001/extractions.json", "internal"]
    filled = [*keys[:40], *tricks, WORD]
    paths = public_paths(list(client.app.routes))
    assert {"/", "/search", "/id/{key:path}", "/api/ask", "/api/search", "/api/status"} <= paths
    for path in sorted(paths):
        for word in filled if "{" in path else [""]:
            address = re.sub(r"{[^}]*}", word, path)
            for query in [{}] if "{" in path else [{}, *({"q": question} for question in QUESTIONS)]:
                page = client.get(address, params=query)
                assert leaks(page.text, query, address) == "", (address, query)
    assert {
        "/sparql",
        "/mcp",
        "/data/{name}",
        "/catalog.ttl",
        "/metrics",
        "/api/v1/ask",
        "/api/v1/entity",
    } <= paths
    for question in QUESTIONS:
        told = client.post("/api/ask", json={"question": question}).json()
        assert not told["items"] or WORD not in json.dumps(told["items"], ensure_ascii=False)
        assert WORD not in json.dumps([told["citations"], told["suggestions"]], ensure_ascii=False)


def unpacked(content: bytes) -> list[bytes]:
    """A file, and what is packed in it: no word can be seen in what is compressed."""
    if not content.startswith(b"PK"):
        return [content]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = packed.namelist()
        parts = (packed.read(name).decode("utf-8", "replace") for name in names)
        # a workbook writes characters by their numbers
        return ["\n".join(names).encode(), *(html.unescape(part).encode() for part in parts)]


def test_what_is_packed_is_looked_into(client):
    """A public word stands in a workbook and in the facts pack, whose characters only unpacking gives back."""
    for name in ("initiatives.xlsx", "plans.facts.zip"):
        content = client.get(f"/data/{name}", headers={"accept-encoding": "identity"}).content
        assert any("窓口".encode() in part for part in unpacked(content)), name


ANYWHERE = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
SECRETS = (WORD, "secret.txt", "内部検討")


def calls(keys: list[str]) -> list[tuple[str, dict[str, object]]]:
    """Every tool with everything that might lead it to the internal document."""
    found: list[tuple[str, dict[str, object]]] = [("ask", {"question": question}) for question in QUESTIONS]
    found += [("ask", {"question": "担当は？", "turns": [QUESTIONS[1]]}), ("sparql", {"query": ANYWHERE})]
    found += [("search", {"q": "検討", "scope": scope, "k": 100}) for scope in SCOPES]
    found += [("list", {"kind": kind, "limit": 1000}) for kind in CLASSES]
    found += [("get", {"iri": one}) for key in keys for one in (key, f"{HERE}/id/{key}")]
    return found + [("compare", {"earlier": one, "later": two}) for one, two in pairwise(keys)]


def test_no_tool_download_or_description_holds_a_word_of_it(client, store):
    """The doors for programs one by one: SPARQL, linked data, files, catalogues, the API and MCP."""
    keys = [fact.key for fact in held(internal_folder(store), internal=True).facts if hasattr(fact, "key")][
        :30
    ]
    for tool, arguments in calls(keys):
        body = {
            "jsonrpc": "2.0",
            "id": 1,
            "method": "tools/call",
            "params": {"name": tool, "arguments": arguments},
        }
        told = client.post("/mcp", json=body).json()["result"]
        plain = {
            name: value for name, value in (told.get("structuredContent") or {}).items() if name != "question"
        }
        kept = [
            plain.get(name)
            for name in ("items", "citations", "suggestions", "hits", "results", "facts", "texts")
        ]
        said = json.dumps(kept, ensure_ascii=False)
        assert not any(secret in said for secret in SECRETS), (tool, arguments)
    resources = client.post("/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "resources/list"}).text
    files = [
        part
        for one in DOWNLOADS
        for part in unpacked(client.get(f"/data/{one.name}", headers={"accept-encoding": "identity"}).content)
    ]
    files += [client.get("/api/v1/rows", params={"table": table, "limit": 1000}).content for table in TABLES]
    described = [
        client.get(path).content
        for path in ("/catalog.ttl", "/void.nt", "/sitemap.xml", "/metrics", "/openapi.json", "/feed.atom")
    ]
    asked = [
        client.get("/sparql", params={"query": ANYWHERE, "format": form}).content for form in ("json", "csv")
    ]
    for content in (resources.encode(), *files, *described, *asked):
        assert not any(secret.encode() in content for secret in SECRETS)
    for key in keys:
        for suffix in ("", ".ttl", ".jsonld"):
            if WORD in key or "内部検討" in key:
                assert client.get(f"/id/{key}{suffix}", headers={"accept": "text/turtle"}).status_code == 404


def leaks(text: str, query: dict[str, str], address: str) -> str:
    """What of the internal document stands in a page beyond what the visitor wrote into the address."""
    told = {"secret.txt", "内部検討", f"{WORD}を検討する", f"担当部署：{WORD}"}
    if WORD not in f"{query}{address}":
        told.add(WORD)
    return " ".join(word for word in told if word in text and word not in address)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".ttl", ".nq", ".jsonld", ".graphml"])
def test_no_export_holds_a_word_of_it(store, tmp_path, monkeypatch, suffix):
    """Whole graphs."""
    file = tmp_path / f"a{suffix}"
    assert run(monkeypatch, "export", str(file), "--store", str(store)) == 0
    text = file.read_text("utf-8")
    assert "窓口" in text
    assert WORD not in text
    assert "secret.txt" not in text


@pytest.mark.slow
@pytest.mark.parametrize("table", ["initiatives", "targets", "observations", "links"])
def test_no_table_holds_a_word_of_it(store, tmp_path, monkeypatch, table):
    """And the tables."""
    file = tmp_path / "a.jsonl"
    assert run(monkeypatch, "export", str(file), "--table", table, "--store", str(store)) == 0
    assert WORD not in file.read_text("utf-8")


def verbs(file: Path) -> list[list[str]]:
    """Every verb that opens a store, without --internal."""
    return [
        ["ask", "施策の一覧", "--json"],
        ["search", "検討", "--json"],
        ["sparql", "SELECT ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } LIMIT 1000"],
        ["links", "--all"],
        ["check"],
        ["export", str(file)],
    ]


@pytest.mark.slow
def test_no_verb_shows_a_word_of_it(store, tmp_path, monkeypatch, capsys):
    """Those of the command line, and `check --internal` does."""
    for verb in verbs(tmp_path / "a.ttl"):
        assert run(monkeypatch, *verb, "--store", str(store)) == 0, verb
        assert WORD not in capsys.readouterr().out
    assert run(monkeypatch, "check", "--internal", "--json", "--store", str(store)) == 0
    assert "secret.txt" in capsys.readouterr().out


def named_outright(store: Path, folder: Path) -> dict[str, Path]:
    """The internal store by its own path, by a link, as a copy, by a pointer that leads out of its folder."""
    inside = internal_folder(store)
    link, copy, pointer = folder / "link", folder / "copy", folder / "pointer"
    link.symlink_to(inside, target_is_directory=True)
    shutil.copytree(inside, copy)
    shutil.copytree(store, pointer)
    (pointer / "current").write_text("../internal/versions/000001\n", "utf-8")
    mixed = folder / "mixed"
    shutil.copytree(store, mixed)
    shutil.rmtree(mixed / "versions")
    (mixed / "versions").symlink_to(inside / "versions", target_is_directory=True)
    (mixed / "current").write_text((inside / "current").read_text())
    return {"path": inside, "link": link, "copy": copy, "pointer": pointer, "mixed": mixed}


@pytest.mark.slow
def test_named_outright_it_is_refused_in_a_sentence(store, tmp_path, monkeypatch, capsys):
    """By every verb, whatever leads there; a build does not turn it into a public one."""
    (tmp_path / "more.txt").write_text(PUBLIC, encoding="utf-8")
    for way, folder in named_outright(store, tmp_path).items():
        more = [["serve"], ["build", str(tmp_path / "more.txt")], ["links", "add", "a", "b", "continues"]]
        for verb in [*verbs(tmp_path / "a.ttl"), *more]:
            assert run(monkeypatch, *verb, "--store", str(folder)) == 1, (way, verb)
            said = capsys.readouterr()
            assert said.out == ""
            assert "内部の文書のグラフなので、ここからは開けません" in said.err, (way, verb)
    assert not (tmp_path / "a.ttl").exists()


@pytest.mark.slow
def test_a_version_handed_over_by_itself_is_refused_too(store):
    """The process that runs people's SPARQL takes folders of versions."""
    version = current(internal_folder(store), internal=True)
    for opening in (Runner, lambda folder: run_query(folder, "SELECT * { ?s ?p ?o }")):
        with pytest.raises(StoreOfOtherPart):
            opening(version)


@pytest.mark.slow
def test_neither_part_is_taken_for_the_other(store, tmp_path, monkeypatch, capsys):
    """A public store is no internal one, and an internal one has none inside it."""
    with pytest.raises(StoreOfOtherPart, match="公開の文書のグラフ"):
        open_snapshot(store, internal=True)
    (tmp_path / "more.txt").write_text(INTERNAL, encoding="utf-8")
    inside = str(internal_folder(store))
    assert run(monkeypatch, "build", str(tmp_path / "more.txt"), "--internal", "--store", inside) == 1
    assert "外側のフォルダー" in capsys.readouterr().err
    assert not (internal_folder(store) / "internal").exists()


@pytest.mark.slow
def test_the_verb_builds_it_and_says_where_it_goes(tmp_path, monkeypatch, capsys):
    """A store of its own, which needs no public one beside it."""
    (tmp_path / "secret.txt").write_text(INTERNAL, encoding="utf-8")
    store = tmp_path / "store"
    words = ["build", str(tmp_path / "secret.txt"), "--internal", "--no-vectors", "--store", str(store)]
    assert run(monkeypatch, *words) == 0
    assert "内部のグラフに入れました" in (said := capsys.readouterr().out)
    assert "公開しました" not in said
    assert not (store / "current").exists()
    assert run(monkeypatch, "ask", WORD, "--store", str(store)) == 1
    assert "まだグラフがありません" in capsys.readouterr().err


@pytest.mark.slow
def test_a_document_that_becomes_internal_leaves_the_public_graph(tmp_path, monkeypatch, capsys):
    """With its versions of before, known by its bytes under another name too; no other document goes along."""
    store, other = str(tmp_path / "store"), tmp_path / "other.txt"
    (tmp_path / "public.txt").write_text(PUBLIC, encoding="utf-8")
    (tmp_path / "secret.txt").write_text(INTERNAL, encoding="utf-8")
    other.write_text(INTERNAL, encoding="utf-8")
    files = [str(tmp_path / name) for name in ("public.txt", "secret.txt")]
    assert run(monkeypatch, "build", *files, "--no-vectors", "--store", store) == 0
    first = current(Path(store))
    assert run(monkeypatch, "build", str(other), "--internal", "--no-vectors", "--store", store) == 0
    assert "secret.txt: 内部の文書になったので、公開のグラフから外しました" in capsys.readouterr().out
    with pytest.raises(StoreTakenBack):
        open_version(first)
    assert [one.document.file for one in held(Path(store)).extractions] == ["public.txt"]
    assert run(monkeypatch, "sparql", verbs(other)[2][1], "--store", store) == 0
    assert WORD not in capsys.readouterr().out


@pytest.mark.slow
def test_what_is_all_of_the_public_graph_does_not_become_internal(tmp_path, monkeypatch, capsys):
    """Both graphs stay as they were, and the sentence tells what to do first."""
    store, file = tmp_path / "store", str(tmp_path / "public.txt")
    Path(file).write_text(PUBLIC, encoding="utf-8")
    assert run(monkeypatch, "build", file, "--no-vectors", "--store", str(store)) == 0
    before = current(store)
    assert run(monkeypatch, "build", file, "--internal", "--no-vectors", "--store", str(store)) == 1
    assert "公開する文書を先に取り込んでから" in capsys.readouterr().err
    assert current(store) == before
    assert not (internal_folder(store) / "current").exists()


def chat(client: TestClient, question: str, part: str) -> str:
    """What the chat's own function sends back for a question to a part."""
    config = client.get("/staff/config").json()
    named = next(one for one in config["dependencies"] if one["targets"] and one["targets"][0][1] == "submit")
    sent = {"data": [question, None, part], "fn_index": named["id"], "session_hash": f"{part}{question}"[:9]}
    return client.post(f"/staff{config['api_prefix']}/api/predict", json=sent).text


@pytest.mark.slow
def test_the_staffs_chat_answers_from_either_part_and_marks_which(client):
    """Through the same route as the page."""
    question = f"{WORD}の検討の担当は？"
    inside, outside = (chat(client, question, part) for part in (texts.INTERNAL_PART, texts.PUBLIC_PART))
    assert texts.INTERNAL in inside
    assert f"{WORD}室" in inside
    assert texts.INTERNAL not in outside
    assert f"{WORD}室" not in outside


@pytest.mark.slow
def test_the_choice_is_shown_where_there_are_internal_documents(client):
    """And nowhere else."""
    parts = [c["props"] for c in client.get("/staff/config").json()["components"] if c["type"] == "radio"]
    assert [(part["elem_id"], part["visible"]) for part in parts] == [("kk-part", True)]


@pytest.mark.slow
def test_an_answer_of_one_part_is_nothing_to_go_on_from_in_the_other(site):
    """A follow-up carries no word of an internal answer into a public one."""
    inside = site.internal.answering(f"{WORD}の検討の担当は？", None)
    assert site.answering("担当は？", inside) == site.answering("担当は？", None)
