"""Units with a scale before them, as tables print them: 6,538 in 千円 is 6,538,000円, and back.

Both directions stand here: `scaled` takes a printed unit to its base unit, `written` tells a number as its
table prints it.
"""

from __future__ import annotations

import re

from keikaku.ontology.japanese.figurewords import UNIT_OF
from keikaku.ontology.japanese.numbers import SCALES
from keikaku.ontology.japanese.text import normalise

_BARE = re.compile(r"(?:約|概ね|およそ)?\s?[-+▲△]?\s?[0-9][0-9,]{0,20}(?:\.[0-9]{1,6})?")
_DIGITS = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_BY_LENGTH = tuple(sorted(SCALES, key=len, reverse=True))
_PER = re.compile(r"[/／]")


def scaled(unit: str) -> tuple[float, str]:
    """What one of a printed unit counts, and the base unit; a unit that is not known stays as it is.

    >>> scaled("千円"), scaled("百万円"), scaled("名"), scaled("％"), scaled("袋")
    ((1000, '円'), (1000000, '円'), (1, '人'), (1, '%'), (1, '袋'))
    """
    bare = "".join(normalise(unit).text.split())
    if bare in UNIT_OF:
        return UNIT_OF[bare].factor, UNIT_OF[bare].name
    for scale in _BY_LENGTH:
        rest = bare.removeprefix(scale)
        if rest != bare and rest in UNIT_OF:
            return SCALES[scale] * UNIT_OF[rest].factor, UNIT_OF[rest].name
    return 1, bare


def is_unit(text: str) -> bool:
    """Whether a text is a unit that is known, with or without a scale, or one unit per another.

    >>> is_unit("千円"), is_unit("人/日"), is_unit("再掲"), is_unit("")
    (True, True, False, False)
    """
    bare = "".join(normalise(text).text.split())
    first = _PER.split(bare)[0]
    return bool(first) and scaled(first)[1] in {unit.name for unit in UNIT_OF.values()}


def is_bare(text: str) -> bool:
    """Whether a text is a number alone, whose unit stands elsewhere.

    >>> is_bare("６，５３８"), is_bare("▲ 120"), is_bare("62.5%")
    (True, True, False)
    """
    return bool(_BARE.fullmatch(normalise(text).text.strip()))


def written(text: str, value: float | None, unit: str) -> str:
    """A figure as a person reads it off its table: the printed number with the unit that the table prints.

    >>> written("6,538", 6538000.0, "円"), written("62.5", 62.5, "%"), written("約67億円", 6.7e9, "円")
    ('6,538千円', '62.5%', '約67億円')
    """
    digits = _DIGITS.search(normalise(text).text)
    if not unit or value is None or not is_bare(text) or not digits:
        return text
    printed = float(digits[0].replace(",", ""))
    if not printed or abs(printed) == abs(value):
        return f"{text}{unit}"
    times = abs(value) / printed
    scale = next((one for one, factor in SCALES.items() if abs(times - factor) < 1e-6 * factor), None)
    return f"{text}{scale}{unit}" if scale else f"{value:,.15g}{unit}"
