"""What the office remembers, by shelf: *ente*, *anagrafe*, *archivio*."""

from valdera_housing.models.anagrafe.nucleo import MembroNucleo, Nucleo
from valdera_housing.models.anagrafe.persona import Persona, SenzaAccenti
from valdera_housing.models.archivio.documento import Documento
from valdera_housing.models.archivio.lavoro import Lavoro
from valdera_housing.models.archivio.lettura import LetturaFascicolo
from valdera_housing.models.archivio.parametro import Parametro
from valdera_housing.models.archivio.progressivo import Progressivo, prossimo_numero
from valdera_housing.models.archivio.richiesta_unica import RichiestaUnica
from valdera_housing.models.ente.comune import Comune
from valdera_housing.models.ente.convenzione import Convenzione, IntervalloDate, Trimestre
from valdera_housing.models.ente.ente import Ente
from valdera_housing.models.ente.utente import Utente, UtenteComune

__all__ = [
    "Comune",
    "Convenzione",
    "Documento",
    "Ente",
    "IntervalloDate",
    "Lavoro",
    "LetturaFascicolo",
    "MembroNucleo",
    "Nucleo",
    "Parametro",
    "Persona",
    "Progressivo",
    "RichiestaUnica",
    "SenzaAccenti",
    "Trimestre",
    "Utente",
    "UtenteComune",
    "prossimo_numero",
]
