"""Questions in Latin letters over Japanese texts."""
