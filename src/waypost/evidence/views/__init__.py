"""Evidence over the wire: words saved while typing, files in parts, and the bytes themselves."""
