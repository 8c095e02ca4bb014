"""The graph and its tables in the formats of others."""
