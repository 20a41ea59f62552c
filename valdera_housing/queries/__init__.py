"""What the office asks: reads that cross nouns."""
