"""What the office asks of the line."""
