"""A store of the made-up city with three generations of plans."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from keikaku.graph.search.encoder import default_encoder
from keikaku.ingest.pipeline import Options, build
from tests.shared import once

from .measure import sources


def rebuild(store: Path) -> str:
    """Read the documents of the city again; the data version."""
    report = build(sources()["葦原市"], store, Options(encoder=lambda: default_encoder(cold=False)))
    assert report.data_version
    return report.data_version


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once a run."""
    return once(tmp_path_factory, "links-store", rebuild)


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "store"))
