"""Shelf *luogo*: desks, rooms, opening hours, and one booking shared by appointments and events."""
