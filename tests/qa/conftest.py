"""An answerer over the starting documents, built once a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import answerer_of
from graph.encoder import default_encoder
from ingest.pipeline import Options, build
from qa.answerer import Answerer

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers on corpus/, by words and meaning."""
    store = tmp_path_factory.mktemp("store")
    assert build([ROOT / "corpus"], store, Options(encoder=lambda: default_encoder(cold=False))).data_version
    return answerer_of(store)
