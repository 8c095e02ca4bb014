"""Personal data that has a form is never written down; what plans are numbered with is."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from keikaku.web.records.masking import RULES, masked

TAKEN = [(rule, text) for rule in RULES for text in rule.takes]
LEFT = [text for rule in RULES for text in rule.leaves]
WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")
# what people write around a number; none of it continues the number or says what it counts
AROUND = st.text("あいう 市民のです。、？\nabc「」", max_size=12)


@pytest.mark.parametrize(("rule", "text"), TAKEN)
def test_a_rule_takes_its_examples(rule, text):
    """Each by its own rule, so that no rule lives on the examples of another."""
    assert f"［{rule.name}］" in rule.pattern.sub(f"［{rule.name}］", text)
    assert masked(text) != text


@pytest.mark.parametrize("text", LEFT)
def test_a_rule_leaves_what_is_no_personal_data(text):
    """The counterexamples of every rule pass through all of them."""
    assert masked(text) == text


@pytest.mark.parametrize(("rule", "text"), TAKEN)
def test_an_example_is_taken_out_of_the_midst_of_a_sentence(rule, text):
    """And the sentence around it stays."""
    del rule
    told = masked(f"私は{text}、です。2027年度の子育て施策は何件ですか。")
    assert told.startswith("私は")
    assert told.endswith("です。2027年度の子育て施策は何件ですか。")
    assert "［" in told


@st.composite
def telephones(draw) -> str:
    """A Japanese telephone number in a notation that people use."""
    area, middle = draw(st.sampled_from([(2, 4), (3, 3), (4, 2), (5, 1)]))
    rest = draw(st.text("0123456789", min_size=area - 1 + middle + 4, max_size=area - 1 + middle + 4))
    parts = ["0" + rest[: area - 1], rest[area - 1 : -4], rest[-4:]]
    joined = draw(st.sampled_from(["-", "", " ", "－", "ー", "の", "−"])).join(parts)
    return draw(st.sampled_from([joined, joined.translate(WIDE)]))


@given(before=AROUND, number=telephones(), after=AROUND)
def test_no_telephone_number_survives(before, number, after):
    """Whatever notation, whatever stands around it."""
    told = masked(before + number + after)
    assert number[-4:] not in told


@given(before=AROUND, groups=st.lists(st.text("3456789", min_size=4, max_size=4), min_size=3, max_size=4))
@pytest.mark.parametrize("joint", ["", "-", " ", "－", "　"])
def test_no_number_of_a_person_or_a_card_survives(before, groups, joint):
    """Twelve or sixteen digits in fours."""
    assert groups[-1] not in masked(f"{before}{joint.join(groups)}です")


@given(before=AROUND, name=st.text("abcxyz.0123456789_", min_size=1, max_size=20), after=AROUND)
def test_no_mail_address_survives(before, name, after):
    """The part that names somebody."""
    told = masked(f"{before}、q{name}@example.jp、{after}")
    assert "@" not in told
    assert f"q{name}" not in told


@given(st.text() | st.text("0123456789-@ 番地号町の〒＋３４ー年円", max_size=60))
@example("0422-45-11512-34-5@ab")
def test_masking_twice_is_masking_once(text):
    """So that what is masked already can be masked again, as a form sends it back."""
    assert masked(masked(text)) == masked(text)


@given(st.text("あいうえお市民課計画施策の。？", max_size=40))
def test_words_without_figures_stay(text):
    """Nothing is taken that has neither a figure nor an @."""
    assert masked(text) == text


@pytest.mark.parametrize(
    "text", ["0" * 20_000, "a" * 20_000, "1-" * 10_000, "番号" * 10_000, "あ1-2-" * 4_000]
)
def test_a_long_text_is_masked_without_a_blow_up(text):
    """The rules hold no repetition without a bound but one, over digits alone."""
    assert len(masked(text)) <= len(text) + 10
