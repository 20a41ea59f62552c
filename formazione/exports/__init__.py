"""What is downloaded."""
