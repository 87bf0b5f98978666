"""Open Badges 3.0 as a pure library: values in, dicts and bytes out. No Django, clock, network or settings."""
