"""The versions of a store: written whole, checked, published, read."""
