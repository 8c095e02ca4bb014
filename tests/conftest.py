"""What the whole test suite shares: which tests a machine can run, and where the shared documents are."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from keikaku.cli.opening import answerer_of
from keikaku.graph.search.encoder import default_encoder
from keikaku.ingest.pipeline import Options, build
from keikaku.qa.answerer import Answerer
from tests.shared import once

ROOT = Path(__file__).parents[1]

# a machine under load is no finding: neither how long an example takes, nor how slowly the first are made
settings.register_profile("loaded", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# `make check` asks for it; `make test` makes a hundred examples of each
settings.register_profile("quick", settings.get_profile("loaded"), max_examples=20)
settings.load_profile("loaded")

NEEDS = {
    "shared": ("KEIKAKU_SHARED", "the shared documents: set KEIKAKU_SHARED to their folder"),
    "browser": (
        "KEIKAKU_BROWSER",
        "Debian's browser: apt-get install chromium fonts-noto-cjk, then KEIKAKU_BROWSER=1 make test",
    ),
}


LONGEST = ("tests/bank/", "tests/eval/", "tests/test_docs.py", "tests/browser/", "tests/qa/", "tests/links/")
"""Handed to the workers first, so that none begins a long module when the others have ended."""


def _turn(item: pytest.Item) -> int:
    """When a test's module is handed out."""
    return next((at for at, name in enumerate(LONGEST) if item.nodeid.startswith(name)), len(LONGEST))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips what this machine is not set up for; where the variable is set, the test is required."""
    items.sort(key=_turn)
    for item in items:
        for marker, (variable, reason) in NEEDS.items():
            if item.get_closest_marker(marker) and not os.environ.get(variable):
                item.add_marker(pytest.mark.skip(reason=f"needs {reason}"))


def pytest_collection_finish() -> None:
    """What was imported stays to the end: the collector of garbage need not go through it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the shared documents."""
    return Path(os.environ["KEIKAKU_SHARED"]) / "seeds"


@pytest.fixture(scope="session")
def corpus_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from the starting documents, with vectors, once a run, whatever number of workers it has."""

    def made(store: Path) -> None:
        report = build([ROOT / "corpus"], store, Options(encoder=lambda: default_encoder(cold=False)))
        assert report.data_version

    return once(tmp_path_factory, "corpus-store", made)


@pytest.fixture(scope="session")
def answerer(corpus_store: Path) -> Answerer:
    """Answers on the starting documents, by words and meaning."""
    return answerer_of(corpus_store)
