"""Tables that only spaces draw."""
