"""Rows of tables by what their cells say beside each other: one column against another, or against a figure."""
