"""How does a district begin?

No nouns of its own. Door: `begin(...)`, which makes a district with its first people, in one
transaction, out of what the rooms below can do; the pages of its settings; and while there is no
district at all, the one page that makes it (`nowhere`), opened by a key (`door`).
"""
