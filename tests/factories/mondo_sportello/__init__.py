"""What the sportello adds to the world of ``mondo.py``, a module for each group of nouns.

Each ``prepara(mondo, quanti)`` makes one of everything, and ``quanti - 1`` more rows of each list in bulk. It returns
what the addresses need: an address name without its app (``sfratto_chiudi``) or a noun (``sfratto``) → object, and a
keyword of an address that is not ``pk`` (``evento_pk``) → value. A full name is taken first.
"""

from typing import Any

from tests.factories.mondo_sportello import accesso, agenda, caso, consulenza, invio, luogo, misura, rete, sfratto

MODULI = (caso, invio, luogo, accesso, agenda, sfratto, misura, consulenza, rete)


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """Every object of every module, by name."""
    oggetti: dict[str, Any] = {}
    for modulo in MODULI:
        oggetti |= modulo.prepara(mondo, quanti)
    return oggetti
