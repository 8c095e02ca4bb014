"""What programs ask, whichever door they come through: plain values, IRIs told under the base of the site.

The JSON routes, MCP and `keikaku.open` are three ways of calling these functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from keikaku.graph.export.tables import COLUMNS, TABLES
from keikaku.graph.rdf.iris import iri
from keikaku.graph.rdf.rendering import rendered
from keikaku.graph.review.links import COLUMNS as LINK_FIELDS
from keikaku.graph.review.links import links
from keikaku.graph.sparql.gate import QueryRefused
from keikaku.graph.store.history import published
from keikaku.graph.views import listing
from keikaku.graph.views.history import comparison
from keikaku.graph.views.page_queries import CLASSES
from keikaku.graph.views.pages import Named, thing
from keikaku.ontology.japanese.text import fold
from keikaku.ontology.model.names import segment
from keikaku.ontology.model.vocabulary import THEME
from keikaku.qa.finding.evidence import evidence, told_with
from keikaku.qa.world.search import SCOPES, faq_ids
from keikaku.web.chat.finding import graph_of

if TYPE_CHECKING:
    from keikaku.graph.sparql.pool import Pool
    from keikaku.graph.store.snapshot import Snapshot
    from keikaku.qa.telling.answer import Answer
    from keikaku.qa.world.world import World
    from keikaku.web.chat.asking import Answering

Plain = dict[str, Any]
TURNS, QUESTION, MOST = 10, 2000, 1000
ROWS, SECONDS = 1000, 2.0
FILTERS = {
    "municipality": "municipality",
    "plan": "plan",
    "pillar": "pillar",
    "field": "field",
    "department": "departments",
    "section": "sections",
}
"""Filters of the list of initiatives, and the column that each looks at."""
OF_ALL = ("municipality", "plan")
"""Those of every other kind."""
OF_ROWS = {
    **FILTERS,
    **{name: name for name in ("fiscal_year", "kind", "unit", "indicator", "subject", "initiative")},
    **{name: name for name in ("level", "relation", "status", "document")},
}
"""Filters of the rows of a table, and the column that each looks at."""
NAMED = ("label", "initiative", "indicator", "initiative_label", "from_label", "to_label", "text", "name")
"""The columns in which a word is looked for."""


class NotFound(Exception):  # noqa: N818 - an answer, not a fault
    """There is no such thing; holds the sentence to show."""


class Wrong(Exception):  # noqa: N818
    """What was asked cannot be; holds its code and the sentence to show."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that may be asked of what is newest; `base` is that of the site."""

    asking: Answering
    world: Callable[[], World]
    base: str
    pool: Pool

    def graph(self) -> Snapshot:
        """The version that is read."""
        return graph_of(self.world())

    def ask(self, question: str, turns: Sequence[str] = (), limit: int | None = None) -> Plain:
        """The answer object; `turns` are the questions before it, `limit` cuts its items and says so."""
        asked = [*turns, question]
        if len(asked) > TURNS or sum(map(len, asked)) > QUESTION:
            raise Wrong(
                "too_many_turns", f"質問は前のものと合わせて{TURNS}件、{QUESTION}字までにしてください。"
            )
        answer: Answer | None = None
        for one in asked:
            answer = self.asking(one, answer)
        assert answer is not None
        told = answer.to_dict()
        if limit is not None:
            told |= {"items": told["items"][:limit], "cut": len(told["items"]) > limit}
        return self._told(told)

    def search(self, text: str, scope: str = "all", k: int = 10) -> Plain:
        """Ranked hits by words and by meaning."""
        if not text.strip() or scope not in SCOPES or not 1 <= k <= 100:
            raise Wrong(
                "search",
                "q に探す言葉を、scope に all, initiatives, faq, passages のどれかを、k に1から100の数を指定してください。",
            )
        world = self.world()
        if world.search is None:
            raise Wrong("no_index", "検索の索引がありません。`keikaku build` で作り直してください。")
        found = world.search.ranked(text, scope, k=k)
        ids = faq_ids(world.facts, found.hits)
        told = evidence(world, text, found.hits)
        hits = [told_with(hit, told, ids) for hit in found.hits]
        return self._told({"hits": hits, "meaning": found.meaning})

    def get(self, name: str) -> Plain:
        """One thing by its IRI or its key: facts, lists, texts, and the words of the documents behind it."""
        graph = self.graph()
        found = thing(graph, self._key(name))
        if found is None:
            raise NotFound("その番地のものはありません。番地を確かめるか、search で探してください。")
        told: Plain = {
            "iri": self._iri(found.key),
            "kind": found.kind,
            "label": found.label,
            "facts": {group: [self._named(one) for one in things] for group, things in found.facts},
            "lists": {group: [self._named(one) for one in things] for group, things in found.lists},
            "texts": [one.words for one in found.texts],
            "citations": [
                {
                    "document": one.file,
                    "page": one.page,
                    "line": one.line,
                    "quote": one.quote,
                    "iri": self._iri(one.document),
                }
                for one in found.places
            ],
        }
        if found.answer:
            told["answer"] = found.answer
        return told

    def list(self, kind: str, limit: int = 100, offset: int = 0, **filters: str | None) -> Plain:
        """Everything of a kind, whole with its number; initiatives by municipality, plan, unit and words too."""
        given = {name: value for name, value in filters.items() if value}
        if kind not in CLASSES or not 1 <= limit <= MOST or offset < 0:
            raise Wrong("list", f"kind は {'、'.join(CLASSES)}、limit は1から{MOST}、offset は0以上です。")
        if unknown := given.keys() - {"q", *(FILTERS if kind == "initiative" else OF_ALL)}:
            raise Wrong("filter", f"{kind} は {'、'.join(sorted(unknown))} で絞れません。")
        rows = _initiatives(self.graph()) if kind == "initiative" else _entities(self.graph(), kind)
        found = [row for row in rows if _fits(row, given)]
        return self._told({"total": len(found), "offset": offset, "items": found[offset : offset + limit]})

    def rows(self, table: str, limit: int = 100, offset: int = 0, **filters: Any) -> Plain:
        """The rows of a table as it is exported, with their number; every column that is known filters."""
        if table not in TABLES or not 1 <= limit <= MOST or offset < 0:
            raise Wrong("list", f"table は {'、'.join(TABLES)}、limit は1から{MOST}、offset は0以上です。")
        given = {name: value for name, value in filters.items() if value not in (None, "")}
        known = {name for name, column in OF_ROWS.items() if column in COLUMNS[table]} | {"q"}
        if unknown := given.keys() - known:
            raise Wrong("filter", f"{table} は {'、'.join(sorted(unknown))} で絞れません。")
        found = [row for row in _table(self.graph(), table) if _has(row, given)]
        shown = [{name: row[name] for name in COLUMNS[table]} for row in found[offset : offset + limit]]
        return self._told({"total": len(found), "offset": offset, "items": shown})

    def versions(self) -> Plain:
        """The version that answers, and those of before that can still be opened, the newest first."""
        graph = self.graph()
        found = [entry._asdict() for entry in published(graph.folder)]
        return {"current": graph.data_version, "total": len(found), "items": found}

    def links(self, *, everything: bool = False) -> Plain:
        """Successions between plans, their parts and units."""
        found = [
            {name: one[name] for name in LINK_FIELDS} for one in links(self.graph(), everything=everything)
        ]
        return self._told({"total": len(found), "items": found})

    def compare(self, earlier: str, later: str) -> Plain:
        """Two plans side by side: what continues, was renamed, merged, split, moved, ended, is new."""
        graph = self.graph()
        keys = [self._key(one) for one in (earlier, later)]
        if any((found := thing(graph, key)) is None or found.kind != "plan" for key in keys):
            raise NotFound("比べる計画の番地が見つかりません。list の kind=plan で確かめてください。")
        found_rows = comparison(graph, *(iri(key, graph.base) for key in keys))
        return self._told(asdict(found_rows))

    def documents(self) -> Plain:
        """The documents that the graph was read from."""
        rows = [row._asdict() for row in listing.documents(self.graph())]
        items = [{"iri": row.pop("d"), **row} for row in rows]
        return self._told({"total": len(items), "items": items})

    def sparql(self, query: str) -> Plain:
        """A read-only query in the standard JSON format."""
        found = self.pool.run(self.graph().folder, query, seconds=SECONDS, rows=ROWS)
        if isinstance(found, QueryRefused):
            raise Wrong(found.code, found.reason)
        return found.plain()

    def _told(self, plain: Plain) -> Plain:
        told: Plain = rendered(plain, self.base, self.graph().base)
        return told

    def _key(self, name: str) -> str:
        """The key of an IRI under either base, of a page's address, or of a key."""
        plain = name.partition("?")[0].removeprefix(f"{self.base}id/").removeprefix(f"{self.graph().base}id/")
        if plain.startswith(THEME.iri):
            return plain
        return "/".join(segment(unquote(part)) for part in plain.removeprefix("/id/").split("/"))

    def _iri(self, key: str) -> str:
        return key if "#" in key else iri(key, self.base)

    def _named(self, one: Named) -> Plain:
        told: Plain = {"label": one.label}
        if one.key:
            told["iri"] = self._iri(one.key)
        return told | ({"note": one.note} if one.note else {})


