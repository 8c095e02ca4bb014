"""What a user's SPARQL may be, decided on its text before any engine reads it.

pyoxigraph's own SERVICE cannot be switched off and its parser takes the whole process down on deep nesting,
so this gate stands before it. It cuts the text into tokens as pyoxigraph does, which knows no word boundaries
(`trueSERVICE<…>` calls out) and reads `?a<?b)SERVICE?s#>` as a comparison and a call. Where a text could be
read in two ways, it is refused.
"""

from __future__ import annotations

import re

BYTES = 10 * 1024
DEPTH = 32
OPERATORS = 200

_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*://[^<>\"{}|^`\x00-\x20]*>"
_TOKEN = re.compile(
    rf"""
      (?P<comment>\#[^\r\n]*)
    | (?P<string>\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
        | \"(?:[^\"\\\r\n]|\\.)*\" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<quote>[\"'])
    | (?P<iri><{_SCHEME})
    | (?P<triple><<(?!{_SCHEME}))
    | (?P<relative><(?=(?P<inside>[^<>\"{{}}|^`\x00-\x20]*)>))
    | (?P<variable>[?$]\w+)
    | (?P<word>@?\w+)
    | (?P<local>:[\w:-]*)
    | (?P<escape>\\.)
    | (?P<open>[\[({{])
    | (?P<close>[\])}}])
    | (?P<datatype>(?<=[\"'])\^\^)
    | (?P<operator>&&|\|\||[<>!]=|[-+*/!=<>&|^])
    """,
    re.VERBOSE | re.DOTALL,
)
_COUNTED = frozenset(
    ("union", "optional", "minus", "exists", "filter", "bind", "graph", "lateral", "not", "in")
)
_ANYWHERE = ("service", "from")
_UPDATES = frozenset(("insert", "delete", "load", "clear", "drop", "create", "copy", "move", "add"))

SENTENCES = {
    "empty": "SPARQLが空です。SELECT などで始まる問い合わせを書いてください。",
    "characters": "SPARQLに文字として読めないものが含まれています。取り除いて、もう一度実行してください。",
    "too_long": f"SPARQLが長すぎます（上限は{BYTES // 1024}KB）。短くして、もう一度実行してください。",
    "too_deep": f"括弧の入れ子が深すぎます（上限は{DEPTH}段）。減らして、もう一度実行してください。",
    "too_many": f"演算子が多すぎます（上限は{OPERATORS}個）。問い合わせを分けて、もう一度実行してください。",
    "service": "外部に問い合わせる SERVICE は使えません。このグラフだけで答えられる形に直してください。",
    "from": "FROM は使えません。名前付きグラフは GRAPH で指定してください。",
    "update": "読み取り専用です。SELECT、ASK、CONSTRUCT、DESCRIBE のいずれかで書いてください。",
    "triple": "<< >> は使えません。主語、述語、目的語を並べて書いてください。",
    "iri": "http:// などで始まらない < > に # や ' や \\ は使えません。省略せずに書いてください。",
    "string": "閉じていない文字列があります。引用符の対応を確かめてください。",
}
"""Why a text is refused, in the words that its writer reads."""


def refusal(text: str) -> str | None:
    """Why the text may not be run, as a key of SENTENCES, or None.

    >>> refusal('SELECT ?s { ?s ?p "SERVICE" } # FROM')
    >>> refusal("SELECT ?s { SERVICE <http://a.example/> { ?s ?p ?o } }")
    'service'
    """
    return _of_size(text) or _of_tokens(text)


def _of_size(text: str) -> str | None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        return "characters"
    if not text.strip():
        return "empty"
    return "too_long" if size > BYTES else None


def _of_tokens(text: str) -> str | None:
    depth = operators = 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup if token.lastgroup != "inside" else "relative"
        if (code := _refused(kind, token)) is not None:
            return code
        depth += (kind == "open") - (kind == "close")
        operators += kind in ("operator", "relative") or token[0].lower() in _COUNTED
        if depth > DEPTH:
            return "too_deep"
        if operators > OPERATORS:
            return "too_many"
    return None


def _refused(kind: str | None, token: re.Match[str]) -> str | None:
    if kind == "word":
        word = token[0].lower()
        return "update" if word in _UPDATES else next((w for w in _ANYWHERE if w in word), None)
    if kind == "relative":
        return "iri" if set(token["inside"]) & set("#'\\") else None
    return {"triple": "triple", "quote": "string"}.get(kind or "")
