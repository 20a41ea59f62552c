"""What the sportello does: one function per act, the only code that writes."""
