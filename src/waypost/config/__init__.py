"""How are the rooms wired together? Settings, addresses and the server; nothing imports from here."""
