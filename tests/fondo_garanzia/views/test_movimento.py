"""The pages of the ledger."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fondo_garanzia.actions.fondo import scrivi_movimento
from fondo_garanzia.choices import TipoMovimento
from fondo_garanzia.models import ChiusuraMese, Fondo, MovimentoFondo
from tests.factories.casa import ContoBancarioFactory
from tests.factories.fondo import FondoFactory, anticipo_erogato, dota
from tests.factories.persone import ComuneFactory, UtenteFactory
from tests.fondo_garanzia.views.test_fondo import in_chiaro, url
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import Ruolo
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db


@pytest.fixture
def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS], first_name="Paolo", last_name="Neri")


@pytest.fixture
def registro(contabile: Utente) -> Fondo:
    """Two funds: 1.000 endowed, 10 of interest and 4 of fees on the first; 500 on the second."""
    fondo = FondoFactory(dotato=D("1000.00"))
    for tipo, importo, mese in [(TipoMovimento.INTERESSE, "10.00", 3), (TipoMovimento.SPESE_BANCA, "4.00", 6)]:
        scrivi_movimento(
            fondo, tipo, D(importo), giorno=date(2026, mese, 30), causale=f"Banca, mese {mese}", utente=contabile
        )
    dota(FondoFactory(comune=ComuneFactory(nome="Ponsacco")), D("500.00"), giorno=date(2026, 2, 1))
    return fondo


def righe(pagina: Any) -> list[tuple[str, D, D]]:
    return [(m.fondo.comune.nome, m.effetto, m.progressivo) for m in pagina.context["elenco"].pagina]


TUTTE = [
    ("Pontedera", D("-4.00"), D("1506.00")),
    ("Pontedera", D("10.00"), D("1510.00")),
    ("Ponsacco", D("500.00"), D("1500.00")),
    ("Pontedera", D("1000.00"), D("1000.00")),
]


def test_the_ledger_runs_across_the_funds_with_its_balance(entra: Any, registro: Fondo) -> None:
    pagina = entra(Ruolo.REVISORE).get(url("movimento_elenco"))
    assert (righe(pagina), tuple(pagina.context["somme"])) == (
        TUTTE,
        (4, D("1510.00"), D("4.00"), D("1506.00")),
    )


@pytest.mark.parametrize(
    ("domanda", "attesi", "somme"),
    [
        ({"tipo": "SPESE_BANCA"}, [("Pontedera", D("-4.00"), D("-4.00"))], (1, D("0.00"), D("4.00"), D("-4.00"))),
        (
            {"voce": "ALTRO", "ordine": "data"},
            [("Pontedera", D("10.00"), D("10.00")), ("Pontedera", D("-4.00"), D("6.00"))],
            (2, D("10.00"), D("4.00"), D("6.00")),
        ),
        (
            {"dal": "2026-02-01", "al": "2026-03-30"},
            [("Pontedera", D("10.00"), D("510.00")), ("Ponsacco", D("500.00"), D("500.00"))],
            (2, D("510.00"), D("0.00"), D("510.00")),
        ),
        ({"q": "mese 6"}, [("Pontedera", D("-4.00"), D("-4.00"))], (1, D("0.00"), D("4.00"), D("-4.00"))),
        ({"q": "niente"}, [], (0, D("0.00"), D("0.00"), D("0.00"))),
    ],
)
def test_the_balance_is_that_of_the_rows_found(
    entra: Any, registro: Fondo, domanda: dict[str, str], attesi: list, somme: tuple
) -> None:
    pagina = entra(Ruolo.REVISORE).get(url("movimento_elenco", **domanda))
    assert (righe(pagina), tuple(pagina.context["somme"])) == (attesi, somme)


def test_the_ledger_of_a_comune(entra: Any, registro: Fondo) -> None:
    pagina = entra(Ruolo.REVISORE).get(url("movimento_elenco", comune=registro.comune_id))
    assert [riga[1] for riga in righe(pagina)] == [D("-4.00"), D("10.00"), D("1000.00")]


def test_days_out_of_order_are_an_error_beside_the_filter(entra: Any, registro: Fondo) -> None:
    pagina = entra(Ruolo.REVISORE).get(url("movimento_elenco", dal="2026-03-01", al="2026-02-01"))
    assert (pagina.status_code, pagina.context["elenco"].filtro.form.errors) == (
        422,
        {"al": ["L’ultimo giorno non viene prima del primo."]},
    )


def test_a_social_worker_reads_the_ledger_of_her_comuni(entra: Any, registro: Fondo) -> None:
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[Fondo.objects.get(comune__nome="Ponsacco").comune])
    assert righe(client.get(url("movimento_elenco"))) == [("Ponsacco", D("500.00"), D("500.00"))]
    assert client.get(url("movimento_scheda", registro.movimenti.first().pk)).status_code == 404


def test_the_ledger_is_downloaded_with_the_same_filters(entra: Any, registro: Fondo) -> None:
    indirizzo = url("movimento_esporta", formato="csv", tipo="INTERESSE")
    csv = b"".join(entra(Ruolo.REVISORE).get(indirizzo).streaming_content).decode().removeprefix("\ufeff")
    movimento = registro.movimenti.get(tipo="INTERESSE")
    intestazione, riga = csv.splitlines()
    assert intestazione == (
        "Numero;Data contabile;Valuta;Comune;Tipo;Voce;Causale;Da dove viene;Atto;Pratica;Corregge il numero;"
        "Importo;Progressivo;Registrato da;Registrato alle"
    )
    assert riga.rpartition(";")[0] == (
        f"{movimento.pk};30/03/2026;30/03/2026;Pontedera;Interessi della banca;Altri movimenti;Banca, mese 3;;;;;"
        "10,00;10,00;Paolo Neri"
    )


# --- one line ------------------------------------------------------------------------------------------------


def test_a_line_says_who_wrote_it_its_act_and_its_paper(entra: Any) -> None:
    fondo = FondoFactory(dotato=D("1000.00"))
    movimento = fondo.movimenti.get()
    pagina = entra(Ruolo.REVISORE).get(url("movimento_scheda", movimento.pk))
    voci = {v.etichetta: str(v.valore) for v in pagina.context["dati"]}
    assert voci == {
        "Tipo": "Dotazione",
        "Voce del fondo": "Dotato",
        "Causale": "Dotazione",
        "Data valuta": "10/01/2026",
        "Da dove viene": "Dentro l’importo della convenzione",
        "Atto": "Delibera di Giunta 12/2026",
        "Registrato da": str(movimento.creato_da),
    }
    assert pagina.context["pulsanti"] == []
    assert entra(Ruolo.REVISORE).get(url("movimento_documento", movimento.pk)).status_code == 404


def test_a_line_of_a_file_says_its_number_and_is_corrected_there(entra: Any) -> None:
    anticipo = anticipo_erogato()
    pagina = entra(Ruolo.CONTABILE_ETS).get(url("movimento_scheda", anticipo.movimenti.get().pk))
    assert [str(v.valore) for v in pagina.context["dati"] if v.etichetta == "Pratica"] == [str(anticipo)]
    assert [(p.etichetta, p.motivo) for p in pagina.context["pulsanti"]] == [
        ("Rettifica…", "Nasce da una pratica: si corregge lì.")
    ]


# --- written by hand -----------------------------------------------------------------------------------------


def scritto(tipo: str, importo: str, **altro: Any) -> dict[str, Any]:
    return {"tipo": tipo, "importo": importo, "giorno": oggi().isoformat(), "causale": "Estratto"} | altro


@pytest.mark.parametrize(
    ("tipo", "effetto"),
    [
        ("INTERESSE/1", D("2.50")),
        ("SPESE_BANCA/-1", D("-2.50")),
        ("TRASFERIMENTO_COMUNE/1", D("2.50")),
        ("TRASFERIMENTO_COMUNE/-1", D("-2.50")),
    ],
)
@pytest.mark.parametrize("ruolo", [Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS])
def test_who_keeps_the_accounts_writes_what_the_bank_says(entra: Any, tipo: str, effetto: D, ruolo: str) -> None:
    fondo, client = FondoFactory(dotato=D("100.00")), entra(ruolo)
    file = SimpleUploadedFile("estratto.pdf", b"%PDF-1.7 estratto", "application/pdf")
    risposta = invia(client, url("movimento_nuovo", fondo.pk), **scritto(tipo, "2,50", documento=file))
    movimento = fondo.movimenti.get(voce="ALTRO")
    assert risposta.url == url("movimento_scheda", movimento.pk)
    assert (movimento.effetto, movimento.valuta, movimento.documento.nome, movimento.creato_da) == (
        effetto,
        oggi(),
        "estratto.pdf",
        client.utente,
    )
    assert client.get(risposta.url).status_code == 200


@pytest.mark.parametrize(
    ("altro", "attesi"),
    [
        (
            {"tipo": "DOTAZIONE/1"},
            {"tipo": ["Di’ che cosa è questo movimento."]},
        ),
        ({"tipo": ""}, {"tipo": ["Di’ che cosa è questo movimento."]}),
        ({"causale": ""}, {"causale": ["Scrivi la causale."]}),
        (
            {"importo": "100,01"},
            {"__all__": ["In cassa ci sono 100,00 €, da pagare sono 100,01 € (convenzione, fondo per comune)"]},
        ),
    ],
)
def test_a_wrong_line_is_explained_and_nothing_is_written(entra: Any, altro: Any, attesi: Any) -> None:
    fondo, client = FondoFactory(dotato=D("100.00")), entra(Ruolo.CONTABILE_ETS)
    risposta = invia(client, url("movimento_nuovo", fondo.pk), **scritto("SPESE_BANCA/-1", "1,00") | altro)
    detti = {campo: [t.replace("\N{NO-BREAK SPACE}", " ") for t in e] for campo, e in errori(risposta).items()}
    assert (risposta.status_code, detti, MovimentoFondo.objects.count()) == (422, attesi, 1)


def test_a_day_of_a_closed_month_is_refused_with_its_sentence(entra: Any) -> None:
    fondo, client = FondoFactory(), entra(Ruolo.CONTABILE_ETS)
    conto = ContoBancarioFactory(dedicato=True)
    zero = {"saldo_banca": D("0.00"), "saldo_fondo": D("0.00")}
    ChiusuraMese.objects.create(conto=conto, mese=date(2026, 3, 1), chiuso_da=client.utente, **zero)
    risposta = invia(client, url("movimento_nuovo", fondo.pk), **scritto("INTERESSE/1", "1,00", giorno="2026-03-31"))
    assert (risposta.status_code, errori(risposta), MovimentoFondo.objects.count()) == (
        422,
        {"__all__": ["Il mese di questo movimento è già chiuso: usa una data di un mese ancora aperto."]},
        0,
    )


def test_a_correction_and_its_line_are_linked_both_ways(entra: Any, registro: Fondo) -> None:
    sbagliato, client = registro.movimenti.get(tipo="SPESE_BANCA"), entra(Ruolo.CONTABILE_ETS)
    pagina = client.get(url("movimento_rettifica", sbagliato.pk))
    assert (pagina.status_code, pagina.context["form"]["importo"].value()) == (200, D("4.00"))
    dati = {"importo": "1,00", "giorno": oggi().isoformat(), "causale": "Erano tre euro"}
    risposta = invia(client, url("movimento_rettifica", sbagliato.pk), **dati)
    nuova = registro.movimenti.get(tipo="RETTIFICA")
    assert (risposta.url, nuova.effetto, nuova.rettifica_di) == (
        url("movimento_scheda", nuova.pk),
        D("1.00"),
        sbagliato,
    )
    corretto, rettifica = (client.get(url("movimento_scheda", m.pk)) for m in (sbagliato, nuova))
    assert (corretto.context["rettifiche"], corretto.context["resta"]) == ([nuova], D("3.00"))
    assert [v.url for v in rettifica.context["dati"] if v.etichetta == "Corregge"] == [
        url("movimento_scheda", sbagliato.pk)
    ]
    assert [p.motivo for p in rettifica.context["pulsanti"]] == [
        "Una rettifica non si corregge: si registra di nuovo il movimento giusto."
    ]
    assert "(rettificato)" in in_chiaro(client.get(url("movimento_elenco")))
    troppo = invia(client, url("movimento_rettifica", sbagliato.pk), **dati | {"importo": "3,01"})
    assert (troppo.status_code, len(errori(troppo)["__all__"])) == (422, 1)


def test_a_line_taken_away_whole_is_not_corrected_again(entra: Any, registro: Fondo) -> None:
    sbagliato, client = registro.movimenti.get(tipo="SPESE_BANCA"), entra(Ruolo.CONTABILE_ETS)
    dati = {"importo": "4,00", "giorno": oggi().isoformat(), "causale": "Scritto due volte"}
    invia(client, url("movimento_rettifica", sbagliato.pk), **dati)
    pagina = client.get(url("movimento_scheda", sbagliato.pk))
    assert [p.motivo for p in pagina.context["pulsanti"]] == ["È già stato tolto per intero."]


def test_the_unione_corrects_an_endowment_from_its_page(entra: Any) -> None:
    fondo, client = FondoFactory(dotato=D("1000.00")), entra(Ruolo.FUNZIONARIO_UNIONE)
    dotazione = fondo.movimenti.get()
    assert [p.motivo for p in client.get(url("movimento_scheda", dotazione.pk)).context["pulsanti"]] == [""]
    dati = {"importo": "400,00", "giorno": oggi().isoformat(), "causale": "La delibera dice 600"}
    assert invia(client, url("movimento_rettifica", dotazione.pk), **dati).status_code == 302
    fondo.refresh_from_db()
    assert fondo.dotato == D("600.00")
