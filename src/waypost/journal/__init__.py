"""What happened, and who still has to be told? Entry, Delivery."""
