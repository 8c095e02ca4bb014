"""The form in which a question and the names of the graph are compared: one width, one case, no idle white space."""

from __future__ import annotations

import re
from functools import lru_cache

from keikaku.ontology.japanese.text import normalise

_SPACE = re.compile(r"\s+")
_COUNTER = re.compile(r"(?<=[0-9])つの")
_LATIN = re.compile(r"[a-z0-9]")


@lru_cache(maxsize=16384)  # the names of a graph, compared with every run of letters of a question
def compact(text: str) -> str:
    """The normal form in lower case; white space stays only between Latin words, 3つの分野 is 3分野.

    >>> compact("企画部 の　ＤＸ 施策は？")
    '企画部のdx施策は?'
    >>> compact("Which initiatives of 企画部 ?")
    'which initiatives of企画部?'
    """
    words = _SPACE.split(normalise(text).text.lower().strip())
    joined = words[0] if words else ""
    for word in words[1:]:
        between = " " if _is_latin(joined[-1:]) and _is_latin(word[:1]) else ""
        joined += between + word
    return _COUNTER.sub("", joined)


def _is_latin(character: str) -> bool:
    return bool(_LATIN.match(character))
