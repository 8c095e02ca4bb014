"""What a line or a cell shows by itself: markers, figures, units, heads, layouts' signs, furniture."""
