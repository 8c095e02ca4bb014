"""Pages from templates: every word is escaped, what no reader sees is dropped, links keep the language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category
from urllib.parse import quote, unquote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from keikaku.graph.rdf.iris import iri
from keikaku.ontology.model.names import segment
from keikaku.ontology.model.vocabulary import THEME
from keikaku.web.html.furigana import Part, parts
from keikaku.web.html.markup import UNSEEN, language_of
from keikaku.web.html.rooted import here
from keikaku.web.html.words import WORDS, Language, say

if TYPE_CHECKING:
    from starlette.requests import Request

    from keikaku.ontology.model.values import Key

SAFE = "/%:@!*,;=+()~-._"


def seen(value: Any) -> Any:
    r"""Text without controls and turns of direction; everything else as it is.

    >>> seen("計\u202e画"), seen(3)
    ('計画', 3)
    """
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return "".join(c for c in value if c in "\n\t" or category(c) not in UNSEEN)
    return value


ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=seen,
)

ENVIRONMENT.globals["language"] = language_of
# as they are read by people: Japanese is no escape
ENVIRONMENT.globals["here"] = here
ENVIRONMENT.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": False}


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page knows of its request: the language, and how to link."""

    language: Language
    path: str
    query: Mapping[str, str]

    @property
    def furigana(self) -> bool:
        """True where a reader of Japanese asked for readings; the address says so, no cookie."""
        return self.language == "ja" and self.query.get("furigana") == "1"

    def parts(self, text: str) -> tuple[Part, ...]:
        """The text with its readings, as far as they are wanted."""
        return parts(text) if self.furigana else ((text, ""),)

    def at(self, path: str, **parameters: str) -> str:
        """A link to a path of this site in the page's language."""
        given = {**parameters, **({"lang": "en"} if self.language == "en" else {})}
        given |= {"furigana": "1"} if self.furigana else {}
        return here(path) + (f"?{urlencode(given)}" if given else "")

    def to(self, key: Key, **parameters: str) -> str:
        """A link to the page of a key."""
        return self.at(path_of(key), **parameters)

    def line(self, document: Key, line: int) -> str:
        """A link to a line of a document, which the browser goes to and marks."""
        return self.to(document, **{"from": str(line)}) + f"#L{line}"

    def picture(self, key: Key) -> str:
        """A link to the picture of a key."""
        return self.at("/graph" + path_of(key).removeprefix("/id"))

    def other(self) -> str:
        """This page in the other language."""
        return self._again("lang", "" if self.language == "en" else "en")

    def reading(self) -> str:
        """This page with readings, or without them where it has them."""
        return self._again("furigana", "" if self.furigana else "1")

    def _again(self, name: str, value: str) -> str:
        """This page with another value of a parameter; empty leaves it out."""
        given = {one: kept for one, kept in self.query.items() if one != name}
        given |= {name: value} if value else {}
        return here(quote(self.path, safe=SAFE)) + (f"?{urlencode(given)}" if given else "")

    def say(self, name: str, **values: object) -> str:
        """The words of a name in the page's language."""
        return say(self.language, name, **values)

    def fact(self, prefix: str, name: str) -> str:
        """The words of a fact or a list; of what has none, its own name."""
        return self.say(f"{prefix}_{name}") if f"{prefix}_{name}" in WORDS else name


def line_path(document: Key, line: int) -> str:
    """The path at which a line of a document stands; `markup.element` puts the root path before it."""
    return f"{path_of(document)}?from={line}#L{line}"


def path_of(key: Key) -> str:
    """The path of a key's page, the same as that of its IRI.

    >>> path_of("みどり市/plan/PPP%2FPFI")
    '/id/%E3%81%BF%E3%81%A9%E3%82%8A%E5%B8%82/plan/PPP%2FPFI'
    """
    if key.startswith(THEME.iri):
        return "/theme/" + quote(key.removeprefix(THEME.iri))
    return "/" + quote(iri(key, ""), safe=SAFE)


def key_of_path(raw: str, door: str = "/id/") -> Key:
    """The key that a raw path asks for behind a door, each part as keys are made.

    >>> key_of_path("/id/%E3%81%BF%E3%81%A9%E3%82%8A%E5%B8%82/plan/PPP%2FPFI")
    'みどり市/plan/PPP%2FPFI'
    """
    parts = raw.split("?", 1)[0].split(door, 1)[-1].split("/")
    return "/".join(segment(unquote(part)) for part in parts)


def frame_of(request: Request) -> Frame:
    """The frame of a request."""
    language: Language = "en" if request.query_params.get("lang") == "en" else "ja"
    return Frame(language, request.url.path, dict(request.query_params))


def page(request: Request, template: str, code: int = 200, **values: Any) -> HTMLResponse:
    """A whole page."""
    frame = frame_of(request)
    body = ENVIRONMENT.get_template(template).render(frame=frame, say=frame.say, **values)
    # halves of characters can stand in a query and in no page
    return HTMLResponse(body.encode("utf-8", "replace"), status_code=code)
