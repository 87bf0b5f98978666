"""What does it look and feel like? Tokens, components, template tags; no tables."""
