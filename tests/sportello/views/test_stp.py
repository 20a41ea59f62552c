"""Scenario 19: who has an STP code and no codice fiscale is received, followed, and is one person when it arrives."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from sportello.models import Accesso
from tests.factories.persone import ComuneFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import Ruolo
from valdera_housing.models import Caso, Nucleo, Persona
from valdera_housing.queries.scrivania import codici_sanitari_in_scadenza
from valdera_housing.queries.storia import storia_di

pytestmark = pytest.mark.django_db
STP, CODICE = "STP0902020000123", "DPIMDA92A15Z343L"
OGGI = date(2026, 11, 19)


def test_from_the_first_contact_to_the_codice_fiscale_he_stays_one_person(entra: Callable[..., Client]) -> None:
    comune, client = ComuneFactory(), entra(Ruolo.OPERATORE_ETS)
    nuovo = reverse("sportello:accesso_nuovo")
    contatto = {
        "canale": "SPORTELLO",
        "comune": comune.pk,
        "motivi": ["RICERCA_ALLOGGIO", "DOCUMENTI"],
        "esiti": ["INFORMAZIONE_FORNITA"],
        "chi_chiede": "INQUILINO",
    }
    invia(client, nuovo, **contatto, apri="1")
    primo = Accesso.objects.get()

    # Nobody with this name: he enters with his STP code, his household and no codice fiscale.
    anagrafica = {"cognome": "Diop", "nome": "Amadou", "comune": comune.pk, "dal": "2026-11-19"}
    stp = {"codice_sanitario_provvisorio": STP, "codice_sanitario_scade_il": "2026-12-20"}
    registra = reverse("sportello:accesso_registra_persona", args=[primo.pk])
    assert client.get(registra).context["form"]["comune"].value() == comune.pk
    invia(client, registra, **anagrafica, **stp)
    persona, nucleo = Persona.objects.get(), Nucleo.objects.get()
    primo.refresh_from_db()
    assert (primo.persona, primo.nucleo, primo.primo_accesso) == (persona, nucleo, True)
    assert (persona.codice_fiscale, persona.codice_sanitario_provvisorio) == (None, STP)

    # The case is opened from the page of the access; the code that expires is remembered.
    scheda = client.get(reverse("sportello:accesso_scheda", args=[primo.pk]))
    apri = scheda.context["pulsanti"][0]
    assert apri.etichetta == "Apri un caso"
    invia(client, apri.url, aperto_il="2026-11-19")
    assert Caso.objects.get().nucleo == nucleo
    assert list(codici_sanitari_in_scadenza(client.utente, OGGI)) == [persona]

    # He comes back: who would register him again is warned, and attaches the one who is there.
    invia(client, nuovo, **contatto, apri="1")
    secondo = Accesso.objects.exclude(pk=primo.pk).get()
    avviso = invia(client, reverse("sportello:accesso_registra_persona", args=[secondo.pk]), **anagrafica)
    assert avviso.status_code == 422
    assert "C’è già una persona con questo nome" in str(errori(avviso))
    assert list(avviso.context["form"].simili_visibili) == [persona]
    invia(client, reverse("sportello:accesso_collega", args=[secondo.pk]), persona=persona.pk)
    secondo.refresh_from_db()
    assert (secondo.persona, secondo.primo_accesso) == (persona, False)

    # The codice fiscale arrives: the same person, with her history.
    dati = anagrafica | stp | {"codice_fiscale": CODICE, "versione": persona.versione}
    assert invia(client, reverse("persona_modifica", args=[persona.pk]), **dati).status_code == 302
    assert Persona.objects.get().codice_fiscale == CODICE
    cambi = [(v.campo, v.prima, v.dopo) for modifica in storia_di(persona) for v in modifica.variazioni]
    assert ("Codice fiscale", "", CODICE) in cambi
    assert Accesso.objects.filter(persona=persona, nucleo=nucleo).count() == 2
