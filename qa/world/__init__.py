"""The published version as questions see it."""
