"""What do people say?

Nouns: Evaluation (three answers, and nobody's name), Used (somebody answered once), OwnForm (the
district asks elsewhere). Door: `asking.ask` gives the link to where somebody can answer.
"""
