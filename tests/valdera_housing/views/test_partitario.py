"""The pages of the ledger and of the bank, as the people of the office use them."""

import re
import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.casa import (
    ContoBancarioFactory,
    IncassoFactory,
    MovimentoBancarioFactory,
    ScadenzaFactory,
)
from tests.factories.conti import ConvenzioneFactory
from tests.factories.gestore import sublocazione_in_corso
from tests.factories.persone import NucleoFactory
from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.choices import Ruolo
from valdera_housing.kit.aspetto import Tessera
from valdera_housing.models import EstrattoConto, Imputazione, Incasso, Lavoro, MovimentoBancario, Scadenza
from valdera_housing.queries.partitario import SommeVerso

pytestmark = pytest.mark.django_db
euro = Decimal
CONTABILE = Ruolo.CONTABILE_ETS


def chiave() -> dict[str, str]:
    return {"chiave": str(uuid.uuid4())}


def versamento(**altro: str) -> dict[str, str]:
    return chiave() | {
        "data": "2026-11-19", "importo": "500,00", "mezzo": "CONTANTI", "riferimento": "",
    } | altro  # fmt: skip


def scritto(risposta) -> str:
    return risposta.content.decode().replace("\xa0", " ")


# --- dues ---------------------------------------------------------------------------------


def test_the_list_sums_everything_and_tells_what_is_past_due_by_age(entra) -> None:
    for giorno, mese in ((date(2026, 11, 5), 11), (date(2026, 8, 1), 8), (date(2026, 12, 5), 12)):
        ScadenzaFactory(scade_il=giorno, competenza=date(2026, mese, 1))
    ScadenzaFactory(annullata_il=date(2026, 11, 1), motivo_annullamento="Doppia")
    ScadenzaFactory(verso="USCITA", importo=550)
    somme = entra(CONTABILE).get(reverse("scadenza_elenco")).context["somme"]
    assert somme.quante == 5
    assert somme.incassare == SommeVerso("ENTRATA", euro("1080.00"), euro("0.00"), euro("1080.00"), euro("720.00"))
    assert somme.pagare == SommeVerso("USCITA", euro("550.00"), euro("0.00"), euro("550.00"), euro("550.00"))
    assert [importo for _, importo in somme.fasce] == [euro("360.00"), euro("0.00"), euro("0.00"), euro("360.00")]


@pytest.mark.parametrize(
    ("filtro", "quante"),
    [
        ("stato=SCADUTA", 1), ("stato=ANNULLATA", 1), ("stato=APERTA", 2), ("stato=PAGATA", 0), ("verso=USCITA", 1),
        ("mese=2026-12", 1), ("q=rossi", 2), ("q=baldi", 1), ("tipo=ONERI", 0), ("contratto=L-1", 0),
    ],
)  # fmt: skip
def test_the_list_is_filtered(filtro: str, quante: int, entra) -> None:
    ScadenzaFactory()
    ScadenzaFactory(
        verso="USCITA", intestazione="Gino Baldi", scade_il=date(2026, 12, 5), competenza=date(2026, 12, 1)
    )
    ScadenzaFactory(annullata_il=date(2026, 11, 1), motivo_annullamento="Doppia")
    risposta = entra(CONTABILE).get(f"{reverse('scadenza_elenco')}?{filtro}")
    assert risposta.context["somme"].quante == quante


def test_who_audits_reads_codes_and_finds_no_household_by_name(entra) -> None:
    nucleo = NucleoFactory(codice="N-2026-0042")
    scadenza = ScadenzaFactory(nucleo=nucleo)
    incasso = IncassoFactory(nucleo=nucleo, riferimento="affitto Maria Rossi")
    client = entra(Ruolo.FUNZIONARIO_UNIONE)
    Imputazione.objects.create(
        incasso=incasso, scadenza=scadenza, importo=1, creata_da=client.utente,
        criterio="Suggerito e confermato: il testo contiene «Rossi Maria»",
    )  # fmt: skip
    pagine = [
        reverse("scadenza_elenco"),
        reverse("scadenza_scheda", args=[scadenza.pk]),
        reverse("incasso_elenco"),
        reverse("incasso_scheda", args=[incasso.pk]),
    ]
    for pagina in pagine:
        html = scritto(client.get(pagina))
        assert ("Rossi" in html, "N-2026-0042" in html) == (False, True), pagina
    for foglio in ("scadenza_esporta", "incasso_esporta"):
        assert "Rossi" not in b"".join(client.get(f"{reverse(foglio)}?formato=csv").streaming_content).decode()
    cercate = [client.get(f"{reverse('scadenza_elenco')}?q={q}").context["somme"].quante for q in ("rossi", "N-2026")]
    assert cercate == [0, 1]


