"""The lines of a web page's frame that tell a fact: dates, the publisher, how to reach them."""

from __future__ import annotations

import re

from keikaku.ingest.signs.lines import Line

PUBLISHED = re.compile(r"(?:公開日|掲載日|発行日|登録日|更新日)\s?[::]\s?")
PUBLISHER = re.compile(
    r"^(?:作成・発信部署|発信部署|作成部署|担当部署|担当課|お?問い?合わ?せ先?|このページの担当|編集・発行|発行)\s?[::]\s?(?P<units>.{2,40})$"
)
CONTACTS = (
    (
        "phone",
        re.compile(
            r"^(?:直通)?(?:電話|TEL|Tel|ダイヤルイン)(?:番号)?\s?[::]?\s?(?P<text>\+?\d[\d()-]{7,15}\d)"
        ),
    ),
    (
        "fax",
        re.compile(
            r"^(?:ファクス|ファックス|ファクシミリ|FAX|Fax)(?:番号)?\s?[::]?\s?(?P<text>\+?\d[\d()-]{7,15}\d)"
        ),
    ),
    ("address", re.compile(r"^(?:所在地\s?[::]\s?)?(?P<text>〒\s?\d{3}-\d{4}.{3,80})$")),
    ("email", re.compile(r"(?:^|[::\s])(?P<text>[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,4})$")),
)


def is_page_line(line: Line) -> bool:
    """Whether a line belongs to the frame of a page and tells a fact about it."""
    return bool(
        PUBLISHED.match(line.plain)
        or PUBLISHER.match(line.plain)
        or any(pattern.search(line.plain) for _, pattern in CONTACTS)
    )
