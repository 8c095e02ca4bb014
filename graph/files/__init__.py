"""Tables and links as files that other programs open."""
