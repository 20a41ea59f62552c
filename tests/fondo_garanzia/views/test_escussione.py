"""The pages of the claims: list, form with its preview, record, each act, the documents."""

import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fondo_garanzia.models import CreditoRivalsa, Escussione, FileEscussione, Garanzia
from tests.factories.casa import ScadenzaFactory
from tests.factories.conti import ConvenzioneFactory
from tests.factories.fondo import (
    EscussioneFactory,
    FondoFactory,
    GaranziaFactory,
    approva,
    rivalsa,
    valuta,
)
from tests.factories.mondo import letta
from tests.factories.persone import ComuneFactory
from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.choices import Ruolo
from valdera_housing.models import LetturaFascicolo

INDIRIZZO = "/fondo-garanzia/escussioni/"
AMMESSI = [D("420.00"), D("480.00"), D("480.00"), D("60.00")]
MODULO = {
    "presentata_il": "2026-10-10",
    "evento_il": "2026-09-30",
    "danni": "900,00",
    "danni_recuperati": "",
    "deposito_trattenuto": "960,00",
    "ordine_deposito": "DANNI",
    "nota": "",
    "mesi-TOTAL_FORMS": "8",
    "mesi-INITIAL_FORMS": "0",
}


def mesi(*scritti: tuple[str, str, str]) -> dict[str, str]:
    """Rows of the form: month, not paid, public contributions."""
    return {
        f"mesi-{n}-{campo}": valore
        for n, riga in enumerate(scritti)
        for campo, valore in zip(("competenza", "richiesto", "contributi"), riga, strict=True)
    }


QUATTRO = mesi(*((f"2026-{n:02d}", "480,00", "") for n in (6, 7, 8, 9)))


def manda(client: Client, pagina: str, **dati: Any) -> Any:
    return client.post(pagina, {"chiave": str(uuid.uuid4())} | dati)


def trovate(client: Client, **filtri: Any) -> list[Escussione]:
    return [e for e, _, _ in client.get(INDIRIZZO, filtri).context["righe"]]


def nuova(garanzia: Garanzia) -> str:
    return f"/fondo-garanzia/garanzie/{garanzia.pk}/escussione/nuova/"


def atto(escussione: Escussione, nome: str) -> str:
    return f"{INDIRIZZO}{escussione.pk}/{nome}/"


def errori(pagina: Any) -> str:
    assert pagina.status_code == 422
    form = pagina.context["form"]
    return " ".join(
        str(e)
        for dove in (form.errors, *getattr(form, "mesi", [form]))
        for e in getattr(dove, "errors", dove).values()
    )


def test_the_list_is_narrowed_and_sums_what_it_found(entra: Callable[..., Client]) -> None:
    altrove = FondoFactory(comune=ComuneFactory(nome="Peccioli"), dotato=D("9000.00"))
    presentata = EscussioneFactory(presentata_il=date(2026, 10, 1))
    pagata = rivalsa().escussione
    altra = valuta(EscussioneFactory(garanzia__fondo=altrove, presentata_il=date(2026, 10, 12)), AMMESSI)
    client = entra(Ruolo.COORDINATORE_ETS)
    assert trovate(client) == [altra, pagata, presentata]
    assert client.get(INDIRIZZO).context["somme"] == (3, D("2880.00"), D("1440.00"))
    assert trovate(client, stato="LIQUIDATA") == [pagata]
    assert trovate(client, comune=altrove.comune_id) == [altra]
    assert trovate(client, dal="2026-10-02", al="2026-10-11") == [pagata]
    for parola in (altra.numero.lower(), altra.garanzia.numero, altra.garanzia.nucleo.codice):
        assert trovate(client, q=parola) == [altra]
    assert len(trovate(client, q="baldi gino")) == len(trovate(client, q="maria rossi")) == 3
    assert trovate(client, ordine="importo")[0] == presentata
    assert client.get(INDIRIZZO, {"dal": "ieri"}).status_code == 422
    foglio = letta(client.get(f"{INDIRIZZO}esporta/?formato=csv&stato=LIQUIDATA")).decode()
    assert f"{pagata.numero};{pagata.garanzia.numero}" in foglio
    assert "Maria Rossi;Pagata;30/09/2026;10/10/2026;1920,00;900,00;960,00;1440,00;0,00;1440,00" in foglio


