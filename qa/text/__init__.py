"""Text before any meaning: compact form, words, numerals, English, aliases."""
