"""What is typed at the sportello."""
