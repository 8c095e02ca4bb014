"""Action plans of cities that do not exist, in every shape that issue 5 names, each with its gold."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass

THINGS = (
    "子育て",
    "防災",
    "窓口",
    "公園",
    "道路",
    "図書館",
    "健康",
    "介護",
    "農地",
    "商店街",
    "文化財",
    "水道",
    "交通",
    "観光",
    "空き家",
    "人材",
)
PARTS = (
    "相談",
    "支援",
    "整備",
    "活用",
    "体制",
    "情報発信",
    "拠点",
    "点検",
    "担い手の確保",
    "予約システム",
    "データの公開",
)
ENDS = (
    "の推進",
    "の充実",
    "の検討",
    "の拡大",
    "の導入",
    "の見直し",
    "に向けた取組",
    "の在り方の検討",
    "の適正な管理",
)
SENTENCES = (
    "市民の声を聞きながら、{0}の{1}を段階的に進める。",
    "{0}について、関係する団体と力を合わせ、{1}を行う。",
    "また、令和８年度から{0}の{1}を試み、その結果を知らせる。",
    "なお、{0}の{1}に当たっては、国や県の決まりを踏まえ、近くの自治体の例にも学ぶ。",
)
UNITS = {
    "部": "総務部 企画部 市民生活部 こども未来部 健康福祉部 教育部 スポーツと文化部",
    "局": "総務局 財政局 市民局 こども青少年局 環境局 消防局",
    "課": "総務課 企画財政課 住民課 福祉課 産業振興課 建設課 子育て支援課",
    "室": "危機管理室 秘書室 デジタル推進室 市民協働室 人権推進室",
    "混在": "総務局 危機管理室 こども課 みどりの保全センター 議会事務局 市民部 教育委員会",
    "入れ子": "福祉部高齢者支援課 総務部危機管理課 こども部保育課 建設部公園緑地課",
}
PILLARS = (
    "体系{}",
    "基本目標{}",
    "柱{}",
    "施策の柱{}",
    "政策{}",
    "重点目標{}",
    "第{}章",
    "基本方針{}",
    "体系{r}",
    "{r}",
)
ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
MARKS = ("", "■ ", "{} ", "({}) ", "取組{} ", "施策{} ", "事業{} ", "○", "◆ ", "個別課題{} ", "主要事業{} ")
PLACES = ("beside", "under", "bracket", "bracket below", "square", "label")


@dataclass(slots=True)
class Shape:
    """How a made-up plan looks."""

    rng: random.Random
    pillar: str = ""
    field: str = ""
    fields: int = 0
    units: tuple[str, ...] = ()
    place: str = ""
    mark: str = ""
    width: int = 30
    targets: str = ""
    bullet: str = "・"
    overview: bool = False
    sentences: bool = True

    def thing(self) -> str:
        return self.rng.choice(THINGS)

    def part(self) -> str:
        return self.rng.choice(PARTS)


def folded(text: str) -> str:
    """Character width and white space aside."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def make_shape(rng: random.Random) -> Shape:
    """Choose how a plan looks; marks of two levels are never the same."""
    shape = Shape(
        rng,
        pillar=rng.choice(PILLARS),
        field=rng.choice(["{} ", "分野{} ", "({}) ", "基本施策{} "]),
        fields=rng.choice([0, 1, 2]),
        units=tuple(UNITS[rng.choice(list(UNITS))].split()),
        place=rng.choice(PLACES),
        mark=rng.choice(MARKS),
        width=rng.choice([25, 30, 33, 38, 45, 200]),
        targets=rng.choice(["", "【目標指標】", "成果指標", "■数値目標", "成果指標："]),
        bullet=rng.choice(["・", "- ", "● "]),
        overview=rng.random() < 0.3,
        sentences=rng.random() < 0.85,
    )
    if shape.fields == 2 or shape.field == shape.mark:
        shape.field = "分野{} "
    if shape.mark == "({}) ":
        shape.mark = "■ "
    return shape


def make_plan(seed: int) -> tuple[str, list[tuple[object, ...]]]:
    """A plan and its gold: title, pillar, field, units, whole city, targets, all folded."""
    rng = random.Random(seed)  # noqa: S311 - the same plan for the same seed
    shape = make_shape(rng)
    lines: list[tuple[str, int]] = []
    gold: list[tuple[object, ...]] = []
    names = [
        f"{shape.thing()}と{shape.thing()}が輝くまち{n}" for n in range(1, rng.choice([2, 3, 4, 6, 12]) + 1)
    ]
    lines.append((rng.choice(["青葉市", "川辺町", "東山市"]) + "まちづくり推進計画2030", 0))
    lines.append(("はじめに", 1))
    lines += prose(shape, 2)
    if shape.overview:
        lines.append(("計画の体系", 1))
        lines += [(f"{said(shape.pillar, n)} {name}", 1) for n, name in enumerate(names, 1)]
        lines.append(("取組の内容", 1))
    for number, name in enumerate(names, 1):
        lines.append((f"{said(shape.pillar, number)} {name}", 2))
        lines += prose(shape, 1)
        lines += pillar(shape, name, gold)
    text = spaced(lines, rng.choice(["none", "all", "paragraphs"]))
    return (unicodedata.normalize("NFKC", text) if rng.random() < 0.3 else text), gold


