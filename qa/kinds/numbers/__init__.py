"""One kind of question: its frame, how it is told, and phrasings."""
