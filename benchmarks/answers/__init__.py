"""Answers: what is asked, how fast, and how likely a place tells it."""
