"""The facts of initiatives, units, plans and posts; one maker a kind."""
