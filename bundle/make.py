"""`make bundle`: all wheels, the model, starting documents, and a script that installs without an index.

It runs on a machine that reaches a package index, of the same system and Python as the one that the bundle is
for: some wheels hold machine code.
"""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from email.parser import HeaderParser
from pathlib import Path

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent
# what a wheel is made of; the links in `keikaku` are followed, so that it holds every package
CODE = ("pyproject.toml", "README.md", "LICENSE", "keikaku")
ALONG = ("constraints.txt", "LICENSE", "corpus", "docs/operations.md")
"""What the bundle holds beside the wheels, as it stands in the project."""
SUMS = "SHA256SUMS"
LICENCES = "LICENCES.tsv"
TOO_LARGE = ("nvidia_", "cuda_", "triton-")
"""How wheels begin that only a build of torch for graphics cards brings, gigabytes that nothing here uses."""


class BundleError(Exception):
    """Why there is no bundle, as the sentence to show."""


def make(target: Path) -> Path:
    """Make the bundle in a folder and beside it as a tar file; return the tar file."""
    folder = target / f"keikaku-{platform.system().lower()}-{platform.machine()}-py{_python()}"
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    gather(wheels)
    refuse_large(wheels)
    for name in ALONG:
        _copy(ROOT / name, folder / Path(name).name)
    shutil.copy(HERE / "install.sh", folder)
    finish(folder)
    tar = folder.with_name(f"{folder.name}.tar")
    with tarfile.open(tar, "w") as file:  # wheels are compressed already
        file.add(folder, folder.name, filter=_nobody)
    return tar


def gather(wheels: Path) -> None:
    """Every wheel of the project and of what it needs, at the versions of constraints.txt."""
    with tempfile.TemporaryDirectory() as clean:  # a build folder of before would get into the wheel
        for name in CODE:
            _copy(ROOT / name, Path(clean) / name)
        options = ["--quiet", "--disable-pip-version-check", "--constraint", str(ROOT / "constraints.txt")]
        command = [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(wheels), clean]
        if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own words
            raise BundleError("部品を集められませんでした。上の説明を見て、もう一度実行してください。")


def refuse_large(wheels: Path) -> None:
    """Raise BundleError where the index gave a torch for graphics cards."""
    if found := sorted(path.name for path in wheels.iterdir() if path.name.startswith(TOO_LARGE)):
        raise BundleError(
            f"CPU用でない torch が入りました（{found[0]} など{len(found)}件）。"
            "CPU用の torch がある索引を PIP_INDEX_URL に指定して、もう一度実行してください。"
        )


def finish(folder: Path) -> None:
    """Write what tells of the files: for which Python they are, their licences, their checksums."""
    (folder / "python-version").write_text(f"{sys.version_info[0]}.{sys.version_info[1]}\n", encoding="utf-8")
    lines = ["package\tversion\tlicence", *map("\t".join, licences(folder / "wheels"))]
    (folder / LICENCES).write_text("\n".join(lines) + "\n", encoding="utf-8")
    sums = [f"{digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in _files(folder)]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")


def licences(wheels: Path) -> Iterator[tuple[str, str, str]]:
    """Name, version and licence of each wheel, as it says them itself."""
    for path in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            name = next(
                n for n in wheel.namelist() if n.endswith(".dist-info/METADATA") and n.count("/") == 1
            )
            told = HeaderParser().parsestr(wheel.read(name).decode("utf-8"))
        kinds = (kind.split(" :: ") for kind in told.get_all("Classifier", []))
        named = [kind[-1] for kind in kinds if kind[0] == "License" and len(kind) > 2]
        written = (
            (told.get("License-Expression") or "").strip() or "、".join(named) or _first(told.get("License"))
        )
        yield told["Name"], told["Version"], written or "UNKNOWN"


def digest(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _first(text: str | None) -> str:
    """The first line that says something; some wheels put the whole licence into the field."""
    return next((line.strip() for line in (text or "").splitlines() if line.strip()), "")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def _nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """The entry without the account that made it."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def _python() -> str:
    return "".join(platform.python_version_tuple()[:2])


if __name__ == "__main__":
    try:
        made = make(Path(sys.argv[1]))
    except BundleError as sentence:
        sys.exit(str(sentence))
    print(
        f"「{made}」を作りました（{made.stat().st_size / 1e6:,.0f} MB）。中の install.sh で入れてください。"
    )
