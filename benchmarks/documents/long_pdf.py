"""CPU and memory of reading a long PDF of made-up tables and text.

`python -m benchmarks.documents.long_pdf [PAGES]`

The build runs as a whole process of its own, without vectors; what it starts to open the PDF counts too.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

PAGES = 300
FONT, SIZE, LEFT, TOP, STEP = "HeiseiKakuGo-W5", 10.5, 56.0, 780.0, 17.0
WIDTHS = (160.0, 70.0, 128.0, 128.0)
NAMES = (
    "花壇の手入れ",
    "水路の見守り",
    "朝市の応援",
    "歩く会",
    "橋の点検",
    "苗の配布",
    "本の貸し出し",
    "灯りの整備",
)
UNITS = ("緑化課", "水路課", "商工課", "健康課", "道路課")
PROSE = "市民のみなさんと一緒に進め、毎年度の終わりに成果を確かめて、翌年度の進め方に生かします。"
CPU_AIM, MEMORY_AIM = 60.0, 600.0  # seconds, MB
EVERY = 0.1  # seconds between two looks at the memory


def main() -> None:
    """Make the PDF, build it, and print what it took."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_pdf(folder / "long.pdf", pages)
        cpu, memory, said = built(folder)
    print(said.splitlines()[0] if said else "")
    print(f"{pages} pages: {cpu:.1f} s of CPU (aim {CPU_AIM:.0f}), {memory:.0f} MB (aim {MEMORY_AIM:.0f})")


def built(folder: Path) -> tuple[float, float, str]:
    """Seconds of CPU of a build with all that it starts, the most memory of them together, what it said."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = ["build", str(folder / "long.pdf"), "--store", str(folder / "store"), "--no-vectors"]
    with subprocess.Popen(
        [sys.executable, "-m", "keikaku", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        peaks: list[float] = []
        watcher = threading.Thread(target=_watch, args=(process, peaks))
        watcher.start()
        said = process.communicate()[0]
        watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, max(peaks, default=0.0), said


def _watch(process: subprocess.Popen[str], peaks: list[float]) -> None:
    """The memory of a process and what it started, looked at while it runs."""
    while process.poll() is None:
        peaks.append(sum(map(_resident, _family(process.pid))))
        time.sleep(EVERY)


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            told = task.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in told:
            yield from _family(int(child))


def _resident(pid: int) -> float:
    """MB of a process that count once however many share them (Pss); 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("Pss:")), 0.0)


def make_pdf(path: Path, pages: int) -> None:
    """A plan: of each three pages one is a ruled table, two are sections with text and indicators."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=A4)
    for page in range(1, pages + 1):
        canvas.setFont(FONT, SIZE)
        lines = _title() if page == 1 else []
        if page % 3 == 0:
            _table(canvas, page)
        else:
            _text(canvas, [*lines, *_sections(page)])
        canvas.drawString(290, 30, f"- {page} -")
        canvas.showPage()
    canvas.save()


def _title() -> list[str]:
    return ["みどり市 みどりと暮らしの計画", "", "計画期間は、令和７年度から令和11年度までです。", ""]


def _sections(page: int) -> Iterator[str]:
    """Three initiatives with their text, an indicator and who is responsible."""
    for place in range(1, 4):
        number = 3 * page + place
        yield f"施策{page % 90 + 1}-{place} {NAMES[number % len(NAMES)]}（その{number}）"
        yield PROSE[:36]
        yield PROSE[36:]
        yield f"指標：参加した人数　{number}人（R5）→ {2 * number}人（R11）"
        yield f"担当：{UNITS[number % len(UNITS)]}"
        yield ""


def _text(canvas: Canvas, lines: list[str]) -> None:
    for place, line in enumerate(lines):
        canvas.drawString(LEFT, TOP - STEP * place, line)


def _table(canvas: Canvas, page: int) -> None:
    """A ruled table of twenty initiatives."""
    rows = [("事業名", "担当課", "令和7年度予算（千円）", "令和8年度計画（千円）")]
    for place in range(1, 21):
        number = 100 * page + place
        name = f"{NAMES[number % len(NAMES)]}{number}号"
        rows.append((name, UNITS[number % len(UNITS)], f"{7 * number % 5000:,}", f"{9 * number % 5000:,}"))
    for row, cells in enumerate(rows):
        x = LEFT
        for cell, width in zip(cells, WIDTHS, strict=True):
            canvas.rect(x, TOP - STEP * row - 5, width, STEP)
            canvas.drawString(x + 3, TOP - STEP * row, cell)
            x += width


if __name__ == "__main__":
    main()
