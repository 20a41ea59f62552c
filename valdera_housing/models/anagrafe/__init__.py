"""Shelf *anagrafe*: people and households, with their composition in time."""
