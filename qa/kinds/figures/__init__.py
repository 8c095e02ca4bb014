"""Questions about targets and observed figures."""
