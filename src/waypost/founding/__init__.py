"""How does a district begin?

No nouns of its own. Door: `begin(...)`, which makes a district with its first people, in one
transaction, out of what the rooms below can do.
"""
