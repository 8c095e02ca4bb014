"""What of a text is encoded: pieces of whole sentences that no engine cuts."""

from __future__ import annotations

from typing import Literal

from keikaku.ontology.japanese.text import normalise, sentences

Kind = Literal["query", "passage"]

# A token is at least one character of the normal form; the prompt and the marks take six of the 400 tokens.
LONGEST = 394
PART = 100
"""Characters of a part: one to three sentences find better than whole paragraphs."""


def parts(text: str, size: int = LONGEST) -> tuple[str, ...]:
    """The text's normal form in pieces of whole sentences, of `size` characters where the sentences allow it.

    No piece has more than 394 characters, at most 400 tokens with the prompt: a longer sentence is cut there.
    A text of white space has no part.

    >>> parts("窓口は二階です。電話でも受け付けます。", size=12)
    ('窓口は二階です。', '電話でも受け付けます。')
    """
    normal = normalise(text).text
    return tuple(normal[start:end].strip() for start, end in _cuts(normal, size))


def part_spans(text: str, size: int = LONGEST) -> tuple[tuple[int, int], ...]:
    """Where each of `parts` stands in the text itself.

    >>> text = "窓口は２階です。 電話でも受け付けます。"
    >>> [text[start:end] for start, end in part_spans(text, size=12)]
    ['窓口は２階です。', ' 電話でも受け付けます。']
    """
    normal = normalise(text)
    return tuple(normal.span(start, end) for start, end in _cuts(normal.text, size))


def _cuts(normal: str, size: int) -> tuple[tuple[int, int], ...]:
    """Where a normal form is cut; what is white space alone is left out."""
    found: list[tuple[int, int]] = []
    start = end = 0
    for _, sentence_end in (*sentences(normal), (len(normal), len(normal))):
        if sentence_end - start > size and end > start:
            found.append((start, end))
            start = end
        end = sentence_end
        while end - start > LONGEST:
            found.append((start, start + LONGEST))
            start += LONGEST
    found.append((start, len(normal)))
    return tuple((first, last) for first, last in found if normal[first:last].strip())


def first_part(text: str) -> str:
    """What an engine reads of a text: its first part, or nothing. Never looks at more than its beginning."""
    return next(iter(parts(text[: 4 * LONGEST])), "")
