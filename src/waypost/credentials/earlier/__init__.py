"""Earned before: a district's own records from before this system, read from a file, shown as what
they are, and counting toward a degree where its rule says so.

Hops: `actions.bring` keeps the file → `plan.plan_of` says line by line what would happen →
`actions.decide_titles` → `actions.add` → `EarlierImported` → degrees are looked at again.
"""
