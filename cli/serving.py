"""`keikaku serve` and `account`: the two doors, and who may pass the second."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from keikaku.cli.doors.settings import base as base_that_holds
from keikaku.cli.doors.settings import cors, handed, oidc, publication
from keikaku.cli.opening import answerer_at
from keikaku.cli.options import STORE, AccountsOption, BaseOption, StoreOption
from keikaku.cli.usage import CannotError, WrongUseError

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from keikaku.web.desk.desk import Desk
    from keikaku.web.guard.limits import Network
    from keikaku.web.records.kept import Door
    from keikaku.web.server import Site

KEY = "KEIKAKU_SESSION_KEY"
ExemptOption = Annotated[
    str,
    typer.Option(envvar="KEIKAKU_EXEMPT", help="ログインのほかは回数を限らないネットワーク（コンマ区切り）"),
]
ConnectionsOption = Annotated[
    int,
    typer.Option(
        envvar="KEIKAKU_CONNECTIONS",
        min=1,
        help="一つのアドレスから同時に開ける接続の数（前に立つサーバーも一つ）",
    ),
]
RootPathOption = Annotated[
    str,
    typer.Option(envvar="KEIKAKU_ROOT_PATH", help="前に立つサーバーで、この画面の前に付く道（/keikaku）"),
]
ReviewOption = Annotated[
    bool, typer.Option("--review/--no-review", help="職員の画面で後継を確認できるようにする")
]
LogOption = Annotated[
    bool,
    typer.Option(
        envvar="KEIKAKU_LOG_QUESTIONS", help="市民の画面で答えられなかった質問を、個人の情報を伏せて残す"
    ),
]
LogStaffOption = Annotated[
    bool, typer.Option(envvar="KEIKAKU_LOG_STAFF_QUESTIONS", help="職員の画面のものを残す")
]


def serve(
    *,
    store: StoreOption = STORE,
    host: Annotated[str, typer.Option(envvar="KEIKAKU_HOST", help="待ち受けるアドレス")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(envvar="KEIKAKU_PORT", help="待ち受けるポート", min=0, max=65535)
    ] = 7860,
    accounts: AccountsOption = None,
    exempt: ExemptOption = "",
    connections: ConnectionsOption = 256,
    root_path: RootPathOption = "",
    base: BaseOption = None,
    review: ReviewOption = True,
    log_questions: LogOption = False,
    log_staff_questions: LogStaffOption = True,
) -> None:
    """市民の画面を / に、職員の画面を /staff/ に開きます。"""
    from keikaku.cli.desk import desk_of
    from keikaku.web.guard.accounts import AccountsError
    from keikaku.web.guard.limits import networks
    from keikaku.web.html.rooted import root_of
    from keikaku.web.records.kept import Door
    from keikaku.web.server import CannotServeError
    from keikaku.web.server import serve as serve_pages

    try:
        free = networks(exempt)
    except ValueError as wrong:
        raise WrongUseError(f"--exempt は 192.0.2.0/24 の形です（{wrong}）。") from wrong
    try:
        root = root_of(root_path)
    except ValueError as wrong:
        raise WrongUseError(f"--root-path は /keikaku の形です（{wrong}）。") from wrong
    doors = {Door.PUBLIC: log_questions, Door.STAFF: log_staff_questions}
    logged = frozenset(door for door, wanted in doors.items() if wanted)
    site = site_of(store, _accounts_file(store, accounts), exempt=free, review=review, logged=logged)
    site = replace(site, root=root, base=base_that_holds(base), cors=cors(), publication=publication())
    desk = desk_of(store)
    site = replace(site, handed=handed(), oidc=oidc(), staff=(*site.staff, *_desk_pages(store, desk, site)))
    try:
        serve_pages(site, host=host, port=port, connections=connections)
    except (CannotServeError, AccountsError) as error:
        raise CannotError(str(error)) from error
    finally:
        desk.builds.stop()


def _desk_pages(store: Path, desk: Desk, site: Site) -> list[BaseRoute]:
    """The pages of staff that change what the store holds."""
    from keikaku.cli.desk import lessons_of
    from keikaku.web.desk.routes import desk_routes
    from keikaku.web.faq.near import near_passages
    from keikaku.web.faq.routes import faq_routes
    from keikaku.web.lessons.routes import lesson_routes

    faq = faq_routes(desk, site.records, near_passages(site.world))
    return [*desk_routes(desk), *lesson_routes(desk, lessons_of(store)), *faq]


def site_of(
    store: Path,
    accounts: Path,
    *,
    exempt: tuple[Network, ...] = (),
    review: bool = True,
    logged: frozenset[Door] = frozenset(),
) -> Site:
    """Both doors over a store: the public part for all, the internal one for the staff's chat alone."""
    from keikaku.graph.store.versions import internal_folder
    from keikaku.web.chat.asking import InternalPart
    from keikaku.web.chat.live import Live
    from keikaku.web.guard.accounts import KNOWN, Accounts
    from keikaku.web.guard.ended import FILE as ENDED
    from keikaku.web.links.routes import link_routes
    from keikaku.web.records.kept import Records
    from keikaku.web.server import Site

    live = Live(store, lambda folder: answerer_at(folder, cold=False))
    inside = Live(
        internal_folder(store), lambda folder: answerer_at(folder, cold=False, internal=True), internal=True
    )
    live.world()  # what cannot be opened is told before a page is served
    inside.there()
    return Site(
        answering=live.answer,
        status=live.status,
        world=live.world,
        earlier=live.earlier,
        accounts=Accounts(accounts, store / KNOWN),
        ended=store / ENDED,
        exempt=exempt,
        staff=tuple(link_routes(store, review=review)),
        records=Records(store, logged),
        internal=InternalPart(inside.answer, inside.there),
        key=session_key(store),
    )


def session_key(store: Path) -> str:
    """The key of the environment, else the one in the store's folder."""
    from keikaku.web.guard.sessions import KEY_FILE, kept_key, long_enough

    given = os.environ.get(KEY)
    try:
        return long_enough(given) if given else kept_key(store / KEY_FILE)
    except ValueError:
        where = f"環境変数 {KEY}" if given else f"「{store / KEY_FILE}」"
        raise CannotError(
            f"{where} の鍵が短すぎます。32文字以上にするか、消してから起動し直してください。"
        ) from None
    except OSError as error:
        raise CannotError(
            f"「{store / KEY_FILE}」を読み書きできません（{error.strerror}）。"
            f"権限を確かめるか、環境変数 {KEY} に鍵を入れてください。"
        ) from error


def account(
    name: Annotated[str, typer.Argument(help="職員の名前（空白とコロンは使えません）")],
    *,
    store: StoreOption = STORE,
    accounts: AccountsOption = None,
    remove: Annotated[bool, typer.Option("--remove", help="アカウントを消す")] = False,
) -> None:
    """職員のアカウントを作るか、パスワードを替えるか、消します。"""
    from keikaku.cli.doors.accounts import change, drop
    from keikaku.web.guard.accounts import KNOWN, Accounts, AccountsError

    known = Accounts(_accounts_file(store, accounts), store / KNOWN)
    try:
        print(drop(known, name) if remove else change(known, name))
    except (AccountsError, OSError) as error:
        raise CannotError(str(error)) from error


def _accounts_file(store: Path, given: Path | None) -> Path:
    from keikaku.web.guard.accounts import FILE

    return given or store / FILE
