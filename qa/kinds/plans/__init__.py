"""Questions about plans, their parts and their links."""
