"""Figures are read as the tables in tests/cases say; ordinals, dates and names are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import cases, texts

from keikaku.ontology.japanese.figures import FoundFigure, find_figures
from keikaku.ontology.japanese.numbers import value_of
from keikaku.ontology.japanese.units import AFTER, BEFORE, NOT_AFTER, NOT_BEFORE, UNITS
from keikaku.ontology.model.facts import Comparator


def written(found: FoundFigure) -> str:
    """A figure in the notation of the table: at_least 90 %, 4000 人 (件) total."""
    figure = found.figure
    value = int(figure.value) if figure.value.is_integer() else figure.value
    meant = "" if figure.comparator is Comparator.EXACT else f"{figure.comparator} "
    others = f" ({','.join(found.alt_units)})" if found.alt_units else ""
    return f"{meant}{value} {figure.unit}{others}{' total' if found.total else ''}".strip()


@pytest.mark.parametrize("case", cases("phrases_figures"), ids=lambda case: case["text"])
def test_a_phrase_gives_its_figures(case):
    found = find_figures(case["text"])
    assert [written(figure) for figure in found] == case["figures"]
    assert all(case["text"][figure.start : figure.end] == figure.figure.text for figure in found)


@pytest.mark.parametrize("text", texts("phrases_no_figures"))
def test_what_is_no_figure_gives_none(text):
    assert find_figures(text) == ()


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("残高は約 67 億円です", "約 67 億円"),
        ("概ね20％を超えないこと", "概ね20％を超えない"),
        ("意見の収集 計4,000人（件）を目指す", "計4,000人（件）"),
        ("１回に４～６人が入る", "４～６人"),
        ("受講満足度90%以上とする", "90%以上"),
    ],
)
def test_a_figure_spans_the_words_that_say_how_it_is_meant(text, span):
    assert find_figures(text)[-1].figure.text == span


@given(st.integers(0, 10**12), st.sampled_from(["円", "人", "件", "%", "世帯", "か所"]))
def test_grouped_plain_and_wide_digits_are_one_value(value, unit):
    plain, grouped = f"{value}{unit}", f"{value:,} {unit}"
    wide = plain.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for text in (plain, grouped, wide):
        assert [written(found) for found in find_figures(text)] == [f"{value} {unit}"]


@given(st.text(alphabet="0123456789,.一二十百千万億兆円人件%割約計以上程度~から（）()第 　\n▲①", max_size=60))
def test_whatever_is_read_stands_in_the_text(text):
    for found in find_figures(text):
        assert text[found.start : found.end] == found.figure.text
        assert any(character.isnumeric() for character in found.figure.text)


def test_no_spelling_belongs_to_two_units():
    spellings = [spelling for unit in UNITS for spelling in unit.spellings]
    assert len(spellings) == len(set(spellings))


def test_every_exception_belongs_to_a_word():
    assert set(NOT_AFTER) <= set(AFTER)
    assert set(NOT_BEFORE) <= {*BEFORE, "計"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1万2千", 12000),
        ("2千1万", None),
        ("万", None),
        ("一二", None),
        ("二〇二五", 2025),
        ("1.5億", 150000000),
        ("0", 0),
    ],
)
def test_a_number_that_is_written_wrongly_has_no_value(text, value):
    assert value_of(text) == value
