"""What is downloaded of the fund, column by column."""
