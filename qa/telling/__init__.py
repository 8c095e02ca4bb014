"""Findings to an answer: what was found, quoted, described, phrased, corrected."""
