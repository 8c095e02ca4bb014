"""How good the proposed links are, against lists of pairs that a person judged."""
