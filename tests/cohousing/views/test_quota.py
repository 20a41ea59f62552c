"""What the stays owe, page by page."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal as D
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from cohousing.actions.quota import adegua_quote, genera_quote
from cohousing.models import Permanenza
from cohousing.queries.pannelli_permanenza import quote
from tests.factories.casa import IncassoFactory
from tests.factories.cohousing import concludi, permanenza
from valdera_housing.choices import Ruolo
from valdera_housing.models import Imputazione, Scadenza, Utente

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
OGGI, OTTOBRE, NOVEMBRE, GENNAIO = date(2026, 11, 19), date(2026, 10, 1), date(2026, 11, 1), date(2027, 1, 1)
ELENCO, GENERA = reverse("cohousing:quota_elenco"), reverse("cohousing:quota_genera")
C, R = Ruolo.CONTABILE_ETS, Ruolo.REVISORE


def in_parole(risposta: Any) -> str:
    return risposta.content.decode().replace("\xa0", " ")


def paga(chiave: str, utente: Utente, importo: str = "") -> None:
    scadenza = Scadenza.objects.get(chiave=chiave)
    quanto = D(importo) if importo else scadenza.importo
    Imputazione.objects.create(
        incasso=IncassoFactory(importo=quanto), scadenza=scadenza, importo=quanto, creata_da=utente
    )


def in_ritardo(**altro: Any) -> Permanenza:
    """A stay at 220 € whose October is paid in part, November not at all, December not due yet."""
    stay = permanenza(**{"ospite": "Maria Rossi", "cauzione": D(0)} | altro)
    genera_quote(OTTOBRE, date(2026, 12, 1), utente=None, oggi=OGGI)
    paga(f"quota/{stay.pk}/2026-10", stay.referente, "100.00")
    return stay


def test_the_list_says_what_was_asked_paid_left_and_late(entra: Entra) -> None:
    stay = in_ritardo()
    (in_pari,) = [permanenza(quota_mensile=D(0), cauzione=D(0), ospite="Ana Popa")]
    elenco = entra(C).get(ELENCO)
    righe = [(p, p.dovuto, p.pagato, p.resta, p.scaduto, chi) for p, chi, *_ in elenco.context["righe"]]
    assert righe == [
        (stay, D("440.00"), D("100.00"), D("560.00"), D("340.00"), "Maria Rossi"),
        (in_pari, D(0), D(0), D(0), D(0), "Ana Popa"),
    ]
    assert elenco.context["somme"] == (2, D("440.00"), D("100.00"), D("560.00"), D("340.00"))
    assert [t.cifra for t in elenco.context["tessere"]] == ["440,00", "100,00", "560,00", "340,00"]


@pytest.mark.parametrize(
    ("filtri", "quanti"),
    [
        ({}, 2), ({"conto": "ritardo"}, 1), ({"conto": "resta"}, 1), ({"conto": "pari"}, 1), ({"q": "maria"}, 1),
        ({"stato": "IN_CORSO"}, 2), ({"stato": "CONCLUSA"}, 0),
    ],
)  # fmt: skip
def test_who_is_late_is_found_on_the_page_and_in_the_sheet(entra: Entra, filtri: dict, quanti: int) -> None:
    stay = in_ritardo()
    permanenza(quota_mensile=D(0), cauzione=D(0), ospite="Ana Popa")
    client = entra(C)
    assert client.get(ELENCO, filtri).context["elenco"].conto == quanti
    assert client.get(ELENCO, {"casa": stay.struttura_id}).context["elenco"].conto == 1
    foglio = client.get(reverse("cohousing:quota_esporta"), filtri | {"formato": "csv"})
    testo = (b"".join(foglio.streaming_content) if foglio.streaming else foglio.content).decode("utf-8-sig")
    assert len(testo.strip().splitlines()) == quanti + 1


@pytest.mark.parametrize("ruolo", [Ruolo.FUNZIONARIO_UNIONE, R])
def test_the_unione_and_the_auditor_read_codes(entra: Entra, ruolo: str) -> None:
    stay = in_ritardo()
    client = entra(ruolo)
    pagina = in_parole(client.get(ELENCO))
    assert ("Maria Rossi" in pagina, stay.nucleo.codice in pagina, "Genera le quote" in pagina) == (False, True, False)
    cerca = [client.get(ELENCO, {"q": q}).context["elenco"].conto for q in ("maria", stay.nucleo.codice, stay.numero)]
    assert cerca == [0, 1, 1]


def test_an_empty_list_says_what_to_do(entra: Entra) -> None:
    assert "Le quote si scrivono quando qualcuno entra in una casa." in in_parole(entra(C).get(ELENCO))


def test_quotas_are_seen_before_they_are_written(entra: Entra) -> None:
    permanenza(cauzione=D(0))
    client = entra(C)
    prima = client.get(GENERA)
    assert (prima.context["quante"], Scadenza.objects.count()) == (3, 0)
    mesi = {"dal": "2026-11", "al": "2026-11"}
    risposta = client.post(GENERA, mesi | {"chiave": uuid4()})
    assert (risposta["Location"], Scadenza.objects.count()) == (ELENCO, 1)
    assert [t.cifra for t in client.get(GENERA, mesi).context["tessere"]] == ["0", "0,00", "0", "1"]


def test_what_changed_is_shown_beside_what_is_new_and_what_was_paid(entra: Entra) -> None:
    stay = permanenza(fine_prevista=date(2026, 11, 10), cauzione=D(0), ospite="Maria Rossi")
    genera_quote(OTTOBRE, NOVEMBRE, utente=None, oggi=date(2026, 11, 5))
    pagina = entra(C).get(GENERA)
    assert [(r.scadenza.importo, r.nota) for r in pagina.context["righe"]] == [
        (D("220.00"), "Al posto di quella scritta: la permanenza è cambiata")
    ]
    paga(f"quota/{stay.pk}/2026-11", stay.referente)
    frase = "Quota di novembre 2026 (10 giorni su 30), Maria Rossi: 73,33 €"
    dopo = entra(C).get(GENERA)
    guardare = [testo.replace("\xa0", " ") for testo in dopo.context["da_guardare"]]
    assert (guardare, dopo.context["quante"]) == ([frase], 0)


def test_the_ledger_leads_to_the_generation(entra: Entra) -> None:
    assert GENERA in in_parole(entra(C).get(reverse("scadenza_elenco")))
    assert GENERA not in in_parole(entra(R).get(reverse("scadenza_elenco")))


def test_the_command_writes_two_months_ahead_and_repeats_nothing(capsys: pytest.CaptureFixture) -> None:
    permanenza(cauzione=D(0))
    call_command("genera_quote")
    call_command("genera_quote", mesi=2)
    assert capsys.readouterr().out == "3 scadenze nuove.\n0 scadenze nuove.\n"


# --- the deposit --------------------------------------------------------------------------


def uscita(utente: Utente) -> Permanenza:
    """Left on 18 November with 220 € of deposit paid and November (132 €) still open."""
    stay = permanenza(inizio=date(2026, 11, 1), ospite="Maria Rossi")
    adegua_quote(stay, oggi=OGGI)
    paga(f"cauzione/{stay.pk}", utente)
    concludi(stay, date(2026, 11, 18), "ERP")
    adegua_quote(stay, oggi=OGGI)
    return stay


def restituzione(**altro: Any) -> dict[str, Any]:
    return {"chiave": uuid4(), "importo": "88,00", "scade_il": "2026-12-19", "motivo": "Novembre non pagato"} | altro


def test_a_person_decides_how_much_of_the_deposit_goes_back(entra: Entra) -> None:
    client = entra(C)
    stay = uscita(client.utente)
    pagina = reverse("cohousing:cauzione_restituisci", args=[stay.pk])
    assert client.get(pagina).context["form"].initial["importo"] == D("88.00")
    assert client.post(pagina, restituzione()).status_code == 302
    assert client.post(pagina, restituzione(importo="220,00", motivo="")).status_code == 302
    righe = Scadenza.objects.filter(verso="USCITA").order_by("pk")
    assert [(s.chiave, s.importo, s.descrizione.replace("\xa0", " "), s.motivo_annullamento) for s in righe] == [
        (
            f"cauzione/{stay.pk}/restituzione", D("88.00"),
            f"Cauzione da restituire, {stay.struttura}. Trattenuti 132,00 €: Novembre non pagato",
            "Importo deciso da chi tiene i conti",
        ),
        (
            f"cauzione/{stay.pk}/restituzione/dopo-1", D("220.00"), f"Cauzione da restituire, {stay.struttura}", "",
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("altro", "frase"),
    [
        ({"motivo": ""}, "Scrivi perché si trattengono 132,00 €"),
        ({"importo": "220,01"}, "La cauzione versata è 220,00 €: non se ne restituisce di più"),
        ({"importo": "0,00"}, "Scrivi un importo maggiore di zero."),
        ({"importo": "NaN"}, "Scrivi un importo come 1.234,56."),
    ],
)
def test_a_deposit_that_does_not_add_up_is_refused_with_the_reason(entra: Entra, altro: dict, frase: str) -> None:
    client = entra(C)
    stay = uscita(client.utente)
    risposta = client.post(reverse("cohousing:cauzione_restituisci", args=[stay.pk]), restituzione(**altro))
    assert (risposta.status_code, frase in in_parole(risposta)) == (422, True)
    assert Scadenza.objects.filter(verso="USCITA").count() == 0


def test_who_lives_there_or_never_paid_has_nothing_back(entra: Entra) -> None:
    client = entra(C)
    abita, senza = permanenza(), permanenza(stato="CONCLUSA")
    frasi = [
        in_parole(client.post(reverse("cohousing:cauzione_restituisci", args=[p.pk]), restituzione()))
        for p in (abita, senza)
    ]
    assert "La cauzione si restituisce a chi è uscito: prima registra l’uscita" in frasi[0]
    assert "Non risulta versata nessuna cauzione" in frasi[1]


def test_what_was_already_paid_back_no_longer_changes(entra: Entra) -> None:
    client = entra(C)
    stay = uscita(client.utente)
    pagina = reverse("cohousing:cauzione_restituisci", args=[stay.pk])
    client.post(pagina, restituzione())
    resa = Scadenza.objects.get(verso="USCITA")
    Imputazione.objects.create(
        incasso=IncassoFactory(verso="USCITA"), scadenza=resa, importo=resa.importo, creata_da=client.utente
    )
    assert "Ne sono già stati pagati 88,00 €: l’importo non cambia più" in in_parole(
        client.post(pagina, restituzione())
    )


# --- the panel ----------------------------------------------------------------------------


def test_on_the_stay_what_is_open_comes_first_and_costs_one_query(
    entra: Entra, django_assert_num_queries: Callable
) -> None:
    stay = in_ritardo()
    contabile = entra(C).utente
    with django_assert_num_queries(1):
        pannello = quote.pannello(stay, contabile)
    assert pannello is not None
    somme = [pannello.contesto[nome] for nome in ("dovuto", "pagato", "scaduto")]
    assert (pannello.titolo, somme) == ("Quote e spese", [D("440.00"), D("100.00"), D("340.00")])
    disegnato = render_to_string(pannello.template, pannello.contesto).replace("\xa0", " ")
    assert 'in ritardo <strong class="male">340,00 €</strong>' in disegnato
    assert [(s.descrizione, a.etichetta) for s, a in pannello.contesto["righe"]] == [
        ("Quota di ottobre 2026", "Scaduta"), ("Quota di novembre 2026", "Scaduta"),
        ("Quota di dicembre 2026", "Da pagare"),
    ]  # fmt: skip


def test_on_the_stay_of_who_left_the_deposit_waits_for_who_keeps_the_accounts(entra: Entra) -> None:
    contabile = entra(C).utente
    stay = uscita(contabile)
    suo, del_revisore = quote.pannello(stay, contabile), quote.pannello(stay, entra(R).utente)
    assert suo is not None
    assert del_revisore is not None
    assert (suo.contesto["da_decidere"], bool(suo.contesto["restituisci"]), del_revisore.contesto["restituisci"]) == (
        True, True, "",
    )  # fmt: skip
    disegnato = render_to_string(suo.template, suo.contesto).replace("\xa0", " ")
    assert "Cauzione versata 220,00 €: resta da pagare 132,00 €, perciò si decide quanto restituire." in disegnato
    assert quote.pannello(permanenza(stato="PREPARAZIONE"), contabile) is None
