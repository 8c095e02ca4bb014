"""Japanese text: the normal form, words, sentences, times and figures."""
