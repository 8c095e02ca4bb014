"""The words of the page, in one place."""

from __future__ import annotations

TITLE = "計画グラフ"
PURPOSE = (
    "市の計画について、日本語か英語でお尋ねください。"
    "答えには根拠となる文書の箇所と原文を付け、文書にないことは「記載なし」とお答えします。"
)
RETELLING = "見本"
RETELLING_NOTICE = (
    "このデータは見本です。原本を言い換えた文書を含むため、正式な確認には原本をお使いください。"
)
RETELLINGS = "見本の文書（全{total}件のうち{count}件）"
EXAMPLES = "質問の例"
LABEL = "質問"
PLACEHOLDER = "質問を入力（500字まで）"
SEND = "送信"
CLEAR = "会話を消す"
CONVERSATION = "質問と回答"

INITIATIVE, THING = "施策", "項目"
PILLAR, FIELD, YEARS, DOCUMENT, WORDS = "体系", "分野", "年度", "出典の文書", "原文"
RESPONSIBLE, HEADINGS, PLAN, PLAN_OR_YEAR, PLACE = "担当", "体系・分野", "計画", "計画・年度", "出典の箇所"
CORRECTED = "人手訂正"
CITATIONS = "出典（原文のまま）"
MORE_CITATIONS = "ほかの出典 {count}件を見る"
READING = "問いの読み取り"
SPARQL = "SPARQL"
DATA_VERSION = "データの版"

COPY_TABLE = "表を写す"
PERMANENT = "この回答の住所（リンク）"
ANSWER_TITLE = "回答"
NO_QUESTION = "質問がありません。会話の画面で尋ね、回答の下の住所を開いてください。"
ASKED_BEFORE = "続きの質問です。前の質問：{questions}"

FAILURE = "回答を作れませんでした。言い方を変えて、もう一度お尋ねください。"
WRONG_BODY = '本文は {"question": "質問文"} の形の JSON で送ってください。'
LARGE_BODY = "本文が大きすぎます。1 MiB までにしてください。"
LARGE_UPLOAD = "一度に送れるのは 50 MiB までです。前の画面に戻り、何回かに分けて送ってください。"
NO_UPLOADS = "ここではファイルを受け付けていません。職員の「文書」の画面から送ってください。"
SERVING = "計画グラフを {address} で開きました。ブラウザでこの住所を開いてください（終わるときは Ctrl+C）。"
ADDRESS_IN_USE = "{host}:{port} では開けません（{reason}）。別の番号を --port で指定してください。"
TOO_MANY = "短い間に何度も開かれたため、いまは開けません。{seconds}秒後にもう一度お試しください。"
NO_LENGTH = "本文の長さが分かりません。長さ（Content-Length）を付けて送ってください。"
OTHER_SITE = "ほかのサイトからの送信は受け付けていません。職員の画面を開いて操作してください。"
LOGIN_FIRST = "職員の画面です。/staff/login でログインしてください。"
STAFF_HERE_ONLY = (
    "職員の画面はこの端末からだけ開けます。"
    "ほかから使うには、keikaku account でアカウントを作り、起動し直してください。"
)
OPEN_DOOR = "職員の画面はログインなしで開いています（この端末からだけ使えます）。"
NO_ACCOUNTS = (
    "{host} で開くには職員のアカウントが要ります。"
    "`keikaku account 名前` で作るか、--host 127.0.0.1 で開いてください。"
)
BAD_ACCOUNTS = "「{path}」の{line}行目を読めません。`keikaku account 名前` で作り直してください。"
UNREADABLE_ACCOUNTS = "「{path}」を読めません（{reason}）。権限と中身を確かめるか、控えから戻してください。"
ACCOUNTS_BUSY = "ほかの処理が「{path}」を書き換えています。終わるのを待って、もう一度実行してください。"
ACCOUNTS_LOST = (
    "職員のアカウントのファイルが失われたか空になったため、職員の画面を閉じています。"
    "控えから戻すか、`keikaku account 名前` で作り直してください。"
)
ACCOUNTS_BROKEN = (
    "職員のアカウントを読めないため、職員の画面を閉じています。"
    "管理者に知らせ、`keikaku account 名前` の告げるところを直してもらってください。"
)
TOO_MANY_CONNECTIONS = "この住所からの接続が多すぎます。開いている画面を閉じて、もう一度お試しください。"
SLOW_HEAD = "要求が時間内に届きませんでした。もう一度お試しください。"
INTERNAL = "内部資料"
PART, PUBLIC_PART, INTERNAL_PART = "どの文書から答えるか", "公開の文書", "内部の文書"
CITIZENS_DOOR, LOGOUT, SIGNED_IN = "市民の画面", "ログアウト", "職員の画面（ログイン中）"
WRONG_SEARCH = (
    "q に探す言葉を、scope に all, initiatives, faq, passages のどれかを、"
    "k に1から100の数を指定してください。"
)
NO_INDEX = "検索の索引がありません。`keikaku build` で作り直してください。"
