"""Open Badges 3.0 as a pure library: values in, bytes out. No Django, clock, network, settings."""
