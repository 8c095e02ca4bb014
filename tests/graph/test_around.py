"""A new attribute of an initiative is one line of `graph/views/around.py`: pages, cards, exports and answers have it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINE = '    Attribute("rank", "整理番号", "Rank", "$thing plan:order ?text"),\n'
END = ')\n"""Everything around an initiative'
SEEN = """
import json, sys
from pathlib import Path
from keikaku.cli.terminal import answer_lines
from keikaku.graph.export.tables import COLUMNS, initiatives
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.graph.views.cards import card
from keikaku.graph.views.pages import thing
from keikaku.qa.telling.answer import Answer, AnswerStatus, Item
from keikaku.qa.world.rows import with_more
from keikaku.web.chat.copying import copied_table
from keikaku.web.chat.table import table_html
from keikaku.web.html.words import say

graph = open_snapshot(Path(sys.argv[1]))
rows = initiatives(graph)
items = tuple(Item(iri=row["iri"], type="Initiative", label=row["label"]) for row in rows)
answer = with_more(Answer(question="", status=AnswerStatus.ANSWERED, text="", items=items), graph)
iri = rows[0]["iri"]
page = thing(graph, graph.key(iri))
print(json.dumps({
    "page": [one.label for one in page.named("rank")],
    "card": [[one.label for one in values] for name, values in card(graph, iri, "initiative", "").more],
    "export": rows[0].get("rank"), "column": "rank" in COLUMNS["initiatives"],
    "item": answer.to_dict()["items"][0].get("rank"),
    "table": "整理番号" in table_html(answer.items, ()),
    "copied": "整理番号" in copied_table(answer.items, ()).splitlines()[0],
    "terminal": any("整理番号" in line for line in answer_lines(answer)),
    "words": [say("ja", "fact_rank"), say("en", "fact_rank")],
}))
"""


@pytest.mark.slow
def test_one_line_shows_a_made_up_attribute_everywhere(tmp_path, corpus_store):
    """In a copy of the program with one line more, and in nothing else changed."""
    for layer in ("ontology", "graph", "qa", "web", "cli", "ingest", "corpus", "keikaku"):
        shutil.copytree(ROOT / layer, tmp_path / layer, symlinks=True)
    module = tmp_path / "graph/views/around.py"
    text = module.read_text("utf-8")
    before, after = text.split(END)
    module.write_text(f"{before}{LINE}{END}{after}", "utf-8")
    (tmp_path / "seen.py").write_text(SEEN, "utf-8")
    told = subprocess.run(
        [sys.executable, "seen.py", str(corpus_store)], cwd=tmp_path, check=True, capture_output=True
    )
    seen = json.loads(told.stdout)
    value = seen["page"]
    assert len(value) == 1
    assert value[0].isdigit()
    assert seen == {
        "page": value, "card": [value], "export": value, "column": True, "item": value,
        "table": True, "copied": True, "terminal": True, "words": ["整理番号", "Rank"],
    }  # fmt: skip
