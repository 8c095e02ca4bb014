"""Questions and answers that staff take over: drafts from a version, what was decided, and what wore thin."""
