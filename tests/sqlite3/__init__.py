"""SQLite as the tests use it: what is kept for good in the product goes when a test ends."""
