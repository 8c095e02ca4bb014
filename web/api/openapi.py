"""The JSON API described in OpenAPI 3.1, from the one table that its routes are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from keikaku.graph.export.tables import TABLES
from keikaku.graph.views.page_queries import CLASSES
from keikaku.qa.world.search import SCOPES
from keikaku.web.api.reading import FILTERS, MOST, OF_ALL, OF_ROWS, QUESTION

Schema = dict[str, Any]
TEXT: Schema = {"type": "string", "maxLength": QUESTION}
NAME: Schema = {"type": "string", "maxLength": 200}
YEAR: Schema = {"type": "integer", "minimum": 1900, "maximum": 2100}
NULLABLE = ["string", "null"]
CITATION: Schema = {
    "type": "object",
    "required": ["document", "line", "quote"],
    "properties": {
        "document": {"type": "string"},
        "page": {"type": ["integer", "null"]},
        "line": {"type": "integer", "minimum": 1},
        "quote": {"type": "string"},
        "iri": {"type": "string"},
    },
}
ANSWER: Schema = {
    "type": "object",
    "required": ["question", "status", "abstained", "answer", "items", "citations", "data_version"],
    "properties": {
        "question": {"type": "string"},
        "status": {
            "enum": [
                *("answered", "partial", "related", "ambiguous", "not_in_documents", "other_year"),
                *("out_of_scope", "not_understood", "failed"),
            ]
        },
        "abstained": {"type": "boolean"},
        "answer": {"type": "string"},
        "items": {"type": "array", "items": {"type": "object"}},
        "total": {"type": ["integer", "null"]},
        "value": {"type": ["number", "null"]},
        "unit": {"type": NULLABLE},
        "citations": {"type": "array", "items": {"$ref": "#/components/schemas/Citation"}},
        "suggestions": {"type": "array", "items": {"type": "string"}},
        "reading": {"type": "string"},
        "sparql": {"type": "string"},
        "data_version": {"type": "string"},
        "cut": {"type": "boolean"},
    },
}
PROBLEM: Schema = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
    },
}
LISTED: Schema = {
    "type": "object",
    "required": ["total", "items"],
    "properties": {"total": {"type": "integer"}, "items": {"type": "array", "items": {"type": "object"}}},
}


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter: its name, its schema, what it is, whether it must be there, and an example.

    `written` is its name in a body and of a tool, where that is longer than the one in an address.
    """

    name: str
    schema: Schema
    about: str
    required: bool = False
    example: Any = None
    written: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One route of the API: its path, what it does, its parameters, and what comes back."""

    path: str
    name: str
    about: str
    given: tuple[Given, ...] = ()
    answer: Schema = field(default_factory=lambda: {"type": "object"})

    def written(self) -> dict[str, Given]:
        """The parameters by their names in a body and of a tool."""
        return {one.written or one.name: one for one in self.given}

    def read(self, written: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a body or of a tool by their names in an address."""
        known = self.written()
        return {known[name].name if name in known else name: value for name, value in written.items()}


