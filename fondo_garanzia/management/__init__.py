"""Commands of the fund, and its part of the demo office."""
