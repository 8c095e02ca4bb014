"""The wheel, installed where nothing of the checkout is: its first command, its package, its types."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
ALONE = {"PYTHONPATH": "", "KEIKAKU_STORE": "", "PYTHONIOENCODING": "utf-8"}


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """The files that git knows, as a release is built from them."""
    source = tmp_path_factory.mktemp("source")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        target = source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_symlink() or (ROOT / name).is_file():
            shutil.copy2(ROOT / name, target, follow_symlinks=False)
    return source


@pytest.fixture(scope="module")
def archive(source, tmp_path_factory) -> Path:
    """The source archive that goes to an index beside the wheel."""
    built = tmp_path_factory.mktemp("archive")
    program = f"from setuptools import build_meta; build_meta.build_sdist({str(built)!r})"
    subprocess.run([sys.executable, "-c", program], cwd=source, check=True, capture_output=True)
    return next(built.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def wheel(archive, tmp_path_factory) -> Path:
    """Built from the archive, as pip builds it where no wheel fits."""
    built = tmp_path_factory.mktemp("wheel")
    options = ["--no-build-isolation", "--no-deps", "-q", "--disable-pip-version-check"]
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *options, "-w", str(built), str(archive)], check=True
    )
    return next(built.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The folder of commands of an environment that has the wheel, and the libraries of this one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    paths = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", paths))
    options = ["--no-deps", "-q", "--disable-pip-version-check", "--target", str(packages)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(wheel)], check=True)
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return Path(sysconfig.get_path("scripts", "venv", paths))


def run(installed: Path, folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [str(installed / "python"), "-m", "keikaku", *arguments]
    environment = {**os.environ, **ALONE, **more}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_wheel_puts_one_name_at_the_top(wheel):
    """Nothing of ours called web or graph; types and documents of a newcomer go along."""
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"keikaku", "keikaku_graph"}
    assert "keikaku/py.typed" in names
    assert any(name.startswith("keikaku/corpus/") for name in names)
    assert {"keikaku/ontology/plan.ttl", "keikaku/web/templates/sparql.html"} <= set(names)


def test_what_it_says_of_itself_is_what_an_index_asks(wheel):
    """Classifiers of each Python that it is tried on, and for each library a bound that the tests' release is in."""
    archive = zipfile.ZipFile(wheel)
    (name,) = (one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
    told = HeaderParser().parsestr(archive.read(name).decode("utf-8"))
    pythons = {one.rpartition(" ")[2] for one in told.get_all("Classifier") if ":: 3." in one}
    assert pythons == {"3.11", "3.12", "3.13"}
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if "==" in line)
    tried = {canonicalize_name(one): version for one, version in pinned.items()}
    needed = [Requirement(one) for one in told.get_all("Requires-Dist")]
    needed = [one for one in needed if "extra" not in str(one.marker)]
    assert len(needed) > 20
    assert [str(one) for one in needed if ">=" not in str(one.specifier)] == []
    assert [str(one) for one in needed if tried[canonicalize_name(one.name)] not in one.specifier] == []


def test_it_runs_from_its_own_files(installed, tmp_path):
    """And says which version it is."""
    program = "import keikaku; print(keikaku.__file__)"
    where = subprocess.run(
        [installed / "python", "-c", program],
        cwd=tmp_path,
        env={**os.environ, **ALONE},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not Path(where.stdout.strip()).is_relative_to(ROOT)
    told = run(installed, tmp_path, "--version")
    assert (told.returncode, told.stdout.split()[0]) == (0, "keikaku-graph")
    assert "計画グラフ" in run(installed, tmp_path, "-h").stdout


def test_its_first_command_builds_and_serves_in_an_empty_folder(installed, tmp_path):
    """`keikaku` alone: the documents that came along become a graph, and the pages open."""
    command = [str(installed / "python"), "-u", "-m", "keikaku"]
    environment = {**os.environ, **ALONE, "KEIKAKU_PORT": "0", "KEIKAKU_STORE": str(tmp_path / "store")}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as server:
        assert server.stdout is not None
        lines = []
        for line in server.stdout:
            lines.append(line)
            if "で開きました" in line:
                break
        with urllib.request.urlopen(f"{lines[-1].split()[1]}healthz") as health:  # noqa: S310 - our own server
            assert health.status == 200
        server.send_signal(signal.SIGTERM)
        assert server.wait(20) == 0
    assert "で開きました" in lines[-1], lines
    store = str(tmp_path / "store")
    program = f"import keikaku; answer = keikaku.open({store!r}).ask('施策の一覧'); print(answer['status'], answer['total'])"
    asked = subprocess.run(
        [installed / "python", "-c", program],
        cwd=tmp_path,
        env={**os.environ, **ALONE},
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stdout.startswith("answered ")
