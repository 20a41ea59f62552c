"""What the office asks of the fund."""
