"""Search: its sets, its weights, what it finds and costs."""
