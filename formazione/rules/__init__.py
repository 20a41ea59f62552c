"""What the convention says: pure functions."""
