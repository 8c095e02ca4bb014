"""Which municipality a document speaks of: the name of a city, town or village that stands most often."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.lines import Line

UNKNOWN = "自治体未詳"
NAME = re.compile(
    r"(?<![一-龥々ヶ])(?P<kanji>[一-龥々ヶ]{1,8}?[市町村区])|(?<![ぁ-ん])(?P<hiragana>[ぁ-ん]{2,6}[市町村])|(?<![ァ-ヶー])(?P<katakana>[ァ-ヶー]{2,6}[市町村])"
)
PREFECTURE = re.compile(r"^(?:東京都|北海道|京都府|大阪府|[一-龥]{2,3}県)")
COMMON = re.compile(
    r"^(?:こ|そ|あ|ど|わ|い|まち|すべて|ひとつ|ふたつ|それぞれ)?(?:の|が)[町村市]$|^(?:[本当各全同他両周辺近隣該]{1,2}|自治体|都|政令|中核|姉妹|友好|先進|区|都市|何|某|旧|県内|都内|府内|隣接|関係)[市町村区]$"
    r"|(?:地|学|校|処理|選挙|行政|特別|下|城下|農|漁|中学校|小学校|街|商店|都|区|水|海|市|町|村)[市町村区]$"
)
PERSON = re.compile(r"[長監]\s{1,3}$")  # a person's name follows a post
FOLLOWS = re.compile(r"^(?:場|街(?!道)|況|販|価|域|債|松|石|名|人会)")
MAYOR = 3  # points for 〜市長
PLAN_NAME = 2  # points inside the name of a plan
TITLE = 4  # points in the first lines
FIRST_LINES = 5
LEAST = 2


def find_city(lines: Sequence[Line]) -> str | None:
    """Find the municipality; None where no name stands out.

    >>> from ingest.lines import make_line
    >>> find_city([make_line(1, "みどり市基本計画"), make_line(3, "みどり市長 山田")])
    'みどり市'
    """
    points: Counter[str] = Counter()
    for place, line in enumerate(lines):
        for match in NAME.finditer(line.plain):
            name = PREFECTURE.sub("", match[0])
            after = line.plain[match.end() : match.end() + 12]
            if (
                len(name) < 2
                or PERSON.search(line.plain[: match.start()])
                or COMMON.search(name)
                or FOLLOWS.match(after)
            ):
                continue
            points[name] += 1 + (TITLE if place < FIRST_LINES else 0) + _bonus(after)
    best = points.most_common(1)
    return best[0][0] if best and best[0][1] >= LEAST else None


def _bonus(after: str) -> int:
    if after.startswith(("長", "議会")):
        return MAYOR
    return PLAN_NAME if re.match(r".{0,8}?(?:計画|構想|プラン|ビジョン)", after) else 0
