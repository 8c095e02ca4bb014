"""Whose document it is, and the words of that city."""
