"""The letters and registers of the line (PDF)."""
