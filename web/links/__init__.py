"""The pages on which links are reviewed."""
