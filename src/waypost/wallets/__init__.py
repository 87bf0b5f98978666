"""Which wallets may read and add badges?

Nouns: Wallet (an app that registered itself), Connection (one teacher allowed it, what and since
when), Token (what it shows for that; only digests are kept), Policies (the district's own pages).
Doors: the Open Badges 3.0 API at /ims/ob/v3p0, OAuth 2.0 at /oauth. The protocol itself is
oauthlib's; whose row is asked and what is kept is here.
"""
