"""Proposals of what followed what: plans, pillars, organisations and initiatives of different years."""
