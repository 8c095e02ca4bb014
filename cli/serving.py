"""`keikaku serve` and `account`: the two doors, and who may pass the second."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.opening import answerer_of
from cli.options import STORE, AccountsOption, StoreOption
from cli.usage import CannotError, WrongUseError


def serve(
    *,
    store: StoreOption = STORE,
    host: Annotated[str, typer.Option(help="待ち受けるアドレス")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="待ち受けるポート", min=0, max=65535)] = 7860,
    accounts: AccountsOption = None,
    exempt: Annotated[
        str, typer.Option(envvar="KEIKAKU_EXEMPT", help="回数を限らないネットワーク（コンマ区切り）")
    ] = "",
    review: Annotated[
        bool,
        typer.Option("--review/--no-review", help="職員の画面で後継を確認できるようにする"),
    ] = True,
    log_questions: Annotated[
        bool,
        typer.Option(
            envvar="KEIKAKU_LOG_QUESTIONS", help="市民の画面で答えられなかった質問を、個人の情報を伏せて残す"
        ),
    ] = False,
    log_staff_questions: Annotated[
        bool, typer.Option(envvar="KEIKAKU_LOG_STAFF_QUESTIONS", help="職員の画面のものを残す")
    ] = True,
) -> None:
    """市民の画面を / に、職員の画面を /staff/ に開きます。"""
    from cli.desk import desk_of
    from web.accounts import Accounts, AccountsError
    from web.desk_routes import desk_routes
    from web.limits import networks
    from web.links_routes import link_routes
    from web.live import Live
    from web.records import Door, Records
    from web.server import CannotServeError, Site
    from web.server import serve as serve_pages

    try:
        free = networks(exempt)
    except ValueError as wrong:
        raise WrongUseError(f"--exempt は 192.0.2.0/24 の形です（{wrong}）。") from wrong
    live = Live(store, lambda folder: answerer_of(folder, cold=False))
    known = Accounts(_accounts_file(store, accounts))
    desk = desk_of(store)
    doors = {Door.PUBLIC: log_questions, Door.STAFF: log_staff_questions}
    site = Site(
        answering=live.answer,
        status=live.status,
        world=live.world,
        accounts=known,
        exempt=free,
        staff=(*link_routes(store, review=review), *desk_routes(desk)),
        records=Records(store, frozenset(door for door, wanted in doors.items() if wanted)),
    )
    try:
        serve_pages(site, host=host, port=port)
    except (CannotServeError, AccountsError) as error:
        raise CannotError(str(error)) from error
    finally:
        desk.builds.stop()


def account(
    name: Annotated[str, typer.Argument(help="職員の名前（空白とコロンは使えません）")],
    *,
    store: StoreOption = STORE,
    accounts: AccountsOption = None,
    remove: Annotated[bool, typer.Option("--remove", help="アカウントを消す")] = False,
) -> None:
    """職員のアカウントを作るか、パスワードを替えるか、消します。"""
    from cli.accounts import change, drop
    from web.accounts import Accounts, AccountsError

    known = Accounts(_accounts_file(store, accounts))
    try:
        print(drop(known, name) if remove else change(known, name))
    except (AccountsError, OSError) as error:
        raise CannotError(str(error)) from error


def _accounts_file(store: Path, given: Path | None) -> Path:
    from web.accounts import FILE

    return given or store / FILE
