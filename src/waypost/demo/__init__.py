"""What does a district at work look like? Pecan Flats ISD, made through the same actions people use."""
