"""What the documentation says is executed, and what can be used is documented."""

from __future__ import annotations

import doctest
import importlib
import os
import re
import shlex
import subprocess
import sys
import typing
from dataclasses import dataclass
from pathlib import Path

import pytest

from keikaku.cli.main import command_line
from keikaku.qa.query import Query
from tests.house.measure import RECIPES, touched

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.en.md")
PACKAGES = ("ontology", "graph", "ingest", "qa", "web", "cli")
WITH_EXAMPLES = [
    "keikaku." + ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]
MEMBERS = [member.__name__ for member in typing.get_args(Query)]


@dataclass(frozen=True)
class Session:
    """A command of a README and the output that it shows."""

    page: str
    command: str
    output: str


def read(name: str) -> str:
    """A page of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def sessions(page: str) -> list[Session]:
    """The commands of the page's ```console blocks, in order."""
    found: list[Session] = []
    for block in re.findall(r"```console\n(.*?)```", read(page), flags=re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append(Session(page, command, output))
    return found


def shell_lines(page: str) -> list[str]:
    """The commands of the page's ```sh blocks, without their comments."""
    blocks = re.findall(r"```sh\n(.*?)```", read(page), flags=re.DOTALL)
    lines = (line.split("#")[0].strip() for block in blocks for line in block.splitlines())
    return [line for line in lines if line]


@pytest.mark.slow
@pytest.mark.parametrize("page", READMES)
def test_every_session_of_a_readme_runs_as_shown(page: str, tmp_path: Path):
    """After the build that `make run` begins with; ``...`` stands for what may differ."""
    found = sessions(page)
    assert found
    environment = os.environ | {"KEIKAKU_STORE": str(tmp_path / "store")}
    subprocess.run([sys.executable, "app.py", "build", "corpus"], cwd=ROOT, env=environment, check=True)
    for session in found:
        command = session.command.replace(".venv/bin/", f"{Path(sys.executable).parent}/")
        ran = subprocess.run(
            shlex.split(command),
            cwd=ROOT,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert ran.returncode == 0, f"{session.command}\n{ran.stderr}"
        same = doctest.OutputChecker().check_output(session.output, ran.stdout, doctest.ELLIPSIS)
        assert same, f"{session.command}\nshown:\n{session.output}\nprinted:\n{ran.stdout}"


@pytest.mark.parametrize("page", READMES)
def test_every_make_target_of_a_readme_exists(page: str):
    """What a page tells to make can be made."""
    targets = {line.split()[1] for line in shell_lines(page) if line.startswith("make ")}
    targets |= set(re.findall(r"`make (\w+)`", read(page)))
    assert {"run", "test"} <= targets
    for target in targets:
        subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.parametrize("page", READMES)
def test_every_verb_is_documented(page: str):
    """In both languages."""
    assert [verb for verb in verbs() if not re.search(rf"`(?:keikaku )?{verb}\b", read(page))] == []


def verbs() -> list[str]:
    """The verbs of the command line, those of groups with their group."""
    group = command_line()
    nested = {name: getattr(command, "commands", {}) for name, command in group.commands.items()}
    return list(nested) + [f"{name} {verb}" for name, under in nested.items() for verb in under]


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_explains_itself(verb: str, capsys):
    """Its help says in Japanese what it does."""
    assert command_line()([*verb.split(), "--help"], standalone_mode=False) == 0
    assert re.search(r"[ぁ-ん]", capsys.readouterr().out)


@pytest.mark.parametrize("member", MEMBERS)
def test_every_kind_of_question_is_documented_with_an_example(member: str):
    """A row of the table names it beside a question."""
    assert re.search(rf"^\| `{member}` \| [^|]{{4,}} \|", read("docs/questions.md"), flags=re.MULTILINE)


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_the_examples_in_docstrings_hold(module: str):
    """Doctests, module by module."""
    assert doctest.testmod(importlib.import_module(module)).failed == 0


@pytest.mark.parametrize("page", [*READMES, "CONTRIBUTING.md", "docs/architecture.md", "docs/operations.md"])
def test_every_file_that_a_page_names_exists(page: str):
    """A renamed module does not leave its old name behind."""
    named = set(re.findall(r"`((?:[\w-]+/)+[\w.-]+\.\w+)`", read(page)))
    named -= {name for recipe in RECIPES.glob("*.patch") for name in touched(recipe)}  # some it makes
    links = set(re.findall(r"\]\(([^)#:]+)\)", read(page)))
    beside = {str((ROOT / page).parent / link) for link in links}
    assert [name for name in sorted(named) if not (ROOT / name).exists() and "NAME" not in name] == []
    assert [link for link in sorted(beside) if not Path(link).exists()] == []
