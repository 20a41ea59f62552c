"""How the lists are narrowed."""
