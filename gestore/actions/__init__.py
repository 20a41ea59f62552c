"""What the gestore does: one function per act, the only code that writes."""
