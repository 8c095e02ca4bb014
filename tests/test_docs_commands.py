"""Every command of a documentation page runs: each `keikaku` and `make` line of its console and sh blocks."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer

from keikaku.cli.main import command_line
from keikaku.graph.store.snapshot import open_snapshot
from tests.asked import select
from tests.shared import once
from tests.test_docs import ROOT, read, sessions, shell_lines

PAGES = ("CONTRIBUTING.md", *(path.relative_to(ROOT).as_posix() for path in sorted(ROOT.glob("docs/*.md"))))
PASSWORD = "みどりの木は大きく育つよ"  # noqa: S105
CITY = ROOT / "tests/cases"
PLANS = ("links_ashihara_2012.txt", "links_ashihara_2018.txt", "links_ashihara_2024.txt")
INITIATIVES = "SELECT ?label { ?i a plan:Initiative ; skos:prefLabel ?label } ORDER BY ?label"
SERVED = re.compile(r"http://\S+")
# make what a machine without a network, or without the minutes, cannot: their recipe is looked at, not followed
ONLY_SHOWN = frozenset(
    {"bench", "bench-install", "bundle", "constraints", "install", "run", "screens", "test"}
)
"""Targets that install, reach an index, serve, or run all of these tests."""


@dataclass(frozen=True)
class Place:
    """A folder as somebody has it who follows a page: a store of three plans, and what the pages name."""

    folder: Path
    link: str

    def run(self, words: list[str]) -> subprocess.CompletedProcess[str]:
        """A command there, with a password for whoever asks."""
        environment = os.environ | {"KEIKAKU_STORE": str(self.folder / "store"), "PYTHONPATH": str(ROOT)}
        return subprocess.run(
            [sys.executable, "-m", "keikaku", *words],
            cwd=self.folder,
            env=environment,
            input=f"{PASSWORD}\n",
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


def commands(page: str) -> Iterator[str]:
    """The commands of keikaku and make, as they stand on the page."""
    for line in (*(one.command for one in sessions(page)), *shell_lines(page)):
        if re.match(r"(?:\S*bin/)?(?:keikaku|make|python app\.py)\b", line):
            yield line


COMMANDS = [(page, command) for page in PAGES for command in commands(page)]


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Place:
    """A copy, so that no command finds what another left."""

    def make(folder: Path) -> None:
        plans = folder / "計画のフォルダー"
        plans.mkdir(parents=True)
        for name in PLANS:
            shutil.copy(CITY / name, plans / name)
        built = Place(folder, "").run(["build", str(plans), "--no-vectors"])
        assert built.returncode == 0, built.stderr

    folder = tmp_path / "here"
    shutil.copytree(once(tmp_path_factory, "docs-place", make), folder)
    shutil.copy(CITY / "faq_made_up.csv", folder / "faq.csv")
    shutil.copytree(CITY / "formats", folder / "内部資料", ignore=shutil.ignore_patterns("*.*"))
    internal = (
        "あしはら市内部検討計画2030\n\n施策１　窓口の検討\n\n担当部署：窓口室\n概要：窓口を検討する。\n"
    )
    (folder / "内部資料").mkdir(exist_ok=True)
    (folder / "内部資料/検討.txt").write_text(internal, encoding="utf-8")
    (folder / "words.csv").write_text("kind,form,means\nlife,ごみの日,収集\n", encoding="utf-8")
    (folder / "訂正.csv").write_text("文書,行,IRI,項目,正しい値,理由,役割\n", encoding="utf-8")
    shutil.copy(CITY / PLANS[0], folder / "文書")
    one = Place(folder, "")
    links = one.run(["links", "--json", "--all"]).stdout.splitlines()
    assert links
    return Place(folder, links[0].split('"id": "')[1].split('"')[0])


def filled(command: str, place: Place) -> list[str]:
    """The words behind the program's name; what a page leaves to its reader is filled in."""
    words = shlex.split(command)
    words = words[: words.index(">")] if ">" in words else words  # no shell stands between
    words = words[words.index("app.py") + 1 :] if "app.py" in words else words[1:]
    snapshot = open_snapshot(place.folder / "store")
    labels = [str(label) for (label,) in select(snapshot, INITIATIVES)]
    stands_for = {
        "番号": place.link,
        "先のものの名前": labels[0],
        "後のものの名前": labels[-1],
        "ほかの機械の/decisions.sssom.tsv": str(place.folder / "store/decisions.sssom.tsv"),
        "keikaku-linux-x86_64-py311/corpus": str(ROOT / "corpus"),
    }
    stands_for |= {DRAFT: _draft(place)} if DRAFT in words else {}
    return [stands_for.get(word, word) for word in words]