def test_the_unione_and_the_auditor_read_codes_and_open_a_document_on_record(entra: Callable[..., Client]) -> None:
    escussione = EscussioneFactory(nota="La signora Rossi è in ospedale")
    operatore = entra(Ruolo.OPERATORE_ETS)
    file = SimpleUploadedFile("mora-rossi.pdf", b"%PDF-1.7 mora")
    assert manda(operatore, atto(escussione, "allega"), tipo="MESSA_IN_MORA", file=file).status_code == 302
    documento = f"{INDIRIZZO}{escussione.pk}/documenti/{FileEscussione.objects.get().pk}/"
    assert letta(operatore.get(documento)) == b"%PDF-1.7 mora"
    assert "ospedale" in operatore.get(f"{INDIRIZZO}{escussione.pk}/").content.decode()
    assert LetturaFascicolo.objects.get().nucleo == escussione.garanzia.nucleo
    for ruolo in (Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE):
        client = entra(ruolo)
        for pagina in (INDIRIZZO, f"{INDIRIZZO}{escussione.pk}/", atto(escussione, "storia")):
            testo = client.get(pagina).content.decode()
            assert "Rossi" not in testo
            assert "rossi" not in testo
        assert "Rossi" not in letta(client.get(f"{INDIRIZZO}esporta/?formato=csv")).decode()
        assert trovate(client, q="maria rossi") == []
        assert not LetturaFascicolo.objects.filter(utente=client.utente).exists()
        assert letta(client.get(documento)) == b"%PDF-1.7 mora"
        assert LetturaFascicolo.objects.get(utente=client.utente).nucleo == escussione.garanzia.nucleo


def test_a_social_worker_sees_the_claims_of_her_comuni(entra: Callable[..., Client]) -> None:
    sua, altrui = (
        EscussioneFactory(garanzia__fondo=FondoFactory(comune=ComuneFactory(nome=nome), dotato=D("9000.00")))
        for nome in ("Pontedera", "Peccioli")
    )
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[sua.garanzia.fondo.comune])
    assert trovate(client) == [sua]
    assert client.get(f"{INDIRIZZO}{altrui.pk}/").status_code == 404


def test_the_late_months_of_the_ledger_are_proposed_and_the_preview_writes_nothing(
    entra: Callable[..., Client],
) -> None:
    garanzia = GaranziaFactory(attiva=True)
    for mese, importo, tipo in ((8, "480.00", "CANONE"), (9, "200.00", "CANONE"), (9, "50.00", "ONERI")):
        ScadenzaFactory(
            contratto=garanzia.contratto, nucleo=garanzia.nucleo, tipo=tipo, competenza=date(2026, mese, 1),
            importo=D(importo), scade_il=date(2026, mese, 5), chiave=f"{tipo}/{mese}",
        )  # fmt: skip
    client = entra(Ruolo.OPERATORE_ETS)
    form = client.get(nuova(garanzia)).context["form"]
    assert [(r.initial["competenza"], r.initial["richiesto"]) for r in form.mesi if r.initial] == [
        (date(2026, 8, 1), D("480.00")), (date(2026, 9, 1), D("200.00"))
    ]  # fmt: skip
    assert len(form.mesi.forms) == 8
    pagina = manda(client, nuova(garanzia), **MODULO, **QUATTRO, ricalcola="1")
    assert (pagina.status_code, Escussione.objects.count()) == (200, 0)
    assert [(r.etichetta, r.valore) for r in pagina.context["anteprima"].righe[-2:]] == [
        ("Il fondo paga in tutto", "1.440,00"), ("Resta non coperto", "420,00")
    ]  # fmt: skip
    assert "Deposito che copre i canoni" in pagina.content.decode()


