"""The rules not kept, page by page: the ladder that is offered, the words of who, the letter."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cohousing.choices import Provvedimento
from cohousing.models import Permanenza, Violazione
from tests.factories.cohousing import ViolazioneFactory, permanenza
from valdera_housing.choices import Ruolo
from valdera_housing.models import Nucleo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
NIENTE, PRIMO, SECONDO, PROPOSTA = Provvedimento


def pagina(nome: str, oggetto: Any) -> str:
    return reverse(f"cohousing:{nome}", args=[oggetto.pk])


def di_altri() -> Permanenza:
    """A stay of a household this line no longer follows."""
    stay = permanenza()
    Nucleo.objects.filter(pk=stay.nucleo_id).update(in_carico=False)
    return stay


def seguita() -> Permanenza:
    return permanenza()


def fatto(**altro: Any) -> dict[str, Any]:
    return {
        "chiave": uuid4(), "giorno": "2026-11-10", "tema": "RUMORE", "gravita": "LIEVE", "fatto": "Musica di notte",
        "provvedimento": PRIMO,
    } | altro  # fmt: skip


@pytest.mark.parametrize("ruolo", [Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS])
def test_the_page_offers_the_steps_possible_now_and_tells_the_ladder(entra: Entra, ruolo: str) -> None:
    stay, client = seguita(), entra(ruolo)
    offerti = []
    for _ in "ab":
        risposta = client.get(pagina("permanenza_annota_violazione", stay))
        offerti.append([etichetta for _, etichetta in risposta.context["form"].fields["provvedimento"].choices])
        assert "Prima se ne parla; poi il primo richiamo" in risposta.content.decode()
        client.post(pagina("permanenza_annota_violazione", stay), fatto())
    assert offerti == [
        ["Se ne è parlato", "Primo richiamo", "Proposta di allontanamento (solo per un fatto gravissimo)"],
        ["Se ne è parlato", "Secondo richiamo", "Proposta di allontanamento (solo per un fatto gravissimo)"],
    ]
    assert list(stay.violazioni.values_list("provvedimento", "fatto", "giorno")) == [
        (PRIMO, "Musica di notte", date(2026, 11, 10))
    ]


@pytest.mark.parametrize(
    ("altro", "frase"),
    [
        ({"provvedimento": SECONDO}, "Questo adesso non è possibile: scegli fra quelli che vedi."),
        ({"provvedimento": PROPOSTA}, "segue «Secondo richiamo», che non c’è ancora, salvo un fatto gravissimo."),
        ({"giorno": "2026-02-28"}, "Le regole valgono da quando il nucleo è entrato, il 01/03/2026."),
        ({"tema": ""}, "Scegli quale regola."),
        ({"gravita": ""}, "Scegli quanto è grave."),
    ],
)
def test_a_wrong_step_comes_back_with_what_was_typed(entra: Entra, altro: dict, frase: str) -> None:
    stay = seguita()
    risposta = entra(Ruolo.OPERATORE_ETS).post(pagina("permanenza_annota_violazione", stay), fatto(**altro))
    testo = risposta.content.decode()
    assert (risposta.status_code, frase in testo, "Musica di notte" in testo, stay.violazioni.count()) == (
        422, True, True, 0,
    )  # fmt: skip


def test_a_warning_not_told_yet_is_said_before_the_next_step(entra: Entra) -> None:
    richiamo = ViolazioneFactory(permanenza=seguita())
    testo = (
        entra(Ruolo.OPERATORE_ETS).get(pagina("permanenza_annota_violazione", richiamo.permanenza)).content.decode()
    )
    assert "Da comunicare: registra quando l’hai detto, prima del passo che segue" in testo


def test_a_warning_is_told_then_annulled(entra: Entra) -> None:
    richiamo, client = ViolazioneFactory(permanenza=seguita()), entra(Ruolo.OPERATORE_ETS)
    comunica, annulla = (pagina(f"violazione_{atto}", richiamo) for atto in ("comunica", "annulla"))
    stati = [
        client.post(comunica, {"chiave": uuid4(), "comunicato_il": giorno}).status_code
        for giorno in ("2026-11-04", "2026-11-06", "2026-11-07")
    ]
    stati += [client.post(annulla, {"chiave": uuid4(), "motivo": m}).status_code for m in ("", "Non era lei", "No")]
    richiamo.refresh_from_db()
    assert stati == [422, 302, 422, 422, 302, 422]
    assert (richiamo.comunicato_il, richiamo.annullata_il, richiamo.motivo_annullamento) == (
        date(2026, 11, 6), date(2026, 11, 19), "Non era lei",
    )  # fmt: skip


def lettere(client: Client, *violazioni: Violazione) -> list[int]:
    return [client.get(pagina("violazione_lettera", v)).status_code for v in violazioni]


@pytest.mark.parametrize("ruolo", [Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS])
def test_the_letter_is_of_a_warning_that_stands(entra: Entra, ruolo: str) -> None:
    stay, client = seguita(), entra(ruolo)
    client.utente.comuni.add(stay.nucleo.comune)
    parlato = ViolazioneFactory(permanenza=stay, provvedimento=NIENTE)
    annullato = ViolazioneFactory(permanenza=stay, annullata_il=date(2026, 11, 6), motivo_annullamento="Errore")
    richiamo = ViolazioneFactory(permanenza=stay)
    assert lettere(client, richiamo, parlato, annullato) == [200, 404, 404]
    assert client.get(pagina("violazione_lettera", richiamo))["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("ruolo", [Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS])
def test_what_is_of_a_household_of_others_is_not_found(entra: Entra, ruolo: str) -> None:
    richiamo, client = ViolazioneFactory(permanenza=di_altri()), entra(ruolo)
    assert lettere(client, richiamo) == [404]
    if ruolo == Ruolo.OPERATORE_ETS:
        assert [
            client.get(pagina(f"violazione_{atto}", richiamo)).status_code for atto in ("comunica", "annulla")
        ] == [
            404,
            404,
        ]
        assert client.get(pagina("permanenza_annota_violazione", richiamo.permanenza)).status_code == 404


@pytest.mark.parametrize("ruolo", [Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE, Ruolo.CABINA])
def test_who_only_reads_figures_has_no_letter(entra: Entra, ruolo: str) -> None:
    assert lettere(entra(ruolo), ViolazioneFactory(permanenza=seguita())) == [403]
