"""Shelf *casa*: homes, their owners and the legal contracts on them."""
