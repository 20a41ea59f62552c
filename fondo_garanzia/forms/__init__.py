"""What is typed in the fund."""
