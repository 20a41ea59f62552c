"""What the lists of the gestore are filtered by."""
