"""One badge for many people at once, on the district's word: from a file, pasted lines, or people
chosen here.

Hops: `actions.bring` or `actions.choose` keeps the lines, each judged → they are looked over, and
some left out → `actions.begin` → `AwardListBegun` → `pieces.go_on`, a bounded number of lines in
each delivery, until none is left. `actions.withdraw` goes the same way back.
"""
