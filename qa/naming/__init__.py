"""Text becomes spans: every character of a question has an owner, and what nobody owns is residue."""
