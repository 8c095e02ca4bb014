"""The store of vectors: nothing is encoded twice, and a killed build costs no more than its last batch."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from keikaku.graph.search.vectors import append_vectors, read_vectors, store_file, vectors_of
from tests.fakes import FakeEncoder

TEXTS = ["防災訓練の日程", "図書館の開館時間", "粗大ごみの出し方"]


@dataclass
class Counting:
    """A fake that remembers what it was asked."""

    fake: FakeEncoder = field(default_factory=FakeEncoder)
    asked: list[str] = field(default_factory=list)
    name: str = "fake"
    dimensions: int = 64

    def encode(self, texts, kind):
        """Ask the fake."""
        self.asked += texts
        return self.fake.encode(texts, kind)


def test_what_was_encoded_once_is_never_encoded_again(tmp_path):
    encoder = Counting()
    first = vectors_of([*TEXTS, TEXTS[0]], "passage", encoder, tmp_path)
    again = vectors_of(["公園の遊具", *TEXTS], "passage", encoder, tmp_path)
    assert encoder.asked == [*TEXTS, "公園の遊具"]
    assert np.array_equal(first[:3], again[1:])
    assert np.array_equal(first[0], first[3])


def test_a_question_and_a_passage_of_the_same_words_are_two_texts(tmp_path):
    encoder = Counting()
    vectors_of(TEXTS[:1], "passage", encoder, tmp_path)
    vectors_of(TEXTS[:1], "query", encoder, tmp_path)
    assert len(encoder.asked) == 2


def test_no_text_gives_no_row_and_writes_no_file(tmp_path):
    assert vectors_of([], "passage", Counting(), tmp_path).shape == (0, 64)
    assert not store_file(tmp_path, "fake").exists()


@pytest.mark.parametrize("cut", [1, 100, 275, 279])
def test_a_record_that_a_killed_build_left_half_written_is_encoded_again(tmp_path, cut):
    vectors_of(TEXTS, "passage", Counting(), tmp_path)
    file = store_file(tmp_path, "fake")
    file.write_bytes(file.read_bytes()[:-cut])
    encoder = Counting()
    found = vectors_of(TEXTS, "passage", encoder, tmp_path)
    assert encoder.asked == TEXTS[2:]
    assert np.array_equal(found, FakeEncoder().encode(TEXTS, "passage"))
    assert vectors_of(TEXTS, "passage", Counting(), tmp_path).shape == (3, 64)


def test_a_record_whose_bytes_were_lost_fails_its_checksum(tmp_path):
    vectors_of(TEXTS, "passage", Counting(), tmp_path)
    file = store_file(tmp_path, "fake")
    raw = bytearray(file.read_bytes())
    raw[60:120] = bytes(60)
    file.write_bytes(raw)
    encoder = Counting()
    vectors_of(TEXTS, "passage", encoder, tmp_path)
    assert encoder.asked == TEXTS[:1]


def test_models_of_look_alike_names_have_their_own_files(tmp_path):
    assert store_file(tmp_path, "a/b") != store_file(tmp_path, "a b")
    assert store_file(tmp_path, "../../etc").parent == tmp_path / "vectors"


def test_appended_vectors_are_read_back_as_they_were(tmp_path):
    rows = {bytes([n]) * 20: np.full(4, n, np.float32) for n in range(1, 4)}
    append_vectors(tmp_path / "v.bin", rows)
    found = read_vectors(tmp_path / "v.bin", [*rows, bytes(20)], 4)
    assert found.keys() == rows.keys()
    assert all(np.array_equal(found[digest], rows[digest]) for digest in rows)
