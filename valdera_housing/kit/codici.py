"""Codes nobody can guess: secrets for links, and short ones that people read aloud or copy from paper."""

import secrets

# Without what is easily confused: 0 and O, 1 and I and L.
LEGGIBILI = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def codice_segreto(lettere: int = 32) -> str:
    """A secret for a link: 5 bits or more a letter, in ``lettere`` letters that an address takes as they are."""
    return secrets.token_urlsafe(lettere)[:lettere]


def codice_leggibile(gruppi: int = 3) -> str:
    """``7KQM-2XWD-P9RT``: groups of four letters, 19 bits and more a group."""
    return "-".join("".join(secrets.choice(LEGGIBILI) for _ in range(4)) for _ in range(gruppi))
