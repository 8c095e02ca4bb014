"""A desk over a small store, its pages without the rest of the server, and a build that does as it is told."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from weakref import WeakKeyDictionary

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from keikaku.cli.desk import desk_of, lessons_of
from keikaku.ingest.pipeline import Options, build
from keikaku.web.desk.desk import Desk
from keikaku.web.desk.routes import desk_routes
from keikaku.web.guard.middleware import Protection
from keikaku.web.lessons.routes import lesson_routes

PLAN = """みどり市防災計画2030
計画期間は、令和７年度から令和９年度までです。
基本目標１ 備える
避難所の見直し 総務部
避難所の鍵を町会と分けて持つ。
備蓄の点検 総務部
倉庫の中身を年に二度確かめる。
目標指標
・点検の回数 年1回
"""
# tells one step, waits for a file, and then ends as the file says: its first line is a status, then come lines
OBEDIENT = """
import pathlib, sys, time
say = lambda line: print(line, file=sys.stderr, flush=True)
say('{"phase": "文書を読んでいます", "done": 1, "of": 3, "left": 65}')
orders = pathlib.Path(sys.argv[1])
while not orders.exists():
    time.sleep(0.01)
status, *lines = orders.read_text("utf-8").split("\\n")
[say(line) for line in lines]
sys.exit(int(status))
"""
TOKEN = re.compile(r'name="token" value="([^"]+)"')
_tokens: WeakKeyDictionary[TestClient, str] = WeakKeyDictionary()


def planned_desk(folder: Path) -> Desk:
    """The real desk over PLAN; its store is a copy of one that each process builds once."""
    shutil.copytree(Path(_built().name), folder, dirs_exist_ok=True)
    return real_desk(folder / "store")


@cache
def _built() -> TemporaryDirectory[str]:
    """Goes with the process."""
    folder = TemporaryDirectory(prefix="desk-")
    (Path(folder.name) / "plan.txt").write_text(PLAN, "utf-8")
    assert build([Path(folder.name) / "plan.txt"], Path(folder.name) / "store", Options()).data_version
    return folder


def real_desk(store: Path) -> Desk:
    """The desk as it is served, but for vectors, which take seconds."""
    desk = desk_of(store)
    return replace(desk, command=(*desk.command, "--no-vectors"))


def told_desk(store: Path, orders: Path) -> Desk:
    """A desk whose builds wait for their orders."""
    return replace(desk_of(store), command=(sys.executable, "-X", "utf8", "-c", OBEDIENT, str(orders)))


def pages_of(desk: Desk) -> TestClient:
    """The pages, with the limits of the server."""
    app = Starlette(
        routes=[*desk_routes(desk), *lesson_routes(desk, lessons_of(desk.store))],
        middleware=[Middleware(Protection)],
    )
    return TestClient(app, follow_redirects=False)


def token_of(pages: TestClient) -> str:
    """What the forms carry: the same for as long as the pages are served."""
    if pages not in _tokens:
        found = TOKEN.search(pages.get("/staff/documents").text)
        assert found
        _tokens[pages] = found[1]
    return _tokens[pages]


def send(pages: TestClient, path: str, **fields: str):
    """A form of a page."""
    return pages.post(path, data={"token": token_of(pages), **fields})


def bring(pages: TestClient, *files: tuple[str, bytes | str], field: str = "documents", **fields: str):
    """Files by the form that takes them."""
    sent = [(field, (name, text.encode() if isinstance(text, str) else text)) for name, text in files]
    return pages.post("/staff/documents/upload", data={"token": token_of(pages), **fields}, files=sent)
