"""What training and participation remember."""

from formazione.models.campagna import Campagna, Contatto, Contenuto, Newsletter, Spedizione
from formazione.models.costo import Costo
from formazione.models.evento import (
    Docente,
    Evento,
    FileEvento,
    Partner,
    PartnerEvento,
    PrenotazioneDellaFormazione,
    Sessione,
)
from formazione.models.iscrizione import Attestato, Conteggio, Iscrizione, Presenza
from formazione.models.questionario import Compilazione, Domanda, Questionario, Risposta
from formazione.models.sala import RichiestaSala

__all__ = [
    "Attestato",
    "Campagna",
    "Compilazione",
    "Contatto",
    "Conteggio",
    "Contenuto",
    "Costo",
    "Docente",
    "Domanda",
    "Evento",
    "FileEvento",
    "Iscrizione",
    "Newsletter",
    "Partner",
    "PartnerEvento",
    "PrenotazioneDellaFormazione",
    "Presenza",
    "Questionario",
    "RichiestaSala",
    "Risposta",
    "Sessione",
    "Spedizione",
]