def test_who_audits_does_not_read_names_in_the_lines_of_the_bank(entra) -> None:
    movimento = MovimentoBancarioFactory()
    client = entra(Ruolo.REVISORE)
    for pagina in (reverse("movimento_elenco"), reverse("movimento_scheda", args=[movimento.pk])):
        assert "Rossi" not in scritto(client.get(pagina))


def test_a_social_worker_sees_what_her_households_owe(entra) -> None:
    nucleo = NucleoFactory()
    sua, altrui = ScadenzaFactory(nucleo=nucleo), ScadenzaFactory()
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[nucleo.comune])
    stati = [client.get(reverse("scadenza_scheda", args=[s.pk])).status_code for s in (sua, altrui)]
    assert (stati, client.get(reverse("scadenza_elenco")).context["somme"].quante) == ([200, 404], 1)


def test_a_due_that_is_paid_is_not_cancelled_and_the_page_says_why(entra) -> None:
    client = entra(CONTABILE)
    scadenza, incasso = ScadenzaFactory(), IncassoFactory()
    Imputazione.objects.create(incasso=incasso, scadenza=scadenza, importo=1, creata_da=client.utente)
    indirizzo = reverse("scadenza_annulla", args=[scadenza.pk])
    risposta = client.post(indirizzo, chiave() | {"motivo": "Doppia"})
    assert (risposta.status_code, "prima togli gli abbinamenti" in scritto(risposta)) == (422, True)


def test_the_account_of_a_contract_runs_to_its_balance(entra) -> None:
    client = entra(CONTABILE)
    contratto = sublocazione_in_corso().contratto
    prima = ScadenzaFactory(contratto=contratto, nucleo=contratto.nucleo, scade_il=date(2026, 10, 5))
    ScadenzaFactory(contratto=contratto, nucleo=contratto.nucleo)
    incasso = IncassoFactory(nucleo=contratto.nucleo, importo=200, data=date(2026, 10, 20))
    Imputazione.objects.create(incasso=incasso, scadenza=prima, importo=200, creata_da=client.utente)
    risposta = client.get(reverse("partitario_contratto", args=[contratto.pk]))
    assert [saldo for _, saldo in risposta.context["righe"]] == [euro("360.00"), euro("160.00"), euro("520.00")]
    altro = client.get(f"{reverse('partitario_contratto', args=[contratto.pk])}?verso=USCITA")
    assert (altro.status_code, altro.context["righe"]) == (200, [])


def test_a_due_by_hand_and_the_year_settled(entra) -> None:
    client = entra(CONTABILE)
    contratto = sublocazione_in_corso().contratto
    dati = {"verso": "ENTRATA", "tipo": "DANNI", "descrizione": "Porta", "importo": "80,50", "scade_il": "2026-12-01"}
    client.post(reverse("scadenza_aggiungi", args=[contratto.pk]), chiave() | dati)
    conguaglio = {"anno": "2025", "effettivo": "33,10", "scade_il": "2026-12-31"}
    client.post(reverse("scadenza_conguaglia", args=[contratto.pk]), chiave() | conguaglio)
    righe = list(Scadenza.objects.order_by("pk").values_list("tipo", "verso", "importo"))
    assert righe == [("DANNI", "ENTRATA", euro("80.50")), ("CONGUAGLIO", "ENTRATA", euro("33.10"))]


# --- payments -----------------------------------------------------------------------------


