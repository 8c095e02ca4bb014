"""Where an answer and its citations are opened: addresses below this site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from keikaku.graph.views.plan_tree import documents
from keikaku.web.chat.finding import graph_of
from keikaku.web.chat.permanent import link
from keikaku.web.html.templating import line_path

if TYPE_CHECKING:
    from keikaku.qa.telling.answer import Answer
    from keikaku.qa.world.world import World

STAFF_ANSWER = "/staff/answer"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The permanent address of an answer and one for each of its citations; empty where there is none."""

    answer: str = ""
    citations: tuple[str, ...] = ()


NOWHERE = Addresses()


def addresses(answer: Answer, world: World) -> Addresses:
    """The addresses of an answer; citations of other data than the world's open nothing: lines move."""
    graph = graph_of(world)
    known = documents(graph) if answer.data_version == graph.data_version else {}
    opened = (
        line_path(known[one.document].key, one.line) if one.document in known else ""
        for one in answer.citations
    )
    return Addresses(link(STAFF_ANSWER, answer), tuple(opened))
