"""What the verb `serve` hands to the server."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from sites import world_of

import keikaku.web.server
from keikaku.cli import main as command_line
from keikaku.web.records.kept import Door
from keikaku.web.server import CannotServeError, Site
from tests.graph import made_up


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    """A published store."""
    folder = tmp_path_factory.mktemp("options")
    world_of(folder, made_up.FACTS, made_up.EXTRACTIONS)
    return folder / "store"


def site_of(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Site:
    """The site that would be served: the server stands ready and opens no address."""
    given: list[Site] = []

    def no_server(site: Site, **_: object) -> None:
        given.append(site)
        raise CannotServeError("開きません。")

    monkeypatch.setattr(keikaku.web.server, "serve", no_server)
    monkeypatch.setattr(sys, "argv", ["keikaku", "serve", *arguments])
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    assert ended.value.code == 1
    return given[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "environment", "doors"),
    [
        ([], {}, {Door.STAFF}),
        (["--log-questions"], {}, {Door.STAFF, Door.PUBLIC}),
        (["--no-log-staff-questions"], {}, set()),
        ([], {"KEIKAKU_LOG_QUESTIONS": "1"}, {Door.STAFF, Door.PUBLIC}),
        ([], {"KEIKAKU_LOG_QUESTIONS": "0", "KEIKAKU_LOG_STAFF_QUESTIONS": "0"}, set()),
        (["--no-log-questions"], {"KEIKAKU_LOG_QUESTIONS": "1"}, {Door.STAFF}),
    ],
)
def test_questions_are_kept_where_somebody_asked_for_it(monkeypatch, store, arguments, environment, doors):
    """Not at the public door by default; the records lie in the store."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    records = site_of(monkeypatch, "--store", str(store), *arguments).records
    assert records is not None
    assert records.doors == doors
    assert records.questions.path.is_relative_to(store)
    assert not records.questions.path.exists()
