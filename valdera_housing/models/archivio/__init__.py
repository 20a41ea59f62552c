"""Shelf *archivio*: files, parameters, running numbers, background work and who read what."""
