"""Shelf *partitario*: what is due, what was paid, which pays what: one ledger for rents, instalments and quotas."""
