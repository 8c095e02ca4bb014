"""The plans that a document names: their names, keys, statements and periods, and the plan that it is."""
