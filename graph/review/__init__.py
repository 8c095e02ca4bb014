"""What people decided about links, and the links as records."""
