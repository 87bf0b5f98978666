"""An identity provider as a district has one: a process of its own, that speaks OpenID Connect."""
