"""Two invented years at the desk, for the demo office."""
