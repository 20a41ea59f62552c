"""Shelf *ente*: the bodies of the convention, their people and its calendar."""
