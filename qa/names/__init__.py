"""The names that a version knows, and where a question mentions them."""
