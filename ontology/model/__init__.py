"""Frozen values of what documents tell, their keys, and the closed namespaces of the graph."""
