"""Links between plans: their cases, their weights, what they cost."""