def test_a_claim_is_registered_and_put_right(entra: Callable[..., Client]) -> None:
    garanzia = GaranziaFactory(attiva=True)
    client = entra(Ruolo.OPERATORE_ETS)
    risposta = manda(client, nuova(garanzia), **MODULO, **QUATTRO)
    escussione = Escussione.objects.get()
    assert (risposta.status_code, risposta.url) == (302, f"{INDIRIZZO}{escussione.pk}/")
    assert (escussione.numero, escussione.mensilita.count()) == ("ES-2026-0001", 4)
    pagina = client.get(atto(escussione, "modifica"))
    assert [r.valore for r in pagina.context["anteprima"].righe[-2:]] == ["1.440,00", "420,00"]
    cambiata = MODULO | mesi(("2026-06", "480,00", "100,00"), ("2026-07", "480", ""))
    cambiata |= {"mesi-1-DELETE": "on", "nota": "Corretta", "versione": "1"}
    assert manda(client, atto(escussione, "modifica"), **cambiata).status_code == 302
    assert list(escussione.mensilita.values_list("competenza", "netto")) == [(date(2026, 6, 1), D("380.00"))]
    in_ritardo = manda(client, atto(escussione, "modifica"), **cambiata)
    assert (in_ritardo.status_code, "confronta" in in_ritardo.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("dati", "frase"),
    [
        (mesi(("2026-06", "480,00", "500,00")), "Contributi e recuperi superano quanto non è pagato"),
        (mesi(("2026-06", "480", ""), ("2026-06", "480", "")), "Giugno 2026 è già scritto sopra."),
        (mesi(("2026-06", "", "")), "Scrivi l&#x27;importo."),
        (mesi(("", "480", "")), "Scrivi il mese."),
        (mesi(("2026-13", "480", "")), "Inserisci una data valida"),
        ({"danni": "mille"}, "Scrivi un importo come 1.234,56."),
        ({"danni": "-1"}, "maggiore o uguale a 0"),
        ({"danni": ""}, "Non è richiesto niente"),
        ({"presentata_il": "2026-11-20"}, "È una data futura"),
        ({"evento_il": "2026-10-11"}, "Il fatto viene prima della richiesta."),
        ({"ordine_deposito": "ALTRO"}, "Scegli un"),
    ],
)
def test_what_is_typed_wrong_is_said_and_nothing_is_lost(
    entra: Callable[..., Client], dati: dict[str, str], frase: str
) -> None:
    client = entra(Ruolo.CONTABILE_ETS)
    pagina = manda(client, nuova(GaranziaFactory(attiva=True)), **(MODULO | dati))
    assert (pagina.status_code, Escussione.objects.count()) == (422, 0)
    testo = pagina.content.decode()
    assert "riepilogo-errori" in testo
    assert frase in testo
    assert "960,00" in testo


def test_a_guarantee_not_alive_is_refused_with_a_sentence(entra: Callable[..., Client]) -> None:
    client = entra(Ruolo.OPERATORE_ETS)
    pagina = manda(client, nuova(GaranziaFactory(approvata=True)), **MODULO, **QUATTRO)
    assert pagina.status_code == 422
    assert "non è possibile quando lo stato è «Approvata»" in pagina.content.decode()


def test_the_record_says_what_is_missing_and_what_would_be_paid(entra: Callable[..., Client]) -> None:
    escussione = EscussioneFactory()
    client = entra(Ruolo.COORDINATORE_ETS)
    pagina = client.get(f"{INDIRIZZO}{escussione.pk}/")
    testo = pagina.content.decode()
    assert [t.cifra for t in pagina.context["tessere"]] == ["2.820,00", "1.440,00", "420,00"]
    assert pagina.context["mancanti"][0] == "la messa in mora"
    bottoni = {p.etichetta: p.motivo for p in pagina.context["pulsanti"]}
    assert bottoni["Valuta…"] == "Non si può ancora valutare: leggi sotto che cosa lo impedisce."
    assert "Manca la messa in mora (regolamento del fondo)" in testo
    assert bottoni["Chiedi un’integrazione…"] == ""
    assert "Come verrebbe il calcolo" in testo
    assert "giugno 2026" in testo
    integra = client.get(atto(escussione, "chiedi_integrazione".replace("_", "-")))
    assert integra.context["form"].initial["motivo"].startswith("Da portare: la messa in mora, ")


