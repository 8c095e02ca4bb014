"""The words: vocabulary, frozen values, and the one normal form of Japanese text. Imports nothing of ours."""
