"""What the facts are in the words of the standards: said of the data at the doors, never stored."""
