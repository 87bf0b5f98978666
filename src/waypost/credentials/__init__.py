"""Who has earned what, and is it still true?

Nouns: Met (a requirement shown, with its frozen basis), Award (the fact), Document (exact signed
bytes), SignedToken, Withdrawal, Correction, Suspension, Renewal, OutsideHours, StatusList and
IssuerKey; EarlierImport and EarlierRecord (earned before, on record), OutsideBadge (from
elsewhere); AwardList and AwardLine (many people awarded together). The one door to an award:
`meet_requirement(...)`, and for many people at once `together`.
"""
