"""Shapes that staff taught, as values and as a file of the store."""
