"""Who has earned what, and is it still true? Met, Award, Document, Withdrawal, StatusList."""
