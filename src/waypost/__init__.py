"""Teachers earn micro-credentials that any stranger can verify; `docs/map.md` shows the rooms."""
