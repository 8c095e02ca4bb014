"""What a table is judged by beside its heads and values: what somebody taught, and what it lists."""
