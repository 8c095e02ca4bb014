"""The desk of staff: documents, builds, corrections."""
