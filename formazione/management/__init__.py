"""Commands of training and participation."""
