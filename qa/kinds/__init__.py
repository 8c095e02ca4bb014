"""The kinds of questions, a module each: how its cues become a query, and how the query is answered."""
