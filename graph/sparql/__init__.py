"""SPARQL that people write: a gate, and a worker that may die."""
