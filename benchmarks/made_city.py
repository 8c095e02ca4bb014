"""A made-up city of as many initiatives as a measurement needs: plans of at most PLAN, one after another.

The same in every run. Six of ten titles of a plan stand in the next one too, so that there is something
to link.
"""

from __future__ import annotations

import random
from pathlib import Path

from tests.ingest import made_up_plans

PLAN = 500
PER_PILLAR = 25
CITY = "青葉市"
THINGS = (*made_up_plans.THINGS, "給食", "河川", "広報", "契約")
PARTS = (*made_up_plans.PARTS, "見守り", "連携")
PLACES = (
    "駅前",
    "東部",
    "西部",
    "北部",
    "南部",
    "川沿い",
    "丘の上",
    "港",
    "新町",
    "旧街道",
    "学園",
    "大橋",
    "団地",
    "市民会館",
    "中央",
)
ENDS = ("推進", "充実", "検討", "拡大", "導入", "見直し", "強化", "促進")
UNITS = ("総務部", "企画部", "市民生活部", "こども未来部", "健康福祉部", "教育部", "都市整備部", "環境部")
SENTENCES = (
    "市民の声を聞きながら、{0}の{1}を{2}で段階的に進める。",
    "{0}について、関係する団体と力を合わせ、{2}の{1}を行う。",
    "国や県の決まりを踏まえ、{2}の{0}に当たっては近くの自治体の例にも学ぶ。",
)


def write_city(folder: Path, initiatives: int) -> list[Path]:
    """Write the plans of the city, at least two, and give their files."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(16)
    plans = max(2, -(-initiatives // PLAN))
    titles: list[str] = []
    files = []
    for number in range(plans):
        count = initiatives // plans + (number < initiatives % plans)
        titles = _titles(draw, count, titles)
        file = folder / f"{CITY}まちづくり計画{2012 + 4 * number}.txt"
        file.write_text(_plan(draw, 2012 + 4 * number, titles), encoding="utf-8")
        files.append(file)
    return files


def write_small(folder: Path) -> Path:
    """A document of five lines that tells of one initiative."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{CITY}夜間学習計画.txt"
    lines = (
        f"{CITY}夜間学習計画",
        "計画期間　令和9年度から令和10年度まで",
        "体系1 学び直しを支える",
        "■ 夜間に開く学習室の設置（教育部）",
        "空いた教室を夜に開け、仕事の後に学べる部屋にする。",
    )
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def _titles(draw: random.Random, count: int, before: list[str]) -> list[str]:
    found = dict.fromkeys(draw.sample(before, min(len(before), count * 6 // 10)))
    while len(found) < count:
        found[
            f"{draw.choice(PLACES)}の{draw.choice(THINGS)}と{draw.choice(THINGS)}の{draw.choice(PARTS)}の{draw.choice(ENDS)}"
        ] = None
    return list(found)


def _plan(draw: random.Random, year: int, titles: list[str]) -> str:
    lines = [f"{CITY}まちづくり計画{year}", f"計画期間　{year}年度から{year + 3}年度まで", ""]
    for number, title in enumerate(titles):
        if number % PER_PILLAR == 0:
            pillar = number // PER_PILLAR + 1
            lines += [f"体系{pillar} {draw.choice(PLACES)}と{draw.choice(THINGS)}が輝くまち{pillar}", ""]
        lines += [f"■ {title}（{'、'.join(draw.sample(UNITS, draw.choice([1, 1, 2])))}）", *_told(draw), ""]
    return "\n".join(lines) + "\n"


def _told(draw: random.Random) -> list[str]:
    told = [
        sentence.format(draw.choice(THINGS), draw.choice(PARTS), draw.choice(PLACES))
        for sentence in draw.sample(SENTENCES, 2)
    ]
    target = f"成果指標：{draw.choice(THINGS)}の{draw.choice(PARTS)}件数 {draw.randrange(2, 900)}件以上"
    return ["".join(told), *([target] if draw.random() < 0.6 else [])]
