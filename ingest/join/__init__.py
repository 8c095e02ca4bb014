"""Many documents to one graph: reconciled, ordered, derived, dropped."""
