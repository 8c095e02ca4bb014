"""Where zero lies: means of questions and parts, and topics elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from keikaku.graph.search.frame import background, centred, fit, latin_share, seen
from tests.fakes import FakeEncoder

CASES = Path(__file__).parents[1] / "cases"


@pytest.mark.parametrize(
    ("text", "share"),
    [("保育園の申請", 0), ("Where is it?", 1), ("AIの活用", 0.4), ("123？", 0), ("", 0)],
)
def test_the_language_of_a_question_is_a_share(text, share):
    assert latin_share(text) == pytest.approx(share)


def test_centred_rows_have_length_one_and_the_middle_itself_has_none():
    middle = np.array([1, 0], np.float32)
    rows = centred(np.array([[3, 4], [1, 0]], np.float32), middle)
    assert np.linalg.norm(rows, axis=1).tolist() == pytest.approx([1, 0])


def test_a_collection_of_one_part_is_not_its_own_middle(tmp_path):
    encoder = FakeEncoder()
    rows = encoder.encode(["公園の遊具を直す"], "passage")
    frame = fit(rows, encoder, tmp_path)
    assert float(np.linalg.norm(centred(rows, frame.middle))) == pytest.approx(1, abs=1e-4)
    assert frame.elsewhere.shape == (len(background()["elsewhere"]), encoder.dimensions)


def test_each_language_is_seen_from_its_own_mean(tmp_path):
    encoder = FakeEncoder()
    frame = fit(encoder.encode(["公園", "道路"], "passage"), encoder, tmp_path)
    vector = encoder.encode(["park"], "query")[0]
    assert not np.allclose(seen(frame, vector, "park"), seen(frame, vector, "公園"))


def test_no_case_that_search_is_measured_by_stands_in_the_background():
    told = {text for texts in background().values() for text in texts}
    for file in CASES.glob("*_dev.jsonl"):
        asked = {json.loads(line).get("question") for line in file.read_text(encoding="utf-8").splitlines()}
        assert not asked & told
