"""corpus/ tells the shared documents' facts in its own words; no sentence of theirs stands in the project."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
RUN = 26
SAMPLE = re.compile(r"【見本】この文書は「.+」を別の言葉で書き直した見本であり、原本ではありません。")
TOLD = ("corpus", "tests", "docs", "ontology", "graph", "ingest", "qa", "web", "benchmarks", ".")
SUFFIXES = {".py", ".txt", ".md", ".ttl", ".rq", ".json", ".jsonl", ".html", ".csv", ".css", ".js", ".toml"}

QUOTED = re.compile(r"「[^「」]{1,120}」|『[^『』]{1,120}』|“[^“”]{1,120}”|\"[^\"\n]{1,120}\"")
OWNER = re.compile(r"(^|\s|\([^()]{0,40})[^\s、。()]{0,12}(部|課|室|全庁)\)?$")
ROW = re.compile(r"\d.*\d\s?(%|人|件|億?\s?円)?$")
HEADING = re.compile(r"[#■○◆・-]|[IVX]{1,4}[^A-Za-z]|体系\s?\d|\(?\d{1,2}\)?[^\d年月日人件%]|[アイウエオ]\s")
PUNCTUATION = re.compile(r"[。、]")
BULLETS = "●◇"
PARAGRAPH = 60  # a longer line is a whole paragraph: that document is not wrapped
FIGURE = re.compile(r"\d[\d,.]*")


def fold(text: str) -> str:
    """Character width and white space aside."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def closes_title(cell: str) -> bool:
    """A department, beside a title or on a line of its own, or a table row's figures."""
    return bool(OWNER.search(cell)) or (not PUNCTUATION.search(cell) and bool(ROW.search(cell)))


def is_heading(cell: str) -> bool:
    """A short numbered or marked line without punctuation."""
    short = len(fold(QUOTED.sub("", cell))) < RUN
    return short and not PUNCTUATION.search(cell) and bool(HEADING.match(cell))


def is_fact(cell: str, *, wrapped: bool, under_targets: bool) -> bool:
    """A title, a name, a heading, a table row or a target line: what a retelling keeps as it is."""
    if cell[0] in BULLETS:
        return False
    if cell[0] in "#【" or closes_title(cell) or (under_targets and cell[0] == "-"):
        return True
    return is_heading(cell) or not (wrapped or PUNCTUATION.search(cell))


def sorted_cells(document: str) -> Iterator[tuple[bool, str]]:
    """Each line or table cell, folded, and whether it is a fact; a title's first lines go with its last."""
    wrapped = max(len(fold(line)) for line in document.splitlines()) < PARAGRAPH
    cells = unicodedata.normalize("NFKC", document.replace("\t", "\n")).splitlines()
    block: list[str] = []
    under_targets = False
    for number, cell in enumerate(cell for line in cells if (cell := line.strip())):
        under_targets = cell[0] == "【" or (under_targets and cell[0] == "-")
        inside = wrapped and bool(PUNCTUATION.search("".join(block)))
        fact = number == 0 or (not inside and is_fact(cell, wrapped=wrapped, under_targets=under_targets))
        if fact or cell[0] in BULLETS:
            is_title = fact and closes_title(cell) and not PUNCTUATION.search("".join(block))
            yield from marked(block, is_title=is_title)
            block = []
        block.append(cell)
        if fact or cell[-1] == "。":
            yield from marked(block, is_title=fact)
            block = []
    yield from marked(block, is_title=False)


def marked(block: list[str], *, is_title: bool) -> Iterator[tuple[bool, str]]:
    """The block's cells, as facts where they are a title; a bullet's text never is."""
    return ((is_title and cell[0] not in BULLETS, fold(cell)) for cell in block)


def prose(document: str) -> list[str]:
    """What is left of a document, page wraps joined, where facts and quoted names are cut out."""
    kept = "".join(
        "\n" if fact else f"\n{line}" if line[0] in BULLETS else line for fact, line in sorted_cells(document)
    )
    return [piece for piece in re.split(r"\n+", QUOTED.sub("\n", kept)) if len(piece) >= RUN]


def windows(pieces: Iterable[str]) -> set[str]:
    """Every run of exactly RUN characters."""
    return {piece[i : i + RUN] for piece in pieces for i in range(len(piece) - RUN + 1)}


def runs(text: str, forbidden: set[str]) -> list[str]:
    """The longest stretches of the folded text that are made of forbidden runs, in order."""
    folded = fold(text)
    starts = [i for i in range(len(folded) - RUN + 1) if folded[i : i + RUN] in forbidden]
    found: list[tuple[int, int]] = []
    for i in starts:
        if found and found[-1][1] >= i + RUN - 1:
            found[-1] = (found[-1][0], i + RUN)
        else:
            found.append((i, i + RUN))
    return [folded[a:b] for a, b in found]


def files_in(folder: str) -> list[Path]:
    """The text files that the project holds there (of the root only its own files)."""
    base = ROOT / folder
    paths = base.iterdir() if folder == "." else base.rglob("*")
    return sorted(path for path in paths if path.is_file() and path.suffix in SUFFIXES)


def figures(text: str) -> set[str]:
    """Every figure, thousands commas aside."""
    return {figure.replace(",", "").rstrip(".") for figure in FIGURE.findall(fold(text))}


