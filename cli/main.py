"""The command line: it joins the commands, and holds no rule and no SPARQL."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer

from keikaku.cli.building import build
from keikaku.cli.doors.faq import faq_app
from keikaku.cli.doors.mcp import mcp
from keikaku.cli.doors.settings import config, take_file
from keikaku.cli.doors.shapes import shapes_app
from keikaku.cli.graphs import check, export, sparql
from keikaku.cli.links import links_app
from keikaku.cli.options import STORE, StoreOption
from keikaku.cli.questions import ask, search
from keikaku.cli.serving import account, serve
from keikaku.cli.usage import WRONG_USE, BatchMissingError, CannotError, WrongUseError, in_japanese
from keikaku.cli.versions import diff, history, rollback
from keikaku.graph.store.versions import StoreError, StoreMissing

CORPUS = Path(__file__).parents[1] / "corpus"

app = typer.Typer(
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    help="計画グラフ",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    *(build, ask, search, export, sparql, check, history, rollback, diff, serve, account),
    *(config, mcp),
):
    app.command()(command)
app.add_typer(links_app, name="links")
app.add_typer(shapes_app, name="shapes")
app.add_typer(faq_app, name="faq")


@cache
def command_line() -> Any:
    """The verbs as the command that typer makes of them, once a process."""
    return typer.main.get_command(app)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer hands over what was written
    """Print the version of the program and end."""
    if wanted:
        from importlib.metadata import version

        print(f"keikaku-graph {version('keikaku-graph')}")
        raise typer.Exit


VersionOption = Annotated[
    bool, typer.Option("--version", callback=_version, is_eager=True, help="プログラムの版を示す")
]


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    store: StoreOption = STORE,
    *,
    version: VersionOption = False,  # noqa: ARG001 - its callback has ended the program
) -> None:
    """引数なしで呼ぶと、グラフがなければ見本の文書から作り、画面を開きます。"""
    context.obj = store
    if context.invoked_subcommand is None:
        from keikaku.graph.store.versions import current

        try:
            current(store)
        except StoreMissing:
            build([CORPUS], store=store)
        serving = ["serve", "--store", str(store)]
        command_line()(serving, standalone_mode=False)  # with every setting that holds


def _run() -> int | None:
    """Take the settings and run the verb."""
    take_file(os.environ)
    try:
        status: int | None = command_line()(standalone_mode=False)
    except SystemExit:
        if type(sys.stdout).__name__ != "PacifyFlushWrapper":
            raise
        raise BrokenPipeError from None  # typer's own ending for a pipe that nobody reads any more
    sys.stdout.flush()
    return status


def main() -> None:
    """Run the command line; every ending is one Japanese sentence and a status of CONTRACTS.md."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        status = _run()
    except WrongUseError as wrong:
        print(wrong, file=sys.stderr)
        status = WRONG_USE
    except (CannotError, BatchMissingError, StoreError) as sentence:
        print(sentence, file=sys.stderr)
        status = 1
    except (KeyboardInterrupt, typer.Abort):
        print("中断しました。グラフは元のままです。", file=sys.stderr)
        status = 1
    except typer.TyperException as wrong:
        print(in_japanese(wrong), file=sys.stderr)
        status = WRONG_USE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except Exception as error:
        if os.environ.get("KEIKAKU_DEBUG"):
            raise
        print(
            f"予期しない問題で止まりました（{type(error).__name__}: {error}）。"
            "KEIKAKU_DEBUG=1 を付けて実行し、出力を開発者に知らせてください。",
            file=sys.stderr,
        )
        status = 1
    sys.exit(status or 0)
