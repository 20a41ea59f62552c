"""What lists are narrowed by."""
