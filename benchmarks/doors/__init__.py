"""Doors: many clients, a flood of logins."""
