"""Which municipality a document speaks of, by its title, imprint, file name, site and text, in this order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from keikaku.ingest.cities.names import Name
from keikaku.ingest.cities.text import counted_name
from keikaku.ingest.cities.zones import ALONE, names_of_file, names_of_imprint, names_of_site, names_of_title
from keikaku.ingest.signs.lines import Line
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.places.municipalities import Body, cities_named, city_of, find_bodies

UNKNOWN = "自治体未詳"
_CODE = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")


@dataclass(frozen=True, slots=True)
class City:
    """A municipality: its code where the list tells one, else the cities that it may be."""

    name: str
    code: str = ""
    choices: tuple[Body, ...] = ()


def find_city(lines: Sequence[Line], file: str = "") -> City | None:
    """Find the municipality; None where no name stands out.

    >>> from keikaku.ingest.signs.lines import make_line
    >>> find_city([make_line(1, "第6次朝凪市総合計画"), make_line(3, "花里町と月見町の道路を直します。")])
    City(name='朝凪市', code='', choices=())
    """
    titled = list(names_of_title(lines))
    clear = [
        name
        for name, how in chain(
            titled, names_of_imprint(lines), names_of_file(normalise(file).text), names_of_site(lines)
        )
        if how >= ALONE
    ]
    name = next((one for one in clear if not one.is_prefecture), None)
    if name is None and not clear:
        name = counted_name(lines)
    name = name or next(iter(clear), None)
    return _city(name, lines) if name else None


def given_city(told: str) -> City:
    """The municipality that people name by hand; a name that no list has is taken as it is.

    >>> given_city("広島県府中市").code, given_city("つむぎ市").name, len(given_city("府中市").choices)
    ('342084', 'つむぎ市', 2)
    """
    bodies = cities_named("".join(normalise(told).text.split()))
    return _of(bodies) if bodies else City(told.strip())


def _of(bodies: Sequence[Body]) -> City:
    return (
        City(bodies[0].name, bodies[0].code) if len(bodies) == 1 else City(bodies[0].name, "", tuple(bodies))
    )


def _city(name: Name, lines: Sequence[Line]) -> City:
    """The city of a name; where several share it, the one whose prefecture or code the document tells."""
    bodies = tuple(dict.fromkeys(map(city_of, name.bodies)))
    if not bodies:
        return City(name.name)
    told = _told(lines, bodies) if len({body.name for body in bodies}) > 1 or len(bodies) > 1 else bodies
    if len(told) == 1:
        return _of(told)
    own = tuple(body for body in bodies if body.name == name.name)
    return City(name.name, "", own or bodies) if len(own) != 1 else _of(own)


def _told(lines: Sequence[Line], bodies: Sequence[Body]) -> tuple[Body, ...]:
    """Those bodies whose code, own longer name or prefecture stands in the document; all where none does."""
    codes = {code for line in lines for code in _CODE.findall(line.plain)}
    if told := tuple(body for body in bodies if body.code in codes):
        return told
    counts = Counter(
        one.bodies[0].name for line in lines for one in find_bodies(line.plain) if len(one.bodies) == 1
    )
    cities = [counts[body.name] for body in bodies]
    places = [counts[body.prefecture] for body in bodies]
    for points in (cities, places):
        if max(points) and points.count(max(points)) == 1:
            return (bodies[points.index(max(points))],)
    return tuple(bodies)
