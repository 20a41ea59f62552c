"""What is downloaded of the sportello, column by column."""
