"""What can be earned, and what counts?

Nouns: Achievement (badge, micro-credential, degree), Version (its text, frozen when published),
Requirement (evidence against rows, or other achievements), Piece, Row, Choice, Alignment;
Manuscript (what is being written in the browser), PutAway (nobody goes on with it), Comment, App
(of the approved list).
Door: `write(blueprint)` then `publish(version)`; everyone else reads `visible_to(viewer)`. People
write through `authoring`.
"""
