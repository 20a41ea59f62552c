"""What the lists of the sportello are filtered by."""
