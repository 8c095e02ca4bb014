"""What a flood of wrong logins costs the others.

`python -m benchmarks.doors.login_flood [LOGINS]` (default: 240)

Each login comes from an address of its own, as behind a proxy, so that no limit of an address holds it back,
and all are sent at once. Meanwhile one visitor opens a citizens' page again and again. Told are the statuses
of the logins, the times of the page before and during the flood, and the largest memory of the server.
"""

from __future__ import annotations

import asyncio
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).parents[2]
LOGINS, PAGE, QUIET = 240, "/plans", 40
Answer = tuple[int, str]


async def asked(address: str, path: str, headers: Mapping[str, str], body: str = "") -> Answer:
    """The status and the whole response of one request on a connection of its own; 0 where there is none."""
    place = urlsplit(address)
    try:
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        sent = {"host": place.netloc, "connection": "close", "content-length": str(len(body)), **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        writer.write(f"{'POST' if body else 'GET'} {path} HTTP/1.1\r\n{head}\r\n{body}".encode())
        text = (await reader.read()).decode("utf-8", "replace")
        writer.close()
        return int(text.split(" ", 2)[1]), text
    except (OSError, IndexError, ValueError):
        return 0, ""


async def page(address: str) -> float:
    """The milliseconds that a page takes."""
    began = time.perf_counter()
    status, _ = await asked(address, PAGE, {})
    assert status == 200, status
    return 1000 * (time.perf_counter() - began)


async def flood(address: str, count: int) -> tuple[Counter[int], list[float], float]:
    """The statuses of the logins, the milliseconds of the page meanwhile, and the seconds that all took."""
    _, form = await asked(address, "/staff/login", {})
    token, cookie = re.search(r'name="token" value="([^"]+)"', form), re.search(r"kk_form=([^;]+)", form)
    assert token
    assert cookie
    body = urlencode({"token": token[1], "next": "", "name": "nobody", "password": "wrong"})
    headers = {"cookie": f"kk_form={cookie[1]}", "content-type": "application/x-www-form-urlencoded"}
    began = time.perf_counter()
    logins = [
        asyncio.create_task(
            asked(
                address, "/staff/login", {**headers, "x-forwarded-for": f"198.51.{n // 250}.{n % 250}"}, body
            )
        )
        for n in range(count)
    ]
    pages = []
    while not all(one.done() for one in logins):
        pages.append(await page(address))
        await asyncio.sleep(0.05)
    return Counter(one.result()[0] for one in logins), pages, time.perf_counter() - began


def peak(process: int) -> int:
    """The largest resident memory of a process so far, in MB."""
    text = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", text)
    return int(found[1]) // 1024 if found else 0


def line(name: str, taken: list[float]) -> str:
    """A row: how many, the median, the 95th percentile, the slowest."""
    p95 = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
    middle, slowest = statistics.median(taken), max(taken)
    return f"{name:14} {len(taken):4} pages  median {middle:6.0f}  p95 {p95:6.0f}  slowest {slowest:6.0f} ms"


async def measured(address: str, process: int, count: int) -> None:
    """Prints what was found."""
    quiet = [await page(address) for _ in range(QUIET)]
    before = peak(process)
    statuses, pages, seconds = await flood(address, count)
    print(line("quiet", quiet))
    print(line("in the flood", pages))
    print(f"{count} wrong logins in {seconds:.1f} s: {dict(sorted(statuses.items()))}")
    print(f"peak memory {before} MB before, {peak(process)} MB after")


def main(count: int) -> None:
    """Builds a store from the starting documents, makes an account, and floods a server of its own."""
    with tempfile.TemporaryDirectory() as folder:
        store = ["--store", folder]
        app = [sys.executable, "app.py"]
        subprocess.run(
            [*app, "build", "corpus", "--no-vectors", *store], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )
        subprocess.run(
            [*app, "account", "staff", *store],
            cwd=ROOT,
            check=True,
            input="a password of many letters\n",
            text=True,
        )
        process = subprocess.Popen(
            [*app, "serve", "--port", "0", *store],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert process.stdout
        try:
            told = process.stdout.readline()
            asyncio.run(measured(told[told.index("http://") :].split(" ")[0], process.pid, count))
        finally:
            process.terminate()
            process.wait(10)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LOGINS)
