"""How a grid is laid out: drawn with characters, or in groups of labels."""
