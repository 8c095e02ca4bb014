"""The pages that people open in a browser. They show `qa.answer.Answer` values and know nothing of stores."""
