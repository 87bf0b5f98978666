"""Who needs to be told?

Nouns: Letter (a mail as it was written, and what became of it), Quiet (who wants which kind no
more), QuietKey (what a link in a letter names its reader by), Hello (whom a representative was
named), MailServer. Door: rooms below record events; `handlers.py` answers with letters in the voice
of the district's team, and `duties.py` writes Monday's. Every kind of letter is in `kinds.py`.
"""
