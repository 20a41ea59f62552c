"""What the line prints."""
