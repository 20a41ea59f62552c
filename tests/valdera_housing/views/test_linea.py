"""The shell: menu of each role, the five lines, the glossary."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.conti import ConvenzioneFactory
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.linea import registrate

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
REGISTRO = {"Persone", "Nuclei", "Linee", "Convenzione", "Parametri", "Utenti", "Registro delle modifiche"}


@pytest.mark.parametrize(
    ("ruolo", "sezioni"),
    [
        (Ruolo.ASSISTENTE_SOCIALE, ["Persone", "Nuclei", "Linee"]),
        (Ruolo.OPERATORE_ETS, ["Persone", "Nuclei", "Linee"]),
        (Ruolo.CONTABILE_ETS, ["Linee"]),
        (Ruolo.COORDINATORE_ETS, ["Persone", "Nuclei", "Linee"]),
        (Ruolo.FUNZIONARIO_UNIONE, ["Linee"]),
        (Ruolo.CABINA, ["Linee"]),
        (Ruolo.REVISORE, ["Linee", "Convenzione", "Utenti", "Registro delle modifiche"]),
        (Ruolo.AMMINISTRATORE, ["Convenzione", "Parametri", "Utenti"]),
    ],
)
def test_each_role_sees_a_short_bar_that_starts_from_its_desk(entra: Entra, ruolo: str, sezioni: list[str]) -> None:
    menu = entra(ruolo).get(reverse("glossario")).context["menu"]
    etichette = [voce.etichetta for voce in menu]
    assert etichette[0] == "Scrivania"
    assert [e for e in etichette if e in REGISTRO] == sezioni
    assert len(etichette) <= 10


def test_every_entry_of_the_bar_opens_for_the_role_that_sees_it(entra: Entra) -> None:
    ConvenzioneFactory()
    for ruolo in Ruolo:
        client = entra(ruolo)
        for voce in client.get(reverse("glossario")).context["menu"]:
            assert (ruolo, voce.etichetta, client.get(voce.url).status_code) == (ruolo, voce.etichetta, 200)


def test_the_section_one_is_in_is_marked_and_the_desk_only_on_the_desk(entra: Entra) -> None:
    client = entra(Ruolo.OPERATORE_ETS)

    def attive(url: str) -> list[str]:
        return [voce.etichetta for voce in client.get(url).context["menu"] if voce.attivo]

    assert attive(reverse("scrivania")) == ["Scrivania"]
    assert attive(reverse("persona_nuova")) == ["Persone"]
    assert attive(reverse("glossario")) == []


def test_the_five_lines_stand_in_the_order_of_the_convention(entra: Entra) -> None:
    linee = entra(Ruolo.CABINA).get(reverse("linea_elenco")).context["linee"]
    assert [servizio.linea for servizio, _ in linee] == list(Linea)


def test_the_glossary_has_one_anchor_for_each_term(entra: Entra) -> None:
    testo = entra(Ruolo.CABINA).get(reverse("glossario")).content.decode()
    capitoli = entra(Ruolo.CABINA).get(reverse("glossario")).context["capitoli"]
    ancore = [ancora for _, voci in capitoli for ancora, _, _ in voci]
    assert len(ancore) == len(set(ancore)) == sum(len(servizio.glossario) for servizio in registrate)
    assert all(f'id="{ancora}"' in testo for ancora in ancore)


def test_the_foot_of_every_page_leads_to_the_glossary(entra: Entra) -> None:
    pie = entra(Ruolo.CABINA).get(reverse("glossario")).context["pie"]
    assert {"etichetta": "Glossario", "url": "/glossario/"} in pie
