"""Links as SSSOM rows and back: keys without a base, what a person said beside what was predicted.

https://mapping-commons.github.io/sssom/ names the columns; `ext_relation`, `ext_level` and
`ext_reviewed_at` are extensions, declared in the head, because two of our relations share a SKOS predicate
and a day is too coarse.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote

from keikaku.graph.files.sheets import harmless
from keikaku.graph.rdf.properties import MATCHES
from keikaku.ontology.model.facts import LinkRelation
from keikaku.ontology.model.values import Key
from keikaku.ontology.model.vocabulary import BASE, SKOS

Row = dict[str, str]

COLUMNS = (
    *("subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label"),
    *("mapping_justification", "confidence", "reviewer_label", "mapping_date", "comment"),
    *("ext_relation", "ext_level", "ext_reviewed_at"),
)
PREDICTED = "semapv:CompositeMatching"
CURATED = "semapv:ManualMappingCuration"
TOLD = "semapv:UnspecifiedMatching"
"""What documents say or what follows from them: neither a score nor a person."""
NOT = "Not"
PREFIX = "id:"
DECISIONS = "https://keikaku.example/sssom/successions"
_LETTERS = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_HEAD = """\
#curie_map:
#  id: {base}id/
#  plan: https://keikaku.example/ns/plan#
#  semapv: https://w3id.org/semapv/vocab/
#  skos: http://www.w3.org/2004/02/skos/core#
#mapping_set_id: {set_id}
{version}#license: https://w3id.org/sssom/license/unspecified
#extension_definitions:
#  - slot_name: ext_relation
#    property: plan:linkRelation
#  - slot_name: ext_level
#    property: plan:linkLevel
#  - slot_name: ext_reviewed_at
#    property: plan:reviewedAt
"""


def head(base: str = BASE, data_version: str = "") -> str:
    """The head of a file and its line of columns; `base` only tells its readers where keys resolve.

    With a data version it is the set of links that a house publishes; without one, what people decided.
    """
    set_id = f"{base}data/links.sssom.tsv" if data_version else DECISIONS
    version = f"#mapping_set_version: '{data_version}'\n" if data_version else ""
    return _HEAD.format(base=base, set_id=set_id, version=version) + "\t".join(COLUMNS) + "\n"


def identified(key: Key) -> str:
    """A key as an identifier that every reader takes: an IRI's letters as a URI writes them (RFC 3987, 3.1).

    >>> identified("みどり市/plan/PPP%2FPFI")
    'id:%E3%81%BF%E3%81%A9%E3%82%8A%E5%B8%82/plan/PPP%2FPFI'
    """
    return PREFIX + "".join(one if one.isascii() else quote(one) for one in key)


def key_in(identifier: str) -> Key:
    """The key of an identifier, in either writing.

    >>> key_in("id:%E3%81%BF%E3%81%A9%E3%82%8A%E5%B8%82/plan/PPP%2FPFI"), key_in("id:みどり市/plan/a")
    ('みどり市/plan/PPP%2FPFI', 'みどり市/plan/a')
    """
    return _LETTERS.sub(lambda found: unquote(found[0]), identifier.removeprefix(PREFIX))


def predicate(relation: LinkRelation) -> str:
    """What the earlier is to the later, in SKOS.

    >>> predicate(LinkRelation.MERGES)
    'skos:broadMatch'
    """
    return "skos:" + MATCHES[relation].removeprefix(SKOS.iri)


def lines(rows: Iterable[Mapping[str, str]], *, shown_in_sheets: bool = False) -> str:
    """Rows as text; `shown_in_sheets`: no cell can run as a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    for row in rows:
        cells = [_one_line(str(row.get(column, ""))) for column in COLUMNS]
        writer.writerow([harmless(cell) for cell in cells] if shown_in_sheets else cells)
    return text.getvalue()


def _one_line(text: str) -> str:
    """A cell: no line break, no tab, nothing that UTF-8 cannot write."""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ").split())


def read_rows(text: str) -> list[Row]:
    """The rows of a file with its head and any order of columns; what a row lacks is empty."""
    body = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [
        {name: value or "" for name, value in row.items() if name is not None}
        for row in csv.DictReader(body, delimiter="\t")
    ]


def exported(records: Sequence[Mapping[str, Any]], base: str, data_version: str = "") -> bytes:
    """The table of links as a SSSOM file: a reviewed link has its prediction in a row before the person's."""
    rows: list[Row] = []
    for record in records:
        if record["score"] is not None:
            rows.append(_predicted(record))
        if record["status"] in {"accepted", "rejected"}:
            rows.append(_curated(record))
        elif record["score"] is None:
            rows.append({**_predicted(record), "mapping_justification": TOLD})
    return (head(base, data_version) + lines(rows, shown_in_sheets=True)).encode("utf-8")


def _predicted(record: Mapping[str, Any]) -> Row:
    return {
        "subject_id": identified(record["from_key"]),
        "subject_label": record["from_label"],
        "predicate_id": predicate(LinkRelation(record["relation"])),
        "object_id": identified(record["to_key"]),
        "object_label": record["to_label"],
        "mapping_justification": PREDICTED,
        "confidence": "" if record["score"] is None else str(record["score"]),
        "comment": "".join(record["reasons"]),
        "ext_relation": record["relation"],
        "ext_level": record["level"],
    }


def _curated(record: Mapping[str, Any]) -> Row:
    return {
        **_predicted(record),
        "predicate_modifier": NOT if record["status"] == "rejected" else "",
        "mapping_justification": CURATED,
        "confidence": "",
        "reviewer_label": record["reviewed_by"],
        "mapping_date": record["reviewed_at"][:10],
        "comment": record["comment"],
        "ext_reviewed_at": record["reviewed_at"],
    }
