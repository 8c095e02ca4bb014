"""The pages that people open in a browser. They show answers (qa.telling.answer) and know no store."""
