"""The posts of a department as the head of its policy lists them; a person's name stays text."""

from __future__ import annotations

import re

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
        for label in re.split(r"兼(?!任|務)", match["posts"]) if match else []:
            facts.append(
                Post(
                    key=key(reading.city, "post", str(reading.fiscal_year or ""), label),
                    label=label.strip(),
                    organisation=department_key(reading.city, reading.home_department),
                    holder=line.original(match.start("holder")) if match else "",
                    fiscal_year=reading.fiscal_year,
                    evidence=(reading.evidence((line,)), reading.evidence((line,), "holder")),
                )
            )
    return tuple(facts)


def post_lines(reading: Reading) -> frozenset[int]:
    """The numbers of the lines that name posts."""
    found = (post.evidence[0].line for post in make_posts(reading) if isinstance(post, Post))
    return frozenset(found)
