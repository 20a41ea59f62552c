"""What is filtered."""
