"""What was read with doubt, what was not used, and where a document stands."""
