"""What the office asks of the sportello."""
