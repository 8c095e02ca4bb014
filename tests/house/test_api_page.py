"""The page for other programs is the one that the docstrings give."""

from __future__ import annotations

import pytest

from tests.house import api


def test_the_page_is_the_one_of_the_docstrings():
    """After a change: python -m tests.house.api."""
    assert api.PAGE.read_text(encoding="utf-8") == api.page()


@pytest.mark.parametrize("name", [name for names in api.OFFERED.values() for name in names])
def test_everything_that_is_offered_is_told(name: str):
    assert f"### `{name}" in api.page()
