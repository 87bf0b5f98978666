"""Who is stuck, and who helps?

Nouns: HelpDesk (the one person of a district whom stuck teachers ask), HelpRequest (a question,
with where its asker was). Door: `card.stuck(...)` on every page where something is earned.
"""
