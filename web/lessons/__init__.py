"""Staff see how a document is read, and teach the shape of its tables and lines."""
