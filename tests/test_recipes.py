"""A recipe of CONTRIBUTING.md touches the files that it names, and what it makes passes its own tests."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.measure import RECIPES, touched
from tests.test_architecture import tracked
from tests.test_docs import ROOT, read

PATCHES = sorted(RECIPES.glob("*.patch"))
TESTS_OF_DATA = {"tests/cases/themes.jsonl": "tests/ontology/test_themes.py"}
"""The module that reads a file of cases."""


def told(name: str) -> list[str]:
    """The files that CONTRIBUTING.md names below the heading of a recipe."""
    parts = re.split(r"^##+ ", read("CONTRIBUTING.md"), flags=re.MULTILINE)
    (part,) = [part for part in parts if f"(`{name}`)" in part.splitlines()[0]]
    return re.findall(r"^- `([^`]+)`$", part, flags=re.MULTILINE)


def test_every_recipe_is_recorded():
    """And every record is a recipe."""
    headings = re.findall(r"^### .*\(`([\w-]+)`\)$", read("CONTRIBUTING.md"), flags=re.MULTILINE)
    assert sorted(headings) == [path.stem for path in PATCHES]


@pytest.mark.parametrize("patch", PATCHES, ids=lambda path: path.stem)
def test_a_recipe_touches_the_files_that_it_names(patch: Path):
    assert told(patch.stem) == touched(patch)


@pytest.mark.slow
@pytest.mark.parametrize("patch", PATCHES, ids=lambda path: path.stem)
def test_a_recipe_passes_its_own_tests_on_a_copy(patch: Path, tmp_path: Path):
    for path in tracked():
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy, follow_symlinks=False)
    for link in (ROOT / "keikaku").iterdir():
        if link.is_symlink() and not (tmp_path / "keikaku" / link.name).is_symlink():
            (tmp_path / "keikaku" / link.name).symlink_to(link.readlink())
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply", str(patch)], cwd=tmp_path, check=True)
    modules = [TESTS_OF_DATA.get(name, name) for name in touched(patch) if name.startswith("tests/")]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-n0", "-m", "not slow", "-p", "no:cacheprovider", *modules],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:]
