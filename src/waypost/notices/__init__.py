"""Who needs to be told?

Noun: Letter (a mail as it was written). Door: rooms below record events; `handlers.py` answers
with letters in the voice of the district's team.
"""
