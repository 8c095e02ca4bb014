"""The form of a title with who answers for it behind: words, a wide space or brackets, and a short word."""

from __future__ import annotations

import re

from keikaku.ingest.signs.lines import Line
from keikaku.ingest.signs.markers import Marker

BEHIND_SPACE = re.compile(r"(?P<title>\S.*?)(?:[\u3000\t]|[ ]{2,})\s*(?P<tail>[^\s。、]{2,20})$")
BEHIND_BRACKET = re.compile(
    r"(?P<title>\S.*?)\s*[(（【［\[](?P<tail>[^()（）【】［］\[\]。]{2,20})[)）】］\]]$"
)
NO_TITLE = re.compile(r"[。!?！？:：]")
NO_UNIT = re.compile(r"[0-9０-９:：]|[をはがにでと]$")
TITLE_AT_LEAST, TITLE_AT_MOST = 3, 60


def tail_of(line: Line, marker: Marker | None) -> str:
    """The form of the tail of a line that looks like a title with its unit: space or bracket; else empty.

    >>> from keikaku.ingest.signs.lines import make_line
    >>> [tail_of(make_line(1, text), None) for text in ("古い管の取替え　　水務院", "管を取り替えます。")]
    ['space', '']
    """
    text = line.original(marker.start if marker else 0)
    for form, pattern in (("space", BEHIND_SPACE), ("bracket", BEHIND_BRACKET)):
        match = pattern.match(text)
        if match and _is_title(match["title"]) and not NO_UNIT.search(match["tail"]):
            return form
    return ""


def _is_title(words: str) -> bool:
    return TITLE_AT_LEAST <= len(words) <= TITLE_AT_MOST and not NO_TITLE.search(words)