def test_from_the_documents_to_the_payment_page_by_page(entra: Callable[..., Client]) -> None:
    ConvenzioneFactory()
    carica_modelli(date(2026, 1, 1))
    escussione = EscussioneFactory()
    client = entra(Ruolo.COORDINATORE_ETS)
    tipi = ("MESSA_IN_MORA", "ESTRATTO_CANONI", "PREVENTIVO_DANNI", "FOTO", "VERBALE_CONSEGNA", "VERBALE_RILASCIO")
    for tipo in tipi:
        file = SimpleUploadedFile(f"{tipo}.pdf", f"%PDF-1.7 {tipo}".encode())
        assert manda(client, atto(escussione, "allega"), tipo=tipo, file=file).status_code == 302
    ripetuto = SimpleUploadedFile("altro.pdf", b"%PDF-1.7 FOTO")
    assert "Questo file c’è già" in errori(manda(client, atto(escussione, "allega"), tipo="ALTRO", file=ripetuto))
    assert "Si può valutare" in client.get(atto(escussione, "valuta")).content.decode()
    assert manda(client, atto(escussione, "valuta")).status_code == 302
    scritte = client.get(f"{INDIRIZZO}{escussione.pk}/").context["righe"]
    assert [(r.etichetta, r.valore, r.esito) for r in scritte[-2:]] == [
        ("Il fondo paga in tutto", "1.440,00", True), ("Resta non coperto", "420,00", True)
    ]  # fmt: skip
    unione = entra(Ruolo.FUNZIONARIO_UNIONE)
    assert "Scrivi con quale atto." in errori(manda(unione, atto(escussione, "approva")))
    assert manda(unione, atto(escussione, "approva"), atto="Determinazione 240/2026").status_code == 302
    conti = entra(Ruolo.CONTABILE_ETS)
    form = conti.get(atto(escussione, "liquida")).context["form"]
    assert (form.initial["n_rate"], form.initial["prima_rata"]) == (12, date(2027, 1, 5))
    dati = {"pagata_il": "2026-11-19", "n_rate": "12", "prima_rata": "2027-01-05"}
    prima = manda(conti, atto(escussione, "liquida"), **dati | {"prima_rata": "2026-11-01"})
    assert "La prima rata scade dopo il pagamento." in errori(prima)
    assert manda(conti, atto(escussione, "liquida"), **dati).status_code == 302
    credito = CreditoRivalsa.objects.get()
    assert manda(conti, atto(escussione, "crea-lettera")).status_code == 302
    testo = conti.get(f"{INDIRIZZO}{escussione.pk}/").content.decode()
    for parola in (
        f"Rivalsa {credito.numero}",
        "1.440,00",
        "Pagata",
        f"Richiesta di escussione {escussione.numero}: ",
    ):
        assert parola in testo
    storia = conti.get(atto(escussione, "storia")).content.decode()
    assert "Determinazione 240/2026" in storia


@pytest.mark.parametrize(
    ("ruolo", "nome", "dati", "stato"),
    [
        (Ruolo.OPERATORE_ETS, "ritira", {"motivo": "L’inquilino ha pagato"}, "RITIRATA"),
        (Ruolo.FUNZIONARIO_UNIONE, "rifiuta", {"motivo": "Fuori termine", "atto": ""}, "RIFIUTATA"),
        (
            Ruolo.FUNZIONARIO_UNIONE,
            "chiedi-integrazione",
            {"motivo": "Manca la fattura", "integrare_entro": "2026-12-01"},
            "INTEGRAZIONE",
        ),
    ],
)
def test_the_other_answers(
    entra: Callable[..., Client], ruolo: str, nome: str, dati: dict[str, str], stato: str
) -> None:
    escussione = EscussioneFactory()
    client = entra(ruolo)
    assert "Scrivi il motivo." in errori(manda(client, atto(escussione, nome), **dati | {"motivo": ""}))
    assert manda(client, atto(escussione, nome), **dati).status_code == 302
    pagina = client.get(f"{INDIRIZZO}{escussione.pk}/")
    assert (pagina.context["escussione"].stato, pagina.status_code) == (stato, 200)


def test_a_button_that_cannot_be_pressed_says_why(entra: Callable[..., Client]) -> None:
    fondo = FondoFactory(dotato=D("1940.00"))
    approvata = approva(valuta(EscussioneFactory(garanzia=GaranziaFactory(fondo=fondo, attiva=True)), AMMESSI))
    type(fondo).objects.filter(pk=fondo.pk).update(deroga=D("1000.00"), altri=D("-1000.00"))
    bottoni = entra(Ruolo.CONTABILE_ETS).get(f"{INDIRIZZO}{approvata.pk}/").context["pulsanti"]
    assert bottoni[0].motivo == "Nella cassa del fondo ci sono 940,00\xa0€, da pagare sono 1.440,00\xa0€."
    zero = valuta(EscussioneFactory(), [D("0.00")] * 4)
    unione = entra(Ruolo.FUNZIONARIO_UNIONE)
    bottoni = unione.get(f"{INDIRIZZO}{zero.pk}/").context["pulsanti"]
    assert bottoni[0].motivo == "Non risulta niente da pagare: questa richiesta si può solo rifiutare."


def test_the_list_and_its_download_cost_the_same_whatever_the_rows(
    entra: Callable[..., Client], django_assert_max_num_queries: Any
) -> None:
    client = entra(Ruolo.CONTABILE_ETS)
    conti = []
    for _ in range(2):
        EscussioneFactory.create_batch(2)
        for indirizzo in (INDIRIZZO, f"{INDIRIZZO}esporta/?formato=csv"):
            client.get(indirizzo)
            with django_assert_max_num_queries(12) as viste:
                letta(client.get(indirizzo))
            conti.append(len(viste))
    assert conti[:2] == conti[2:]
