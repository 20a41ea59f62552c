from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories.casa import AlloggioFactory
from tests.factories.gestore import sublocazione_in_corso
from tests.factories.persone import ComuneFactory, MembroNucleoFactory, NucleoFactory, PersonaFactory
from valdera_housing.choices import Ruolo

NESSUNO = "Non c’è nulla con queste parole"


def trovati(client: Client, testo: str) -> list[tuple[str, list[str]]]:
    pagina = client.get("/cerca/", {"q": testo})
    assert pagina.status_code == 200
    return [(genere, [t.titolo for t in cose]) for genere, cose in pagina.context["gruppi"]]


def test_people_homes_and_contracts_are_found_by_who_may_open_them(entra: Callable[..., Client]) -> None:
    persona = PersonaFactory(cognome="Vittori", nome="Lia", comune=ComuneFactory(nome="Peccioli"))
    MembroNucleoFactory(nucleo=NucleoFactory(preso_in_carico=True), persona=persona)
    alloggio = AlloggioFactory(indirizzo="via della Vittoria")
    client = entra(Ruolo.OPERATORE_ETS)
    assert trovati(client, "vittori") == [("Persona", [str(persona)]), ("Alloggio", [str(alloggio)])]
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[persona.comune])
    assert trovati(client, "vittori") == [("Persona", [str(persona)])]


def test_who_audits_finds_a_contract_by_number_and_never_a_household_by_name(entra: Callable[..., Client]) -> None:
    contratto = sublocazione_in_corso().contratto
    assert trovati(entra(Ruolo.CONTABILE_ETS), "rossi") == [("Sublocazione", [f"{contratto.numero}, Maria Rossi"])]
    for ruolo in (Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE):
        client = entra(ruolo)
        assert trovati(client, "rossi") == []
        assert trovati(client, contratto.numero) == [
            ("Sublocazione", [f"{contratto.numero}, {contratto.nucleo.codice}"])
        ]


def test_a_household_is_found_by_its_code_and_an_owner_by_name(entra: Callable[..., Client]) -> None:
    sublocazione = sublocazione_in_corso()
    client = entra(Ruolo.COORDINATORE_ETS)
    nucleo = sublocazione.contratto.nucleo
    assert ("Nucleo", [nucleo.codice]) in trovati(client, nucleo.codice)
    proprietario = sublocazione.locazione.contratto.proprietario
    generi = dict(trovati(client, proprietario.denominazione))
    assert generi["Proprietario"] == [proprietario.denominazione]


def test_nothing_found_and_nothing_asked_say_what_to_do(entra: Callable[..., Client]) -> None:
    client = entra(Ruolo.OPERATORE_ETS)
    assert NESSUNO in client.get("/cerca/", {"q": "zzzz"}).content.decode()
    assert NESSUNO not in client.get("/cerca/").content.decode()


@pytest.mark.parametrize("ruolo", [Ruolo.CABINA, Ruolo.AMMINISTRATORE])
def test_who_reads_sums_only_does_not_search(entra: Callable[..., Client], ruolo: str) -> None:
    client = entra(ruolo)
    assert client.get("/cerca/").status_code == 403
    assert client.get("/glossario/").context["cerca_url"] == ""
