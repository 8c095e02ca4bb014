"""Staff teach shapes, and are asked about what was only guessed."""
