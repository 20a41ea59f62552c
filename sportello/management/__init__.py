"""Commands of the sportello, and its part of the demo office."""
