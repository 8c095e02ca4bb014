"""A benchmark of successive plans: three made-up cities, three generations each (README.md)."""
