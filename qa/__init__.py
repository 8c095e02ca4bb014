"""The reading side: a question to a query, its findings, an answer with citations. Never sees ingest."""
