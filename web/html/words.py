"""The words of the citizens' pages in both languages, in one place. Names and texts of the data stay as they are."""

from __future__ import annotations

from typing import Literal

from keikaku.graph.views import around
from keikaku.web.html.words_feedback import FEEDBACK_WORDS
from keikaku.web.html.words_picture import PICTURE
from keikaku.web.html.words_programs import PROGRAMS

Language = Literal["ja", "en"]

WORDS: dict[str, tuple[str, str]] = (
    {
        "site": ("計画グラフ", "Keikaku Graph"),
        "tagline": (
            "市の計画に書かれていることを、出典の原文とともに探せます。",
            "Find what the city's plans say, with the exact words of the source.",
        ),
        "skip": ("本文へ進む", "Skip to main content"),
        "menu": ("主なページ", "Main pages"),
        "home": ("トップ", "Home"),
        "plans": ("計画の一覧", "Plans"),
        "departments": ("担当の部", "Departments"),
        "themes": ("テーマ", "Themes"),
        "faq": ("よくある質問", "FAQ"),
        "about": ("このサイトについて", "About"),
        "staff": ("職員の画面", "Staff"),
        "other_language": ("English", "日本語"),
        "furigana_on": ("ふりがなを付ける", "Add readings"),
        "furigana_off": ("ふりがなを外す", "Remove readings"),
        "furigana_note": (
            "ふりがなは機械で付けたもので、誤りがあり得ます。人や土地の名前では特にご注意ください。",
            "The readings are made by machine and may be wrong, above all for names of people and places.",
        ),
        "search": ("検索", "Search"),
        "search_label": ("質問か、探す言葉", "A question, or words to look for"),
        "search_hint": (
            "例：子育ての施策は？　公園　どの部が担当？",
            "For example: Which initiatives concern 防災?",
        ),
        "search_title": ("検索の結果", "Search results"),
        "search_empty": ("言葉を入れて、検索を押してください。", "Type some words and press Search."),
        "search_nothing": (
            "近いものは見つかりませんでした。別の言葉でお試しください。",
            "Nothing close was found. Please try other words.",
        ),
        "search_widened": ("言い換えた言葉: {words}", "In other words: {words}"),
        "search_words_only": ("（言葉だけで探しました）", "(searched by words alone)"),
        "answer": ("質問への答え", "Answer to the question"),
        "answer_items": ("答えにあたるもの（{n}件）", "What the answer lists ({n})"),
        "not_answered": ("文書から答えられたこと", "What the documents tell"),
        "try": ("たとえば、次のように聞けます", "You can ask, for example"),
        "answer_link": ("この回答の住所（リンク）", "Permanent link to this answer"),
        "answer_now": ("いまの版 {now} での答え", "The answer from the current data ({now})"),
        "version_same": (
            "データの版 {then} の回答です。いまの版と同じです。",
            "This answer is from data version {then}, which is the current one.",
        ),
        "version_same_answer": (
            "この回答は版 {then} のものです。いまの版 {now} でも、答えは同じです。",
            "This answer is from data version {then}. The current data ({now}) give the same answer.",
        ),
        "version_changed": (
            "この回答は版 {then} のものです。そのあとデータが変わり、答えも変わりました。いまの答えは、その下にあります。",
            "This answer is from data version {then}. The data have changed since, and so has the answer: it stands below.",
        ),
        "version_gone": (
            "この回答は版 {then} のものですが、その版はもう残っていません。いまの版 {now} では次のとおりです。",
            "This answer was from data version {then}, which is no longer kept. From the current data ({now}) it is this.",
        ),
        "version_closed": (
            "この回答の版 {then} は、あとで取り下げた文書や内容を含むため開けません。いまの版 {now} での答えを、下でご覧ください。",
            "Data version {then} of this answer holds what was taken back since, and cannot be opened. Please read the answer from the current data ({now}) below.",
        ),
        "hits_faq": ("よくある質問から", "From the FAQ"),
        "hits_plans": ("計画から", "From the plans"),
        "contact": ("問い合わせ先", "Contact"),
        "responsible": ("担当", "Responsible"),
        "sources": ("出典（原文のまま）", "Sources (exact words)"),
        "sources_more": ("ほかの出典 {n}件を見る", "{n} more sources"),
        "source": ("出典", "Source"),
        "page": ("{n}ページ", "page {n}"),
        "line": ("{n}行目", "line {n}"),
        "sample": ("見本", "sample"),
        "sample_notice": (
            "このデータは見本です。原本を言い換えた文書を含むため、正式な確認には原本をお使いください。",
            "These data are a sample: some documents retell the originals. Use the originals for anything official.",
        ),
        "text": ("書かれていること", "What is written"),
        "facts": ("わかること", "Facts"),
        "permalink": ("このページの住所（IRI）", "Permanent link (IRI)"),
        "data_version": ("データの版", "Data version"),
        "corrected": ("人手訂正", "corrected by staff"),
        "was_read": ("読み取り：", "read as:"),
        "year": ("{n}年度", "fiscal {n}"),
        "count": ("{n}件", "{n}"),
        "no_faq": (
            "よくある質問のファイルは、まだ取り込まれていません。",
            "No FAQ file has been read yet.",
        ),
        "examples": ("計画から答えられる質問", "Questions that the plans answer"),
        "mentioned": ("ほかの計画（名前が出てくるもの）", "Other plans that are mentioned"),
        "years": ("{first}～{last}年度", "fiscal {first} to {last}"),
        "tree_note": (
            "基本構想から個別計画、体系、分野への順に並べています。数は施策の件数です。",
            "From basic concepts down to individual plans, pillars and fields; the numbers count initiatives.",
        ),
        "previous": ("前へ", "Previous"),
        "next": ("続きを読む", "Continue"),
        "from_start": ("文書の初めから", "From the beginning"),
        "documents": ("読み込まれている文書", "Documents that were read"),
        "numbers": ("データの数", "Numbers"),
        "not_found": ("ページが見つかりません", "Page not found"),
        "not_found_text": (
            "住所をお確かめになるか、検索からお探しください。",
            "Please check the address or use the search.",
        ),
        "broken": ("表示できませんでした", "This page could not be shown"),
        "broken_text": (
            "少し待ってから、もう一度お試しください。続くときは市役所へお知らせください。",
            "Please try again in a moment, and tell the city office if it goes on.",
        ),
        "limits": ("決まりごと", "Limits"),
        "limits_text": (
            ("質問は1,000字まで読みます。続けてお使いになる場合、1分に{n}回までです。クッキーは使いません。"),
            (
                "A question is read up to 1,000 characters; {n} requests a minute are allowed. No cookies are set."
            ),
        ),
        "api": ("プログラムから使う", "For programs"),
        "kind_municipality": ("自治体", "Municipality"),
        "kind_plan": ("計画", "Plan"),
        "kind_pillar": ("体系", "Pillar"),
        "kind_field": ("分野", "Field"),
        "kind_initiative": ("施策", "Initiative"),
        "kind_department": ("部", "Department"),
        "kind_section": ("課・室", "Section"),
        "kind_theme": ("テーマ", "Theme"),
        "kind_document": ("文書", "Document"),
        "kind_indicator": ("指標", "Indicator"),
        "kind_observation": ("数値", "Figure"),
        "kind_passage": ("本文", "Passage"),
        "kind_target": ("目標", "Target"),
        "kind_mission": ("使命・目標", "Mission"),
        "kind_occurrence": ("時期", "Date"),
        "kind_faq": ("よくある質問", "FAQ"),
        "kind_other": ("データの項目", "Item of the data"),
        "layer_BasicConcept": ("基本構想", "Basic concept"),
        "layer_BasicPlan": ("基本計画", "Basic plan"),
        "layer_IndividualPlan": ("個別計画", "Individual plan"),
        "layer_DepartmentPolicy": ("部の運営方針", "Department policy"),
        "fact_parent": ("上の分野", "Field above"),
        "fact_policy_of": ("この部の方針", "Policy of"),
        "fact_start": ("始まりの年度", "First fiscal year"),
        "fact_end": ("終わりの年度", "Last fiscal year"),
        "fact_decided": ("策定", "Decided"),
        "fact_other_names": ("別の書き方", "Also written"),
        "fact_individual_plan_of": ("上位の計画", "Individual plan of"),
        "fact_based_on": ("もとになる計画", "Based on"),
        "fact_revises": ("改定の前の計画", "Revises"),
        "fact_replaces": ("前の計画", "Replaces"),
        "fact_placed_in": ("位置付け", "Placed in"),
        "fact_inferred": ("つながる計画（推定）", "Related plan (inferred)"),
        "fact_number": ("番号", "Number"),
        "fact_phone": ("電話", "Telephone"),
        "fact_fax": ("ファクス", "Fax"),
        "fact_email": ("メール", "E-mail"),
        "fact_address": ("所在地", "Address"),
        "fact_broader": ("上のテーマ", "Broader theme"),
        "fact_file": ("ファイル", "File"),
        "fact_published": ("発行日", "Published"),
        "fact_publisher": ("発行", "Publisher"),
        "fact_retelling": ("見本であること", "Sample"),
        "fact_indicator": ("指標", "Indicator"),
        "fact_subject": ("対象", "About"),
        "fact_value": ("値", "Value"),
        "fact_unit": ("単位", "Unit"),
        "fact_responsible": ("担当", "Responsible"),
        "fact_updated": ("更新", "Updated"),
        "fact_url": ("もとのページ", "Original page"),
        "list_plans": ("計画", "Plans"),
        "list_departments": ("部", "Departments"),
        "list_documents": ("文書", "Documents"),
        "list_pillars": ("体系", "Pillars"),
        "list_fields": ("分野", "Fields"),
        "list_initiatives": ("施策", "Initiatives"),
        "list_plans_below": ("この下の計画", "Plans below"),
        "list_later": ("後の計画", "Later plans"),
        "list_figures": ("数値", "Figures"),
        "list_missions": ("使命・目標", "Missions"),
        "list_sections": ("課・室", "Sections"),
        "list_policies": ("運営方針", "Policies"),
        "list_narrower": ("下のテーマ", "Narrower themes"),
        "login": ("職員のログイン", "Staff login"),
        "name": ("名前", "Name"),
        "password": ("パスワード", "Password"),
        "login_button": ("ログイン", "Log in"),
        "login_wrong": (
            "名前かパスワードが違います。もう一度入力してください。",
            "The name or the password is wrong. Please try again.",
        ),
        "login_busy": (
            "ログインが混み合っています。{seconds}秒ほど待って、もう一度入力してください。",
            "Too many people are logging in. Please wait some {seconds} seconds and try again.",
        ),
        "login_elsewhere": ("庁内の認証でログイン", "Log in with the account of your office"),
        "login_away": (
            "庁内の認証のサーバーに届きません。しばらくして、もう一度お試しください。",
            "The login server of your office cannot be reached. Please try again later.",
        ),
        "login_not_proved": (
            "庁内の認証でログインを確かめられませんでした。もう一度お試しください。",
            "The login server of your office did not confirm the login. Please try again.",
        ),
        "login_not_allowed": (
            "このアカウントは、この画面を使うことになっていません。管理する担当にお尋ねください。",
            "This account is not one of those that use these pages. Please ask whoever runs them.",
        ),
        "login_stale": (
            "画面の期限が切れました。もう一度入力してください。",
            "This form has expired. Please try again.",
        ),
        "logout": ("ログアウト", "Log out"),
        "logout_text": ("職員の画面を終わります。", "Leave the staff pages."),
    }
    | around.words()
    | FEEDBACK_WORDS
    | PICTURE
    | PROGRAMS
)


def say(language: Language, name: str, **values: object) -> str:
    """The words of a name; KeyError where there are none, which a test looks for.

    >>> say("en", "count", n=3), say("ja", "count", n=3)
    ('3', '3件')
    """
    text = WORDS[name][0 if language == "ja" else 1]
    return text.format(**values) if values else text
