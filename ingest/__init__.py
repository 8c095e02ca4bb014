"""The writing side: documents to facts, each with its evidence. Never sees qa."""
