"""Facts of the prose: what is asked of it, and how it is told."""
