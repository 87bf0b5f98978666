"""What did the teacher hand in?

Nouns: Submission (one person's work on one requirement), Writing (words, with a revision),
Artifact (a file or link), Upload (a file still arriving), Attempt (a "try": what was handed in,
frozen). Door: `start`, `write`, `add_file`, `add_link`, `submit`; review moves it on from there.
"""
