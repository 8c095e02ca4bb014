"""The page of the documents: what the graph holds, what waits, the form to bring more, and the build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from keikaku.graph.store.checks import Coverage
from keikaku.graph.store.lines import ReadDocument
from keikaku.web.desk.builds import BuildState
from keikaku.web.desk.desk import Desk, Waiting
from keikaku.web.desk.uploads import CORRECTIONS, FAQ, WORDS
from keikaku.web.html.frame import document, table
from keikaku.web.html.markup import element, text_html, words

HOME, UPLOAD = "/staff/documents", "/staff/documents/upload"
BUILD, REMOVE, DROP = f"{HOME}/build", f"{HOME}/remove", f"{HOME}/drop"
PROGRESS, SCRIPT = f"{HOME}/progress", f"{HOME}/desk.js"
COVERAGE = "/staff/coverage"
LINES = f"{COVERAGE}/document"
SHAPES = "/staff/shapes"

HERE = "ここで預かった文書は、「取り込む」を押すまでグラフに反映されません。"
LIMITS = (
    "一度に50件、合わせて 50 MiB まで。1件は 50 MB まで。読める種類: {readable}。"
    "よくある質問は id, question, answer の列、"
    "訂正は 文書, 行, IRI, 項目, 正しい値, 理由, 役割 の列のあるCSVです。"
)
NOTHING_WAITS = "反映を待っているものはありません。"
NO_GRAPH = "まだグラフがありません。文書を送って「取り込む」を押してください。"
RUNNING = "取り込み中です。終わるまで、画面はいまのグラフで答え続けます。"
DONE = "終わりました。質問の画面は新しい版で答えます。データの版: "
FAILED = "公開しませんでした。グラフは元のままです。"
ASK_DROP = (
    "この文書だけに書かれている施策や目標は、グラフと回答から消えます。"
    "ここで預かっている文書のファイルも消えます。ほかの文書はそのままです。"
)
HERE_TOO = {"--municipality": "上の「自治体名」"}
"""Options that a sentence of the command line names, and what they are on this page."""
NAMES = {FAQ: "よくある質問", CORRECTIONS: "人手訂正", WORDS: "教えた言葉"}
"""What waits beside documents, as people call it."""


def documents_page(desk: Desk, token: str, told: Sequence[str] = ()) -> str:
    """The whole page; `told` are sentences on what was just done."""
    state, built = desk.builds.state(), desk.documents()
    snapshot = desk.snapshot()
    return document(
        "文書",
        notes(told),
        _state(state),
        words("h2", "未反映のもの"),
        _waiting(desk.waiting(), token),
        build_form(token, is_running=state.is_running),
        words("h2", "文書を送る"),
        _upload_form(desk, token),
        words("h2", "グラフにある文書"),
        _documents(built, *desk.reading_of(snapshot)) if snapshot and built else words("p", NO_GRAPH),
        script(is_running=state.is_running),
    )


def notes(told: Sequence[str]) -> str:
    """Sentences on what was just done, said aloud by a screen reader."""
    if not told:
        return ""
    return element("div", element("ul", *(words("li", one) for one in told)), css="notes", role="status")


def hidden(**values: str) -> str:
    """What a form sends that nobody types."""
    return "".join(element("input", type="hidden", name=name, value=value) for name, value in values.items())


def script(*, is_running: bool) -> str:
    """What shows the progress without a click, while there is some."""
    return element("script", src=SCRIPT, defer="defer") if is_running else ""


def build_form(token: str, *, is_running: bool, label: str = "取り込む") -> str:
    """The button that builds; while a build runs, the sentence that it does."""
    if is_running:
        return words("p", RUNNING)
    return element(
        "form",
        hidden(token=token),
        element(
            "label",
            text_html("自治体名（書くと、文書の記載より優先します）"),
            element("input", name="municipality", maxlength="40"),
        ),
        element(
            "label",
            element("input", type="checkbox", name="again", value="1", css="tick"),
            text_html("ここで預かっている、取り込み済みの文書も読み直す"),
        ),
        element("button", text_html(label)),
        method="post",
        action=BUILD,
    )


def progress(state: BuildState) -> str:
    """The running build, in the words that the script replaces, and the way to see them without it."""
    link = element("a", text_html("いまの進み具合を見る"), href=f"{HOME}#build")
    return words("p", RUNNING) + element(
        "p", element("span", text_html(state.words()), id="progress", role="status"), " ", link
    )


def _state(state: BuildState) -> str:
    if not state.began:
        return ""
    title = f"いまの取り込み（{state.began}から）" if state.is_running else f"前回の取り込み（{state.began}）"
    inner = progress(state) if state.is_running else _report(state)
    return element("section", words("h2", title), words("p", state.what), inner, id="build")


def _report(state: BuildState) -> str:
    end = DONE + state.data_version if state.data_version else FAILED
    problems = element("ul", *(words("li", _here(one)) for one in state.problems))
    taken = element("ul", *(words("li", one) for one in state.told))
    return "".join(
        (
            words("p", end, css="counts"),
            words("h3", "確かめてほしいところ") + problems if state.problems else "",
            element("details", words("summary", "取り込んだもの"), taken) if state.told else "",
        )
    )


def _here(problem: str) -> str:
    for option, name in HERE_TOO.items():
        problem = problem.replace(option, name)
    return problem


def _waiting(waiting: Iterable[Waiting], token: str) -> str:
    rows = [
        (
            _waiting_name(one.upload.name),
            text_html(_size(one.upload.size)),
            text_html(f"未反映（{one.note}）"),
            _remove_form(one.upload.name, token),
        )
        for one in waiting
    ]
    return (
        table(("名前", "大きさ", "状態", "操作"), rows, "これから取り込むもの")
        if rows
        else words("p", NOTHING_WAITS)
    )


def _waiting_name(name: str) -> str:
    """The name of a file; of a document, with the way to how it will be read."""
    return text_html(NAMES[name]) if name in NAMES else text_html(name) + element("small", reading_link(name))


def reading_link(name: str) -> str:
    """The way to how a document is read."""
    address = f"{SHAPES}/document?{urlencode({'file': name})}"
    return element(
        "a",
        text_html("読み方を見る・教える"),
        href=address,
        **{"aria-label": f"{name}の読み方を見る・教える"},
    )


def _remove_form(name: str, token: str) -> str:
    button = element("button", text_html("取り消す"), **{"aria-label": f"{NAMES.get(name, name)}を取り消す"})
    return element("form", hidden(token=token, name=name), button, method="post", action=REMOVE, css="inline")


def _upload_form(desk: Desk, token: str) -> str:
    return element(
        "form",
        hidden(token=token),
        _file("文書（いくつでも）", "documents", ",".join(desk.reading.suffixes), multiple="multiple"),
        _file("よくある質問のCSV（いまのものと置き換わります）", "faq", ".csv"),
        _file("訂正のCSV（いまの訂正に加わります）", "corrections", ".csv"),
        element(
            "label",
            element("input", type="checkbox", name="replace", value="1", css="tick"),
            text_html("同じ名前の文書を置き換える"),
        ),
        words("p", HERE),
        words("p", LIMITS.format(readable=desk.reading.readable), css="soft"),
        element("button", text_html("送る")),
        method="post",
        action=UPLOAD,
        enctype="multipart/form-data",
    )


def _file(label: str, name: str, accept: str, **more: str) -> str:
    return element("label", text_html(label), element("input", type="file", name=name, accept=accept, **more))


def _documents(
    built: Sequence[ReadDocument], coverage: Mapping[str, Coverage], warnings: Mapping[str, int], faq: int
) -> str:
    names = ("文書", "読み取り", "注意", "操作")
    rows = (_document(one, coverage.get(one.file), warnings.get(one.file, 0)) for one in built)
    return words("p", f"よくある質問 {faq:,}件") + table(names, rows, "グラフの文書")


def _document(one: ReadDocument, read: Coverage | None, warnings: int) -> tuple[str, ...]:
    lines = f"{LINES}?{urlencode({'file': one.file})}"
    drop = element("small", reading_link(one.file)) + element(
        "a",
        text_html("外す"),
        href=f"{DROP}?{urlencode({'file': one.file})}",
        **{"aria-label": f"{one.file}を外す"},
    )
    told = (
        f"{read.characters:,}字\n事実 {read.share('fact')}%、文章 {read.share('passage')}%、"
        f"残り {read.share('leftover')}%"
        if read
        else ""
    )
    return (
        element("a", text_html(one.file), href=lines) + words("small", one.label),
        text_html(told),
        text_html(f"{warnings:,}件" if warnings else "なし"),
        drop,
    )


def drop_page(one: ReadDocument, token: str) -> str:
    """Asks before a document is taken out."""
    return document(
        f"「{one.file}」を外しますか",
        words("p", f"題名: {one.label}"),
        words("p", ASK_DROP),
        element(
            "form",
            hidden(token=token, name=one.file),
            element("button", text_html("外して、グラフを作り直す")),
            element("a", text_html("やめる"), href=HOME),
            method="post",
            action=DROP,
        ),
    )


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000):,} KB"
