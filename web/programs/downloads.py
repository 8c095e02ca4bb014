"""Every download at /data/NAME.SUFFIX: its ETag is that of the data version, in parts and compressed on demand."""

from __future__ import annotations

import gzip
import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

import keikaku.ontology
from keikaku.graph.export.csvw import SUFFIX as CSVW
from keikaku.graph.export.csvw import metadata
from keikaku.graph.export.formats import written
from keikaku.web.api.cached import is_known, tag
from keikaku.web.chat.finding import graph_of
from keikaku.web.guard.problems import problem
from keikaku.web.html.rooted import here, told_base

if TYPE_CHECKING:
    from starlette.requests import Request

    from keikaku.graph.store.snapshot import Snapshot
    from keikaku.qa.world.world import World

KEPT = 12
"""Contents that are held in memory: as many as a reader of all formats asks for."""
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
NOT_FOUND = "その名前のファイルはありません。/catalog.ttl か /api に一覧があります。"
NO_RANGE = "その範囲はファイルの中にありません。"
SMALL = 1000


@dataclass(frozen=True, slots=True)
class Download:
    """A file: its name, its media type, what it holds in both languages, and the table that it is of."""

    name: str
    media: str
    ja: str
    en: str
    table: str | None = None
    inferred: str = ""  # the graph that it is of, told by the standards too


_MEDIA = {
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_TABLES = {
    "initiatives": ("施策", "Initiatives"),
    "targets": ("目標", "Targets"),
    "observations": ("指標の値", "Values of indicators"),
    "attributes": ("表のそのほかの欄", "Further cells of tables"),
    "links": ("後継", "Successions"),
}
DOWNLOADS = (
    Download("graph.ttl", "text/turtle", "グラフ全体（Turtle）", "The whole graph (Turtle)"),
    Download(
        "graph.nq",
        "application/n-quads",
        "文書ごとのグラフも（N-Quads）",
        "With each document's own (N-Quads)",
    ),
    Download("graph.jsonld", "application/ld+json", "グラフ全体（JSON-LD）", "The whole graph (JSON-LD)"),
    Download(
        "graph-inferred.ttl",
        "text/turtle",
        "グラフ全体を、標準の語彙でも（Turtle）",
        "The whole graph, by standard vocabularies too (Turtle)",
        inferred="graph.ttl",
    ),
    Download(
        "graph.graphml", "application/graphml+xml", "グラフ全体（GraphML）", "The whole graph (GraphML)"
    ),
    *(
        Download(f"{table}.{suffix}", media, f"{ja}（{suffix}）", f"{en} ({suffix})", table)
        for table, (ja, en) in _TABLES.items()
        for suffix, media in _MEDIA.items()
    ),
    *(
        Download(
            f"{table}{CSVW}",
            "application/csvm+json",
            f"{ja}の列の説明（CSVW）",
            f"{en}: its columns (CSVW)",
            table,
        )
        for table, (ja, en) in _TABLES.items()
    ),
    Download(
        "plans.facts.zip",
        "application/zip",
        "事実集（対話の道具に読ませる Markdown と CSV）",
        "Facts pack (Markdown and CSV, for an assistant to read)",
    ),
    Download("links.sssom.tsv", "text/tab-separated-values", "後継（SSSOM）", "Successions (SSSOM)", "links"),
    Download("thesaurus.skos.ttl", "text/turtle", "言い換えの表（SKOS）", "The thesaurus (SKOS)"),
    Download("ontology.ttl", "text/turtle", "語彙（OWL）", "The vocabulary (OWL)"),
    Download("shapes.ttl", "text/turtle", "形の決まり（SHACL）", "The shapes (SHACL)"),
)
_OURS = {"ontology.ttl": "plan.ttl", "shapes.ttl": "shapes.ttl"}
_NAMED = {one.name: one for one in DOWNLOADS}


class Contents:
    """What files hold, made once for a version, a base and a name."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, str], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, graph: Snapshot, one: Download) -> bytes:
        """The content; made by one thread at a time."""
        name = (graph.data_version, told_base(), one.name)
        with self._lock:
            content = self._kept.pop(name, None)
            self._kept[name] = content = content or _made(graph, one)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return content


def _made(graph: Snapshot, one: Download) -> bytes:
    if one.table and one.name.endswith(CSVW):
        return metadata(one.table)
    if one.name in _OURS:
        return our_file(_OURS[one.name])
    name = one.inferred or one.name
    return written(graph, name, one.table, told_base(), inferred=bool(one.inferred))


@cache
def our_file(name: str) -> bytes:
    """A file of the vocabulary."""
    return (Path(str(keikaku.ontology.__file__)).parent / name).read_bytes()


def download_routes(world: Callable[[], World]) -> list[BaseRoute]:
    """The files, and nothing else below /data/."""
    contents = Contents()

    def data(request: Request) -> Response:
        one = _NAMED.get(request.path_params["name"])
        if one is None:
            return problem(404, "not_found", NOT_FOUND)
        return _sent(request, one, graph_of(world()), contents)

    return [Route("/data/{name}", data, methods=["GET"])]


def _sent(request: Request, one: Download, graph: Snapshot, contents: Contents) -> Response:
    ranged = RANGE.fullmatch(request.headers.get("range", ""))
    zipped = (
        not ranged
        and one.name[-4:] not in {"xlsx", ".zip"}
        and "gzip" in request.headers.get("accept-encoding", "")
    )
    etag = tag(graph.data_version, one.name, *(["gzip"] if zipped else []))
    headers = {
        "etag": etag,
        "cache-control": "no-cache",
        "vary": "Accept-Encoding",
        "accept-ranges": "bytes",
        "keikaku-data-version": graph.data_version,
        "content-disposition": f'attachment; filename="{one.name}"',
    }
    if one.name.endswith(".csv"):
        headers["link"] = (
            f'<{here(f"/data/{one.table}{CSVW}")}>; rel="describedby"; type="application/csvm+json"'
        )
    if is_known(request, etag):
        return Response(status_code=304, headers=headers)
    content = contents.of(graph, one)
    condition = request.headers.get("if-range", etag)
    if ranged and condition == etag and any(ranged.groups()):
        return _part(content, ranged, one.media, headers)
    if zipped and len(content) > SMALL:
        content, headers = gzip.compress(content, 6, mtime=0), {**headers, "content-encoding": "gzip"}
    return Response(content, media_type=one.media, headers=headers)


def _part(content: bytes, ranged: re.Match[str], media: str, headers: dict[str, str]) -> Response:
    """One range of bytes (RFC 9110, 14.2); the end of it may lie beyond the file's."""
    first, last = ranged.groups()
    begin = int(first) if first else max(0, len(content) - int(last))
    end = min(int(last), len(content) - 1) if first and last else len(content) - 1
    if begin > end:
        return problem(416, "range", NO_RANGE, {"content-range": f"bytes */{len(content)}"})
    told = {**headers, "content-range": f"bytes {begin}-{end}/{len(content)}"}
    return Response(content[begin : end + 1], status_code=206, media_type=media, headers=told)
