"""Passages, and where initiatives occur in them."""
