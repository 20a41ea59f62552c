"""Every page of the registry costs at most twelve queries, as many with one row as with thirty."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.conti import ConvenzioneFactory
from tests.factories.persone import ComuneFactory, EnteFactory, MembroNucleoFactory, NucleoFactory, UtenteFactory
from tests.valdera_housing.views.invio import invia
from valdera_housing.actions.lettura import annota_nome_mostrato
from valdera_housing.choices import Parentela, Ruolo
from valdera_housing.models import Comune, MembroNucleo, Parametro

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
MASSIMO = 12
PAGINE = [
    (Ruolo.ASSISTENTE_SOCIALE, "persona_elenco"),
    (Ruolo.ASSISTENTE_SOCIALE, "persona_scheda"),
    (Ruolo.ASSISTENTE_SOCIALE, "persona_nuova"),
    (Ruolo.ASSISTENTE_SOCIALE, "persona_modifica"),
    (Ruolo.ASSISTENTE_SOCIALE, "nucleo_elenco"),
    (Ruolo.ASSISTENTE_SOCIALE, "nucleo_scheda"),
    (Ruolo.ASSISTENTE_SOCIALE, "nucleo_aggiungi_componente"),
    (Ruolo.ASSISTENTE_SOCIALE, "nucleo_togli_componente"),
    (Ruolo.OPERATORE_ETS, "persona_elenco"),
    (Ruolo.OPERATORE_ETS, "persona_scheda"),
    (Ruolo.OPERATORE_ETS, "nucleo_elenco"),
    (Ruolo.OPERATORE_ETS, "nucleo_scheda"),
    (Ruolo.FUNZIONARIO_UNIONE, "nucleo_nome"),
    (Ruolo.AMMINISTRATORE, "utente_elenco"),
    (Ruolo.AMMINISTRATORE, "utente_scheda"),
    (Ruolo.AMMINISTRATORE, "utente_modifica"),
    (Ruolo.AMMINISTRATORE, "comune_elenco"),
    (Ruolo.AMMINISTRATORE, "comune_scheda"),
    (Ruolo.AMMINISTRATORE, "ente_elenco"),
    (Ruolo.AMMINISTRATORE, "ente_scheda"),
    (Ruolo.AMMINISTRATORE, "parametro_elenco"),
    (Ruolo.AMMINISTRATORE, "parametro_scheda"),
    (Ruolo.AMMINISTRATORE, "convenzione_elenco"),
    (Ruolo.AMMINISTRATORE, "convenzione_scheda"),
    (Ruolo.AMMINISTRATORE, "convenzione_modifica"),
    (Ruolo.REVISORE, "storia_registro"),
    (Ruolo.REVISORE, "storia_letture"),
    (Ruolo.CABINA, "glossario"),
    (Ruolo.CABINA, "linea_elenco"),
]


def popola(comune: Comune, da: int, quanti: int) -> None:
    """So many rows of every noun, each person in her household, each value of the same threshold."""
    for n in range(da, da + quanti):
        nucleo = NucleoFactory(comune=comune, preso_in_carico=True)
        membro = MembroNucleoFactory(nucleo=nucleo, persona__comune=comune, persona__cognome=f"Bini {n}")
        EnteFactory(nome=f"Ente {n}")
        ComuneFactory(nome=f"Comune {n}")
        utente = UtenteFactory()
        utente.comuni.set([comune])
        annota_nome_mostrato(utente, membro.nucleo, "prova")
        Parametro.objects.create(
            chiave="soglia",
            descrizione="Soglia",
            valore=Decimal(n),
            valido_dal=date(2000 + n, 1, 1),
            valido_al=date(2000 + n, 12, 31),
            atto="Delibera",
        )


def ingrandisci(membro: MembroNucleo, comune: Comune, utente: object, quanti: int) -> None:
    """The same record with a long life: members, changes, readings."""
    altro = ComuneFactory(nome="Buti")
    for n in range(quanti):
        MembroNucleoFactory(nucleo=membro.nucleo, persona__comune=comune, parentela=Parentela.FIGLIO)
        membro.persona.telefono, membro.persona.comune = str(n), (comune, altro)[n % 2]
        membro.persona.save()
        membro.nucleo.comune = (altro, comune)[n % 2]
        membro.nucleo.save()
        annota_nome_mostrato(UtenteFactory(), membro.nucleo, "prova")
    membro.persona.comune = membro.nucleo.comune = comune
    membro.persona.save()
    membro.nucleo.save()


@pytest.mark.parametrize(("ruolo", "nome"), PAGINE, ids=lambda v: str(v))
def test_a_page_costs_the_same_with_one_row_and_with_thirty(entra: Entra, ruolo: str, nome: str) -> None:
    comune = ComuneFactory()
    convenzione = ConvenzioneFactory()
    popola(comune, 0, 1)
    client = entra(ruolo, comuni=[comune])
    membro = MembroNucleo.objects.select_related("persona", "nucleo").get()
    chiavi = {
        "persona": [membro.persona_id],
        "nucleo": [membro.nucleo.codice],
        "utente": [client.utente.pk],
        "comune": [comune.pk],
        "ente": [convenzione.attuatore_id],
        "convenzione": [convenzione.pk],
        "parametro": [Parametro.objects.get().pk],
    }
    noun, _, atto = nome.partition("_")
    singola = atto in {"scheda", "modifica", "nome", "aggiungi_componente", "togli_componente"}
    argomenti = chiavi[noun] if singola else []
    if atto == "togli_componente":
        argomenti = [*argomenti, membro.pk]
    indirizzo = reverse(nome, args=argomenti) + ("?q=bini" if atto == "aggiungi_componente" else "")

    def costo() -> int:
        client.get(indirizzo)
        with CaptureQueriesContext(connection) as query:
            assert client.get(indirizzo).status_code == 200
        return len(query)

    prima = costo()
    popola(comune, 1, 29)
    ingrandisci(membro, comune, client.utente, 6)
    dopo = costo()
    assert (prima <= MASSIMO, dopo <= MASSIMO) == (True, True), (prima, dopo)
    if not singola:
        assert dopo == prima


def test_registering_a_person_stays_cheap_too(entra: Entra) -> None:
    comune = ComuneFactory()
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[comune])
    with CaptureQueriesContext(connection) as query:
        dati = {"cognome": "Diop", "nome": "Amadou", "comune": comune.pk, "dal": "2026-11-02"}
        assert invia(client, reverse("persona_nuova"), **dati).status_code == 302
    assert len(query) <= 30
