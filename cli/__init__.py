"""The terminal: what the verbs of `app.py` print, and how they say that something was wrong."""
