"""What does a district take with it?

No nouns of its own. Door: `actions.export(district=, folder=, say=)` writes everything that one
district has, in formats that anybody can open without Waypost, and nothing of another one.
"""
