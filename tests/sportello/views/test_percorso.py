"""The pages of the paths to work."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from sportello.models import PercorsoLavoro
from tests.factories.casa import CasoFactory, nucleo_con_adulto
from tests.factories.persone import ComuneFactory, MembroNucleoFactory
from tests.factories.sportello import OpportunitaLavoroFactory, PercorsoLavoroFactory, RisorsaTerritorioFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import CHI_SEGUE_PERSONE, Lettura, Ruolo
from valdera_housing.models import LetturaFascicolo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
ELENCO, ESPORTA, NUOVO = (reverse(f"sportello:percorso_{atto}") for atto in ("elenco", "esporta", "nuovo"))
DATI = {"aperto_il": "2026-11-18", "obiettivo": "Pulizie, mezza giornata", "tirocinio": "NESSUNO"}


def di(atto: str, percorso: PercorsoLavoro) -> str:
    return reverse(f"sportello:percorso_{atto}", args=[percorso.pk])


def righe(pagina) -> list:
    return [percorso for percorso, _ in pagina.context["righe"]]


def csv(risposta) -> list[str]:
    return b"".join(risposta.streaming_content).decode().splitlines()


@pytest.mark.parametrize("ruolo", CHI_SEGUE_PERSONE)
def test_who_follows_households_reads_and_writes_their_paths(entra: Entra, ruolo: str) -> None:
    percorso = PercorsoLavoroFactory()
    client = entra(ruolo, comuni=[percorso.caso.nucleo.comune])
    assert righe(client.get(ELENCO)) == [percorso]
    scheda = client.get(di("scheda", percorso))
    assert [p.etichetta for p in scheda.context["pulsanti"]] == ["Concludi…", "Modifica"]
    assert LetturaFascicolo.objects.filter(persona=percorso.persona, azione=Lettura.VISTA).count() == 1


def test_of_another_comune_nothing_is_found(entra: Entra) -> None:
    percorso = PercorsoLavoroFactory()
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ComuneFactory(nome="Lari")])
    assert righe(client.get(ELENCO)) == []
    assert len(csv(client.get(ESPORTA, {"formato": "csv"}))) == 1
    for atto in ("scheda", "modifica", "concludi"):
        assert client.get(di(atto, percorso)).status_code == 404
    assert "Casi aperti" in client.get(NUOVO, {"caso": percorso.caso_id}).content.decode()


@pytest.mark.parametrize(
    "filtri",
    [
        {"stato": "CONCLUSO"},
        {"esito": "ASSUNTO_TD"},
        {"tirocinio": "INCLUSIONE"},
        {"q": "pl-2026-77"},
        {"q": "hoxha"},
    ],
)
def test_each_filter_finds_its_own(entra: Entra, filtri: dict) -> None:
    PercorsoLavoroFactory()
    cercato = PercorsoLavoroFactory(
        numero="PL-2026-7701", stato="CONCLUSO", esito="ASSUNTO_TD", concluso_il=date(2026, 11, 2),
        tirocinio="INCLUSIONE", tirocinio_dal=date(2026, 10, 5),
    )  # fmt: skip
    cercato.persona.cognome = "Hoxha"
    cercato.persona.save()
    client = entra(Ruolo.OPERATORE_ETS)
    assert righe(client.get(ELENCO, filtri)) == [cercato]
    assert len(csv(client.get(ESPORTA, filtri | {"formato": "csv"}))) == 2
    scaricati = LetturaFascicolo.objects.filter(azione=Lettura.ESPORTATA).values_list("persona", flat=True)
    assert list(scaricati) == [cercato.persona_id]


def test_the_list_is_narrowed_to_a_comune_and_to_a_case(entra: Entra) -> None:
    percorso = PercorsoLavoroFactory()
    PercorsoLavoroFactory(caso__nucleo=nucleo_con_adulto(comune=ComuneFactory(nome="Peccioli")))
    client = entra(Ruolo.COORDINATORE_ETS)
    for filtri in ({"comune": percorso.caso.nucleo.comune.pk}, {"caso": percorso.caso_id}):
        assert righe(client.get(ELENCO, filtri)) == [percorso]


def test_a_path_begins_from_the_case_for_one_of_its_adults(entra: Entra) -> None:
    client, caso = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ComuneFactory()]), CasoFactory()
    MembroNucleoFactory(nucleo=caso.nucleo, persona__nome="Piccola", persona__nato_il=date(2015, 1, 1))
    persona, nuovo = caso.nucleo.membri.first().persona, f"{NUOVO}?caso={caso.pk}"
    assert "Piccola" not in client.get(nuovo).content.decode()
    assert invia(client, nuovo, **DATI, persona=persona.pk).status_code == 302
    percorso = PercorsoLavoro.objects.get()
    assert (percorso.persona, percorso.caso, percorso.numero) == (persona, caso, "PL-2026-0001")
    ancora = invia(client, nuovo, **DATI, persona=persona.pk)
    assert ancora.status_code == 422
    assert errori(ancora)["__all__"] == [
        f"{persona} ha già un percorso in corso, {percorso.numero}: concludi prima quello."
    ]


def test_a_child_or_a_stranger_cannot_be_sent_by_hand(entra: Entra) -> None:
    client, caso = entra(Ruolo.OPERATORE_ETS), CasoFactory()
    figlia = MembroNucleoFactory(nucleo=caso.nucleo, persona__nato_il=date(2015, 1, 1)).persona
    estranea = CasoFactory().nucleo.membri.first().persona
    for chi in (figlia, estranea):
        assert "persona" in errori(invia(client, f"{NUOVO}?caso={caso.pk}", **DATI, persona=chi.pk))


def test_what_happens_is_written_and_the_unusual_is_shown(entra: Entra) -> None:
    client, percorso = entra(Ruolo.OPERATORE_ETS), PercorsoLavoroFactory()
    azienda = RisorsaTerritorioFactory(tipo="AZIENDA")
    dati = DATI | {
        "aperto_il": "2026-10-05", "did_il": "2026-10-07", "patto_il": "2026-10-12", "tirocinio": "EXTRACURRICULARE",
        "tirocinio_dal": "2026-11-02", "ospitante": azienda.pk, "indennita": "450,00", "versione": 1,
        "opportunita": OpportunitaLavoroFactory(risorsa=azienda).pk,
    }  # fmt: skip
    assert invia(client, di("modifica", percorso), **dati).status_code == 302
    scheda = client.get(di("scheda", percorso))
    assert [str(m) for m in scheda.context["avvisi"]] == [
        "L’indennità di 450,00\xa0€ è sotto il minimo di 500,00\xa0€ al mese (D.P.G.R. Toscana 47/R/2003)"
    ]
    assert invia(client, di("modifica", percorso), **dati).status_code == 409


def test_what_cannot_be_comes_back_with_its_reason(entra: Entra) -> None:
    client, percorso = entra(Ruolo.OPERATORE_ETS), PercorsoLavoroFactory()
    sbagliati = DATI | {"did_il": "2026-10-12", "patto_il": "2026-10-07", "versione": 1}
    risposta = invia(client, di("modifica", percorso), **sbagliati)
    assert risposta.status_code == 422
    assert errori(risposta)["__all__"] == [
        "Il patto di servizio viene dopo la DID, che è del 12/10/2026 (D.Lgs. 150/2015, art. 20)"
    ]


def test_a_path_ends_with_its_outcome_and_no_act_is_left(entra: Entra) -> None:
    client, percorso = entra(Ruolo.OPERATORE_ETS), PercorsoLavoroFactory()
    assert errori(invia(client, di("concludi", percorso)))["esito"] == ["Scegli com’è finito."]
    senza_corso = invia(client, di("concludi", percorso), esito="FORMATO", concluso_il="2026-11-18")
    assert senza_corso.status_code == 422
    fine = {"esito": "ASSUNTO_TI", "concluso_il": "2026-11-18", "nota": "Contratto del 16"}
    assert invia(client, di("concludi", percorso), **fine).status_code == 302
    scheda = client.get(di("scheda", percorso))
    assert scheda.context["pulsanti"] == []
    assert "Assunto a tempo indeterminato, 18/11/2026" in scheda.content.decode()
    assert invia(client, di("concludi", percorso), **fine).status_code == 422
