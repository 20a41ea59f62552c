"""What the lists of the fund are filtered by."""
