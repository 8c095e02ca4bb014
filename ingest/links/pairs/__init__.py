"""Two things of two years beside each other: which pairs, what is known of each, how likely each is."""
