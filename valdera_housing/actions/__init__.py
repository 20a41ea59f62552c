"""What the office does: one function per act, the only code that writes."""
