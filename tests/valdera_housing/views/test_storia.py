"""The logs an auditor reads: changes of every noun, reads of every file, and no name of a person."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from tests.factories.persone import ComuneFactory, EnteFactory, MembroNucleoFactory, PersonaFactory
from tests.valdera_housing.views.invio import invia
from valdera_housing.actions.lettura import annota_lettura, annota_nome_mostrato
from valdera_housing.choices import Ruolo
from valdera_housing.models import Persona

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
MODIFICHE, LETTURE = reverse("storia_registro"), reverse("storia_letture")


def righe(client: Client, **filtri: str) -> list[tuple]:
    contesto = client.get(MODIFICHE, filtri).context
    return [
        (numero, m.chi, m.atto, [(v.campo, v.prima, v.dopo) for v in m.variazioni]) for numero, m in contesto["righe"]
    ]


def test_the_auditor_reads_what_changed_by_whom(entra: Entra) -> None:
    ente = EnteFactory(nome="Il Portone APS", codice_fiscale="")
    amministratore = entra(Ruolo.AMMINISTRATORE)
    chi = str(amministratore.utente)
    dati = {"nome": "Il Portone ETS", "ruolo": "ETS", "codice_fiscale": "", "versione": "1"}
    invia(amministratore, reverse("ente_modifica", args=[ente.pk]), **dati)
    assert righe(entra(Ruolo.REVISORE), cosa="ente") == [
        (ente.pk, chi, "Modifica", [("Nome", "Il Portone APS", "Il Portone ETS")]),
        (ente.pk, "Sistema", "Registrazione", []),
    ]


def test_of_people_the_auditor_learns_that_they_changed_and_not_how(entra: Entra) -> None:
    persona = PersonaFactory(cognome="Zucchi", indirizzo="Via Segreta 1")
    persona.cognome, persona.indirizzo = "Zucchini", "Via Nascosta 2"
    persona.save()
    revisore = entra(Ruolo.REVISORE)
    nascosto = ("(nascosto)", "(nascosto)")
    assert righe(revisore, cosa="persona")[0] == (
        persona.pk,
        "Sistema",
        "Modifica",
        [("Cognome", *nascosto), ("Indirizzo", *nascosto)],
    )
    testo = revisore.get(MODIFICHE, {"cosa": "persona"}).content.decode()
    assert "Zucchi" not in testo
    assert "Via " not in testo


def test_every_noun_that_points_at_a_person_hides_what_is_written_of_her() -> None:
    """A line cannot forget to say that a noun of its own speaks of people."""
    scoperti = [
        m._meta.label
        for m in apps.get_models()
        if hasattr(m, "pgh_event_model")
        and any(c.related_model is Persona for c in m._meta.concrete_fields)
        and not getattr(m, "dati_personali", False)
    ]
    assert scoperti == []


def test_changes_are_read_by_day(entra: Entra) -> None:
    EnteFactory()
    revisore = entra(Ruolo.REVISORE)
    oggi = localdate(revisore.get(MODIFICHE, {"cosa": "ente"}).context["righe"][0][1].quando).isoformat()
    assert len(righe(revisore, cosa="ente", dal=oggi, al=oggi)) == 1
    assert righe(revisore, cosa="ente", dal="2099-01-01") == []
    assert righe(revisore, cosa="ente", al="1999-01-01") == []


@pytest.mark.parametrize("filtro", [{"cosa": "boh"}, {"dal": "x"}, {"dal": "0001-01-01"}, {"al": "\x00"}])
def test_a_filter_that_makes_no_sense_is_told(entra: Entra, filtro: dict[str, str]) -> None:
    assert entra(Ruolo.REVISORE).get(MODIFICHE, filtro).status_code == 422


def test_the_auditor_reads_who_opened_what_and_why_without_names(entra: Entra) -> None:
    membro = MembroNucleoFactory(persona__cognome="Zucchi", persona__comune=ComuneFactory())
    revisore = entra(Ruolo.REVISORE)
    annota_lettura(revisore.utente, membro.persona)
    annota_nome_mostrato(revisore.utente, membro.nucleo, "ricevuta senza cognome")
    pagina = revisore.get(LETTURE)
    assert [(r.get_azione_display(), r.motivo) for r in pagina.context["elenco"].pagina] == [
        ("Nome mostrato al posto del codice", "ricevuta senza cognome"),
        ("Scheda aperta", ""),
    ]
    assert f"Persona n. {membro.persona_id}" in pagina.content.decode()
    assert "Zucchi" not in pagina.content.decode()


@pytest.mark.parametrize("ruolo", [r for r in Ruolo if r != Ruolo.REVISORE])
@pytest.mark.parametrize("pagina", [MODIFICHE, LETTURE])
def test_the_logs_are_the_auditor_s(entra: Entra, ruolo: str, pagina: str) -> None:
    assert entra(ruolo).get(pagina).status_code == 403
