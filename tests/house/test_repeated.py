"""What planning concepts are called stands in ontology/lexicon/ alone."""

from __future__ import annotations

import doctest

import pytest

from tests.house import repeated

pytestmark = pytest.mark.slow


def test_no_pattern_and_no_list_of_words_repeats_the_lexicon_more_than_is_listed():
    """A new word goes into ontology/lexicon/*.toml, and the code asks for its concept."""
    now, allowed = repeated.found(), repeated.listed()
    risen = {
        name: (count, allowed.get(name, 0)) for name, count in now.items() if count > allowed.get(name, 0)
    }
    assert risen == {}


def test_the_list_only_shrinks():
    """What fell is taken off: python -m tests.house --lower."""
    now = repeated.found()
    assert {name: count for name, count in repeated.listed().items() if now.get(name, 0) < count} == {}


def test_the_examples_of_the_finding_hold():
    assert doctest.testmod(repeated).failed == 0
    assert doctest.testmod(repeated).attempted == 3


def test_short_forms_and_messages_are_none():
    """部 alone stands in too many words; a sentence to a user is no rule."""
    assert min(map(len, repeated.forms())) == repeated.SHORTEST
    assert "施策" in repeated.forms()
