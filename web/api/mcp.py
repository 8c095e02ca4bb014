"""The Model Context Protocol over what programs ask: read-only tools, documents and things as resources.

A message in, a message out, and nothing kept between two of them: the same for standard input and for HTTP
(streamable HTTP without sessions and without streams, as the specification allows a server to be).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from keikaku.graph.store.versions import StoreError
from keikaku.web.api.openapi import CALLS, TEXT, Call, Given
from keikaku.web.api.reading import NotFound, Wrong
from keikaku.web.api.v1 import DOING, checked

if TYPE_CHECKING:
    from keikaku.web.api.reading import Reading

Plain = dict[str, Any]
VERSIONS = ("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")
PARSE, INVALID, NO_METHOD, PARAMETERS, NO_RESOURCE = -32700, -32600, -32601, -32602, -32002
LINKED = 10
"""Citations of an answer that come as links to resources; the structured answer has all."""
ABOUT = (
    "市の計画のグラフに、出典付きで尋ねる。答えは文書にあることだけで、ないことは「記載なし」と言う。"
    "Ask a city's policy plans; every answer cites the exact words of its documents, and says so where they have none."
)
SPARQL = Call(
    "/sparql",
    "sparql",
    "読み取り専用の SPARQL 1.1（2秒、1,000行まで。plan: と skos: は宣言なしで使える）。Read-only SPARQL 1.1.",
    (Given("query", {**TEXT, "maxLength": 10_000}, "SELECT、ASK、CONSTRUCT、DESCRIBE", required=True),),
)
TOOLS = {call.name: call for call in CALLS if call.name in {"ask", "search", "get", "list", "compare"}} | {
    "sparql": SPARQL
}


@dataclass(frozen=True, slots=True)
class RpcError(Exception):
    """A message that cannot be obeyed, by JSON-RPC's number for it."""

    code: int
    message: str


def handled(reading: Reading, message: Any) -> Plain | None:
    """The answer to a message; None for one that wants none (a notification, an answer)."""
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        return _failed(None, RpcError(INVALID, "JSON-RPC 2.0 の一つの要求ではありません。"))
    if "method" not in message or "id" not in message:
        return None
    given = message.get("params") or {}
    try:
        doing = METHODS.get(str(message["method"]), _unknown) if isinstance(given, dict) else _unknown
        return {"jsonrpc": "2.0", "id": message["id"], "result": doing(reading, given)}
    except RpcError as error:
        return _failed(message["id"], error)
    except StoreError as error:
        return _failed(message["id"], RpcError(-32000, str(error)))


def handled_text(reading: Reading, text: str) -> str | None:
    """The same of a line of JSON."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return json.dumps(_failed(None, RpcError(PARSE, "JSON として読めません。")), ensure_ascii=False)
    answer = handled(reading, message)
    return None if answer is None else json.dumps(answer, ensure_ascii=False)


def _failed(number: Any, error: RpcError) -> Plain:
    return {"jsonrpc": "2.0", "id": number, "error": {"code": error.code, "message": error.message}}


def _begun(reading: Reading, given: Plain) -> Plain:
    asked = given.get("protocolVersion")
    return {
        "protocolVersion": asked if asked in VERSIONS else VERSIONS[0],
        "capabilities": {"tools": {"listChanged": False}, "resources": {"listChanged": False}},
        "serverInfo": {
            "name": "keikaku-graph",
            "title": "計画グラフ",
            "version": reading.graph().data_version,
        },
        "instructions": ABOUT,
    }


def _tools(_: Reading, __: Plain) -> Plain:
    return {"tools": [_tool(call) for call in TOOLS.values()]}


def _tool(call: Call) -> Plain:
    properties = call.written()
    return {
        "name": call.name,
        "description": call.about,
        "inputSchema": {
            "type": "object",
            "properties": {
                name: {**one.schema, "description": one.about} for name, one in properties.items()
            },
            "required": [name for name, one in properties.items() if one.required],
            "additionalProperties": False,
        },
        "annotations": {"readOnlyHint": True, "idempotentHint": True, "openWorldHint": False},
    }


def _called(reading: Reading, given: Plain) -> Plain:
    """A tool's result; what it cannot do is told to the model, which may try again."""
    call = TOOLS.get(str(given.get("name")))
    if call is None:
        raise RpcError(PARAMETERS, f"{given.get('name')} という道具はありません。")
    arguments = given.get("arguments") or {}
    if not isinstance(arguments, dict):
        raise RpcError(PARAMETERS, "arguments は名前と値の組です。")
    try:
        given = checked(call.read(arguments), call)
        told = reading.sparql(given["query"]) if call is SPARQL else DOING[call.name](reading, given)
    except (Wrong, NotFound) as wrong:
        return {"content": [{"type": "text", "text": str(wrong)}], "isError": True}
    return {"content": _content(call, told), "structuredContent": told, "isError": False}


def _content(call: Call, told: Plain) -> list[Plain]:
    """The answer as a person reads it, with its citations as links; of other tools the values."""
    if call.name != "ask":
        return [{"type": "text", "text": json.dumps(told, ensure_ascii=False)}]
    cited = told["citations"]
    quotes = "\n".join(
        f"出典: {one['document']} {one['line']}行目「{one['quote']}」" for one in cited[:LINKED]
    )
    links = {
        one["iri"]: {
            "type": "resource_link",
            "uri": one["iri"],
            "name": one["document"],
            "mimeType": "application/json",
        }
        for one in cited[:LINKED]
    }
    return [{"type": "text", "text": f"{told['answer']}\n{quotes}".strip()}, *links.values()]


def _resources(reading: Reading, _: Plain) -> Plain:
    found = reading.documents()["items"]
    return {
        "resources": [
            {"uri": one["iri"], "name": one["file"], "title": one["title"], "mimeType": "application/json"}
            for one in found
        ]
    }


def _templates(reading: Reading, _: Plain) -> Plain:
    about = "グラフの一つのもの。One thing of the graph."
    uri = f"{reading.base}id/{{+key}}"
    return {
        "resourceTemplates": [
            {"uriTemplate": uri, "name": "thing", "description": about, "mimeType": "application/json"}
        ]
    }


def _read(reading: Reading, given: Plain) -> Plain:
    uri = str(given.get("uri", ""))
    try:
        told = reading.get(uri)
    except NotFound as none:
        raise RpcError(NO_RESOURCE, str(none)) from none
    text = json.dumps(told, ensure_ascii=False)
    return {"contents": [{"uri": uri, "mimeType": "application/json", "text": text}]}


def _nothing(_: Reading, __: Plain) -> Plain:
    return {}


def _unknown(_: Reading, __: Plain) -> Plain:
    raise RpcError(
        NO_METHOD, "その要求はここにはありません。tools/list か resources/list で確かめてください。"
    )


METHODS: dict[str, Callable[[Reading, Plain], Plain]] = {
    "initialize": _begun,
    "ping": _nothing,
    "tools/list": _tools,
    "tools/call": _called,
    "resources/list": _resources,
    "resources/templates/list": _templates,
    "resources/read": _read,
    "prompts/list": lambda _, __: {"prompts": []},
}
"""What a client may ask for."""
