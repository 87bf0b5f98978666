"""The page on which tokens are made, and what other systems ask for with them."""
