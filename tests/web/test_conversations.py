"""Conversations at the same time: each gets its own answers, in Gradio's own protocol."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sites import made_up_site
from starlette.testclient import TestClient

from keikaku.web.html import texts
from keikaku.web.server import create_app

HERE = "http://127.0.0.1:7860"
SESSIONS, TURNS = 10, 4


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    return create_app(made_up_site(tmp_path_factory.mktemp("talks")))


@pytest.mark.slow
def test_no_conversation_gets_the_answers_of_another(app):
    """Ten at once: each shows its own questions, and each answer rests on the question before it."""

    def talk(number: int) -> list[str]:
        client = TestClient(app, base_url=HERE, client=("127.0.0.1", 1000 + number))
        events = client.get("/staff/config").json()["dependencies"]
        sent = next(one for one in events if any(target[1] == "submit" for target in one["targets"]))
        for turn in range(TURNS):
            body = {
                "data": [asked(number, turn), None, texts.PUBLIC_PART],
                "fn_index": sent["id"],
                "session_hash": f"s{number}",
            }
            answer = client.post("/staff/gradio_api/run/predict", json=body)
            assert answer.status_code == 200
        messages = answer.json()["data"][1]
        return [message["content"][0]["text"] for message in messages]

    with ThreadPoolExecutor(SESSIONS) as pool:
        shown = list(pool.map(talk, range(SESSIONS)))
    for number, messages in enumerate(shown):
        assert len(messages) == 2 * TURNS
        for turn in range(TURNS):
            assert asked(number, turn) in messages[2 * turn]
            assert asked(number, turn) in messages[2 * turn + 1]
            before = f"直前の質問：{asked(number, turn - 1)}"
            assert (before in messages[2 * turn + 1]) is (turn > 0)
        others = [asked(other, turn) for other in range(SESSIONS) if other != number for turn in range(TURNS)]
        assert [one for one in others if one in "".join(messages)] == []


def asked(number: int, turn: int) -> str:
    """A question that no other conversation has, and no other question holds."""
    return f"橙色{number:02}の部の{turn:02}番の施策は？"