def said(pattern: str, number: int) -> str:
    """The word of a pillar with its number."""
    return pattern.replace("{r}", ROMAN[number - 1]).format(number)


def spaced(lines: list[tuple[str, int]], blank: str) -> str:
    """The lines with no, with all, or with the usual blank lines between them."""
    gaps = {"none": lambda _: 0, "all": lambda gap: 1 + (gap > 1), "paragraphs": lambda gap: gap}[blank]
    return "\n".join("\n" * gaps(gap) + line for line, gap in lines)


def prose(shape: Shape, count: int) -> list[tuple[str, int]]:
    """Some sentences, wrapped; or items without a full stop."""
    if not shape.sentences:
        return [(f"・{shape.thing()}の{shape.part()}を進める", 1) for _ in range(count)]
    chosen = [shape.rng.choice(SENTENCES).format(shape.thing(), shape.part()) for _ in range(count)]
    return wrapped("".join(chosen), shape.width)


def wrapped(text: str, width: int) -> list[tuple[str, int]]:
    """A text in lines of a width; the first has a gap above."""
    return [(text[i : i + width], int(i == 0)) for i in range(0, len(text), width)]


def pillar(shape: Shape, name: str, gold: list[tuple[object, ...]]) -> list[tuple[str, int]]:
    """The fields and initiatives of a pillar."""
    lines: list[tuple[str, int]] = []
    for number in range(1, (shape.rng.choice([1, 2, 3]) if shape.fields else 1) + 1):
        heading = f"{shape.thing()}・{shape.thing()}{shape.rng.choice(['分野', 'の安心', 'の基盤'])}"
        if shape.fields:
            lines.append((shape.field.format(number) + heading, 2))
            lines += prose(shape, 1) if shape.rng.random() < 0.5 else []
        subs = [f"{shape.thing()}の入口", f"{shape.thing()}の出口"] if shape.fields == 2 else [""]
        for place, sub in enumerate(subs, 1):
            lines += [(f"({place}) {sub}", 1)] if sub else []
            for order in range(1, shape.rng.choice([1, 2, 3]) + 1):
                above = (folded(name), folded(sub or (heading if shape.fields else "")))
                lines += initiative(shape, order, above, gold)
    return lines


def initiative(
    shape: Shape, order: int, above: tuple[str, str], gold: list[tuple[object, ...]]
) -> list[tuple[str, int]]:
    """A title with its units, its prose and its targets."""
    title = make_title(shape, {entry[0] for entry in gold})
    whole = shape.rng.random() < 0.1
    units = ["全庁"] if whole else shape.rng.sample(shape.units, shape.rng.choice([1, 1, 2, 3]))
    lines = titled(shape, shape.mark.format(order) + title, units)
    lines += prose(shape, shape.rng.choice([1, 2]))
    targets = [f"{shape.thing()}の{shape.part()}件数 {shape.rng.randrange(2, 90)}件以上" for _ in range(2)]
    if not shape.targets or shape.rng.random() < 0.4:
        targets = []
    elif shape.targets.endswith("："):
        targets = targets[:1]
        lines.append((shape.targets + targets[0], 0))
    else:
        lines += [(shape.targets, 0), *((shape.bullet + target, 0) for target in targets)]
    gold.append((folded(title), *above, named(units), whole, tuple(map(folded, targets))))
    return lines


def make_title(shape: Shape, taken: set[object]) -> str:
    """A title that no other initiative of the plan has."""
    while True:
        title = f"{shape.thing()}の{shape.part()}{shape.rng.choice(ENDS)}"
        if shape.rng.random() < 0.4:
            title = f"{shape.thing()}及び{shape.thing()}における地域と連携した{title}"
        if folded(title) not in taken:
            return title


def titled(shape: Shape, title: str, units: list[str]) -> list[tuple[str, int]]:
    """The title with its units where the shape puts them."""
    width = min(shape.width, 40)
    if shape.place == "beside" and len(units) == 1 and len(title) + len(units[0]) < width:
        return [(f"{title}　{units[0]}", 1)]
    if shape.place == "beside":
        return [*wrapped(title, width - 8), *((unit, 0) for unit in units)]
    if shape.place == "under":
        return [*wrapped(title, width - 4), ("、".join(units), 0)]
    if shape.place in ("bracket", "square"):
        first, last = "（）" if shape.place == "bracket" else "【】"
        return wrapped(f"{title}{first}{'、'.join(units)}{last}", width)
    if shape.place == "bracket below":
        return [*wrapped(title, width), (f"（{'・'.join(units)}）", 0)]
    return [*wrapped(title, width), (f"担当課：{'、'.join(units)}", 0)]


def named(units: list[str]) -> tuple[str, ...]:
    """The departments and sections that a list of units names."""
    found: set[str] = set()
    for unit in units:
        nested = re.match(r"(.+部)(.+課)$", unit)
        found |= {nested[1], nested[2]} if nested else {unit} - {"全庁"}
    return tuple(sorted(map(folded, found)))