def _fits(row: Plain, given: Plain) -> bool:
    """Whether a row has every filter's words in its column; `q` looks at the name."""
    return all(
        fold(value) in fold("\n".join(_texts(row.get(FILTERS.get(name, "label")))))
        for name, value in given.items()
    )


def _has(row: Plain, given: Plain) -> bool:
    """Whether a row of a table has every filter: a number as it is, words in what the cell says."""
    for name, value in given.items():
        columns = NAMED if name == "q" else (OF_ROWS[name],)
        cells = [one for column in columns for one in _texts(row.get(column))]
        if not any(
            cell == str(value) if name == "fiscal_year" else fold(str(value)) in fold(cell) for cell in cells
        ):
            return False
    return True


def _texts(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value or "")]


@lru_cache(maxsize=2)
def _initiatives(graph: Snapshot) -> list[Plain]:
    """The table of initiatives of a version, which never changes."""
    return _table(graph, "initiatives")


@lru_cache(maxsize=2 * len(TABLES))
def _table(graph: Snapshot, name: str) -> list[Plain]:
    return TABLES[name](graph)


def _entities(graph: Snapshot, kind: str) -> list[Plain]:
    found = listing.entities(graph, kind)
    return [{"iri": node, "kind": kind, **told} for node, told in found.items()]
