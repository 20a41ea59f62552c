"""The diary of a case, and the reserved notes, which exist only for who may read them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.casa import CasoFactory, nucleo_con_adulto
from tests.factories.caso import VoceDiarioFactory
from tests.factories.persone import ComuneFactory, UtenteFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.actions.diario import scrivi_diario
from valdera_housing.choices import Lettura, Ruolo
from valdera_housing.models import Caso, LetturaFascicolo, Utente, VoceDiario

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
SEGRETO = "Il marito non deve sapere dove abita"
PAROLA = "marito"


@pytest.fixture
def caso() -> Caso:
    return CasoFactory(nucleo=nucleo_con_adulto(comune=ComuneFactory()))


@pytest.fixture
def segreta(caso: Caso) -> VoceDiario:
    """Written with the act, by a social worker, so that what the act leaves behind is there too."""
    chi = UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE], comuni=[caso.nucleo.comune])
    giorno = date(2026, 11, 17)
    return scrivi_diario(caso, giorno=giorno, tipo="VISITA", testo=SEGRETO, utente=chi, riservata=True)


def contenuto(risposta: Any) -> str:
    byte = b"".join(risposta.streaming_content) if risposta.streaming else risposta.content
    return byte.decode(errors="replace")


def letto(client: Client, caso: Caso) -> dict[str, Any]:
    """Everything a person may find of a note: texts, counts, search, download, history."""
    elenco = reverse("diario_elenco", args=[caso.pk])
    lista, cercata = client.get(elenco), client.get(elenco, {"q": PAROLA})
    csv = client.get(reverse("diario_esporta", args=[caso.pk]), {"formato": "csv"})
    scheda = client.get(caso.get_absolute_url())
    storia = client.get(reverse("caso_storia", args=[caso.pk]))
    nucleo = client.get(reverse("nucleo_storia", args=[caso.nucleo.codice]))
    pagine = [scheda, lista, cercata, storia, nucleo, client.get(caso.nucleo.get_absolute_url())]
    return {
        "testo": any(SEGRETO in contenuto(p) for p in [*pagine, csv]),
        "note": lista.context["elenco"].conto,
        "trovate": cercata.context["elenco"].conto,
        "momenti": [m.titolo for m in scheda.context["fascicolo"].momenti],
        "storia": [(m.atto, m.variazioni) for m in storia.context["modifiche"]],
        "pagine_del_diario": any("/diario/nuova" in m.pagina for m in storia.context["modifiche"]),
    }


@pytest.mark.parametrize("ruolo", [Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS])
def test_the_ets_never_meets_a_note_reserved_to_the_social_service(
    entra: Entra, caso: Caso, segreta: VoceDiario, ruolo: str
) -> None:
    assert letto(entra(ruolo), caso) == {
        "testo": False,
        "note": 0,
        "trovate": 0,
        "momenti": ["Caso aperto"],
        "storia": [("Registrazione", ())],
        "pagine_del_diario": False,
    }


def test_the_social_workers_of_the_comune_read_it(entra: Entra, caso: Caso, segreta: VoceDiario) -> None:
    visto = letto(entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[caso.nucleo.comune]), caso)
    assert (visto["testo"], visto["note"], visto["trovate"], visto["momenti"]) == (
        True, 1, 1, ["Visita a casa", "Caso aperto"],
    )  # fmt: skip
    altrove = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ComuneFactory(nome="Palaia")])
    assert altrove.get(reverse("diario_elenco", args=[caso.pk])).status_code == 404


def test_an_operator_reads_the_reserved_note_she_wrote_and_her_colleague_does_not(entra: Entra, caso: Caso) -> None:
    operatrice = entra(Ruolo.OPERATORE_ETS)
    indirizzo = reverse("diario_nuova", args=[caso.pk])
    invia(operatrice, indirizzo, tipo="TELEFONATA", giorno="2026-11-18", testo=SEGRETO, riservata="on")
    assert letto(operatrice, caso)["testo"] is True
    assert letto(entra(Ruolo.OPERATORE_ETS), caso)["testo"] is False


def test_the_auditor_learns_that_case_and_diary_changed_and_not_how(
    entra: Entra, caso: Caso, segreta: VoceDiario
) -> None:
    caso.servizi = ["CENTRO_ANTIVIOLENZA"]
    caso.save()
    revisore = entra(Ruolo.REVISORE)

    def righe(cosa: str) -> list[tuple]:
        contesto = revisore.get(reverse("storia_registro"), {"cosa": cosa}).context
        return [(m.atto, [(v.prima, v.dopo) for v in m.variazioni]) for _, m in contesto["righe"]]

    assert righe("vocediario") == [("Registrazione", [])]
    assert righe("caso") == [("Modifica", [("(nascosto)", "(nascosto)")]), ("Registrazione", [])]


def test_a_note_is_written_from_the_dossier(entra: Entra, caso: Caso) -> None:
    assistente = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[caso.nucleo.comune])
    indirizzo = reverse("diario_nuova", args=[caso.pk])
    assert f'action="{indirizzo}"' in contenuto(assistente.get(caso.get_absolute_url()))
    assert assistente.get(indirizzo, {"tipo": "VISITA"}).context["form"]["tipo"].value() == "VISITA"
    risposta = invia(assistente, indirizzo, tipo="COLLOQUIO", giorno="2026-11-18", testo="Cerca due camere")
    assert (risposta.status_code, risposta["Location"]) == (302, caso.get_absolute_url())
    voce, utente = VoceDiario.objects.get(), assistente.utente
    assert (voce.tipo, voce.giorno, voce.testo, voce.riservata, voce.autore) == (
        "COLLOQUIO", date(2026, 11, 18), "Cerca due camere", False, utente,
    )  # fmt: skip
    caso.refresh_from_db()
    assert caso.ultima_attivita_il == date(2026, 11, 18)


def test_an_empty_note_or_one_of_tomorrow_is_refused(entra: Entra, caso: Caso) -> None:
    indirizzo = reverse("diario_nuova", args=[caso.pk])
    risposta = invia(entra(Ruolo.OPERATORE_ETS), indirizzo, tipo="COLLOQUIO", giorno="2026-11-20", testo="  ")
    assert (risposta.status_code, errori(risposta)) == (
        422,
        {
            "giorno": ["La data è nel futuro: scrivila quando sarà successo."],
            "testo": ["Scrivi che cosa è successo."],
        },
    )


def test_notes_are_found_by_word_kind_and_day(entra: Entra, caso: Caso) -> None:
    VoceDiarioFactory(caso=caso, testo="Parla del lavoro", tipo="NOTA", giorno=date(2026, 11, 1))
    VoceDiarioFactory(caso=caso, testo="Parla della casa", giorno=date(2026, 11, 10))
    operatore, indirizzo = entra(Ruolo.OPERATORE_ETS), reverse("diario_elenco", args=[caso.pk])

    def trovate(**filtri: str) -> list[str]:
        return [voce.testo.split()[-1] for voce in operatore.get(indirizzo, filtri).context["elenco"].pagina]

    assert trovate() == ["casa", "lavoro"]
    assert trovate(q="LAVORO") == ["lavoro"]
    assert trovate(tipo="COLLOQUIO") == ["casa"]
    assert trovate(dal="2026-11-05") == ["casa"]
    assert trovate(al="2026-11-05") == ["lavoro"]


def test_a_download_of_the_diary_is_written_in_the_log_of_reads(entra: Entra, caso: Caso) -> None:
    voce = VoceDiarioFactory(caso=caso, autore=UtenteFactory(first_name="Sara", last_name="Baldini"))
    operatore = entra(Ruolo.OPERATORE_ETS)
    righe = contenuto(operatore.get(reverse("diario_esporta", args=[caso.pk]), {"formato": "csv"})).splitlines()
    assert righe[1:] == [f"16/11/2026;Colloquio;{voce.testo};no;Sara Baldini;16/11/2026 12:00"]
    lettura = LetturaFascicolo.objects.get(azione=Lettura.ESPORTATA)
    assert (lettura.utente, lettura.nucleo) == (Utente.objects.get(pk=operatore.utente.pk), caso.nucleo)
