"""Two years of the fund in the demo office, told by the acts of the office itself."""
