"""Rules shared by the lines: pure functions on plain values, which import nothing of Django."""
