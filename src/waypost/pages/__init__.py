"""What does a visitor see first? Composition of several rooms; no tables."""
