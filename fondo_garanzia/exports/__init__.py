"""What is downloaded from the fund, column by column."""
