"""Which other systems may ask, and for what?

Nouns: ApiToken (what one system may do here, until when), IntegrationList (where it shows that one
of its credentials is over), IssuedCredential (that one was signed, never what it says),
StatusChange. Door: `issuing.issue`, `verifying.credential`,
`standing.change`. What is signed here is no award: `credentials` has the one door to those.
"""
