"""What is typed about the fund."""
