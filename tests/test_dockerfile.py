"""The image's steps run in a clean folder: what is copied installs, starts, and answers its health check.

No image can be pulled here, so three things of a real build are not held: the base image itself, the libraries that pip
would fetch (those of this environment are lent) and the change of the user (chown does nothing).
"""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shutil
import socket
import subprocess
import sysconfig
import time
import venv
from pathlib import Path

import pytest
from sites import PUBLIC

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
FOLDERS = re.compile(r"(?<![\w.])/(?=(?:app|data)\b)")
"""Where a path of the image begins, which the test moves below its own root."""
LENT = {"PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0", "PYTHONPATH": "", "PYTHONIOENCODING": "utf-8"}


def instructions() -> list[tuple[str, str]]:
    """Each instruction with its arguments on one line."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in joined.splitlines())]


def told(name: str) -> list[str]:
    return [rest for one, rest in instructions() if one == name]


def copied() -> list[str]:
    """What `COPY .` takes of the files that git knows."""
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    left_out = [line.removeprefix("**/") for line in lines if line and not line.startswith("#")]
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return [
        name
        for name in filter(None, listed.stdout.split("\0"))
        if not any(fnmatch.fnmatch(name.split("/")[0], one) for one in left_out)
    ]


class Image:
    """A folder that stands for the root of the image, and an environment that stands for its Python."""

    def __init__(self, root: Path) -> None:
        self.root, self.python = root, root / "python"
        venv.create(self.python, with_pip=False, symlinks=True)
        paths = {"base": str(self.python), "platbase": str(self.python)}
        packages = Path(sysconfig.get_path("purelib", "venv", paths))
        (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
        self.scripts = Path(sysconfig.get_path("scripts", "venv", paths))
        (self.scripts / "chown").symlink_to(shutil.which("true"))
        self.environment = {**os.environ, **LENT, "PATH": f"{self.scripts}{os.pathsep}{os.environ['PATH']}"}
        self.place = root

    def here(self, text: str) -> str:
        return FOLDERS.sub(f"{self.root}/", text)

    def build(self) -> None:
        """Every instruction in its order; those that only say something of a running container are read later."""
        for name, rest in instructions():
            if name == "ENV":
                self.environment |= dict(pair.split("=", 1) for pair in self.here(rest).split())
            elif name == "WORKDIR":
                self.place = Path(self.here(rest))
                self.place.mkdir(exist_ok=True)
            elif name == "COPY":
                assert rest == ". /app/"
                for file in copied():
                    (self.root / "app" / file).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(ROOT / file, self.root / "app" / file, follow_symlinks=False)
            elif name == "RUN":
                self.run(["sh", "-ec", self.here(rest)])
            else:
                assert name in {"FROM", "ARG", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT"}, name

    def run(self, command: list[str], *, check: bool = True, **more: str) -> subprocess.CompletedProcess[str]:
        environment = self.environment | more
        done = subprocess.run(
            command,
            cwd=self.place,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done


@pytest.fixture(scope="module")
def image(tmp_path_factory) -> Image:
    made = Image(tmp_path_factory.mktemp("image"))
    made.build()
    return made


def test_it_starts_from_a_python_that_the_project_runs_on_and_ends_as_nobody():
    """No root, no name of the host."""
    (base,), users = told("FROM"), told("USER")
    assert re.fullmatch(r"python:3\.(1[1-3])-slim", base)
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", users[-1])
    names = [name for name, _ in instructions()]
    assert names.index("USER") > max(at for at, name in enumerate(names) if name == "RUN")


def test_nothing_is_copied_that_no_server_runs():
    """No tests, no history, no secrets of a machine."""
    names = copied()
    assert {"pyproject.toml", "constraints.txt", "LICENSE", "keikaku/web"} <= set(names)
    assert not {name.split("/")[0] for name in names} & {"tests", "benchmarks", ".git", ".ci", "docs"}


def test_what_was_built_is_the_program_and_nothing_of_the_checkout(image):
    """Installed, and not found in the folder that it was copied to."""
    entry = json.loads(*told("ENTRYPOINT"))
    assert image.run([*entry, "--version"]).stdout.startswith("keikaku-graph ")
    where = image.run(["python", "-c", "import keikaku; print(keikaku.__file__)"]).stdout
    assert Path(where.strip()).is_relative_to(image.python)
    assert not (image.root / "app/build").exists()


def test_it_serves_and_says_that_it_is_well(image):
    """With the command of its health check, which fails where nobody serves."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    where = {"KEIKAKU_PORT": port, "KEIKAKU_HOST": "127.0.0.1"}
    (image.place / "plan.txt").write_text(PUBLIC, encoding="utf-8")
    entry = json.loads(*told("ENTRYPOINT"))
    image.run([*entry, "build", "plan.txt", "--no-vectors", "--municipality", "みどり市"])
    assert (image.root / "data/store").is_dir()
    health = json.loads(told("HEALTHCHECK")[0].partition("CMD ")[2])
    assert image.run(health, check=False, **where).returncode != 0
    with subprocess.Popen(
        [*entry, "serve"], cwd=image.place, env=image.environment | where, stdout=subprocess.DEVNULL
    ) as server:
        until, well = time.monotonic() + 120, 1
        while well and time.monotonic() < until and server.poll() is None:
            well = image.run(health, check=False, **where).returncode
            time.sleep(0.5)
        server.terminate()
    assert well == 0


def test_open_to_others_it_wants_an_account_first(image):
    """As the image is set, the pages of staff stand open to nobody."""
    entry = json.loads(*told("ENTRYPOINT"))
    assert image.environment["KEIKAKU_HOST"] == "0.0.0.0"  # noqa: S104 - inside a container
    refused = image.run([*entry, "serve"], check=False, KEIKAKU_PORT="0")
    assert refused.returncode == 1
    assert "account" in refused.stderr
