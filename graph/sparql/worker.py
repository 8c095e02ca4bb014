"""The process that runs users' SPARQL, one query at a time, and may be killed at any moment.

Started as a script with the folder of a graph, so that it imports pyoxigraph alone. A line of JSON asks, one
of JSON answers. Where the system allows it has no network and little memory: a wall behind `query_text`.
"""

from __future__ import annotations

import ctypes
import json
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, Store

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
MEGABYTES = 256
CELL = 100_000
CHARACTERS = 2_000_000
STRING = "http://www.w3.org/2001/XMLSchema#string"


def main() -> None:
    """Answer line after line until the other side closes."""
    _leave_network()
    store = Store.read_only(sys.argv[1])
    _limit_memory()
    _say({"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        _alarm(request["seconds"] + 1)
        _say(_answer(store, request))
        _alarm(0)


def _say(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _leave_network() -> None:
    """Step into a network of one's own without a way out, where the system lets a process (most Linux does).

    It must come before the graph is opened, while this process has one thread.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).unshare(CLONE_NEWUSER | CLONE_NEWNET)


def _limit_memory() -> None:
    """Allow 256 MB more than now, where the system can hold a process to it."""
    with suppress(ImportError, OSError, ValueError):  # Windows; no /proc; a lower limit already
        import resource  # noqa: PLC0415

        used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        limit = used + MEGABYTES * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _alarm(seconds: float) -> None:
    """End this process should nobody be left to kill it."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _answer(store: Store, request: dict[str, Any]) -> dict[str, Any]:
    try:
        found = store.query(request["query"], prefixes=request["prefixes"])
        if isinstance(found, QueryBoolean):
            return {"boolean": bool(found)}
        if isinstance(found, QuerySolutions):
            names = [variable.value for variable in found.variables]
            return {"variables": names, **_rows(found, request["rows"])}
        triples = ((triple.subject, triple.predicate, triple.object) for triple in found)
        names = ["subject", "predicate", "object"]
        return {"variables": names, "triples": True, **_rows(triples, request["rows"])}
    except SyntaxError as error:
        return {"syntax": str(error)}
    except (MemoryError, OSError, RuntimeError, ValueError) as error:
        return {"failed": str(error)}


def _rows(found: Any, limit: int) -> dict[str, Any]:
    """As many rows as may be shown, and whether there were more."""
    rows: list[list[Any]] = []
    characters = 0
    for solution in found:
        if len(rows) == limit or characters > CHARACTERS:
            return {"rows": rows, "truncated": True}
        rows.append([_cell(term) for term in solution])
        characters += sum(len(cell["value"]) for cell in rows[-1] if cell)
    cut = any(cell and len(cell["value"]) == CELL for row in rows for cell in row)
    return {"rows": rows, "truncated": cut}


def _cell(term: Any) -> dict[str, str] | None:
    """A term as the SPARQL JSON results format has it."""
    if term is None:
        return None
    if isinstance(term, Literal):
        return {"type": "literal", "value": term.value[:CELL], **_kind(term)}
    kind = "uri" if isinstance(term, NamedNode) else "bnode"
    return {"type": kind, "value": str(getattr(term, "value", term))[:CELL]}


def _kind(term: Literal) -> dict[str, str]:
    if term.language:
        return {"xml:lang": term.language}
    datatype = term.datatype.value
    return {} if datatype == STRING else {"datatype": datatype}


if __name__ == "__main__":
    main()
