"""The offline bundle: what its script refuses, what it installs, and what is told of the wheels."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bundle.make import HERE, BundleError, finish, licences, refuse_large

RECORDED = "import sys; print('keikaku', *sys.argv[1:])"


def wheel(folder: Path, name: str, *headers: str, needs: str = "") -> Path:
    """A wheel with one module and a command, as pip installs it."""
    package = name.replace("-", "_")
    info = f"{package}-0.1.0.dist-info"
    told = ["Metadata-Version: 2.4", f"Name: {name}", "Version: 0.1.0", *headers]
    files = {
        f"{package}.py": f"def main():\n    {RECORDED}\n",
        f"{info}/METADATA": "\n".join([*told, *([f"Requires-Dist: {needs}"] if needs else []), ""]),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[console_scripts]\n{name.split('-', maxsplit=1)[0]} = {package}:main\n",
    }
    record = "".join(f"{path},sha256={_sum(text)},{len(text.encode())}\n" for path, text in files.items())
    path = folder / f"{package}-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as file:
        for inner, text in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
            file.writestr(inner, text)
    return path


def _sum(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A bundle of two small wheels in place of a hundred."""
    folder = tmp_path / "a bundle"
    (folder / "wheels").mkdir(parents=True)
    wheel(folder / "wheels", "keikaku-graph", "License-Expression: Apache-2.0", needs="needed-thing")
    wheel(folder / "wheels", "needed-thing", "Classifier: License :: OSI Approved :: MIT License")
    (folder / "constraints.txt").write_text("needed-thing==0.1.0\n", encoding="utf-8")
    shutil.copy(HERE / "install.sh", folder)
    finish(folder)
    return folder


def install(bundle: Path, target: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the script with an index that nobody answers for, should it ask one."""
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PYTHON": sys.executable}
    return subprocess.run(
        ["sh", str(bundle / "install.sh"), str(target)],
        env={**os.environ, **nowhere, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
def test_it_installs_what_lies_beside_it_and_asks_no_index(bundle: Path, tmp_path: Path):
    """What a wheel needs too; a second time it is an upgrade."""
    for _ in range(2):
        ran = install(bundle, tmp_path / "env")
        assert (ran.returncode, ran.stderr) == (0, "")
    assert "入りました" in ran.stdout
    said = subprocess.run([tmp_path / "env/bin/keikaku", "build"], capture_output=True, text=True, check=True)
    assert said.stdout == "keikaku build\n"


def test_a_changed_file_is_installed_by_nobody(bundle: Path, tmp_path: Path):
    """A broken copy is told before anything is made."""
    wheel(bundle / "wheels", "needed-thing", "Summary: changed")
    ran = install(bundle, tmp_path / "env")
    assert ran.returncode == 1
    assert "もう一度コピーし直して" in ran.stderr
    assert not (tmp_path / "env").exists()


@pytest.mark.slow
def test_a_missing_wheel_is_fetched_from_nowhere(bundle: Path, tmp_path: Path):
    """It ends, and says so in a sentence."""
    next((bundle / "wheels").glob("needed*")).unlink()
    finish(bundle)
    ran = install(bundle, tmp_path / "env")
    assert ran.returncode == 1
    assert "127.0.0.1" not in ran.stderr
    assert ran.stderr.endswith("もう一度実行してください。\n")


@pytest.mark.parametrize(("python", "sentence"), [("no-such-python", "がありません"), (None, "が要ります")])
def test_another_python_is_told_in_a_sentence(bundle: Path, tmp_path: Path, python, sentence):
    """Its wheels would not fit."""
    if python is None:
        (bundle / "python-version").write_text("3.99\n", encoding="utf-8")
    ran = install(bundle, tmp_path / "env", **({"PYTHON": python} if python else {}))
    assert ran.returncode == 1
    assert sentence in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_every_wheel_says_its_licence(bundle: Path):
    """By its expression, else by its classifier, else by the first line of what it says."""
    wheel(bundle / "wheels", "third-thing", "License: BSD", "Summary: x")
    wheel(bundle / "wheels", "untold-thing")
    assert [told for _, _, told in licences(bundle / "wheels")] == [
        "Apache-2.0",
        "MIT License",
        "BSD",
        "UNKNOWN",
    ]
    lines = (bundle / "LICENCES.tsv").read_text("utf-8").splitlines()
    assert lines == [
        "package\tversion\tlicence",
        "keikaku-graph\t0.1.0\tApache-2.0",
        "needed-thing\t0.1.0\tMIT License",
    ]


def test_a_torch_for_graphics_cards_makes_no_bundle(bundle: Path):
    """It is told with what to do."""
    refuse_large(bundle / "wheels")
    wheel(bundle / "wheels", "nvidia-cublas")
    with pytest.raises(BundleError, match="CPU用の torch がある索引"):
        refuse_large(bundle / "wheels")
