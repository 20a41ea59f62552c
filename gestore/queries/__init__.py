"""What the gestore asks of its homes and contracts: reads that cross nouns, numbers."""
