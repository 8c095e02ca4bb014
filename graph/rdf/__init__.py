"""Values to quads and quads to values, both ways; the only place of IRIs."""
