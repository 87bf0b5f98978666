"""Is it good enough, and who said so?

Nouns: Review (one reviewer on one try), RowScore, Decision (one per try, ever), SavedComment.
Door: `start`, `score`, `decide`; a decision to award goes through credentials' one door.
"""
