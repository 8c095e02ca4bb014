"""Questions about one thing that is named."""
