"""How the lists of the gestore are narrowed."""
