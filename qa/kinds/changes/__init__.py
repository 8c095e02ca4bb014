"""What became of things between the plans: heirs, origins, what is new, what ended, what changed."""
