"""How the lists of the fund are narrowed."""
