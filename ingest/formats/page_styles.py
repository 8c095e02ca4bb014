"""Which nodes of a web page are not shown, or shown struck out: by attribute, by tag, by style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

STRUCK_TAGS = frozenset({"del", "s", "strike"})
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STYLES_AT_MOST = 200_000  # characters
RULES_AT_MOST = 200  # that hide, show or strike something
ON_SCREEN = re.compile(r"^@media\s+(?:only\s+)?(?:screen|all)\s*$", re.IGNORECASE)
GONE, INVISIBLE, LINED = "gone", "invisible", "lined"
Look = Mapping[str, bool]
"""What a style says of a node: whether it is gone with all it holds, invisible, or struck out."""


def look_of(style: str) -> dict[str, bool]:
    """What the declarations of a style say; what they do not speak of is not there.

    >>> look_of("color: red; display : NONE !important")
    {'gone': True}
    """
    found: dict[str, bool] = {}
    for declaration in style.lower().split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        words = value.replace("!important", "").split()
        if name == "display" and words:
            found[GONE] = words[0] == "none"
        elif name == "visibility" and words:
            found[INVISIBLE] = words[0] in ("hidden", "collapse")
        elif name in ("text-decoration", "text-decoration-line") and words:
            found[LINED] = "line-through" in words
    return found


def unseen(look: Look, above: str) -> str:
    """Why a node is no text: LINED, GONE, INVISIBLE or "".

    What a node above strikes or takes away none inside it brings back; what is invisible may be.
    """
    if look.get(LINED) or above == LINED:
        return LINED
    if look.get(GONE) or above == GONE:
        return GONE
    return (INVISIBLE if look[INVISIBLE] else "") if INVISIBLE in look else above


class Looks:
    """Tells of the nodes of one page how its style sheets and they themselves have them look."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        """Apply the style sheets that stand in the page, in their order; a later rule wins."""
        self._by_sheet: dict[int, dict[str, bool]] = {}
        for selector, look in _rules(tree):
            with suppress(SelectolaxError, ValueError, RuntimeError):  # a selector that is not known
                for node in tree.css(selector):
                    self._by_sheet[node.mem_id] = {**self._by_sheet.get(node.mem_id, {}), **look}

    def of(self, node: LexborNode) -> Look:
        """What holds for a node: its attributes and its own style before those of the sheets."""
        attributes = node.attributes
        look = dict(self._by_sheet.get(node.mem_id, {}))
        if "hidden" in attributes:
            look[GONE] = True
        if (node.tag or "") in STRUCK_TAGS:
            look[LINED] = True
        return {**look, **look_of(attributes.get("style") or "")}


def _rules(tree: LexborHTMLParser) -> Iterator[tuple[str, dict[str, bool]]]:
    """The selectors and looks of the style sheets, as far as they speak of what is shown on a screen."""
    text = "\n".join(node.text(deep=True) or "" for node in tree.css("style"))[:STYLES_AT_MOST]
    count = 0
    for head, body in _blocks(COMMENT.sub(" ", text)):
        look = look_of(body)
        for selector in head.split(",") if look else ():
            count += 1
            if count > RULES_AT_MOST:
                return
            if selector.strip() and ":" not in selector:  # what a pointer or a content makes of it
                yield selector.strip(), look


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """The rules that hold on a screen: those of no condition, and those of @media screen."""
    heads: list[str] = []
    start = 0
    for place, character in enumerate(text):
        if character not in "{}":
            continue
        told = text[start:place]
        if character == "{":
            heads.append(told.rpartition(";")[2].strip() if not heads else told.strip())
        elif heads:
            head = heads.pop()
            if all(ON_SCREEN.match(above) for above in heads) and not head.startswith("@"):
                yield head, told
        start = place + 1
