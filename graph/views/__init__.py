"""What stands around one thing: pages, cards, trees, time lines."""
