"""Shelf *caso*: the spine of the service, a household followed from opening to closure, and its referrals."""
