"""What shared housing remembers."""

from cohousing.models.autonomia import ObiettivoAutonomia, PunteggioAutonomia, VerificaAutonomia
from cohousing.models.candidatura import Candidatura
from cohousing.models.costo import Costo
from cohousing.models.immobile import FaseImmobile, FotoImmobile, RicognizioneImmobile, Tappa
from cohousing.models.patto import PattoConvivenza, TestoPatto
from cohousing.models.permanenza import Permanenza, Proroga, Ricontatto, Violazione
from cohousing.models.servizio import Addetto, Servizio, Turno
from cohousing.models.spesa_comune import QuotaSpesa, SpesaComune
from cohousing.models.struttura import AlloggioCondiviso, Fermo, Spazio, Struttura, Unita
from cohousing.models.supervisione import Supervisione

__all__ = [
    "Addetto",
    "AlloggioCondiviso",
    "Candidatura",
    "Costo",
    "FaseImmobile",
    "Fermo",
    "FotoImmobile",
    "ObiettivoAutonomia",
    "PattoConvivenza",
    "Permanenza",
    "Proroga",
    "PunteggioAutonomia",
    "QuotaSpesa",
    "RicognizioneImmobile",
    "Ricontatto",
    "Servizio",
    "Spazio",
    "SpesaComune",
    "Struttura",
    "Supervisione",
    "Tappa",
    "TestoPatto",
    "Turno",
    "Unita",
    "VerificaAutonomia",
    "Violazione",
]