DRAFT = "下書きの番号"


def _draft(place: Place) -> str:
    """The first draft of a FAQ that is offered there."""
    told: str = json.loads(place.run(["faq", "--json"]).stdout.splitlines()[0])["id"]
    return told


@pytest.mark.slow
@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_every_command_of_a_page_runs(page: str, command: str, place: Place):
    """What serves is started, tells its address and ends when asked."""
    if shlex.split(command)[0] == "make":
        target = shlex.split(command)[1]
        assert target in ONLY_SHOWN, f"{page}: {command} could be run"
        subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=True, capture_output=True)
        return
    words = filled(command, place)
    if words in REMAKES:
        return
    if words[0] == "serve":
        _serves(words, place)
        return
    for before in PREPARED.get(" ".join(words[:2]), ()):
        assert place.run([place.link if word == "番号" else word for word in before]).returncode == 0
    ran = place.run(words)
    assert ran.returncode == 0, f"{page}: {command}\n{ran.stdout}{ran.stderr}"


REMAKES = (["build"], ["build", "--internal"])
"""They make a store of an earlier format again, and tests/ingest/test_upgrade.py runs them on one of each."""
PREPARED = {
    "account 企画係": (["account", "企画係"],),
    "links import": (["links", "accept", "番号"],),
    "build --internal": (["build", "内部資料", "--internal", "--no-vectors"],),
    "check --internal": (["build", "内部資料", "--internal", "--no-vectors"],),
}
"""What must have been done before a command can be: a page tells it above."""


def _serves(words: list[str], place: Place) -> None:
    environment = os.environ | {"KEIKAKU_STORE": str(place.folder / "store"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "keikaku", *words, "--port", "0"]
    running = subprocess.Popen(
        command, cwd=place.folder, env=environment, stdout=subprocess.PIPE, encoding="utf-8"
    )
    try:
        assert running.stdout
        assert SERVED.search(running.stdout.readline())
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(60)


NUMBER = "1"  # what a letter stands for, and what three dots leave out
WrongUse = typer.BadParameter.__mro__[1]  # typer carries its own click
INLINE = re.compile(r"`(?:\.venv/bin/)?(?:keikaku|python app\.py) ([a-z][^`]*)`")


@pytest.mark.parametrize("page", [*PAGES, "README.md", "README.en.md"])
def test_every_command_in_a_sentence_is_one_that_there_is(page: str):
    """Its verb, its options and the number of its words, as the command line reads them; nothing is done."""
    told = [re.sub(r"\b[A-Z]\b|…", NUMBER, one) for one in INLINE.findall(read(page))]
    assert [one for one in told if not _is_read(shlex.split(one))] == []


def _is_read(words: list[str]) -> bool:
    command = command_line()
    try:
        context = command.make_context("keikaku", list(words), resilient_parsing=False)
        rest = [*context._protected_args, *context.args]
        while rest and hasattr(command, "commands"):
            name, command, rest = command.resolve_command(context, rest)
            asks = len(words) == words.index(str(name)) + 1  # a verb that a sentence only names
            context = command.make_context(name, list(rest), parent=context, resilient_parsing=asks)
            rest = [*context._protected_args, *context.args] if hasattr(command, "commands") else []
    except typer.Exit:
        return True
    except WrongUse:
        return False
    return True


def test_a_command_that_there_is_not_is_found():
    """An option that was renamed, a verb that went."""
    assert _is_read(["build", "--explain", "計画.txt"])
    assert not _is_read(["build", "--explained", "計画.txt"])
    assert not _is_read(["bild"])
