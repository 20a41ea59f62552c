"""What the line asks."""
