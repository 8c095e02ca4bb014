"""Search over one version, by words and by meaning."""
