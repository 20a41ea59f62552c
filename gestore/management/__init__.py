"""Commands of the gestore, and its part of the demo office."""
