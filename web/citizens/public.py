"""The citizens' door: pages that need no login and no JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from keikaku.graph.rdf.iris import iri
from keikaku.graph.views.document_text import paragraphs
from keikaku.graph.views.pages import Named, Place, thing
from keikaku.graph.views.plan_tree import Node, documents, faq, names, plan_tree
from keikaku.web.chat.finding import cited, graph_of, hits, inside, theme_key
from keikaku.web.chat.permanent import Earlier, again, link, version_of
from keikaku.web.guard.limits import RATE
from keikaku.web.html.jsonld import faq_ld, thing_ld
from keikaku.web.html.rooted import told_base
from keikaku.web.html.templating import frame_of, key_of_path, page
from keikaku.web.programs.resources import alternates, wanted_data

if TYPE_CHECKING:
    from starlette.requests import Request

    from keikaku.graph.store.snapshot import Snapshot
    from keikaku.ontology.model.values import Key
    from keikaku.qa.telling.answer import Answer
    from keikaku.qa.world.world import World
    from keikaku.web.chat.asking import Answering
    from keikaku.web.chat.status import Status
    from keikaku.web.records.kept import Records

STATIC = Path(__file__).parents[1] / "static"
FILES = {
    "public.css": "text/css",
    "icon.svg": "image/svg+xml",
    "picture.css": "text/css",
    "picture.js": "text/javascript",
    "vendor/cytoscape.min.js": "text/javascript",
}
QUESTION_READ = 1000  # characters
FAQ_PAGE, TEXTS_PAGE, THEMES_FIRST = 50, 60, 12
TRAIL = ("municipality", "plan", "pillar", "field")


class Public:
    """The pages over what is newest: `ask` answers, `status` tells the frame, `world` opens the graph.

    `earlier` answers on a version before, for links that name one. Where there are `records`, each answer
    and each thing asks whether it was of use.
    """

    def __init__(
        self,
        ask: Answering,
        status: Callable[[], Status],
        world: Callable[[], World],
        earlier: Earlier,
        records: Records | None = None,
    ) -> None:
        self.ask, self.status, self.world = ask, status, world
        self.earlier, self.records = earlier, records

    def routes(self) -> list[BaseRoute]:
        """Every page of the door."""
        pages = {
            "/": self.home,
            "/search": self.search,
            "/plans": self.plans,
            "/departments": self.departments,
            "/themes": self.themes,
            "/theme/{name}": self.theme,
            "/faq": self.faq,
            "/about": self.about,
            "/id/{key:path}": self.thing,
            "/static/{name:path}": static,
        }
        return [Route(path, endpoint, methods=["GET"]) for path, endpoint in pages.items()]

    def graph(self) -> Snapshot:
        """The version that is shown."""
        return graph_of(self.world())

    def home(self, request: Request) -> Response:
        """The search box, questions to begin with, plans and themes."""
        graph = self.graph()
        told, _ = split(plan_tree(graph))
        plans = [node for node in flat(told) if node.plan and node.count]
        themes = names(graph, "theme", frame_of(request).language)[:THEMES_FIRST]
        return page(request, "home.html", plans=plans, themes=themes, status=self.status())

    def search(self, request: Request) -> Response:
        """The answer to a question, then what is near in the FAQ and in the plans."""
        question = " ".join(request.query_params.get("q", "").split())[:QUESTION_READ]
        world = self.world()
        graph = graph_of(world)
        version = version_of(request.query_params)
        found = again((question,), version, self.ask, self.earlier) if question else None
        faqs, plans, meaning, widened = hits(world, question)
        groups = [(name, cards) for name, cards in (("hits_faq", faqs), ("hits_plans", plans)) if cards]
        return page(
            request,
            "search.html",
            question=question,
            found=found,
            told=told(found.answers, graph) if found else [],
            link=link("/search", found.now) if found else "",
            groups=groups,
            meaning=meaning,
            widened="、".join(widened),
            key=lambda address: inside(graph, address),
            feedback=self.records is not None,
            status=self.status(),
        )

    def plans(self, request: Request) -> Response:
        """The tree of plans."""
        told, mentioned = split(plan_tree(self.graph()))
        return page(request, "plans.html", told=told, mentioned=mentioned, status=self.status())

    def departments(self, request: Request) -> Response:
        """Every department with the number of its initiatives."""
        entries = names(self.graph(), "department")
        return page(request, "list.html", title="departments", entries=entries, status=self.status())

    def themes(self, request: Request) -> Response:
        """Every theme with the number of its initiatives."""
        entries = names(self.graph(), "theme", frame_of(request).language)
        return page(request, "list.html", title="themes", entries=entries, status=self.status())

    def faq(self, request: Request) -> Response:
        """A page of the FAQ file, and questions that the plans answer."""
        graph = self.graph()
        entries = faq(graph)
        pages = max(1, -(-len(entries) // FAQ_PAGE))
        number = min(whole(request, "page"), pages)
        shown = entries[(number - 1) * FAQ_PAGE : number * FAQ_PAGE]
        return page(
            request,
            "faq.html",
            entries=shown,
            total=len(entries),
            number=number,
            pages=pages,
            ld=faq_ld(shown, told_base()),
            feedback=self.records is not None,
            status=self.status(),
        )

    def about(self, request: Request) -> Response:
        """What the data are and what may be asked of them."""
        known, status = documents(self.graph()), self.status()
        listed = [(one, known.get(one.file, Named("", one.title))) for one in status.documents]
        kept = self.records.told if self.records else "kept_nothing"
        return page(request, "about.html", documents=listed, rate=RATE, kept=kept, status=status)

    def theme(self, request: Request) -> Response:
        """A theme; its IRI was minted by its vocabulary, so its page has a path of its own."""
        return self._thing(request, theme_key(request.path_params["name"]))

    def thing(self, request: Request) -> Response:
        """What is minted under the base resolves here."""
        return self._thing(request, key_of_path(request.scope["raw_path"].decode("latin-1")))

    def _thing(self, request: Request, key: Key) -> Response:
        graph = self.graph()
        data = wanted_data(request, graph, key)
        return data if data is not None else self._page(request, graph, key)

    def _page(self, request: Request, graph: Snapshot, key: Key) -> Response:
        found = thing(graph, key)
        if found is None:
            raise HTTPException(404)
        start = whole(request, "from")
        read, after = paragraphs(graph, key, start, TEXTS_PAGE) if found.kind == "document" else ((), 0)
        where = [*found.places, *(one.place for one in found.texts), *(one.place for one in read)]
        trail = [one for name in TRAIL for one in found.named(name)[:1]]
        name = found.english if frame_of(request).language == "en" and found.english else found.label
        response = page(
            request,
            "thing.html",
            thing=found,
            name=name,
            iri=key if "#" in key else iri(key, told_base()),
            trail=trail,
            own={one.label for one in trail},
            paragraphs=read,
            start=start,
            after=after,
            retelling=any(one.retelling for one in where),
            ld=thing_ld(found, told_base(), trail),
            feedback=self.records is not None,
            version=graph.data_version,
        )
        response.headers.update(alternates(key))
        return response


def told(answers: Sequence[Answer], graph: Snapshot) -> list[tuple[Answer, tuple[Place, ...], bool]]:
    """Answers with the places of their citations; True where they were told from the data that is shown."""
    return [(one, cited(one, graph), one.data_version == graph.data_version) for one in answers]


def split(tree: Sequence[Node]) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Plans that have something below or initiatives, and those that are only mentioned."""
    told = tuple(node for node in tree if node.count or node.below)
    return told, tuple(node for node in tree if not (node.count or node.below))


def flat(tree: Sequence[Node]) -> Iterator[Node]:
    """Every node of a tree, each before what is below it."""
    for node in tree:
        yield node
        yield from flat(node.below)


def whole(request: Request, name: str) -> int:
    """A whole number from 1 that the address asks for; 1 where it asks for nothing of the kind."""
    text = request.query_params.get(name, "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def static(request: Request) -> Response:
    """Our own style sheets, scripts and icon, and the library that draws."""
    name = request.path_params["name"]
    if name not in FILES:
        raise HTTPException(404)
    return FileResponse(STATIC / name, media_type=FILES[name], headers={"cache-control": "max-age=3600"})
