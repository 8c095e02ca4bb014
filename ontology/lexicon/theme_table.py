"""Writes themes.json from themes.ttl: ``python -m keikaku.ontology.lexicon.theme_table``.

The Turtle file is what people edit; the table beside it is what a question reads, in a millisecond and
without rdflib. A test holds that the two agree.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from keikaku.ontology.model.vocabulary import SKOS, THEME

TURTLE = Path(__file__).with_name("themes.ttl")
TABLE = Path(__file__).with_name("themes.json")


def table_of(turtle: str) -> str:
    """The table of a concept scheme in Turtle, one theme a line, in the order of its local names."""
    from rdflib import Graph, Literal, URIRef  # noqa: PLC0415  only those who change the themes pay for it

    graph = Graph().parse(data=turtle, format="turtle")

    def literals(concept: URIRef, predicate: str, *languages: str) -> list[str]:
        found = graph.objects(concept, URIRef(predicate))
        return sorted(str(o) for o in found if isinstance(o, Literal) and o.language in languages)

    def row(concept: URIRef) -> dict[str, object]:
        broader = [str(o).removeprefix(THEME.iri) for o in graph.objects(concept, URIRef(SKOS.broader))]
        return {
            "name": str(concept).removeprefix(THEME.iri),
            "label_ja": literals(concept, SKOS.prefLabel, "ja")[0],
            "label_en": literals(concept, SKOS.prefLabel, "en")[0],
            "words": literals(concept, SKOS.altLabel, "ja"),
            "english": literals(concept, SKOS.altLabel, "en"),
            "signs": literals(concept, THEME.sign, "ja"),
            "broad_words": literals(concept, SKOS.hiddenLabel, "ja"),
            "not_within": literals(concept, THEME.notWithin, "ja"),
            "broader": broader[0] if broader else "",
        }

    concepts = sorted(s for s in graph.subjects(URIRef(SKOS.inScheme)) if isinstance(s, URIRef))
    return "[\n" + ",\n".join(json.dumps(row(concept), ensure_ascii=False) for concept in concepts) + "\n]\n"


def main() -> int:
    """Write the table; tell how many themes it holds."""
    table = table_of(TURTLE.read_text(encoding="utf-8"))
    TABLE.write_text(table, encoding="utf-8", newline="\n")
    count = len(json.loads(table))
    print(f"テーマ{count}件を {TABLE.name} に書きました。themes.ttl と一緒にコミットしてください。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
