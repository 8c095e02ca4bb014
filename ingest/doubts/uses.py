"""What was made of every line, and why: the coverage, and the answer to `build --explain`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from keikaku.ingest.facts.posts import post_lines
from keikaku.ingest.figures.missions import mission_paragraphs
from keikaku.ingest.figures.resources import resource_lines
from keikaku.ingest.figures.targets import target_paragraphs
from keikaku.ingest.page.block import Block
from keikaku.ingest.prose.passages import kind_of_passage
from keikaku.ingest.reading import Reading
from keikaku.ingest.signs.lines import Line
from keikaku.ontology.model.facts import Extraction, LineUse, PassageKind
from keikaku.ontology.model.parts import place as place_of

FACT, PASSAGE, LEFTOVER, FURNITURE = "fact", "passage", "leftover", "furniture"
ROLE_WORDS = {
    "pillar": "体系の見出し",
    "field": "分野の見出し",
    "initiative": "施策の題名",
    "heading": "見出し",
}
USE_WORDS = {FACT: "事実", PASSAGE: "文章", LEFTOVER: "未分類", FURNITURE: "飾り"}


def make_uses(reading: Reading) -> tuple[LineUse, ...]:
    """One entry for each line that is not blank; its characters are those that are no white space."""
    special = _special_lines(reading)
    uses: dict[int, LineUse] = {}
    for index, block in enumerate(reading.outline.blocks):
        for line in block.lines:
            use, reason = special.get(line.number) or _use(reading, index, block)
            uses[line.number] = LineUse(
                line=line.number, characters=_characters(line), use=use, reason=reason
            )
    for line, reason in reading.furniture:
        uses[line.number] = LineUse(
            line=line.number, characters=_characters(line), use=FURNITURE, reason=reason
        )
    return tuple(uses[number] for number in sorted(uses))


def _characters(line: Line) -> int:
    return sum(not c.isspace() for c in line.text)


def _use(reading: Reading, index: int, block: Block) -> tuple[str, str]:
    role = reading.outline.roles[index]
    if role:
        return (PASSAGE if role == "heading" else FACT), f"{ROLE_WORDS[role]}: {block.reason}"
    if block.role in ("targets", "units", "table", "page"):
        return FACT, block.reason
    return PASSAGE, block.reason


def _special_lines(reading: Reading) -> dict[int, tuple[str, str]]:
    """The lines whose paragraph is a fact of its own, or that no heading holds."""
    found: dict[int, tuple[str, str]] = {}
    targets = {place for places in target_paragraphs(reading).values() for place in places}
    missions = mission_paragraphs(reading)
    for place, paragraph in enumerate(reading.paragraphs):
        if place in targets:
            said = (FACT, "目標の見出しの下の項目")
        elif place in missions:
            said = (FACT, "部の使命の行")
        elif kind_of_passage(reading, paragraph) is PassageKind.LEFTOVER:
            said = (LEFTOVER, "どの見出しの下にもない文章")
        else:
            continue
        found |= {line.number: said for line in paragraph.lines}
    found |= dict.fromkeys(post_lines(reading), (FACT, "職と氏名の行"))
    told = {line.number for one in reading.told for line in one.kept.lines}
    found |= dict.fromkeys(told, (FACT, "施策の中の、見出し（ラベル）と値"))
    return found | {line.number: (FACT, "職員数や予算の行") for line, _ in resource_lines(reading)}


def explain(extraction: Extraction) -> str:
    """Tell for every line what was made of it and why, with the sums in front."""
    document = extraction.document
    sums: Counter[str] = Counter()
    for use in extraction.uses:
        sums[use.use] += use.characters
    total = sum(sums.values()) or 1
    head = [f"# {document.file}（様式: {document.layout}）"]
    head += [f"{USE_WORDS[name]}: {sums[name]}字（{sums[name] / total:.1%}）" for name in USE_WORDS]
    return "\n".join([*head, "", *_lines(extraction), ""])


def _lines(extraction: Extraction) -> Iterable[str]:
    parts = extraction.document.parts
    for use in extraction.uses:
        where = place_of(parts, use.line)
        told = f"（{where}）" if where else ""
        yield f"{use.line}行目{told} {USE_WORDS[use.use]} {use.characters}字: {use.reason}"