def test_a_payment_is_found_by_contract_or_name_then_registered(entra) -> None:
    client = entra(CONTABILE)
    contratto = sublocazione_in_corso().contratto
    scadenza = ScadenzaFactory(contratto=contratto, nucleo=contratto.nucleo)
    trovati = client.get(f"{reverse('incasso_nuovo')}?q={contratto.numero}")
    assert [c.pk for c, _ in trovati.context["contratti"]] == [contratto.pk]
    assert client.get(f"{reverse('incasso_nuovo')}?q=maria").context["scadenze"] == [scadenza]
    risposta = client.post(f"{reverse('incasso_nuovo')}?contratto={contratto.pk}", versamento())
    incasso = Incasso.objects.get()
    assert risposta["Location"] == reverse("incasso_scheda", args=[incasso.pk])
    assert (incasso.nucleo, incasso.chi, incasso.imputato, incasso.da_imputare) == (
        contratto.nucleo, "Maria Rossi", euro("360.00"), euro("140.00"),
    )  # fmt: skip


def test_what_is_ticked_is_what_is_covered(entra) -> None:
    client = entra(CONTABILE)
    nucleo = NucleoFactory()
    ottobre = ScadenzaFactory(nucleo=nucleo, scade_il=date(2026, 10, 5))
    novembre = ScadenzaFactory(nucleo=nucleo)
    dati = versamento(**{f"scegli_{novembre.pk}": "on", f"quota_{ottobre.pk}": "20,00"})
    client.post(f"{reverse('incasso_nuovo')}?scadenza={ottobre.pk}", dati)
    assert list(Imputazione.objects.order_by("scadenza").values_list("scadenza", "importo")) == [
        (ottobre.pk, euro("20.00")), (novembre.pk, euro("360.00")),
    ]  # fmt: skip


def test_a_refused_payment_loses_nothing_typed(entra) -> None:
    client = entra(CONTABILE)
    scadenza = ScadenzaFactory()
    dati = versamento(riferimento="CRO 12345", **{f"quota_{scadenza.pk}": "400,00"})
    risposta = client.post(f"{reverse('incasso_nuovo')}?scadenza={scadenza.pk}", dati)
    html = scritto(risposta)
    assert (risposta.status_code, Incasso.objects.count()) == (422, 0)
    assert [p in html for p in ("CRO 12345", "400,00", "restano da pagare 360,00 €")] == [True] * 3


def test_a_payment_in_the_future_is_refused(entra) -> None:
    scadenza = ScadenzaFactory()
    indirizzo = f"{reverse('incasso_nuovo')}?scadenza={scadenza.pk}"
    risposta = entra(CONTABILE).post(indirizzo, versamento(data="2026-11-20"))
    assert (risposta.status_code, "nel futuro" in scritto(risposta)) == (422, True)


def test_the_same_key_registers_once(entra) -> None:
    client = entra(CONTABILE)
    scadenza, dati = ScadenzaFactory(), versamento(importo="100,00")
    luoghi = {client.post(f"{reverse('incasso_nuovo')}?scadenza={scadenza.pk}", dati)["Location"] for _ in range(8)}
    assert (len(luoghi), Incasso.objects.count()) == (1, 1)


def test_a_match_is_undone_and_made_again_from_the_page(entra) -> None:
    client = entra(CONTABILE)
    scadenza, incasso = ScadenzaFactory(nucleo=NucleoFactory()), IncassoFactory()
    Incasso.objects.filter(pk=incasso.pk).update(nucleo=scadenza.nucleo)
    client.post(reverse("incasso_imputa", args=[incasso.pk]), chiave())
    imputazione = Imputazione.objects.get()
    risposta = client.post(reverse("imputazione_annulla", args=[imputazione.pk]), chiave())
    assert risposta["Location"] == reverse("incasso_scheda", args=[incasso.pk])
    ancora = client.post(reverse("imputazione_annulla", args=[imputazione.pk]), chiave())
    assert (ancora.status_code, "già stato tolto" in scritto(ancora)) == (422, True)
    dati = {f"scegli_{scadenza.pk}": "on"}
    client.post(reverse("incasso_imputa", args=[incasso.pk]), chiave() | dati)
    client.post(reverse("incasso_annulla", args=[incasso.pk]), chiave() | {"motivo": "Doppio"})
    incasso.refresh_from_db()
    assert (Imputazione.objects.count(), incasso.motivo_annullamento) == (2, "Doppio")


