"""From queries to findings."""
