"""What does a district at work look like? Pecan Flats ISD, made by the actions people use."""
