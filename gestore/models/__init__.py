"""What the gestore remembers beside the registry's homes, contracts and ledger."""

from gestore.models.candidatura import Candidatura, Criterio, EsitoRequisito
from gestore.models.istat import IndiceFoi
from gestore.models.locazione import AggiornamentoIstat, Disdetta, Locazione, Proroga
from gestore.models.manutenzione import Manutenzione, Preventivo
from gestore.models.morosita import AttoMorosita, Morosita, PianoRientro, RataPiano
from gestore.models.sublocazione import (
    AlloggioGestito,
    ContatoreVerbale,
    ContrattoGestito,
    FotoVerbale,
    StanzaVerbale,
    Sublocazione,
    VerbaleConsegna,
)

__all__ = [
    "AggiornamentoIstat",
    "AlloggioGestito",
    "AttoMorosita",
    "Candidatura",
    "ContatoreVerbale",
    "ContrattoGestito",
    "Criterio",
    "Disdetta",
    "EsitoRequisito",
    "FotoVerbale",
    "IndiceFoi",
    "Locazione",
    "Manutenzione",
    "Morosita",
    "PianoRientro",
    "Preventivo",
    "Proroga",
    "RataPiano",
    "StanzaVerbale",
    "Sublocazione",
    "VerbaleConsegna",
]
