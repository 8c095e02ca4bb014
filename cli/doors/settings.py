"""The settings of a house: one commented file `keikaku.toml`, the environment over it, an option over both.

A setting is a variable of the environment everywhere; the file only gives those that are not set yet, so that
no verb has to know where a value came from.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from keikaku.cli.usage import CannotError
from keikaku.ontology.model.vocabulary import BASE

if TYPE_CHECKING:
    from keikaku.graph.export.publication import Publication
    from keikaku.web.guard.handed import Handed
    from keikaku.web.guard.oidc import Oidc

FILE = "keikaku.toml"
WHERE = "KEIKAKU_CONFIG"
"""The variable that names another file than the one in the current folder."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in the file, its variable, what holds where nothing is said, and what it is for."""

    name: str
    variable: str
    default: str | int | bool
    about: str


SETTINGS = (
    Setting("store", "KEIKAKU_STORE", ".keikaku", "グラフを置くフォルダー"),
    Setting("base", "KEIKAKU_BASE", BASE, "識別子とリンクの先頭になる、このサイトの住所"),
    Setting("host", "KEIKAKU_HOST", "127.0.0.1", "待ち受けるアドレス"),
    Setting("port", "KEIKAKU_PORT", 7860, "待ち受けるポート"),
    Setting("root_path", "KEIKAKU_ROOT_PATH", "", "前に立つサーバーで、この画面の前に付く道（/keikaku）"),
    Setting("name", "KEIKAKU_NAME", "計画グラフ", "データの名前"),
    Setting("license", "KEIKAKU_LICENSE", "", "データのライセンス（CC BY 4.0、PDL 1.0、または番地）"),
    Setting("publisher", "KEIKAKU_PUBLISHER", "", "データを公開する者の名前"),
    Setting("contact", "KEIKAKU_CONTACT", "", "問い合わせ先（電子メールか番地）"),
    Setting(
        "engine",
        "KEIKAKU_ENGINE",
        "",
        "事実を読むほかのエンジン（sparql:http://…、書き出したグラフを読み込んだもの）",
    ),
    Setting("cors", "KEIKAKU_CORS", "", "ほかのサイトの画面から読める範囲（空はなし、* は全部、または番地）"),
    Setting("accounts", "KEIKAKU_ACCOUNTS", "", "職員のアカウントのファイル（空は store の中）"),
    Setting(
        "login_header",
        "KEIKAKU_LOGIN_HEADER",
        "",
        "前に立つサーバーが職員の名前を入れるヘッダー（空は使わない）",
    ),
    Setting(
        "login_from", "KEIKAKU_LOGIN_FROM", "", "そのヘッダーを信じる、前に立つサーバーの番地（コンマ区切り）"
    ),
    Setting(
        "oidc_issuer", "KEIKAKU_OIDC_ISSUER", "", "職員がログインする OpenID Connect の番地（空は使わない）"
    ),
    Setting("oidc_client", "KEIKAKU_OIDC_CLIENT", "", "そこに登録した、この画面の名前（client id）"),
    Setting("oidc_secret_file", "KEIKAKU_OIDC_SECRET_FILE", "", "その秘密（client secret）を書いたファイル"),
    Setting(
        "oidc_allow",
        "KEIKAKU_OIDC_ALLOW",
        "",
        "そこでログインした人のうち通す人（groups=企画課, email=a@city.example の形のコンマ区切り、* は全員）",
    ),
    Setting("exempt", "KEIKAKU_EXEMPT", "", "回数を限らないネットワーク（コンマ区切り）"),
    Setting("connections", "KEIKAKU_CONNECTIONS", 256, "一つのアドレスから同時に開ける接続の数"),
    Setting("log_questions", "KEIKAKU_LOG_QUESTIONS", False, "市民の画面で答えられなかった質問を残す"),  # noqa: FBT003
    Setting("log_staff_questions", "KEIKAKU_LOG_STAFF_QUESTIONS", True, "職員の画面のものを残す"),  # noqa: FBT003
)


def take_file(environment: MutableMapping[str, str]) -> None:
    """Give the environment what the file says and it does not; raise CannotError for what is no setting."""
    for setting, value in _of_file(environment).items():
        # an empty value says something too: no other site may read, no questions are kept
        if setting.variable not in environment:
            environment[setting.variable] = _text(value)


def told(environment: Mapping[str, str]) -> str:
    """What holds, as a file that could be `keikaku.toml`, each with where it comes from.

    >>> 'name = "みどり市の計画"' in told({"KEIKAKU_NAME": "みどり市の計画"}).splitlines()
    True
    """
    given = _of_file(environment)
    lines = ["# 計画グラフの設定。環境変数がこの中身より、実行時の指定が環境変数より先に効きます。"]
    for setting in SETTINGS:
        value = environment.get(setting.variable)
        in_file = _text(given[setting]) if setting in given else None
        source = "既定" if not value else FILE if value == in_file else setting.variable
        lines += ["", f"# {setting.about}（{setting.variable}）。いまの値: {source}"]
        lines.append(f"{setting.name} = {_toml(setting, value)}")
    return "\n".join(lines)


