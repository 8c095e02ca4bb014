"""The places that an answer stands on, as a list that leads into the documents."""

from __future__ import annotations

from collections.abc import Iterable

from keikaku.graph.faq.board import Version
from keikaku.graph.faq.values import Source
from keikaku.web.html.markup import element, text_html, words
from keikaku.web.html.templating import line_path


def sources_html(sources: Iterable[Source], version: Version) -> str:
    """A place with its words each."""
    return element(
        "ul",
        *(element("li", place_html(one, version), words("blockquote", one.quote)) for one in sources),
        css="sources",
    )


def place_html(one: Source, version: Version) -> str:
    """File and place; a link where the graph still has the very document that they were read from."""
    document = version.documents.get(one.file)
    if document is None or version.words[one.file].digest != one.digest:
        return text_html(one.told)
    return element("a", text_html(one.told), href=line_path(document, one.line))
