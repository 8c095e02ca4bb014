"""The words of the citizens' pages in both languages, in one place. Names and texts of the data stay as they are."""

from __future__ import annotations

from typing import Literal

Language = Literal["ja", "en"]

WORDS: dict[str, tuple[str, str]] = {
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
    "search_words_only": ("（言葉だけで探しました）", "(searched by words alone)"),
    "answer": ("質問への答え", "Answer to the question"),
    "answer_items": ("答えにあたるもの（{n}件）", "What the answer lists ({n})"),
    "not_answered": ("文書から答えられたこと", "What the documents tell"),
    "try": ("たとえば、次のように聞けます", "You can ask, for example"),
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
        ("A question is read up to 1,000 characters; {n} requests a minute are allowed. No cookies are set."),
    ),
    "kept_nothing": (
        "入力された言葉を残しません。",
        "What you type is not kept.",
    ),
    "kept_feedback": (
        (
            "役に立ったかを送られたときに、その質問とひとことを残します。ほかに入力された言葉は残しません。"
            "電話番号、メール、番地などは伏せ、日付だけを付け、どこから送られたかは残しません。"
        ),
        (
            "When you tell whether something was helpful, your question and comment are kept, and nothing else "
            "that you type. Telephone numbers, e-mail addresses and the like are masked; the day is kept, where "
            "it came from is not."
        ),
    ),
    "kept_questions": (
        (
            "役に立ったかを送られたときにその質問とひとことを、また、答えられなかった質問を残します。"
            "電話番号、メール、番地などは伏せ、日付だけを付け、どこから送られたかは残しません。"
        ),
        (
            "When you tell whether something was helpful, your question and comment are kept; so are questions "
            "that could not be answered. Telephone numbers, e-mail addresses and the like are masked; the day is "
            "kept, where it came from is not."
        ),
    ),
    "feedback_answer": ("この答えは役に立ちましたか", "Was this answer helpful?"),
    "feedback_page": ("このページは役に立ちましたか", "Was this page helpful?"),
    "useful_yes": ("役に立った", "Helpful"),
    "useful_no": ("役に立たなかった", "Not helpful"),
    "comment_open": ("ひとことを添える", "Add a comment"),
    "comment": ("ひとこと（500字まで）", "Comment (up to 500 characters)"),
    "comment_note": (
        "お名前や連絡先は書かないでください。お返事はできません。",
        "Please leave out names and contact details. Nobody can reply.",
    ),
    "thanks": ("ありがとうございました", "Thank you"),
    "thanks_text": (
        "いただいた声は、答えとページを良くするために使います。",
        "What you told us helps to make answers and pages better.",
    ),
    "feedback_back": ("もとのページへ戻る", "Back to the page"),
    "feedback_wrong": ("受け取れませんでした", "This could not be taken"),
    "feedback_wrong_text": (
        "どのページのことか分かりませんでした。ページを開き直して、もう一度お送りください。",
        "It was not clear which page is meant. Please open the page again and send once more.",
    ),
    "feedback_large": ("長すぎて受け取れませんでした", "This was too long"),
    "feedback_large_text": (
        "ひとことを500字までにして、もう一度お送りください。",
        "Please keep the comment to 500 characters and send once more.",
    ),
    "feedback_elsewhere": ("受け取れませんでした", "This could not be taken"),
    "feedback_elsewhere_text": (
        "ほかのサイトから送られたものは受け取りません。このサイトのページからお送りください。",
        "What another site sends is not taken. Please send it from a page of this site.",
    ),
    "feedback_lost": ("いまは受け取れませんでした", "This could not be taken just now"),
    "feedback_lost_text": (
        "少し待ってから、もう一度お送りください。",
        "Please wait a moment and send once more.",
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
    "kind_faq": ("よくある質問", "FAQ"),
    "kind_other": ("データの項目", "Item of the data"),
    "layer_BasicConcept": ("基本構想", "Basic concept"),
    "layer_BasicPlan": ("基本計画", "Basic plan"),
    "layer_IndividualPlan": ("個別計画", "Individual plan"),
    "layer_DepartmentPolicy": ("部の運営方針", "Department policy"),
    "fact_departments": ("担当の部", "Departments"),
    "fact_sections": ("担当の課・室", "Sections"),
    "fact_whole_city": ("対象", "Concerns"),
    "fact_plan": ("計画", "Plan"),
    "fact_pillar": ("体系", "Pillar"),
    "fact_field": ("分野", "Field"),
    "fact_parent": ("上の分野", "Field above"),
    "fact_fiscal_year": ("年度", "Fiscal year"),
    "fact_themes": ("テーマ", "Themes"),
    "fact_targets": ("目標", "Targets"),
    "fact_dates": ("時期", "Dates"),
    "fact_municipality": ("自治体", "Municipality"),
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
    "login_stale": (
        "画面の期限が切れました。もう一度入力してください。",
        "This form has expired. Please try again.",
    ),
    "logout": ("ログアウト", "Log out"),
    "logout_text": ("職員の画面を終わります。", "Leave the staff pages."),
}


def say(language: Language, name: str, **values: object) -> str:
    """The words of a name; KeyError where there are none, which a test looks for.

    >>> say("en", "count", n=3), say("ja", "count", n=3)
    ('3', '3件')
    """
    text = WORDS[name][0 if language == "ja" else 1]
    return text.format(**values) if values else text
