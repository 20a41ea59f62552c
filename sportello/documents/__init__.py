"""What the sportello prints."""
