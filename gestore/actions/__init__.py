"""What the gestore does: the only code that writes."""
