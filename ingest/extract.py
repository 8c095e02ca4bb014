"""One document becomes an extraction: the order of the stages, and the list of those that make facts."""

from __future__ import annotations

from collections.abc import Callable

from ingest.blocks import make_blocks
from ingest.city import UNKNOWN, find_city
from ingest.initiatives import make_fields, make_initiatives, make_pillars
from ingest.layout import PLAIN, choose_layout
from ingest.lines import split_lines
from ingest.own_plan import find_own_plan
from ingest.paragraphs import make_paragraphs
from ingest.passages import make_passages
from ingest.plan_names import find_mentions
from ingest.readers import Source
from ingest.reading import Reading
from ingest.roles import assign_roles
from ingest.scene import make_scene
from ontology.model import Fact

STAGES: tuple[Callable[[Reading], tuple[Fact, ...]], ...] = (
    make_pillars,
    make_fields,
    make_initiatives,
    make_passages,
)


def read_document(source: Source, municipality: str | None = None) -> Reading:
    """Understand a document before any fact is made of it."""
    lines = split_lines(source.text)
    layout, _ = choose_layout(lines)
    scene = make_scene(lines, layout)
    city = find_city(lines) or municipality or UNKNOWN
    outline = assign_roles(*make_blocks(scene), layout)
    paragraphs = make_paragraphs(outline, scene)
    headings = [block for block in outline.blocks if block.role in ("heading", "title")]
    mentions = find_mentions(paragraphs, headings, city)
    own = find_own_plan(scene, mentions, city) if layout.name != PLAIN else None
    return Reading(source.file, city, scene, outline, paragraphs, mentions, own)
