"""The marks of questions and answers: a word of the lexicon, a number, and what parts them from the words."""

from __future__ import annotations

import re
from functools import cache

from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.lexicon import Lexicon, current

OPEN = r"^(?:#{1,6}\s?)?[【\[(<■●○・]?\s?"
NUMBER = r"(?:\s?\d{1,3}(?:-\d{1,3})?(?=[\s.:、)】\]>]))?"
BEHIND = rf"{NUMBER}\s?[】\])>]?(?:[.:、)]\s?|\s+|(?<=[\x21-\x7e】])(?=[^\x00-\x7f]))(?P<words>\S.*)$"
QUESTION, ANSWER = "QUESTION_MARK", "ANSWER_MARK"


def behind_mark(concept: str, text: str) -> str | None:
    """The words of a line behind a mark of the concept; None where none stands before them.

    >>> behind_mark(QUESTION, "【Ｑ１】 鍵はどこですか。"), behind_mark(ANSWER, "問1 鍵はどこですか。")
    ('鍵はどこですか。', None)
    >>> behind_mark(QUESTION, "Q鍵はどこですか。"), behind_mark(QUESTION, "問題はありますか。")
    ('鍵はどこですか。', None)
    """
    normal = normalise(text)
    match = _pattern(current(), concept).match(normal.text)
    return text[normal.span(match.start("words"), match.end("words"))[0] :] if match else None


@cache
def _pattern(lexicon: Lexicon, concept: str) -> re.Pattern[str]:
    forms = sorted(lexicon.forms(concept), key=len, reverse=True)
    return re.compile(rf"{OPEN}(?:{'|'.join(map(re.escape, forms))}){BEHIND}", re.DOTALL)
