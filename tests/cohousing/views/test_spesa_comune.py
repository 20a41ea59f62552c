"""The bills of the houses, page by page."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal as D
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from cohousing.actions.spesa_comune import ripartisci_spesa_comune
from cohousing.models import SpesaComune
from cohousing.queries.pannelli_struttura import spese_comuni
from tests.factories.cohousing import SpesaComuneFactory, casa_aperta, permanenza
from tests.factories.persone import ComuneFactory, UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.models import Scadenza

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
ELENCO = reverse("cohousing:spesa_comune_elenco")
A, C, F, R = Ruolo.ASSISTENTE_SOCIALE, Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE


def pagina(nome: str, oggetto: Any) -> str:
    return reverse(f"cohousing:{nome}", args=[oggetto.pk])


def in_parole(risposta: Any) -> str:
    return risposta.content.decode().replace("\xa0", " ")


def modulo(**altro: Any) -> dict[str, Any]:
    return {
        "chiave": uuid4(), "descrizione": "Acqua", "fornitore": "Acque", "codice_fiscale": "00162600506",
        "documento_numero": "12/A", "documento_del": "2026-11-04", "importo": "1.090,10", "dal": "2026-09-01",
        "al": "2026-10-31", "criterio": "PERSONE", "scade_il": "2026-12-05",
    } | altro  # fmt: skip


def da_dividere(**altro: Any) -> SpesaComune:
    """Three rooms, two lived in: Maria Rossi all the period, Ana Popa until 15 October."""
    casa = casa_aperta()
    prima, seconda, _ = casa.unita.order_by("nome")
    permanenza(prima, ospite="Maria Rossi")
    permanenza(seconda, "CONCLUSA", ospite="Ana Popa")
    return SpesaComuneFactory(struttura=casa, **altro)


def divisa(**altro: Any) -> SpesaComune:
    return ripartisci_spesa_comune(da_dividere(**altro), D("77.65"), utente=UtenteFactory(ruoli=[C]))


def test_the_list_totals_all_that_is_found(entra: Entra) -> None:
    divisa(pagata_il=date(2026, 11, 10))
    SpesaComuneFactory(importo=D("50.00"))
    SpesaComuneFactory(importo=D("9.00"), stato="ANNULLATA", motivo="Doppia")
    elenco = entra(R).get(ELENCO)
    assert elenco.context["somme"] == (2, D("234.55"), D("77.65"), D("184.55"))
    assert "Totale: pagati ai fornitori 184,55 €, a carico dell’ente 77,65 €" in in_parole(elenco)


@pytest.mark.parametrize(
    ("filtri", "attesi"),
    [
        ({}, ["A", "B"]), ({"stato": "ANNULLATA"}, ["C"]), ({"stato": "BOZZA"}, ["A", "B"]), ({"pagata": "si"}, ["B"]),
        ({"pagata": "no"}, ["A"]), ({"q": "toscana gas"}, ["B"]), ({"q": "SC-2017-0001"}, ["A"]),
        ({"dal": "2026-11-05"}, ["B"]), ({"al": "2026-11-04"}, ["A"]),
    ],
)  # fmt: skip
def test_what_is_looked_for_is_found_on_the_page_and_in_the_sheet(
    entra: Entra, filtri: dict[str, str], attesi: list[str]
) -> None:
    SpesaComuneFactory(documento_numero="A", numero="SC-2017-0001")
    SpesaComuneFactory(
        documento_numero="B", descrizione="Gas", documento_del=date(2026, 11, 5), pagata_il=date(2026, 11, 10)
    )
    SpesaComuneFactory(documento_numero="C", stato="ANNULLATA", motivo="Doppia")
    client = entra(C)
    elenco = client.get(ELENCO, filtri | {"ordine": "documento"})
    assert [spesa.documento_numero for spesa, *_ in elenco.context["righe"]] == attesi
    foglio = client.get(reverse("cohousing:spesa_comune_esporta"), filtri | {"formato": "csv"})
    testo = (b"".join(foglio.streaming_content) if foglio.streaming else foglio.content).decode("utf-8-sig")
    assert len(testo.strip().splitlines()) == len(attesi) + 1


def test_a_bill_is_registered_with_its_file_and_corrected(entra: Entra) -> None:
    client, casa = entra(Ruolo.OPERATORE_ETS), casa_aperta()
    file = SimpleUploadedFile("luce.pdf", b"%PDF-1.7 luce", "application/pdf")
    risposta = client.post(pagina("struttura_aggiungi_spesa_comune", casa), modulo(file=file))
    spesa = SpesaComune.objects.get()
    assert (risposta["Location"], spesa.importo, spesa.criterio, spesa.documento.nome) == (
        pagina("spesa_comune_scheda", spesa), D("1090.10"), "PERSONE", "luce.pdf",
    )  # fmt: skip
    assert b"".join(client.get(pagina("spesa_comune_file", spesa)).streaming_content) == b"%PDF-1.7 luce"
    salva = modulo(importo="90,10", versione=1)
    assert client.post(pagina("spesa_comune_modifica", spesa), salva).status_code == 302
    assert client.post(pagina("spesa_comune_modifica", spesa), salva | {"chiave": uuid4()}).status_code == 409
    spesa.refresh_from_db()
    assert (spesa.importo, spesa.documento.nome) == (D("90.10"), "luce.pdf")


@pytest.mark.parametrize(
    ("altro", "frase"),
    [
        ({"al": "2026-08-31"}, "L’ultimo giorno non viene prima del primo."),
        ({"importo": "0"}, "Scrivi un importo maggiore di zero."),
        ({"codice_fiscale": "00162600507"}, "La partita IVA non è giusta: ricontrolla le cifre."),
        ({"documento_del": "2026-11-20"}, "La data è nel futuro: scrivila quando sarà successo."),
        ({"descrizione": ""}, "Scrivi per che cosa è la spesa."),
    ],
)
def test_what_does_not_make_sense_is_said_beside_the_field(entra: Entra, altro: dict, frase: str) -> None:
    risposta = entra(C).post(pagina("struttura_aggiungi_spesa_comune", casa_aperta()), modulo(**altro))
    assert (risposta.status_code, frase in in_parole(risposta), SpesaComune.objects.count()) == (422, True, 0)


def test_the_same_bill_is_not_registered_twice(entra: Entra) -> None:
    client, casa = entra(C), casa_aperta()
    client.post(pagina("struttura_aggiungi_spesa_comune", casa), modulo())
    doppia = client.post(pagina("struttura_aggiungi_spesa_comune", casa), modulo())
    assert (doppia.status_code, "Questo documento è già registrato." in in_parole(doppia)) == (422, True)


def test_the_shares_are_seen_then_written_just_so(entra: Entra) -> None:
    spesa, client = da_dividere(criterio="PERSONE"), entra(C)
    vista = client.get(pagina("spesa_comune_ripartisci", spesa))
    righe = [(r.chi, r.giorni, r.misura, r.peso, r.importo) for r in vista.context["righe"]]
    assert righe == [
        ("Maria Rossi", 61, "2 persone", D(122), D("61.52")), ("Ana Popa", 45, "2 persone", D(90), D("45.38")),
    ]  # fmt: skip
    testo = in_parole(vista)
    assert "Proposta: 77,65 €, per i posti letto che non erano di nessuno (154 giorni letto su 366)" in testo
    assert ("Completa la spesa prima di dividerla" in testo, len(vista.context["manca"])) == (True, 1)
    assert (SpesaComune.objects.get().stato, Scadenza.objects.count()) == ("BOZZA", 0)
    conferma = {"chiave": uuid4(), "a_carico_ente": "77,65", "vista": vista.context["vista"].impronta}
    assert client.post(pagina("spesa_comune_ripartisci", spesa), conferma).status_code == 302
    assert list(Scadenza.objects.order_by("pk").values_list("importo", flat=True)) == [D("61.52"), D("45.38")]


def test_another_part_of_the_ets_is_recalculated_before_it_is_written(entra: Entra) -> None:
    spesa, client = da_dividere(), entra(C)
    indirizzo = pagina("spesa_comune_ripartisci", spesa)
    vista = client.get(indirizzo, {"a_carico_ente": "4,55"}).context["vista"]
    assert [p.importo for p in vista.parti] == [D("103.58"), D("76.42")]
    troppo = client.get(indirizzo, {"a_carico_ente": "184,56"})
    assert "La parte dell’ente va da zero a 184,55 €, quanto è la spesa" in in_parole(troppo)
    sbagliata = client.get(indirizzo, {"a_carico_ente": "boh"})
    assert "Scrivi un importo come 1.234,56." in in_parole(sbagliata)
    altra = client.post(indirizzo, {"chiave": uuid4(), "a_carico_ente": "4,55", "vista": "0" * 16})
    assert (altra.status_code, "guarda le nuove quote e conferma di nuovo" in in_parole(altra)) == (422, True)
    assert Scadenza.objects.count() == 0


def test_a_bill_nobody_has_to_divide_says_so_before_anything_is_typed(entra: Entra) -> None:
    spesa = SpesaComuneFactory()
    risposta = entra(C).get(pagina("spesa_comune_ripartisci", spesa))
    assert "In quei giorni nella casa non abitava nessuno" in in_parole(risposta)
    assert "nel partitario</button>" not in in_parole(risposta)


@pytest.mark.parametrize(
    ("ruolo", "nomi", "codici"),
    [pytest.param(C, 2, 0, id="accounts"), pytest.param(R, 0, 2, id="auditor"), pytest.param(F, 0, 2, id="Unione")],
)
def test_shares_are_read_by_name_or_by_code(entra: Entra, ruolo: str, nomi: int, codici: int) -> None:
    spesa = divisa()
    scheda = entra(ruolo).get(pagina("spesa_comune_scheda", spesa))
    chi = [nome for _, nome, *_ in scheda.context["quote"]]
    attesi = {q.permanenza.ospite for q in spesa.quote.all()}, {q.permanenza.nucleo.codice for q in spesa.quote.all()}
    assert (len(attesi[0] & set(chi)), len(attesi[1] & set(chi)), scheda.context["altre"]) == (nomi, codici, 0)


def test_a_social_worker_reads_the_shares_of_her_households_and_the_sum_of_the_others(entra: Entra) -> None:
    spesa = divisa()
    suo, altro = (q.permanenza.nucleo for q in spesa.quote.order_by("pk"))
    type(altro).objects.filter(pk=altro.pk).update(comune=ComuneFactory(nome="Peccioli"))
    scheda = entra(A, comuni=[suo.comune]).get(pagina("spesa_comune_scheda", spesa))
    chi = [nome for _, nome, *_ in scheda.context["quote"]]
    assert (chi, scheda.context["altre"]) == (["Maria Rossi"], D("45.38"))


def test_a_bill_already_divided_takes_its_file_from_its_page(entra: Entra) -> None:
    spesa, client = divisa(), entra(Ruolo.OPERATORE_ETS)
    scheda = client.get(pagina("spesa_comune_scheda", spesa))
    assert [p.etichetta for p in scheda.context["pulsanti"]] == ["Aggiungi il file…"]
    indirizzo = pagina("spesa_comune_allega", spesa)
    senza = client.post(indirizzo, {"chiave": uuid4()})
    assert (senza.status_code, "Scegli il file." in in_parole(senza)) == (422, True)
    testo = client.post(indirizzo, {"chiave": uuid4(), "file": SimpleUploadedFile("luce.pdf", b"luce")})
    assert (testo.status_code, SpesaComune.objects.get().documento) == (422, None)
    file = SimpleUploadedFile("luce.pdf", b"%PDF-1.7 luce")
    assert client.post(indirizzo, {"chiave": uuid4(), "file": file}).status_code == 302
    assert SpesaComune.objects.get().documento.nome == "luce.pdf"
    scheda = client.get(pagina("spesa_comune_scheda", spesa))
    assert [p.etichetta for p in scheda.context["pulsanti"]] == ["Sostituisci il file…"]
    assert "Ce n’è già uno" in in_parole(client.get(indirizzo))


def test_a_payment_is_registered_corrected_and_taken_away(entra: Entra) -> None:
    spesa, client = divisa(), entra(C)
    indirizzo = pagina("spesa_comune_paga", spesa)
    vuoto = client.post(indirizzo, {"chiave": uuid4(), "pagata_il": "", "versione": 2})
    assert (vuoto.status_code, "Scrivi quando è stata pagata." in in_parole(vuoto)) == (422, True)
    client.post(indirizzo, {"chiave": uuid4(), "pagata_il": "2026-11-18", "versione": 2})
    correggi = client.get(indirizzo)
    for parole in ("Correggi il pagamento", 'value="2026-11-18"', "Lascia vuoto se il pagamento non c’è stato"):
        assert parole in in_parole(correggi)
    client.post(indirizzo, {"chiave": uuid4(), "pagata_il": "2026-11-17", "versione": 3})
    assert SpesaComune.objects.get().pagata_il == date(2026, 11, 17)
    vecchia = client.post(indirizzo, {"chiave": uuid4(), "pagata_il": "2026-11-16", "versione": 3})
    assert vecchia.status_code == 409
    client.post(indirizzo, {"chiave": uuid4(), "pagata_il": "", "versione": 4})
    assert SpesaComune.objects.get().pagata_il is None


def test_a_bill_is_cancelled_with_its_shares_and_one_paid_says_what_to_do_first(entra: Entra) -> None:
    spesa, client = divisa(pagata_il=date(2026, 11, 18)), entra(C)
    scheda = client.get(pagina("spesa_comune_scheda", spesa))
    perche = "È pagata al fornitore: se il pagamento non c’è stato, correggi prima la data."
    assert [(p.etichetta, p.tipo, p.motivo) for p in scheda.context["pulsanti"]] == [
        ("Aggiungi il file…", "secondario", ""), ("Correggi il pagamento…", "secondario", ""),
        ("Annulla…", "rischio", perche),
    ]  # fmt: skip
    dati = {"chiave": uuid4(), "motivo": "È di un’altra casa", "versione": 2}
    pagata = client.post(pagina("spesa_comune_annulla", spesa), dati)
    assert (pagata.status_code, "È pagata al fornitore il 18/11/2026" in in_parole(pagata)) == (422, True)
    client.post(pagina("spesa_comune_paga", spesa), {"chiave": uuid4(), "pagata_il": "", "versione": 2})
    senza = client.post(pagina("spesa_comune_annulla", spesa), {"chiave": uuid4(), "motivo": "", "versione": 3})
    assert (senza.status_code, "Scrivi perché si annulla." in in_parole(senza)) == (422, True)
    assert client.post(pagina("spesa_comune_annulla", spesa), dati | {"versione": 3}).status_code == 302
    assert Scadenza.objects.filter(annullata_il=None).count() == 0
    assert client.get(pagina("spesa_comune_scheda", spesa)).context["pulsanti"] == []


def test_on_the_house_the_last_bills_and_their_sum_cost_one_query(
    entra: Entra, django_assert_num_queries: Callable
) -> None:
    spesa = da_dividere()
    for n in range(6):
        SpesaComuneFactory(struttura=spesa.struttura, importo=D("10.00"), documento_numero=str(n))
    utente = entra(Ruolo.OPERATORE_ETS).utente
    with django_assert_num_queries(1):
        pannello = spese_comuni.pannello(spesa.struttura, utente)
    assert pannello is not None
    assert (pannello.contesto["totale"], pannello.contesto["altre"], len(pannello.contesto["righe"])) == (
        D("244.55"), 2, 5,
    )  # fmt: skip
    assert "In tutto <strong>244,55 €</strong>" in render_to_string(pannello.template, pannello.contesto).replace(
        "\xa0", " "
    )
    assert spese_comuni.pannello(casa_aperta(), utente) is None
