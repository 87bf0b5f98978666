"""Who is this, where, and what may they do?

Nouns: District, Campus, DayOff, Account (signs in, global), Person (belongs to one district),
Placement (a role somewhere, dated), Change (what was mended), Group and Membership, Provider (whom
a district lets say who somebody is). Door: `request.viewer`, and `visible_to(viewer)` everywhere.
"""
