"""The demo office (product.md): invented people, real codes, two years of accounts that end today.

Everything is drawn from ``random.Random(seme)`` and counted from the day of the loading, so that the same
seed and day give the same office, and the picture holds whenever it is loaded: seven quarters behind, the
eighth open. The accounts go through the acts of the office, each at its own hour (``orologio.py``), so that
the history on the pages is the history of what was done.
"""