def test_from_a_due_its_box_is_ticked_and_what_is_left_is_the_amount(entra) -> None:
    scadenza = ScadenzaFactory(nucleo=NucleoFactory())
    ScadenzaFactory(nucleo=scadenza.nucleo)
    form = entra(CONTABILE).get(f"{reverse('incasso_nuovo')}?scadenza={scadenza.pk}").context["form"]
    del form.initial["data"]
    assert form.initial == {f"scegli_{scadenza.pk}": True, "importo": Decimal("360.00")}


def test_without_a_convention_nobody_signs_a_receipt(entra) -> None:
    risposta = entra(CONTABILE).post(reverse("incasso_crea_ricevuta", args=[IncassoFactory().pk]), chiave())
    assert (risposta.status_code, "Manca la convenzione" in scritto(risposta)) == (422, True)


def test_a_receipt_is_made_once_and_opened(entra) -> None:
    ConvenzioneFactory()
    carica_modelli(date(2026, 1, 1))
    client = entra(CONTABILE)
    incasso = IncassoFactory()
    assert client.get(reverse("incasso_ricevuta", args=[incasso.pk])).status_code == 404
    stati = [client.post(reverse("incasso_crea_ricevuta", args=[incasso.pk]), chiave()).status_code for _ in range(2)]
    risposta = client.get(reverse("incasso_ricevuta", args=[incasso.pk]))
    assert (stati, risposta["Content-Type"], b"".join(risposta.streaming_content)[:5]) == (
        [302, 422], "application/pdf", b"%PDF-",
    )  # fmt: skip


# --- bank ---------------------------------------------------------------------------------

CSV = b"Data contabile;Data valuta;Descrizione;Importo\n04/11/2026;04/11/2026;Affitto Maria Rossi;360,00\n"


def test_a_statement_is_seen_then_imported(entra) -> None:
    client = entra(CONTABILE)
    client.post(
        reverse("conto_bancario_nuovo"), chiave() | {"nome": "Canoni", "iban": "it60 x054 2811 1010 0000 0123 456"}
    )
    conto = client.get(reverse("conto_bancario_elenco")).context["conti"][0]
    file = SimpleUploadedFile("nov.csv", CSV)
    risposta = client.post(reverse("estratto_conto_carica"), chiave() | {"conto": conto.pk, "file": file})
    anteprima = risposta["Location"]
    assert (client.get(anteprima).context["nuovi"], MovimentoBancario.objects.count()) == (1, 0)
    fatto = client.post(anteprima, chiave())["Location"]
    assert client.get(anteprima)["Location"] == fatto
    assert (client.get(fatto).status_code, MovimentoBancario.objects.count(), EstrattoConto.objects.count()) == (
        200, 1, 1,
    )  # fmt: skip
    assert (conto.iban, Lavoro.objects.get().concluso) == ("IT60X0542811101000000123456", True)


def test_a_file_no_longer_there_is_not_a_page(entra) -> None:
    client = entra(CONTABILE)
    conto = ContoBancarioFactory()
    dati = chiave() | {"conto": conto.pk, "file": SimpleUploadedFile("nov.csv", CSV)}
    anteprima = client.post(reverse("estratto_conto_carica"), dati)["Location"]
    default_storage.delete(Lavoro.objects.get().esito["percorso"])
    assert client.get(anteprima).status_code == 404


def test_a_file_that_cannot_be_read_says_why(entra) -> None:
    conto = ContoBancarioFactory()
    file = SimpleUploadedFile("foto.pdf", b"%PDF-1.7 ...")
    risposta = entra(CONTABILE).post(reverse("estratto_conto_carica"), chiave() | {"conto": conto.pk, "file": file})
    assert (risposta.status_code, "è un PDF" in scritto(risposta)) == (422, True)


def test_a_line_is_matched_as_suggested_or_by_hand(entra) -> None:
    client = entra(CONTABILE)
    scadenza, altra = ScadenzaFactory(), ScadenzaFactory(importo=euro("100.00"), intestazione="Luca Bianchi")
    suggerito, a_mano = MovimentoBancarioFactory(), MovimentoBancarioFactory(importo=euro("100.00"), controparte="X")
    pagina = client.get(reverse("movimento_abbina", args=[suggerito.pk]))
    ((_, _, (pulsante,)), *_) = pagina.context["proposte"]
    risposta = client.post(pulsante.url, chiave() | dict(pulsante.nascosti))
    assert risposta["Location"] == reverse("incasso_scheda", args=[Incasso.objects.get().pk])
    cercata = f"{reverse('movimento_abbina', args=[a_mano.pk])}?q=bianchi"
    client.post(cercata, chiave() | {f"scegli_{altra.pk}": "on"})
    righe = [(i.scadenza, i.criterio.partition(":")[0]) for i in Imputazione.objects.order_by("pk")]
    assert righe == [(scadenza, "Suggerito e confermato"), (altra, "Come dichiara chi paga (c.c. art. 1193 c. 1)")]


