"""What the office asks of the accounts: reads that cross nouns, numbers."""
