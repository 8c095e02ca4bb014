"""Pieces of pages: markup, templates, words, frames."""
