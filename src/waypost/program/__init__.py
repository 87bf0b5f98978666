"""Who takes part, and how far are they?

Nouns: InvitationText, Invitation, Message, Addressee, Aim (the pilot group itself is a
`people.Group`). Door: `actions`, and `participation` for everyone's row in a fixed number of
queries. What is to be mailed is recorded; `notices` writes the letters.
"""
