"""What is downloaded from the fund."""
