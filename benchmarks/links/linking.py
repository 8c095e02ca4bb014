"""Seconds of proposing so many links against as many, vectors given.

`python -m benchmarks.links.linking [COUNT]`

The initiatives are made up of common words, so that many share some; the vectors are noise around few
middles.
"""

from __future__ import annotations

import random
import resource
import sys
import time

import numpy as np

from keikaku.ingest.links.propose import propose
from keikaku.ingest.links.sides import Side
from keikaku.ontology.model.facts import LinkLevel

COUNT = 10_000
WORDS = [
    "市民",
    "協働",
    "センター",
    "施設",
    "予約",
    "システム",
    "情報",
    "公開",
    "データ",
    "利活用",
    "職員",
    "研修",
    "窓口",
    "手続",
    "オンライン",
    "公園",
    "管理",
    "道路",
    "整備",
    "防災",
    "訓練",
    "避難",
    "学校",
    "給食",
    "子育て",
    "支援",
    "高齢",
    "福祉",
    "介護",
    "予防",
    "健康",
    "診査",
    "図書館",
    "文化",
    "財政",
    "基金",
    "補助",
    "団体",
    "連携",
    "大学",
    "企業",
    "商店街",
    "観光",
    "農業",
    "環境",
    "省エネ",
    "住宅",
    "空き家",
    "交通",
    "バス",
    "自転車",
    "下水道",
    "公共",
    "契約",
    "入札",
    "広報",
    "ホームページ",
    "寄付",
    "人口",
    "統計",
]
ENDS = ("推進", "整備", "検討", "充実", "見直し", "導入")
DIMENSIONS = 384


def sides(count: int, year: int, draw: random.Random) -> list[Side]:
    """So many made-up initiatives of a year: a title of three words, a text of four sentences."""
    return [
        Side(
            key=f"市/initiative/{year}/{number:06d}",
            plan=f"市/plan/{year}",
            year=year,
            title=f"{''.join(draw.sample(WORDS, 3))}の{draw.choice(ENDS)}",
            text="".join(f"{'、'.join(draw.sample(WORDS, 6))}を{draw.choice(ENDS)}する。" for _ in range(4)),
            units=frozenset({f"市/department/{draw.randrange(12)}"}),
        )
        for number in range(count)
    ]


def main() -> None:
    """Print the seconds, the number of links and the memory."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    draw, noise = random.Random(7), np.random.default_rng(7)
    both = [*sides(count, 2018, draw), *sides(count, 2024, draw)]
    middles = noise.normal(size=(400, DIMENSIONS))
    rows = middles[noise.integers(0, 400, len(both))] + 0.6 * noise.normal(size=(len(both), DIMENSIONS))
    vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    start = time.perf_counter()
    links = propose(both, vectors, LinkLevel.INITIATIVE, {})
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} x {count}: {seconds:.1f} s, {len(links)} links, {memory:.0f} MB")


if __name__ == "__main__":
    main()
