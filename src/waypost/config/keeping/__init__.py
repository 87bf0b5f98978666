"""Not to lose it: one file that holds everything, back from it, and what is not right here."""
