"""What the office asks of the gestore: reads that cross nouns, numbers."""
