"""Bank statements: from the bytes the bank gives to movements, whatever the format (domain.md 8.5)."""