LIMIT = Given("limit", {"type": "integer", "minimum": 1, "maximum": MOST}, "何件まで", example=20)
OFFSET = Given("offset", {"type": "integer", "minimum": 0, "maximum": 1_000_000}, "何件目から（0から）")
CALLS = (
    Call(
        "/api/v1/ask",
        "ask",
        "質問に、出典を付けて答える。Answers a question in Japanese or English with citations.",
        (
            Given("q", TEXT, "質問", required=True, example="施策の一覧", written="question"),
            Given("turns", {"type": "array", "items": TEXT, "maxItems": 9}, "前の質問（古い順）"),
            LIMIT,
        ),
        {"$ref": "#/components/schemas/Answer"},
    ),
    Call(
        "/api/v1/search",
        "search",
        "言葉と意味で探す。Ranked hits by words and meaning.",
        (
            Given("q", TEXT, "探す言葉", required=True, example="子育て"),
            Given("scope", {"enum": list(SCOPES)}, "探す範囲"),
            Given("k", {"type": "integer", "minimum": 1, "maximum": 100}, "件数", example=5),
        ),
    ),
    Call(
        "/api/v1/entities",
        "list",
        "種類ごとの一覧。計画と自治体で、施策は担当などでも絞れる。Everything of a kind, with its number.",
        (
            Given("kind", {"enum": list(CLASSES)}, "種類", required=True, example="initiative"),
            Given("q", NAME, "名前に含まれる言葉"),
            *(
                Given(name, NAME, f"{name} で絞る" + ("" if name in OF_ALL else "（施策だけ）"))
                for name in FILTERS
            ),
            LIMIT,
            OFFSET,
        ),
        LISTED,
    ),
    Call(
        "/api/v1/entity",
        "get",
        "一つのものの事実、一覧、本文と出典。One thing with its facts and citations.",
        (
            Given(
                "iri",
                {"type": "string", "maxLength": 1000},
                "番地（IRI）か、その id/ より後ろ",
                required=True,
            ),
        ),
    ),
    Call(
        "/api/v1/links",
        "links",
        "計画の間の後継。Successions between plans and initiatives.",
        (Given("all", {"type": "boolean"}, "却下したものと点の低い候補も"),),
        LISTED,
    ),
    Call(
        "/api/v1/compare",
        "compare",
        "二つの計画を比べる。Two plans side by side.",
        (
            Given("earlier", {"type": "string", "maxLength": 1000}, "先の計画の番地", required=True),
            Given("later", {"type": "string", "maxLength": 1000}, "後の計画の番地", required=True),
        ),
    ),
    Call("/api/v1/documents", "documents", "読んだ文書。The documents that were read.", (), LISTED),
    Call(
        "/api/v1/rows",
        "rows",
        "表の行（施策、目標、指標の値、そのほかの欄、後継）。Rows of a table, filtered by its columns.",
        (
            Given("table", {"enum": list(TABLES)}, "表", required=True, example="observations"),
            Given("q", NAME, "名前か文言に含まれる言葉"),
            *(
                Given(name, YEAR if name == "fiscal_year" else NAME, f"{column} で絞る（その欄のある表）")
                for name, column in OF_ROWS.items()
            ),
            LIMIT,
            OFFSET,
        ),
        LISTED,
    ),
    Call(
        "/api/v1/versions",
        "versions",
        "いまのデータの版と、残っている前の版。The data version that answers, and those of before.",
        (),
        LISTED,
    ),
)


def described(base: str, title: str) -> Schema:
    """The whole document."""
    paths = {call.path: {"get": _operation(call)} for call in CALLS}
    paths["/api/v1/ask"]["post"] = _posted(CALLS[0])
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1", "description": "読み取り専用。ログインは要らない。"},
        "servers": [{"url": base.rstrip("/")}],
        "paths": paths,
        "components": {"schemas": {"Answer": ANSWER, "Citation": CITATION, "Problem": PROBLEM}},
    }


def _operation(call: Call) -> Schema:
    parameters = [
        {
            "name": one.name,
            "in": "query",
            "required": one.required,
            "description": one.about,
            "schema": one.schema,
            **({} if one.example is None else {"example": one.example}),
        }
        for one in call.given
    ]
    return {
        "operationId": call.name,
        "summary": call.about,
        "parameters": parameters,
        "responses": _responses(call.answer),
    }


def _posted(call: Call) -> Schema:
    written = call.written()
    body = {
        "type": "object",
        "required": [name for name, one in written.items() if one.required],
        "properties": {name: one.schema for name, one in written.items()},
        "examples": [{"question": "施策の一覧", "limit": 5}],
    }
    return {
        "operationId": f"{call.name}Posted",
        "summary": call.about,
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": _responses(call.answer),
    }


def _responses(answer: Schema) -> Schema:
    refused = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    return {
        "200": {"description": "OK", "content": {"application/json": {"schema": answer}}},
        **{status: {"description": "problem", **refused} for status in ("400", "404", "413", "429", "503")},
        "304": {"description": "Not modified"},
    }
