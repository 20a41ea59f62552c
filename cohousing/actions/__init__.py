"""What the line does: the only code that writes."""
