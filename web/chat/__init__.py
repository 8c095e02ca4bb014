"""The chat of staff, and an answer as a page shows it."""
