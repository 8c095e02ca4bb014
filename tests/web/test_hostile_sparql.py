"""400 hostile texts over HTTP: each ends in time with a clear status, the server lives, nothing goes out."""

from __future__ import annotations

import os
import socket
import threading
import time

import pytest
from sites import made_up_site
from starlette.testclient import TestClient

from keikaku.web.server import create_app

pytestmark = pytest.mark.slow
SIZES = (30, 100, 300, 1000, 3000, 10_000, 30_000)
WALL = 5.0  # two seconds of work, and a machine that does other things
SHAPES = {
    "braces": lambda n: "SELECT * " + "{" * n + "}" * n,
    "open braces": lambda n: "SELECT * " + "{" * n,
    "parentheses": lambda n: "SELECT * { FILTER" + "(" * n + "1" + ")" * n + " }",
    "lists": lambda n: "SELECT * { ?s ?p " + "(" * n + ")" * n + " }",
    "blank nodes": lambda n: "SELECT * { ?s ?p " + "[ ?p " * n + "1" + "]" * n + " }",
    "optional": lambda n: "SELECT * {" + "OPTIONAL {" * n + "}" * n + "}",
    "flat optional": lambda n: "SELECT * {" + "OPTIONAL { ?a ?b ?c }" * n + "}",
    "union": lambda n: "SELECT * { {}" + " UNION {}" * n + "}",
    "minus": lambda n: "SELECT * { ?a ?b ?c" + " MINUS { ?a ?b ?c }" * n + "}",
    "not": lambda n: "SELECT * { FILTER(" + "!" * n + "true) }",
    "sum": lambda n: "SELECT (" + "1+" * n + "1 AS ?x) {}",
    "negations": lambda n: "SELECT (" + "-" * n + "1 AS ?x) {}",
    "or": lambda n: "SELECT * { FILTER(" + "true || " * n + "true) }",
    "in": lambda n: "SELECT * { ?a ?b ?c FILTER(?a IN (" + ",".join("1" * n) + ")) }",
    "path steps": lambda n: "SELECT * { ?s a" + "/a" * n + " ?o }",
    "path choices": lambda n: "SELECT * { ?s (a" + "|a" * n + ")* ?o }",
    "inverses": lambda n: "SELECT * { ?s " + "^" * n + "a ?o }",
    "joins": lambda n: "SELECT (COUNT(*) AS ?n) {" + "".join(f"?a{i} ?b{i} ?c{i} . " for i in range(n)) + "}",
    "values": lambda n: "SELECT * { VALUES ?x {" + " 1" * n + "} ?x ?p ?o }",
    "doubling": lambda n: "SELECT (STRLEN(?x) AS ?l) { BIND(" + "CONCAT(" * n + "'a'" + ",'a')" * n + " AS ?x) }",
    "regex": lambda n: f'SELECT * {{ ?s ?p ?o . ?a ?b ?c FILTER(REGEX(STR(?o), "({"a?" * n}{"a" * n})+$")) }}',
    "replace": lambda n: f'SELECT (REPLACE("{"a" * n}", "(a|aa)+$", "$1$1") AS ?x) {{ ?s ?p ?o . ?q ?r ?t }}',
    "subselects": lambda n: "SELECT * {" + "{ SELECT * {" * n + "}}" * n + "}",
    "exists": lambda n: "SELECT * { ?a ?b ?c" + " FILTER EXISTS {" * n + "}" * n + "}",
    "service": lambda n: "SELECT * {" + "SERVICE <http://192.0.2.1/> {}" * n + "}",
    "glued service": lambda n: "SELECT * { FILTER(trueSERVICE<http://192.0.2.1/>{}) }" + " " * n,
    "from file": lambda n: "SELECT * " + "FROM <file:///etc/passwd> " * n + "{ ?s ?p ?o }",
    "triple terms": lambda n: "SELECT * { " + "<< " * n + "?a ?b ?c" + " >>" * n + " ?d ?e }",
    "strings": lambda n: 'SELECT * { ?s ?p "' + '\\"' * n + '" }',
    "open string": lambda n: 'SELECT * { ?s ?p """' + "a" * n,
    "comments": lambda n: "#\n" * n + "SELECT * { ?s ?p ?o } LIMIT 1",
    "prefixes": lambda n: "PREFIX a: <http://a.example/> " * n + "SELECT * { ?s ?p ?o } LIMIT 1",
    "group": lambda n: "SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a" + " ?b" * n,
    "order": lambda n: "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY" + " ?a" * n,
    "projection": lambda n: "SELECT" + " ?x" * n + " { ?x ?y ?z . ?u ?v ?w . ?r ?s ?t }",
    "construct": lambda n: "CONSTRUCT {" + "?a ?b ?c . " * n + "} { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "describe": lambda n: "DESCRIBE" + " ?s" * n + " { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }",
    "ask": lambda n: "ASK { ?a (a|!a)* ?b . ?c (a|!a)* ?d . ?e (a|!a)* ?f FILTER(?a = 1) }" + " " * n,
    "nul": lambda n: "SELECT * { ?s ?p '" + "\0" * n + "' }",
    "halves": lambda n: "SELECT * { ?s ?p '" + "\\uD800" * n + "' }",
    "right to left": lambda n: "SELECT * { ?s ?p '" + "\u202e" * n + "' }",
    "dollars": lambda n: "SELECT * { " + "$" * n + "a ?p ?o }",
    "angles": lambda n: "SELECT * { " + "<" * n + ">" * n + " ?p ?o }",
    "numbers": lambda n: "SELECT (" + "9" * n + "*" + "9" * n + " AS ?x) {}",
    "limits": lambda n: "SELECT * { ?s ?p ?o } LIMIT " + "9" * n,
    "updates": lambda n: "INSERT DATA { <a:a> <a:b> <a:c> } ;" * n,
    "load": lambda n: "LOAD <http://192.0.2.1/> ;" * n,
    "languages": lambda n: "SELECT * { ?s ?p 'a'@" + "a-" * n + "a }",
    "types": lambda n: "SELECT * { ?s ?p 'a'" + "^^<a:a>" * n + " }",
    "hash": lambda n: "SELECT (" + "SHA512(" * n + "'a'" + ")" * n + " AS ?x) {}",
    "if": lambda n: "SELECT (" + "IF(true," * n + "1" + ",2)" * n + " AS ?x) {}",
    "coalesce": lambda n: "SELECT (COALESCE(" + "1/0," * n + "1) AS ?x) {}",
    "graphs": lambda n: "SELECT * {" + "GRAPH ?g { ?s ?p ?o } " * n + "}",
    "semicolons": lambda n: "SELECT * { ?s ?p ?o" + ";" * n + " }",
    "commas": lambda n: "SELECT * { ?s ?p ?o" + ",?o" * n + " }",
    "as": lambda n: "SELECT " + "(1 AS ?x) " * n + "{}",
    "having": lambda n: "SELECT ?s { ?s ?p ?o . ?a ?b ?c } GROUP BY ?s HAVING(" + "COUNT(*)>0 && " * n + "true)",
    "negated sets": lambda n: "SELECT * { ?s !(a" + "|^a" * n + ")* ?o . ?q ?r ?t }",
}  # fmt: skip
TEXTS = [(f"{name} {n}", shape, n) for name, shape in SHAPES.items() for n in SIZES]
CLEAR = {200, 400, 403, 413, 503}


def test_there_are_enough_of_them():
    """Each shape at each size."""
    assert len(TEXTS) >= 400


def test_every_hostile_text_ends_in_time_with_a_clear_status(tmp_path, monkeypatch):
    """The process of the pages stays the same one, opens no socket outward, and answers the next query."""
    client = TestClient(create_app(made_up_site(tmp_path)), client=("127.0.0.1", 5))
    outward = []
    connect = socket.socket.connect

    def watched(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            outward.append(address)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", watched)
    before, wrong = os.getpid(), []
    for name, shape, n in TEXTS:
        text = shape(n)
        began = time.monotonic()
        response = client.post(
            "/sparql",
            content=text.encode("utf-8", "replace"),
            headers={"content-type": "application/sparql-query"},
        )
        lasted = time.monotonic() - began
        clear = response.status_code in CLEAR and (response.status_code == 200 or response.json()["code"])
        if not clear or lasted > WALL:
            wrong.append((name, response.status_code, round(lasted, 1)))
    assert wrong == []
    assert outward == []
    assert os.getpid() == before
    assert threading.active_count() < 60
    assert client.get("/sparql", params={"query": "ASK { ?s a plan:Plan }"}).json()["boolean"] is True
