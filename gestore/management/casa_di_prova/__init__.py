"""The gestore of the demo office: homes in every state, leases, households, rents and who is behind with them.

Everything is drawn from the ``Random`` it is given and counted from the day it is given, as the rest of the office.
"""
