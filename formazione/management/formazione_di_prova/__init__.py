"""Training and communication in the demo office."""