def _of_file(environment: Mapping[str, str]) -> dict[Setting, Any]:
    path = Path(environment.get(WHERE) or FILE)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if environment.get(WHERE):
            raise CannotError(f"設定のファイル「{path}」がありません。{WHERE} を直してください。") from None
        return {}
    except (OSError, ValueError) as error:
        raise CannotError(f"設定のファイル「{path}」を読めません（{error}）。直してください。") from error
    known = {setting.name: setting for setting in SETTINGS}
    if unknown := content.keys() - known.keys():
        names = "、".join(sorted(unknown))
        raise CannotError(
            f"設定のファイル「{path}」の {names} は設定ではありません。"
            "keikaku config で名前を確かめてください。"
        )
    return {known[name]: value for name, value in content.items()}


def _text(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _toml(setting: Setting, value: str | None) -> str:
    """A value as TOML; JSON's strings are TOML's."""
    import json

    if not value:
        return json.dumps(setting.default, ensure_ascii=False)
    if isinstance(setting.default, bool):
        return "true" if value.lower() in {"1", "true", "yes", "on"} else "false"
    return (
        value
        if isinstance(setting.default, int) and value.isdigit()
        else json.dumps(value, ensure_ascii=False)
    )


def base(given: str | None = None) -> str:
    """The base that holds: what was given, else the environment's, else the fixed one; raise CannotError."""
    from keikaku.graph.rdf.rendering import base_of

    text = given or os.environ.get("KEIKAKU_BASE") or BASE
    try:
        return base_of(text)
    except ValueError:
        raise CannotError(
            f"「{text}」は住所の先頭になりません。--base か KEIKAKU_BASE に https://keikaku.example/ の形で指定してください。"
        ) from None


def publication() -> Publication:
    """What the house says of its data."""
    from keikaku.graph.export.publication import Publication

    told = {
        name: os.environ.get(f"KEIKAKU_{name.upper()}", "") for name in ("license", "publisher", "contact")
    }
    return Publication(os.environ.get("KEIKAKU_NAME") or Publication().name, **told)


def cors() -> str:
    """The origin whose pages may read the doors for programs; none where nobody named one."""
    return os.environ.get("KEIKAKU_CORS", "")


def engine() -> str:
    """The endpoint that facts are read from; empty where it is our own store. Raises CannotError."""
    from keikaku.graph.sparql.endpoint import address_of

    text = os.environ.get("KEIKAKU_ENGINE", "")
    try:
        return address_of(text) if text else ""
    except ValueError:
        raise CannotError(
            f"--engine に「{text}」は使えません。sparql:http://127.0.0.1:7878/query の形で指定してください。"
        ) from None


def handed() -> Handed:
    """The proxy that may say who is logged in; raise CannotError where it is named by half."""
    from keikaku.web.guard.handed import handed_by

    try:
        return handed_by(os.environ.get("KEIKAKU_LOGIN_HEADER", ""), os.environ.get("KEIKAKU_LOGIN_FROM", ""))
    except ValueError as wrong:
        raise CannotError(
            f"職員の名前を渡すヘッダーの設定を読めません（{wrong}）。login_header に X-Remote-User の形の名前を、"
            "login_from に 192.0.2.7 の形の番地を、両方指定してください。"
        ) from None


def oidc() -> Oidc:
    """The provider where staff log in; raise CannotError where it is named by half."""
    from keikaku.web.guard.oidc import oidc_by

    issuer, client, file, allowed = (
        os.environ.get(f"KEIKAKU_OIDC_{name}", "") for name in ("ISSUER", "CLIENT", "SECRET_FILE", "ALLOW")
    )
    try:
        return oidc_by(issuer, client, Path(file).read_text("utf-8").strip() if file else "", allowed)
    except OSError as error:
        raise CannotError(
            f"oidc_secret_file の「{file}」を読めません（{error.strerror}）。ファイルを確かめてください。"
        ) from None
    except ValueError as wrong:
        raise CannotError(
            f"ログインの設定を読めません（{wrong}）。oidc_issuer に https://login.example/ の形の番地を、oidc_client に"
            "登録した名前を、oidc_allow に groups=企画課 の形か * を、すべて指定してください。"
        ) from None


def config() -> None:
    """いま効いている設定を、keikaku.toml に書ける形で示します。"""
    print(told(os.environ))
