"""The pages of people: signing in, one's own sign-in, and who belongs to the district."""
