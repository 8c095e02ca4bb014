"""The outline of a text: what repeats is its leaf, and the open section owns what stands below."""
