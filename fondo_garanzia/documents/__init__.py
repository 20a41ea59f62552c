"""What the fund prints."""
