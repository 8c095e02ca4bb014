"""Pieces of HTML. Every word from data or from a visitor is escaped here and nowhere else."""

from __future__ import annotations

import html
from unicodedata import category

from keikaku.web.html.rooted import here

UNSEEN = frozenset({"Cc", "Cf", "Cs"})  # controls, turns of direction, halves of characters

ADDRESSES = frozenset({"href", "action", "src"})
JAPANESE = "\u2e80"  # the first of the blocks of kanji and kana; full-width letters stand above it too
VOID = frozenset({"input", "meta"})
"""Elements that have no end."""


def text_html(text: str) -> str:
    r"""Text for the inside of an element: escaped, control characters dropped, line breaks kept.

    >>> text_html("<b>1\n2</b>")
    '&lt;b&gt;1<br>2&lt;/b&gt;'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "<br>".join(html.escape(line if line.isprintable() else seen(line)) for line in lines)


def seen(text: str) -> str:
    """Text without what no reader sees."""
    return "".join(c for c in text if category(c) not in UNSEEN)


def element(name: str, /, *inner: str, css: str = "", **attributes: str) -> str:
    """An element around HTML that is escaped already; attributes are escaped here.

    >>> element("p", text_html("1 < 2"), css="a")
    '<p class="a">1 &lt; 2</p>'
    """
    addresses = {key: here(attributes[key]) for key in ADDRESSES & attributes.keys()}
    pairs = {"class": css, **attributes, **addresses}
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in pairs.items() if value)
    return f"<{name}{written}>" if name in VOID else f"<{name}{written}>{''.join(inner)}</{name}>"


def words(name: str, text: str | None, css: str = "") -> str:
    """An element around text; nothing at all where there is no text."""
    return element(name, text_html(text), css=css) if text else ""


def language_of(text: str) -> str:
    """The language that words are read aloud in: Japanese, or English where most letters are not Japanese.

    >>> language_of("防災の施策は？"), language_of("Which initiatives concern 防災?"), language_of("12")
    ('ja', 'en', 'ja')
    """
    letters = [c for c in text if c.isalpha()]
    return "en" if 2 * sum(c >= JAPANESE for c in letters) < len(letters) else "ja"


def details(summary: str, inner: str) -> str:
    """What opens on demand."""
    return element("details", words("summary", summary), inner)
