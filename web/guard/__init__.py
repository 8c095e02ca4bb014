"""Who may pass, how often, and with which headers."""
