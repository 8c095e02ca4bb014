"""The words of the pages with a picture of the graph, in both languages; `web.html.words` has them with the others."""

from __future__ import annotations

PICTURE: dict[str, tuple[str, str]] = {
    "picture": ("図で見る", "See as a picture"),
    "picture_title": ("つながりの図", "Picture of connections"),
    "picture_lead": (
        "左は基本構想から担当の部までのつながり、右はそのほかに直接つながるものです。同じ内容が下の表にあります。",
        "Left: the chain from the basic concept to the departments. Right: what else touches it. The tables below tell the same.",
    ),
    "picture_table_only": (
        "つながりを表で示します。JavaScript が使える画面では、同じ内容の図も出ます。",
        "The connections as tables. Where JavaScript runs, a picture shows the same.",
    ),
    "picture_help": (
        "四角を押すと、そこを中心にした図に移ります。キーボードでは矢印で選び、Enter で移り、＋と－で大きさを、0 で全体を見ます。",
        "Press a box to go on from there. By keyboard: arrows choose, Enter goes on, + and - zoom, 0 shows all.",
    ),
    "picture_tools": ("図の操作", "Picture controls"),
    "zoom_in": ("拡大", "Zoom in"),
    "zoom_out": ("縮小", "Zoom out"),
    "zoom_all": ("全体", "Show all"),
    "pan_left": ("左へ", "Left"),
    "pan_right": ("右へ", "Right"),
    "pan_up": ("上へ", "Up"),
    "pan_down": ("下へ", "Down"),
    "own_page": ("この項目のページを読む", "Read the page of this item"),
    "chain": ("基本構想から担当の部まで", "From the basic concept to the departments"),
    "chain_rootless": (
        "基本構想までのつながりは、読み込んだ文書からはわかりません。",
        "The documents that were read do not tell the way up to a basic concept.",
    ),
    "chain_none": (
        "計画のつながりの中に置かれるものではありません。",
        "It has no place in the chain of plans.",
    ),
    "neighbours": ("直接つながるもの", "What touches it directly"),
    "neighbours_none": ("ほかに直接つながるものはありません。", "Nothing else touches it directly."),
    "here": ("この項目", "this item"),
    "kind": ("種類", "Kind"),
    "above": ("すぐ上", "Directly above"),
    "relation": ("つながり方", "Relation"),
    "inferred": ("推定", "inferred"),
    "between": ("施策{n}件", "{n} initiatives"),
    "more": ("ほか{n}件（下の表へ）", "{n} more (table below)"),
    "connected": ("つながるもの", "Connected"),
}
