"""Each constraint of the bookings, tried by direct writing; and the Italian sentence the office reads."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.luogo import MediatoreFactory, PrenotazioneFactory, SedeFactory, StanzaFactory, alle
from tests.factories.persone import UtenteFactory
from tests.factories.rifiuti import rifiutato
from valdera_housing.choices import Ruolo
from valdera_housing.kit.errori_database import frase
from valdera_housing.models import Prenotazione

pytestmark = pytest.mark.django_db

GIORNO = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("vincolo", "colonne"),
    [
        ("prenotazione_dura_il_giusto", {"fine": alle(GIORNO, "09:00")}),
        ("prenotazione_dura_il_giusto", {"fine": alle(GIORNO, "21:01")}),
        ("prenotazione_viaggio_ragionevole", {"viaggio": 181}),
    ],
)
def test_prenotazione_refuses(vincolo: str, colonne: dict[str, Any]) -> None:
    assert rifiutato(lambda: PrenotazioneFactory(**colonne)) == vincolo


def test_prenotazione_stanza_nella_sede() -> None:
    stanza = StanzaFactory()
    assert rifiutato(lambda: PrenotazioneFactory(stanza=stanza)) == "prenotazione_stanza_nella_sede"
    assert PrenotazioneFactory(stanza=stanza, sede=stanza.sede).stanza == stanza


@pytest.mark.parametrize(
    ("vincolo", "campo", "fabbrica", "messaggio"),
    [
        ("prenotazione_operatore_libero", "operatore", UtenteFactory, "l'operatore ha già un impegno."),
        ("prenotazione_stanza_libera", "stanza", StanzaFactory, "la stanza è già occupata."),
        ("prenotazione_mediatore_libero", "mediatore", MediatoreFactory, "il mediatore ha già un impegno."),
    ],
)
def test_nobody_and_nothing_is_taken_twice(
    vincolo: str, campo: str, fabbrica: Callable[..., Any], messaggio: str
) -> None:
    sede = SedeFactory()
    chi = fabbrica(sede=sede) if campo == "stanza" else fabbrica()
    valori = {"operatore": None, "sede": sede, campo: chi}
    prima = PrenotazioneFactory(**valori)
    accanto = {"inizio": alle(GIORNO, "09:45"), "fine": alle(GIORNO, "10:30")}
    PrenotazioneFactory(**valori, **accanto)
    with pytest.raises(IntegrityError, match=vincolo) as presa, transaction.atomic():
        PrenotazioneFactory(**valori)
    assert frase(presa.value) == f"In quell'orario {messaggio}"
    Prenotazione.objects.filter(pk=prima.pk).update(annullata_alle=alle(GIORNO, "08:00"))
    assert PrenotazioneFactory(**valori).pk


def test_prenotazione_tempo_di_viaggio_is_kept_also_by_direct_writing() -> None:
    operatore = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    centrale, capannoli = SedeFactory(), SedeFactory(decentrata=True)
    PrenotazioneFactory(operatore=operatore, sede=centrale)
    poi = {"inizio": alle(GIORNO, "10:00"), "fine": alle(GIORNO, "10:45"), "operatore": operatore, "viaggio": 30}
    with pytest.raises(IntegrityError) as presa, transaction.atomic():
        PrenotazioneFactory(**poi, sede=capannoli)
    assert presa.value.__cause__.diag.constraint_name == "prenotazione_tempo_di_viaggio"
    assert frase(presa.value) == "L’operatore non fa in tempo a spostarsi: ha un altro impegno in un altro posto."
    stessa = PrenotazioneFactory(**poi, sede=centrale)
    assert rifiutato(lambda: Prenotazione.objects.filter(pk=stessa.pk).update(sede=capannoli)) == (
        "prenotazione_tempo_di_viaggio"
    )
    Prenotazione.objects.filter(pk=stessa.pk).update(
        sede=capannoli, inizio=stessa.inizio + timedelta(minutes=15), fine=stessa.fine + timedelta(minutes=15)
    )
