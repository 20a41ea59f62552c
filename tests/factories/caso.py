"""Diary and individual projects of the tests."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from tests.factories.casa import CasoFactory
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import AreaObiettivo, FirmatarioProgetto, Ruolo, StatoProgetto, TipoVoceDiario
from valdera_housing.models import FirmaProgetto, Obiettivo, ProgettoIndividuale, VerificaProgetto, VoceDiario


class VoceDiarioFactory(DjangoModelFactory):
    """A talk of 16 November 2026, written by an operator."""

    class Meta:
        model = VoceDiario

    caso = factory.SubFactory(CasoFactory)
    giorno = date(2026, 11, 16)
    tipo = TipoVoceDiario.COLLOQUIO
    testo = "Cerca una casa con due camere"
    autore = factory.SubFactory(UtenteFactory, ruoli=[Ruolo.OPERATORE_ETS])
    scritta_alle = datetime(2026, 11, 16, 12, tzinfo=ZoneInfo("Europe/Rome"))


class ProgettoFactory(DjangoModelFactory):
    """In draft since 10 October 2026; ``firmato=True`` is signed on 20 October. Without goals."""

    class Meta:
        model = ProgettoIndividuale

    numero = factory.Sequence(lambda n: f"PI-2018-{n + 1:04d}")
    caso = factory.SubFactory(CasoFactory)
    situazione = "Due figli a scuola, affitto di 620 euro, lavoro stagionale"
    redatto_il = date(2026, 10, 10)
    verifica_entro = date(2027, 4, 20)

    class Params:
        firmato = factory.Trait(stato=StatoProgetto.FIRMATO, firmato_il=date(2026, 10, 20))


class ObiettivoFactory(DjangoModelFactory):
    class Meta:
        model = Obiettivo

    progetto = factory.SubFactory(ProgettoFactory)
    area = AreaObiettivo.ABITARE
    descrizione = "Trovare una casa con due camere"
    indicatore = "Contratto firmato"
    chi = "La famiglia cerca, l’operatore accompagna alle visite"
    scade_il = date(2027, 3, 31)


class FirmaProgettoFactory(DjangoModelFactory):
    class Meta:
        model = FirmaProgetto

    progetto = factory.SubFactory(ProgettoFactory)
    ruolo = FirmatarioProgetto.BENEFICIARIO
    nome = "Maria Rossi"
    firmato_il = date(2026, 10, 20)


class VerificaProgettoFactory(DjangoModelFactory):
    class Meta:
        model = VerificaProgetto

    progetto = factory.SubFactory(ProgettoFactory, firmato=True)
    svolta_il = date(2026, 11, 10)
    testo = "Hanno visto tre case"
    prossima_entro = date(2027, 5, 10)
    autore = factory.SubFactory(UtenteFactory, ruoli=[Ruolo.OPERATORE_ETS])
