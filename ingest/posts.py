"""The posts of a department as the head of its policy lists them; a person's name stays text."""

from __future__ import annotations

import re

from ingest.lines import Line
from ingest.organisations import department_key
from ingest.reading import Reading
from ontology.model import Fact, Post
from ontology.names import key

HEAD_LINES = 15
POSTS = re.compile(
    r"^(?P<posts>[^。、]{2,70}?(?:長|監|事))[\s:：]{1,4}(?P<holder>[一-龥々]{1,4}\s?[一-龥々ぁ-んァ-ヶ]{1,6})$"
)


def make_posts(reading: Reading) -> tuple[Fact, ...]:
    """One node a post: 兼 joins the posts that one person holds."""
    if not reading.home_department:
        return ()
    facts: list[Fact] = []
    for line in reading.scene.lines[:HEAD_LINES]:
        match = POSTS.match(line.plain)
        if match:
            labels = re.split(r"兼(?!任|務)", match["posts"])
            holder = line.original(match.start("holder"))
            facts += [_post(reading, label.strip(), holder, line) for label in labels]
    return tuple(facts)


def _post(reading: Reading, label: str, holder: str, line: Line) -> Post:
    return Post(
        key=key(reading.city, "post", str(reading.fiscal_year or ""), label),
        label=label,
        organisation=department_key(reading.city, reading.home_department),
        holder=holder,
        fiscal_year=reading.fiscal_year,
        evidence=(reading.evidence((line,)), reading.evidence((line,), "holder")),
    )


def post_lines(reading: Reading) -> frozenset[int]:
    """The numbers of the lines that name posts."""
    found = (post.evidence[0].line for post in make_posts(reading) if isinstance(post, Post))
    return frozenset(found)
