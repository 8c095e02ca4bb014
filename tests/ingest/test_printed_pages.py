"""What a browser prints as PDF gives what its text gives: another maker than the tests' own."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from as_files import as_html
from reading import CASES, extraction
from test_formats import content, extracted, told

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STYLE = (
    '<style>body{font-family:"Noto Sans CJK JP";font-size:10.5pt}h1,h2,h3{font-size:12pt}p{margin:0 0 4pt}'
    "table{border-collapse:collapse;width:100%}td{border:1px solid #000;padding:2pt}</style></head>"
)
FILES = [
    *("city_akari_keikaku.txt", "city_shiomi_gyokaku.txt", "city_kaede_koho.txt", "layout_circled.txt"),
    *("layout_half_width.txt", "layout_labels.txt", "layout_spaced_table.txt", "layout_tab_table.txt"),
]


@pytest.mark.parametrize("file", FILES)
def test_a_printed_page_gives_the_initiatives_of_its_text(tmp_path, file):
    text = (CASES / file).read_text(encoding="utf-8")
    page, printed = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_bytes(as_html(text).replace(b"</head>", STYLE.encode(), 1))
    browser = shutil.which("chromium")
    assert browser
    command = [
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--print-to-pdf={printed}",
        page.as_uri(),
    ]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    assert told(extracted(content(".pdf", printed.read_bytes()))) == told(extraction(text))
