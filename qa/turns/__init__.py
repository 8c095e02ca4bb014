"""What a turn of a dialogue means on the answers before it: referents that answers leave, and slots filled by them."""
