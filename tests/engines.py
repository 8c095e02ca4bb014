"""Engines of somebody else's on loopback: Oxigraph's own server, and Virtuoso as Debian packs it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sysconfig
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

HOST = "127.0.0.1"
STARTS = 120.0
GET = "apt-get install virtuoso-opensource-7-bin"
GRAPH = "https://keikaku.example/graph"
SETTINGS = """[Database]
DatabaseFile = {folder}/v.db
TransactionFile = {folder}/v.trx
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = 127.0.0.1:{web}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 100000
MaxQueryExecutionTime = 60
"""


@contextmanager
def oxigraph(folder: Path, turtle: Path) -> Iterator[str]:
    """The address of its endpoint, loaded with a file."""
    program = shutil.which("oxigraph", path=sysconfig.get_path("scripts"))
    assert program, "make install brings it"
    place, port = ["--location", str(folder / "store")], _free()
    subprocess.run([program, "load", *place, "--file", str(turtle)], check=True, capture_output=True)
    with _running([program, "serve-read-only", *place, "--bind", f"{HOST}:{port}"], f"http://{HOST}:{port}/"):
        yield f"http://{HOST}:{port}/query"


@contextmanager
def virtuoso(folder: Path, turtle: Path) -> Iterator[str]:
    """The address of its endpoint, loaded with a file of the folder. Needed in CI, which installs it."""
    program, client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if not (program and client):
        assert not os.environ.get("CI"), GET
        pytest.skip(f"Virtuoso is missing: {GET}")
    sql, web = _free(), _free()
    (folder / "v.ini").write_text(SETTINGS.format(folder=folder, sql=sql, web=web))
    address = f"http://{HOST}:{web}/sparql"
    with _running([program, "+foreground", "+configfile", str(folder / "v.ini")], address):
        load = f"DB.DBA.TTLP_MT(file_to_string_output('{turtle}'), '', '{GRAPH}');"
        told = subprocess.run(
            [client, f"{HOST}:{sql}", "dba", "dba", f"exec={load}"], check=True, capture_output=True
        )
        assert b"Error" not in told.stdout + told.stderr, told
        yield address


ENGINES = {"oxigraph": oxigraph, "virtuoso": virtuoso}


def _free() -> int:
    with socket.create_server((HOST, 0)) as one:
        return int(one.getsockname()[1])


@contextmanager
def _running(command: Sequence[str], address: str) -> Iterator[None]:
    """A server that answers at its address; it ends with the block."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(server, address)
            yield
        finally:
            server.terminate()


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + STARTS
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address).close()  # noqa: S310 - our own server
        except urllib.error.HTTPError:
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{server.args} did not answer in {STARTS:.0f} seconds")
