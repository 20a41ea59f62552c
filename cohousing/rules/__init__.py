"""What the regolamento says: pure functions."""
