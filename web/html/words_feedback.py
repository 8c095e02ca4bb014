"""The words of the form below an answer and a page, and of what is kept, in both languages."""

from __future__ import annotations

FEEDBACK_WORDS: dict[str, tuple[str, str]] = {
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
}
