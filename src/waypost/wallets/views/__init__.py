"""The API, OAuth, and the pages of those who allow and of those who decide."""
