"""Documents: tables, long files, formats, and those that nobody here has seen."""
