"""The posts of a department as the head of its policy lists them; a person's name stays text."""

from __future__ import annotations

import re

from keikaku.ingest.facts.organisations import department_key
from keikaku.ingest.reading import Reading
from keikaku.ingest.signs.lines import Line
from keikaku.ontology.japanese.times import find_times
from keikaku.ontology.model.facts import Fact, Post
from keikaku.ontology.model.names import key

HEAD_LINES = 15
DATE_ABOVE = 4
"""How many lines above a signature its date stands at most."""
NAME = r"[一-龥々]{1,4}\s?[一-龥々ぁ-んァ-ヶ]{1,6}"
POSTS = re.compile(rf"^(?P<posts>[^。、]{{2,70}}?(?:長|監|事))[\s:：]{{1,4}}(?P<holder>{NAME})$")


def make_posts(reading: Reading) -> tuple[Fact, ...]:
    """One node a post: those that head a department's policy, and the mayor's who signs a preface."""
    return (*_heading(reading), *_signing(reading))


def _signing(reading: Reading) -> tuple[Fact, ...]:
    """令和7（2025）年3月, and below it みどり市長 with a name: who was mayor when the document was signed."""
    label = f"{reading.city}長"
    signed = re.compile(rf"^{re.escape(label)}\s{{1,4}}(?P<holder>{NAME})$")
    facts: list[Fact] = []
    dated: Line | None = None
    for line in reading.scene.lines:
        match = signed.match(line.plain)
        if match and dated and line.number - dated.number <= DATE_ABOVE:
            year = find_times(dated.plain)[0].fiscal_year
            holder = line.original(match.start("holder"))
            facts.append(
                Post(
                    key=key(reading.city, "post", str(year), label),
                    label=label,
                    organisation=reading.city_key,
                    holder=holder,
                    fiscal_year=year,
                    evidence=(reading.evidence((dated, line)), reading.evidence((line,), "holder")),
                )
            )
        elif _is_date(line.plain):
            dated = line
    return tuple(facts)


def _is_date(text: str) -> bool:
    """True for a line that holds a month or a day and nothing else."""
    times = find_times(text)
    return bool(times) and times[0].kind in {"month", "day"} and times[0].text == text.strip()


def _heading(reading: Reading) -> tuple[Fact, ...]:
    """The posts at the head of a department's policy: 兼 joins those that one person holds."""
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
