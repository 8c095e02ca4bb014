"""How much the server bears: python -m benchmarks.doors.serving [SECONDS] [SESSIONS] (default: 60 100).

20 clients ask the JSON route, then 100 conversations run at once in Gradio's own protocol. Every answer is
compared with what one thread gave before: an error or an answer of somebody else is counted. The same clients
ask a bare FastAPI route and a bare Gradio function in the same run: read the ratios.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks.doors.http_client import Client
from keikaku.cli.opening import answerer_of
from keikaku.qa.answerer import Answerer
from keikaku.qa.telling.answer import Answer
from keikaku.web.chat.addresses import addresses
from keikaku.web.chat.render import answer_html, question_html
from keikaku.web.html.texts import PUBLIC_PART

ROOT = Path(__file__).parents[2]
CLIENTS, ROUNDS = 20, 3
FOLLOW_UPS = ("何件？", "担当は？", "目標は？", "どの体系？")
"""What each conversation goes on with, after a question of its own."""
Expected = Callable[[Sequence[str]], Sequence[str]]
"""The questions of a conversation -> what the page shows of it in the end."""


@dataclass
class Told:
    """The milliseconds of each request, and what went wrong."""

    taken: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.taken) / self.seconds

    def line(self, name: str) -> str:
        """One row of the table."""
        cuts = statistics.quantiles(self.taken, n=20)
        return (
            f"{name:34} {len(self.taken):7} {self.rate:9.1f} {statistics.median(self.taken):8.0f} "
            f"{cuts[-1]:8.0f} {max(self.taken):8.0f} {len(self.wrong):7}"
        )


@contextmanager
def serving(*command: str) -> Iterator[str]:
    """A server in a process of its own, by its address; it must end within 10 seconds of SIGTERM."""
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout
    line = process.stdout.readline()
    assert "http://" in line, f"{command[0]} did not start"
    try:
        yield line[line.index("http://") :].split(" ")[0].strip()
    finally:
        process.terminate()
        process.wait(10)


async def timed(told: Told, asked: Awaitable[tuple[int, bytes]]) -> Any:
    """The body of an answer as a value; None where there was none."""
    began = time.perf_counter()
    status, body = await asked
    told.taken.append(1000 * (time.perf_counter() - began))
    if status == 200:
        return json.loads(body)
    told.wrong.append(f"status {status}")
    return None


async def json_route(address: str, questions: Sequence[str], seconds: float, expected: Any) -> Told:
    """CLIENTS that each ask one question after the other."""
    told, end = Told(), time.perf_counter() + seconds

    async def client(number: int) -> None:
        connection, at = await Client.open(address), number * 7
        while time.perf_counter() < end:
            question, at = questions[at % len(questions)], at + 1
            found = await timed(told, connection.get(f"/api/ask?q={quote(question)}"))
            if found != expected(question):
                told.wrong.append(f"another answer to {question}")
        connection.close()

    began = time.perf_counter()
    await asyncio.gather(*(client(number) for number in range(CLIENTS)))
    told.seconds = time.perf_counter() - began
    return told


async def conversations(address: str, asked: Sequence[Sequence[str]], expected: Expected) -> Told:
    """Conversations at once, each in a session of its own with the stream that a browser keeps open."""
    told = Told()
    submit, inputs = await submitting(address)

    async def conversation(number: int, questions: Sequence[str]) -> None:
        session = f"{number}-{secrets.token_hex(8)}"
        alive, connection = await Client.open(address), await Client.open(address)
        if await alive.listen(f"/staff/gradio_api/heartbeat/{session}") != 200:
            told.wrong.append("no heartbeat")
        found: Any = None
        for question in questions:
            body = {"data": [question, None, PUBLIC_PART][:inputs], "session_hash": session, **submit}
            found = await timed(told, connection.post("/staff/gradio_api/run/predict", body))
        if found is None or shown(found) != list(expected(questions)):
            told.wrong.append(f"another conversation than that of {questions[0]}")
        alive.close()
        connection.close()

    began = time.perf_counter()
    await asyncio.gather(*(conversation(number, one) for number, one in enumerate(asked)))
    told.seconds = time.perf_counter() - began
    return told


async def submitting(address: str) -> tuple[dict[str, int], int]:
    """What Gradio calls the event that sends a question, and how many values it takes."""
    client = await Client.open(address)
    _, body = await client.get("/staff/config")
    client.close()
    events = json.loads(body)["dependencies"]
    sent = next(one for one in events if any(target[1] == "submit" for target in one["targets"]))
    return {"fn_index": sent["id"], "trigger_id": sent["targets"][0][0]}, len(sent["inputs"])


def shown(found: Any) -> list[str]:
    """The messages of a conversation as the page gets them."""
    return ["".join(part["text"] for part in message["content"]) for message in found["data"][1]]


def expected_of(answerer: Answerer) -> Expected:
    """What the page has to show of a conversation, from one thread."""

    def told(questions: Sequence[str]) -> list[str]:
        messages: list[str] = []
        previous: Answer | None = None
        for question in questions:
            previous = answerer.answer(question, previous)
            answer = answer_html(previous, addresses(previous, answerer.world))
            messages += [question_html(question), answer]
        return messages

    return told


def openings(answerer: Answerer, count: int) -> list[str]:
    """Different questions, of every initiative, department and field of the data."""
    things = answerer.world.lexicon.of_kind
    asked = [f"{one.label}の担当は？" for one in things("initiative")]
    asked += [f"{one.label}が担当する施策は？" for one in things("department")]
    asked += [f"「{one.label}」の施策は？" for one in things("field")]
    found = list(dict.fromkeys(asked))
    assert len(found) >= count, f"only {len(found)} questions"
    return found[:: max(1, len(found) // count)][:count]


async def measured(store: Path, seconds: float, sessions: int) -> None:
    """Both measurements, ours and the bare ones in turns."""
    answerer = answerer_of(store, cold=False)
    asked = openings(answerer, sessions)
    answers = {question: answerer.answer(question).to_dict() for question in asked}
    talks = [(question, *FOLLOW_UPS[n % 3 :]) for n, question in enumerate(asked)]
    expected = expected_of(answerer)
    kept = {talk: expected(talk) for talk in talks}
    rows = {name: Told() for name in ("JSON", "bare FastAPI route", "chat", "bare Gradio function")}
    with (
        serving("app.py", "serve", "--port", "0", "--store", str(store)) as ours,
        serving("-m", "benchmarks.answers.bare") as bare,
    ):
        for _ in range(ROUNDS):
            part = seconds / ROUNDS
            _add(rows["JSON"], await json_route(ours, asked, part, answers.__getitem__))
            _add(rows["bare FastAPI route"], await json_route(bare, asked, part, _echo))
            _add(rows["chat"], await conversations(ours, talks, lambda talk: kept[tuple(talk)]))
            _add(rows["bare Gradio function"], await conversations(bare, talks, _echoed))
    _print(rows, sessions)


def _echo(question: str) -> dict[str, str]:
    return {"question": question, "answer": question}


def _echoed(questions: Sequence[str]) -> list[str]:
    return [one for question in questions for one in (question, question)]


def _add(total: Told, part: Told) -> None:
    total.taken += part.taken
    total.wrong += part.wrong
    total.seconds += part.seconds


def _print(rows: dict[str, Told], sessions: int) -> None:
    print(f"{'':34} {'asked':>7} {'a second':>9} {'median':>8} {'95%':>8} {'longest':>8} {'wrong':>7}   (ms)")
    for name, told in rows.items():
        print(told.line(name))
        print(*told.wrong[:3], sep="\n", end="\n" if told.wrong else "")
    for ours, bare in (("JSON", "bare FastAPI route"), ("chat", "bare Gradio function")):
        print(f"{ours} / {bare}: {rows[ours].rate / rows[bare].rate:.3f}")
    print(f"{CLIENTS} clients, {sessions} sessions at once; load of the machine {os.getloadavg()[0]:.1f}")


def main() -> None:
    """Builds a graph of corpus/ and prints the table."""
    seconds, sessions = (int(text) for text in (*sys.argv[1:3], "60", "100")[:2])
    with tempfile.TemporaryDirectory() as name:
        command = [sys.executable, str(ROOT / "app.py"), "build", str(ROOT / "corpus"), "--store", name]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        asyncio.run(measured(Path(name), seconds, sessions))


if __name__ == "__main__":
    main()
