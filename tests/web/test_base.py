"""An address of its own: set at the door, in no stored byte and in no data version."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sites import made_up_site, world_of
from starlette.testclient import TestClient

from keikaku.cli import main as command_line
from keikaku.cli.doors.settings import SETTINGS, told
from keikaku.ontology.model.vocabulary import BASE
from keikaku.web.server import pages_app
from tests.graph import made_up

OWN = "https://plans.midori.example/data/"
QUESTION = "総務部が担当する施策は？"


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("base")
    world_of(folder, (*made_up.FACTS, made_up.MORE), made_up.EXTRACTIONS)
    return folder / "store"


def run(monkeypatch, capsys, *arguments: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["keikaku", *arguments])
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def test_an_answer_is_told_under_the_base_that_is_set(store, monkeypatch, capsys):
    """The same answer on the same data version, its IRIs and its query under the other base."""
    arguments = ("ask", QUESTION, "--json", "--store", str(store))
    _, plain, _ = run(monkeypatch, capsys, *arguments)
    monkeypatch.setenv("KEIKAKU_BASE", OWN.rstrip("/"))
    _, moved, _ = run(monkeypatch, capsys, *arguments)
    assert json.loads(plain)["items"]
    assert json.loads(moved) == json.loads(plain.replace(BASE, OWN))
    assert json.loads(moved)["data_version"] == json.loads(plain)["data_version"]
    assert BASE not in moved


@pytest.mark.parametrize("file", ["a.ttl", "a.nq", "a.jsonld", "a.graphml"])
def test_an_export_is_told_under_the_base_that_is_set(store, tmp_path, monkeypatch, capsys, file):
    """By the environment as by the option."""
    monkeypatch.setenv("KEIKAKU_BASE", OWN)
    assert run(monkeypatch, capsys, "export", str(tmp_path / file), "--store", str(store))[0] == 0
    text = (tmp_path / file).read_text("utf-8")
    assert OWN in text
    assert BASE not in text


@pytest.mark.parametrize("table", ["initiatives", "targets", "observations", "attributes", "links"])
def test_a_table_is_told_under_the_base_that_is_set(store, tmp_path, monkeypatch, capsys, table):
    """Every column that holds an IRI."""
    file = tmp_path / "a.csv"
    arguments = ("export", str(file), "--table", table, "--base", OWN, "--store", str(store))
    assert run(monkeypatch, capsys, *arguments)[0] == 0
    assert BASE not in file.read_text("utf-8-sig")


def test_the_pages_tell_the_base_that_is_set(tmp_path):
    """Canonical links, what programs read of a page, and the JSON routes."""
    client = TestClient(pages_app(replace(made_up_site(tmp_path), base=OWN)))
    page = client.get(f"/id/{made_up.GENERAL}").text
    assert f'<link rel="canonical" href="{OWN}id/{made_up.GENERAL}">' in page
    assert f'"@id": "{OWN}id/{made_up.GENERAL}"' in page
    assert BASE not in page
    found = client.get("/api/search", params={"q": "総務"}).json()
    assert found["hits"]
    assert all(hit["iri"].startswith(OWN) for hit in found["hits"])


@pytest.mark.parametrize(
    "wrong", ["midori.example", "ftp://midori.example/", "https://a b/", "https://u@h/", "https://h/?q"]
)
def test_what_begins_no_address_is_told_in_a_sentence(store, tmp_path, monkeypatch, capsys, wrong):
    """Before anything is written."""
    arguments = ("export", str(tmp_path / "a.ttl"), "--base", wrong, "--store", str(store))
    status, _, said = run(monkeypatch, capsys, *arguments)
    assert status == 1
    assert "https://keikaku.example/ の形" in said
    assert not (tmp_path / "a.ttl").exists()


def test_the_environment_stands_over_the_file_and_an_option_over_both(store, tmp_path, monkeypatch, capsys):
    """One file of settings; what it says holds until something nearer says otherwise."""
    (tmp_path / "keikaku.toml").write_text(
        f'base = "{OWN}"\nstore = "{store}"\nname = "みどり市の計画"\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    for setting in SETTINGS:  # `take_file` fills the environment: the test takes all of it back
        monkeypatch.setenv(setting.variable, "")
        monkeypatch.delenv(setting.variable)
    assert OWN in run(monkeypatch, capsys, "ask", QUESTION, "--json")[1]
    monkeypatch.setenv("KEIKAKU_BASE", "https://nearer.example/")
    assert "https://nearer.example/id/" in run(monkeypatch, capsys, "ask", QUESTION, "--json")[1]
    run(monkeypatch, capsys, "export", "a.ttl", "--base", "https://nearest.example/")
    assert "https://nearest.example/id/" in Path("a.ttl").read_text("utf-8")
    printed = run(monkeypatch, capsys, "config")[1]
    assert 'base = "https://nearer.example/"' in printed
    assert 'name = "みどり市の計画"' in printed
    Path("keikaku.toml").write_text(printed, encoding="utf-8")
    assert run(monkeypatch, capsys, "config")[0] == 0


@pytest.mark.parametrize(("text", "names"), [("bse = 1", "bse"), ("base = ", "読めません")])
def test_a_mistake_in_the_file_is_told_by_its_name(tmp_path, monkeypatch, capsys, text, names):
    """A setting that is misspelt would hold nothing in silence."""
    (tmp_path / "keikaku.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    status, _, said = run(monkeypatch, capsys, "config")
    assert status == 1
    assert names in said


def test_every_setting_is_told_with_what_it_is_for(tmp_path, monkeypatch):
    """The printed file has a line of words before each."""
    monkeypatch.chdir(tmp_path)
    lines = told({}).splitlines()
    assert [line.split(" = ")[0] for line in lines if " = " in line] == [one.name for one in SETTINGS]
