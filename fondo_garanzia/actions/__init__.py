"""What the office does with the fund, one function per act. Locks: dues, then the file, the fund last."""
