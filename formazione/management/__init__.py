"""Commands of the line, and its part of the demo office."""
