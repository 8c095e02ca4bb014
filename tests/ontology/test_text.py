"""The normal form is one, keeps its place in the original, and cuts and joins sentences as the tables say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import cases

from keikaku.ontology.japanese.text import (
    fold,
    glue,
    join_lines,
    normalise,
    radicals,
    readable_numbers,
    sentences,
)

ANY_TEXT = st.text(max_size=200) | st.text(
    alphabet="ｶﾊﾞﾟ\u3099゛か①㍿㎡ー〜-1 \r\n\u0000\u200b⼾⻑e\u0301\u0323ﬁ\ud800\ufdfa", max_size=40
)


@pytest.mark.parametrize("case", cases("text_normal"), ids=lambda case: ascii(case["text"]))
def test_a_text_has_its_normal_form(case):
    assert normalise(case["text"]).text == case["normal"]


@pytest.mark.parametrize("case", cases("text_fold"), ids=lambda case: case["one"])
def test_two_writings_of_a_name_fold_to_one(case):
    assert fold(case["one"]) == fold(case["other"])


@given(ANY_TEXT)
def test_the_normal_form_of_a_normal_form_is_itself(text):
    once = normalise(text).text
    assert normalise(once).text == once
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_offsets_rise_and_end_with_the_text(text):
    normal = normalise(text)
    assert len(normal.offsets) == len(normal.text) + 1
    assert list(normal.offsets) == sorted(normal.offsets)
    assert normal.offsets[-1] == len(text)
    assert len(normal.text) <= 8 * len(text)


@given(ANY_TEXT, st.data())
def test_every_span_of_the_normal_form_maps_back_to_original_characters(text, data):
    normal = normalise(text)
    start = data.draw(st.integers(0, len(normal.text)))
    end = data.draw(st.integers(start, len(normal.text)))
    first, last = normal.span(start, end)
    assert 0 <= first <= last <= len(text)
    assert (first < last) == (start < end)
    assert normal.text[start:end] in normalise(text[first:last]).text


def test_every_radical_becomes_a_character_that_is_written():
    table = radicals()
    assigned = [
        chr(code) for code in (*range(0x2E81, 0x2E9A), *range(0x2E9B, 0x2EF4), *range(0x2F00, 0x2FD6))
    ]
    assert sorted(table) == assigned
    assert not [radical for radical in table if normalise(radical).text != table[radical]]
    assert not [written for written in table.values() if written in table]


def test_the_kangxi_radicals_become_characters_of_japanese_standards():
    rare = {"丨", "彐", "疒", "禸", "辵"}  # parts of characters, in no everyday set
    kangxi = {written for radical, written in radicals().items() if radical >= "\u2f00"}
    assert {written for written in kangxi - rare if not _in_shift_jis(written)} == set()


def test_a_digit_that_does_not_stand_for_itself_is_no_digit():
    assert readable_numbers("10①、m²、㎡、３").text == "10¹、m²、m²、3"


@pytest.mark.parametrize("case", cases("text_sentences"), ids=lambda case: case["text"][:20])
def test_a_text_has_its_sentences(case):
    assert [case["text"][start:end] for start, end in sentences(case["text"])] == case["sentences"]


@given(st.text(alphabet="。！？「」（）『』\n\t ・●※(1)①文字A. ", max_size=60))
def test_sentences_stand_in_order_and_lose_only_marks_and_white_space(text):
    reached, left = 0, []
    for start, end in sentences(text):
        assert reached <= start < end
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        left.append(text[reached:start])
        reached = end
    assert set("".join([*left, text[reached:]])) <= set(" \n\t・●")


@pytest.mark.parametrize("case", cases("text_lines"), ids=lambda case: "/".join(case["lines"]))
def test_page_wrapped_lines_become_running_text(case):
    assert join_lines(case["lines"]) == case["joined"]


@given(st.lists(st.text(alphabet="市民DX data,1230 ", max_size=12), max_size=6))
def test_joining_lines_keeps_every_character(lines):
    joined = join_lines(lines)
    assert "".join(joined.split()) == "".join("".join(lines).split())


def test_what_stands_between_two_lines_is_a_space_or_nothing():
    assert (glue("", "a"), glue("a", ""), glue("a", "b"), glue("a", "の")) == ("", "", " ", "")


def _in_shift_jis(character: str) -> bool:
    try:
        character.encode("shift_jis")
    except UnicodeEncodeError:
        return False
    return True
