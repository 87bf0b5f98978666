"""Who needs to be told? Letter."""
