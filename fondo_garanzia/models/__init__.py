"""What the fund remembers."""

from fondo_garanzia.models.anticipo import Anticipo
from fondo_garanzia.models.conto import ChiusuraMese, RiscontroBanca
from fondo_garanzia.models.escussione import CreditoRivalsa, Escussione, FileEscussione, MensilitaEscussa
from fondo_garanzia.models.fondo import DerogaFondo, Fondo, MovimentoFondo
from fondo_garanzia.models.garanzia import Garanzia, delle_pratiche
from fondo_garanzia.models.rata import ImputazioneDelFondo, RataFondo

__all__ = [
    "Anticipo",
    "ChiusuraMese",
    "CreditoRivalsa",
    "DerogaFondo",
    "Escussione",
    "FileEscussione",
    "Fondo",
    "Garanzia",
    "ImputazioneDelFondo",
    "MensilitaEscussa",
    "MovimentoFondo",
    "RataFondo",
    "RiscontroBanca",
    "delle_pratiche",
]
