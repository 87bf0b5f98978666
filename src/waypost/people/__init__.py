"""Who is this, where, and what may they do? District, Campus, Account, Person, Placement."""
