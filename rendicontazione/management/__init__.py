"""Commands of the accounts, and the invented office they load."""
