"""Desks, rooms, hours, mediators and bookings of the tests."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from tests.factories.persone import ComuneFactory, UtenteFactory
from valdera_housing.choices import GiornoSettimana, Linea, Ruolo, TipoSede, UsoStanza
from valdera_housing.models import (
    Chiusura,
    DisponibilitaMediatore,
    Mediatore,
    OrarioApertura,
    Prenotazione,
    Sede,
    Stanza,
)

ROMA = ZoneInfo("Europe/Rome")


def alle(giorno: date, ora: str) -> datetime:
    """An instant of a day in Rome: ``alle(date(2026, 11, 19), "15:00")``."""
    return datetime.combine(giorno, time.fromisoformat(ora), tzinfo=ROMA)


class SedeFactory(DjangoModelFactory):
    """The main desk at the Unione."""

    class Meta:
        model = Sede

    nome = factory.Sequence(lambda n: f"Sportello centrale {n}")
    tipo = TipoSede.CENTRALE
    comune = factory.SubFactory(ComuneFactory)
    indirizzo = "via Brigate Partigiane 4"

    class Params:
        decentrata = factory.Trait(
            nome=factory.Sequence(lambda n: f"Sportello nel comune {n}"), tipo=TipoSede.DECENTRATA, minuti_viaggio=30
        )


class StanzaFactory(DjangoModelFactory):
    class Meta:
        model = Stanza

    sede = factory.SubFactory(SedeFactory)
    nome = factory.Sequence(lambda n: f"Stanza {n + 1}")
    uso = UsoStanza.SPORTELLO


class OrarioAperturaFactory(DjangoModelFactory):
    """Thursday 9–13, in force all through the convention."""

    class Meta:
        model = OrarioApertura

    sede = factory.SubFactory(SedeFactory)
    giorno = GiornoSettimana.GIOVEDI
    dalle = time(9)
    alle = time(13)
    valido_dal = date(2025, 1, 1)


class ChiusuraFactory(DjangoModelFactory):
    class Meta:
        model = Chiusura

    dal = date(2026, 12, 24)
    al = date(2027, 1, 2)
    motivo = "Ferie di Natale"


class MediatoreFactory(DjangoModelFactory):
    class Meta:
        model = Mediatore

    nome = factory.Sequence(lambda n: f"Fatou Ndiaye {n}")
    lingue = ["Wolof", "Francese"]


class DisponibilitaMediatoreFactory(DjangoModelFactory):
    class Meta:
        model = DisponibilitaMediatore

    mediatore = factory.SubFactory(MediatoreFactory)
    giorno = GiornoSettimana.GIOVEDI
    dalle = time(9)
    alle = time(12)


class PrenotazioneFactory(DjangoModelFactory):
    """Thursday 26 November 2026, 9:00–9:45, of one operator."""

    class Meta:
        model = Prenotazione

    linea = Linea.SPO
    titolo = "Appuntamento allo sportello"
    inizio = alle(date(2026, 11, 26), "09:00")
    fine = alle(date(2026, 11, 26), "09:45")
    operatore = factory.SubFactory(UtenteFactory, ruoli=[Ruolo.OPERATORE_ETS])
