"""The thesaurus of city hall: what people call a thing, and what the city calls it.

`concepts` reads the tables beside it, `forms` finds their words in a text, `skos` makes open data of them.
Nothing is read at import.
"""
