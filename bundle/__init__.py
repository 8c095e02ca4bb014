"""An offline bundle: everything that an installation needs, for a network without a way out."""
