"""How are the rooms wired together? Settings, addresses, server; nothing imports from here."""
