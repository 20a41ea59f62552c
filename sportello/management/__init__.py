"""Commands of the sportello, and the data it starts from."""
