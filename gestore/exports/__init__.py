"""What is downloaded of the gestore, column by column."""