def test_a_line_matched_by_somebody_else_meanwhile_is_said(entra) -> None:
    client = entra(CONTABILE)
    scadenza, movimento = ScadenzaFactory(), MovimentoBancarioFactory()
    dati = {"quota": f"{scadenza.pk}=360.00"}
    stati = [
        client.post(reverse("movimento_abbina", args=[movimento.pk]), chiave() | dati).status_code for _ in range(2)
    ]
    assert stati == [302, 422]


def test_a_line_is_set_aside_and_brought_back(entra) -> None:
    client = entra(CONTABILE)
    movimento = MovimentoBancarioFactory(importo=euro("-4.50"))
    client.post(reverse("movimento_ignora", args=[movimento.pk]), chiave() | {"perche": "Spese del conto"})
    movimento.refresh_from_db()
    assert movimento.ignorato_perche == "Spese del conto"
    stati = [client.post(reverse("movimento_riapri", args=[movimento.pk]), chiave()).status_code for _ in range(2)]
    assert stati == [302, 422]


def test_the_certain_matches_are_seen_then_confirmed_together(entra) -> None:
    client = entra(CONTABILE)
    ScadenzaFactory(intestazione="Rossi Maria")
    movimento = MovimentoBancarioFactory()
    indirizzo = reverse("estratto_conto_abbina_sicuri", args=[movimento.estratto_id])
    valori = [valore for *_, valore in client.get(indirizzo).context["righe"]]
    risposta = client.post(indirizzo, chiave() | {"scelto": valori})
    movimento.refresh_from_db()
    assert (len(valori), risposta.status_code, movimento.abbinato) == (1, 302, True)


@pytest.mark.parametrize("scelto", ["1", "1:2", "1:2=NaN", "1:2=-5", "x:2=3", "1:2=1e9"])
def test_a_page_too_old_or_forged_is_refused(scelto: str, entra) -> None:
    movimento = MovimentoBancarioFactory()
    indirizzo = reverse("estratto_conto_abbina_sicuri", args=[movimento.estratto_id])
    assert entra(CONTABILE).post(indirizzo, chiave() | {"scelto": scelto}).status_code == 400


# --- generation ---------------------------------------------------------------------------


def test_dues_are_seen_before_they_are_written(entra) -> None:
    client = entra(CONTABILE)
    sublocazione_in_corso()
    indirizzo = reverse("gestore:scadenza_genera")
    assert (client.get(indirizzo).context["quante"], Scadenza.objects.count()) == (6, 0)
    assert client.get(f"{indirizzo}?dal=2026-11&al=2026-11").context["quante"] == 2
    risposta = client.post(indirizzo, chiave() | {"dal": "2026-11", "al": "2026-11"})
    assert (risposta["Location"], Scadenza.objects.count()) == (reverse("scadenza_elenco"), 2)
    assert client.get(indirizzo).context["tessere"][-1] == Tessera("Già nel partitario", "2")


def test_the_button_writes_the_months_that_are_shown(entra) -> None:
    pagina = entra(CONTABILE).get(f"{reverse('gestore:scadenza_genera')}?dal=2026-09&al=2026-10").content.decode()
    mesi = re.findall(r'<input type="hidden" name="(dal|al)" value="([^"]*)"', pagina)
    assert mesi == [("dal", "2026-09"), ("al", "2026-10")]


@pytest.mark.parametrize(
    ("dal", "al"), [("2026-12", "2026-11"), ("2026-11", "2029-11"), ("", ""), ("0001-01", "9999-12")]
)
def test_months_that_make_no_sense_are_refused(dal: str, al: str, entra) -> None:
    risposta = entra(CONTABILE).post(reverse("gestore:scadenza_genera"), chiave() | {"dal": dal, "al": al})
    assert risposta.status_code == 422
