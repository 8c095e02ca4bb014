"""The words of the pages about the doors for programs, in both languages."""

from __future__ import annotations

PROGRAMS: dict[str, tuple[str, str]] = {
    "sparql_about": (
        "グラフ全体に SPARQL 1.1 で問い合わせられます（読み取り専用、{kilobytes}KBまで、2秒、10,000行まで）。plan: や skos: などの接頭辞は書かなくても使えます。プログラムからはこの番地に GET か POST で送ってください。",
        "Ask the whole graph in SPARQL 1.1 (read-only, at most {kilobytes} KB, 2 seconds and 10,000 rows). Prefixes such as plan: and skos: need no declaration. Programs send GET or POST to this address.",
    ),
    "sparql_query": ("問い合わせ", "Query"),
    "sparql_run": ("実行", "Run"),
    "sparql_rows": ("結果（{count}行）", "Result ({count} rows)"),
    "sparql_more": (
        "上限で打ち切りました。条件を足すか、LIMIT と OFFSET で分けてください。",
        "Cut at the limit. Add a condition, or page with LIMIT and OFFSET.",
    ),
    "sparql_examples": ("例", "Examples"),
    "as_data": ("データで読む", "As data"),
    "for_programs": ("プログラム向け（API、SPARQL、ダウンロード）", "For programs (API, SPARQL, downloads)"),
    "ontology_title": ("計画の語彙", "The vocabulary of plans"),
    "ontology_about": (
        "このグラフの言葉の一覧です。どの言葉も、広く使われている語彙の下にあります。",
        "The words of this graph. Each stands under a vocabulary that is widely known.",
    ),
    "ontology_classes": ("クラス", "Classes"),
    "ontology_properties": ("プロパティ", "Properties"),
    "ontology_under": ("上位", "Under"),
    "api_title": ("プログラム向けの入り口", "Doors for programs"),
    "api_about": (
        "どの入り口も読み取り専用で、ログインは要りません。1分に{rate}回までです。",
        "Every door is read-only and needs no login; {rate} requests a minute.",
    ),
    "api_downloads": ("ダウンロード", "Downloads"),
    "api_routes": ("JSON の API", "JSON API"),
}
