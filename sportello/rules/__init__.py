"""What law and notices ask of evictions, measures, points and leases: pure functions that answer with reasons."""
