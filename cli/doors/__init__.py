"""Verbs for programs, and the settings of a house."""