def retelling_of(seed: str) -> str:
    """The corpus file that shares the most fact lines with the document, without its first line."""
    facts = {line for fact, line in sorted_cells(seed) if fact}
    texts = [path.read_text("utf-8").split("\n", 1)[1] for path in sorted(CORPUS.glob("*.txt"))]
    return max(texts, key=lambda text: len(facts & {line for fact, line in sorted_cells(text) if fact}))


@pytest.fixture(scope="module")
def originals(seeds: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(seeds.glob("*.txt"))}


MADE_UP = """\
体系１ 緑のまちづくり

１ 公園

花壇の手入れを市民と進めるための新しい仕組みの
検討
みどり推進部

商店街の空き地に花を植え、世話をする人を募って、ＡＩが選ぶ見どころを地図にまとめ

て配る。名前は「みどりの散歩道をみんなで育てていく市民花壇プロジェクト」とする。

【目標指標】

- ・花壇の世話をする、新しく登録した市民の人数 300人以上及び満足度 90%以上
"""


@pytest.mark.parametrize(
    "copy",
    [
        "商店街の空き地に花を植え、世話をする人を募って、ＡＩが選ぶ見どころを地図にまとめて配る。",
        "空き地に花を植え、世話をする人\n\nを募って、ＡＩが選ぶ 見どころ",
        '{"text": "世話をする人を募って、AIが選ぶ見どころを地図にまとめて配る"}',
    ],
)
def test_a_copied_sentence_is_found_however_it_is_wrapped(copy: str) -> None:
    """The checker can fail: line breaks and character width do not hide a copy."""
    assert runs(copy, windows(prose(MADE_UP)))


@pytest.mark.parametrize(
    "kept",
    [
        "花壇の手入れを市民と進めるための新しい仕組みの検討 みどり推進部",
        "- ・花壇の世話をする、新しく登録した市民の人数 300人以上及び満足度 90%以上",
        "「みどりの散歩道をみんなで育てていく市民花壇プロジェクト」",
        "空いた土地が商店街にあれば花壇にする。手入れの担い手を募集し、四季の見どころは地図で知らせる。",
    ],
)
def test_titles_targets_names_and_other_words_are_no_copy(kept: str) -> None:
    """Facts may stand as they are, and so may the same meaning in other words."""
    assert runs(kept, windows(prose(MADE_UP))) == []


def test_a_run_is_told_once_and_whole() -> None:
    """Overlapping windows are one finding, so that a message shows the copied words."""
    sentence = "商店街の空き地に花を植え、世話をする人を募って、AIが選ぶ見どころを地図にまとめて配る。"
    assert runs(f"前置き。{sentence}", windows(prose(MADE_UP))) == [sentence]


def test_the_corpus_holds_the_five_retellings() -> None:
    """A newcomer starts with five documents."""
    assert len(list(CORPUS.glob("*.txt"))) == 5


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_retelling_says_so_in_its_first_line(path: Path) -> None:
    """【見本】 first, then a blank line, then the document; the file's name says it too."""
    first, second, third = (path.read_text("utf-8") + "\n\n\n").split("\n")[:3]
    assert SAMPLE.fullmatch(first)
    assert not second.strip()
    assert third.strip()
    assert path.stem.endswith("見本")


@pytest.mark.shared
def test_the_mask_leaves_the_originals_sentences(originals: dict[str, str]) -> None:
    """What ends a sentence is checked, save what it quotes: else the next test would pass on nothing."""
    for name, text in originals.items():
        left = "\n".join(prose(text))
        for line in text.splitlines():
            ends = line.rstrip().endswith("。") and "\t" not in line
            for piece in QUOTED.sub("\n", fold(line)).split("\n") if ends else ():
                assert len(piece) < RUN or "「" in piece or "」" in piece or piece in left, (name, piece)


@pytest.mark.shared
@pytest.mark.parametrize("folder", TOLD)
def test_no_sentence_of_the_originals_stands_in_the_project(folder: str, originals: dict[str, str]) -> None:
    """No run of 26 characters of their prose, wherever a text file of the project lies."""
    forbidden = windows(piece for text in originals.values() for piece in prose(text))
    found = {
        str(path.relative_to(ROOT)): runs(path.read_text("utf-8"), forbidden) for path in files_in(folder)
    }
    assert {path: copies for path, copies in found.items() if copies} == {}


@pytest.mark.shared
def test_every_fact_line_of_an_original_stands_in_its_retelling(originals: dict[str, str]) -> None:
    """Headings, titles with their departments, table rows and target lines are the same to the character."""
    for name, text in originals.items():
        told = fold(retelling_of(text))
        assert [line for fact, line in sorted_cells(text) if fact and line not in told] == [], name


@pytest.mark.shared
def test_a_retelling_has_the_figures_of_its_original_and_no_others(originals: dict[str, str]) -> None:
    """Dates, amounts and counts are facts: none is lost, none is added."""
    for name, text in originals.items():
        assert figures(retelling_of(text)) == figures(text), name


@pytest.mark.shared
def test_a_retelling_is_about_as_long_as_its_original(originals: dict[str, str]) -> None:
    """Lines and characters within a tenth, so that what a layout sees is the same."""
    for name, text in originals.items():
        told = retelling_of(text)
        assert 0.9 < len(fold(told)) / len(fold(text)) < 1.1, name
        assert 0.9 < len(told.splitlines()) / len(text.splitlines()) < 1.1, name
