"""What `./waypost` does before and around the product, with Python's own library alone."""
