"""Answers from another engine: a SPARQL 1.1 endpoint that our export was loaded into, not our own store."""

from __future__ import annotations

import http.client
import json
from dataclasses import replace
from typing import Any, NamedTuple, cast
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from pyoxigraph import QueryResultsFormat, Store, parse_query_results

from keikaku.graph.store.snapshot import Snapshot
from keikaku.graph.store.versions import StoreError
from keikaku.ontology.model.vocabulary import XSD

SCHEME = "sparql:"
SECONDS = 60.0
RESULTS = "application/sparql-results+json"
CUT_TO = "x-sparql-maxrows"
"""Virtuoso's header that tells how many rows it gives at most; it answers 200 with the first of them."""
BOOLEANS = {"1": "true", "0": "false"}
DOCUMENTS = "SELECT ?digest { ?document a plan:Document ; plan:digest ?digest }"


class EngineError(StoreError):
    """What the endpoint could not do, as the sentence to show."""


class _Digest(NamedTuple):
    digest: str


class Endpoint:
    """Asks an endpoint as `pyoxigraph.Store.query` is asked; nothing else is asked of it."""

    def __init__(self, address: str) -> None:
        self.address = address

    def query(self, sparql: str, prefixes: dict[str, str]) -> Any:
        """The solutions of a SELECT; raises EngineError, also for a result that is not whole."""
        declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items())
        body = urlencode({"query": declared + sparql}).encode()
        headers = {"accept": RESULTS, "content-type": "application/x-www-form-urlencoded"}
        content, most = self._sent(Request(self.address, body, headers))  # noqa: S310 - `address_of` allows http alone
        try:
            told = json.loads(content)  # some engines answer 200 and break off in the middle
            rows = told.get("results", {}).get("bindings", [])
            if most and len(rows) >= most:
                raise self._cut()
            return parse_query_results(_canonical(told, rows), format=QueryResultsFormat.JSON)
        except (AttributeError, KeyError, TypeError, ValueError, SyntaxError):
            raise EngineError(
                f"{self.address} の結果が途中で切れているか、SPARQL の JSON ではありません。"
                "エンジンの時間と行数の制限を緩めてください。"
            ) from None

    def _cut(self) -> EngineError:
        return EngineError(f"{self.address} は行数を制限しています。制限を緩めてください。")

    def _sent(self, request: Request) -> tuple[bytes, int]:
        """What it answers, and how many rows it gives at most where it says so."""
        try:
            with urlopen(request, timeout=SECONDS) as response:  # noqa: S310
                if response.headers.get("keikaku-truncated"):
                    raise self._cut()
                most = response.headers.get(CUT_TO, "")
                return bytes(response.read()), int(most) if most.isdecimal() else 0
        except HTTPError as error:
            raise EngineError(
                f"{self.address} が問い合わせを断りました（{error.code}）。番地を確かめてください。"
            ) from error
        except (OSError, http.client.HTTPException) as error:
            raise EngineError(f"{self.address} に届きません（{error}）。番地を確かめてください。") from error


def _canonical(told: dict[str, Any], rows: list[dict[str, dict[str, str]]]) -> bytes:
    """The results with each truth value written in one way: engines that keep it as a number give 1 and 0."""
    for term in (term for row in rows for term in row.values()):
        if term.get("datatype") == XSD.boolean:
            term["value"] = BOOLEANS.get(term["value"], term["value"])
    return json.dumps(told).encode()


def address_of(engine: str) -> str:
    """The address in `sparql:URL`; raises ValueError for anything else.

    >>> address_of("sparql:http://127.0.0.1:7878/query")
    'http://127.0.0.1:7878/query'
    >>> address_of("sparql:file:///etc/passwd")
    Traceback (most recent call last):
    ValueError: sparql:file:///etc/passwd
    """
    address = engine.removeprefix(SCHEME)
    found = urlsplit(address)
    if not engine.startswith(SCHEME) or found.scheme not in {"http", "https"} or not found.hostname:
        raise ValueError(engine)
    return address


def engined(snapshot: Snapshot, address: str, base: str) -> Snapshot:
    """The version with its facts read from an endpoint; `base` is that of the export it was loaded with.

    Raises EngineError where the endpoint does not hold the documents of the version: its answers would be of
    other data.
    """
    elsewhere = replace(snapshot, store=cast("Store", Endpoint(address)), base=base)
    here, there = (set(one.rows(_Digest, DOCUMENTS)) for one in (snapshot, elsewhere))
    if here != there:
        raise EngineError(
            f"{address} の文書が、いまの版の文書と同じではありません。"
            "`keikaku export graph.ttl` で書き出したものを読み込み直してください。"
        )
    return elsewhere
