"""Tables read by proof: the rows that a question picks, and the columns that it asks of them."""
