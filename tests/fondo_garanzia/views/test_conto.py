"""The pages of the dedicated account, as the people of the office use them."""

import uuid
from datetime import date
from decimal import Decimal as D
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from fondo_garanzia.actions.conto import chiudi_mese, riscontra_riga
from fondo_garanzia.choices import TipoMovimento
from fondo_garanzia.models import Anticipo, ChiusuraMese, MovimentoFondo, RiscontroBanca
from tests.factories.casa import ContoBancarioFactory, MovimentoBancarioFactory
from tests.factories.conto_dedicato import (
    IBAN,
    OTTOBRE,
    contabile,
    conto_del_fondo,
    estratto_di_ottobre,
    movimento,
    riga,
)
from tests.factories.fondo import FondoFactory, anticipo_erogato, dota
from valdera_housing.choices import Ruolo
from valdera_housing.models import ContoBancario

pytestmark = pytest.mark.django_db
CONTABILE, UNIONE = Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE
CONTO = reverse("fondo_garanzia:conto_scheda")
DOTAZIONE = date(2026, 10, 2)


def mese(nome: str = "scheda", di: date = OTTOBRE) -> str:
    return reverse(f"fondo_garanzia:mese_{nome}", args=[di])


def della_riga(riga, nome: str = "scheda") -> str:
    return reverse(f"fondo_garanzia:riga_{nome}", args=[riga.pk])


def chiave() -> dict[str, str]:
    return {"chiave": str(uuid.uuid4())}


def scritto(risposta) -> str:
    return risposta.content.decode().replace("\xa0", " ")


def che_quadra():
    """October with one endowment and its line, joined."""
    fondo = FondoFactory()
    dotazione = dota(fondo, D("1000.00"), giorno=DOTAZIONE)
    bonifico = riga("1000.00", controparte="Comune di Pontedera")
    riscontra_riga(bonifico, [dotazione.pk], utente=contabile())
    return fondo, bonifico


# --- the account --------------------------------------------------------------------------


def test_without_a_dedicated_account_the_page_says_how_to_have_one(entra) -> None:
    ContoBancarioFactory()
    risposta = entra(CONTABILE).get(CONTO)
    assert "Il fondo non ha ancora il suo conto" in scritto(risposta)
    assert [p.etichetta for p in risposta.context["pulsanti"]] == ["Aggiungi il conto dedicato"]
    assert entra(CONTABILE).get(mese()).status_code == 404


def test_who_audits_without_an_account_is_offered_nothing_to_press(entra) -> None:
    assert entra(Ruolo.REVISORE).get(CONTO).context["pulsanti"] == []


def test_an_account_without_movements_has_no_months(entra) -> None:
    conto_del_fondo()
    risposta = entra(CONTABILE).get(CONTO)
    assert "Su questo conto non c’è ancora niente" in scritto(risposta)


def test_the_months_say_how_they_stand(entra) -> None:
    fondo, _ = che_quadra()
    client = entra(CONTABILE)

    def stati() -> list[tuple[str, str]]:
        return [(m.nome, m.aspetto.etichetta) for m in client.get(CONTO).context["mesi"]]

    assert stati() == [("novembre 2026", "In corso"), ("ottobre 2026", "Quadra")]
    movimento(fondo, TipoMovimento.INTERESSE, "1.00")
    assert stati()[1] == ("ottobre 2026", "Manca 1 cosa")
    riga("-4.50")
    assert stati()[1] == ("ottobre 2026", "Mancano 2 cose")
    estratto_di_ottobre(dal=date(2026, 9, 1), al=date(2026, 9, 10))
    assert stati()[1:] == [("ottobre 2026", "Manca l’estratto"), ("settembre 2026", "Manca l’estratto")]


def test_a_closed_month_shows_the_balance_it_was_closed_with(entra) -> None:
    che_quadra()
    chiudi_mese(conto_del_fondo(), OTTOBRE, D("1000.00"), utente=contabile())
    ottobre = entra(CONTABILE).get(CONTO).context["mesi"][1]
    assert (ottobre.aspetto.etichetta, ottobre.chiusura.saldo_banca) == ("Chiuso", D("1000.00"))


def test_two_dedicated_accounts_are_said_to_be_one_too_many(entra) -> None:
    che_quadra()
    ContoBancarioFactory(iban="IT60X0542811101000000123456", dedicato=True)
    assert "I conti dedicati sono più di uno" in scritto(entra(CONTABILE).get(CONTO))


@pytest.mark.parametrize("ruolo", [Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS])
def test_who_does_not_keep_the_accounts_does_not_see_them(ruolo: str, entra) -> None:
    assert entra(ruolo).get(CONTO).status_code == 403


# --- a month ------------------------------------------------------------------------------


def test_a_month_shows_bank_and_funds_side_by_side_and_what_is_missing(entra) -> None:
    fondo, bonifico = che_quadra()
    spese = riga("-4.50", causale="Spese tenuta conto")
    movimento(fondo, TipoMovimento.INTERESSE, "1.25")
    contesto = entra(CONTABILE).get(mese()).context
    assert [(t.etichetta, t.cifra) for t in contesto["tessere"]] == [
        ("In banca €", "995,50"), ("In cassa nei fondi €", "1.001,25"), ("Differenza €", "−5,75"),
    ]  # fmt: skip
    assert [(r.etichetta, r.valore.replace("\xa0", " ")) for r in contesto["prova"]] == [
        ("In banca", "995,50 €"),
        ("In cassa nei fondi", "1.001,25 €"),
        ("Differenza", "−5,75 €"),
        ("Righe della banca non registrate", "−4,50 €"),
        ("Movimenti dei fondi senza riga", "−1,25 €"),
        ("Differenza spiegata", "−5,75 €"),
    ]
    assert [[(p.etichetta, p.url) for p in d.pulsanti] for d in contesto["da_sistemare"]] == [
        [("Collega…", della_riga(spese))], [],
    ]  # fmt: skip
    righe = [(r.riga, [x.movimento.tipo for x in r.riscontri], bool(r.pulsanti)) for r in contesto["righe"]]
    assert righe == [(bonifico, ["DOTAZIONE"], False), (spese, [], True)]
    assert [(p.etichetta, p.motivo) for p in contesto["pulsanti"]] == [
        ("Chiudi il mese…", "Non quadra: ci sono 2 cose da sistemare.")
    ]


def test_the_days_still_to_come_are_not_missing(entra) -> None:
    che_quadra()
    risposta = entra(CONTABILE).get(mese(di=date(2026, 11, 1)))
    assert [d.mancanza.testo for d in risposta.context["da_sistemare"]] == [
        "Manca l’estratto dal 01/11/2026 al 30/11/2026"
    ]
    assert [p.motivo for p in risposta.context["pulsanti"]] == ["Questo mese non è ancora finito."]


@pytest.mark.parametrize(
    ("filtro", "quante"),
    [("stato=da_registrare", 1), ("stato=registrate", 1), ("verso=uscite", 1), ("verso=entrate", 1), ("q=tenuta", 1),
     ("q=niente", 0), ("ordine=-importo", 2)],
)  # fmt: skip
def test_the_lines_of_a_month_are_filtered(filtro: str, quante: int, entra) -> None:
    che_quadra()
    riga("-4.50", causale="Spese tenuta conto")
    assert entra(CONTABILE).get(f"{mese()}?{filtro}").context["elenco"].conto == quante


def test_a_filter_that_makes_no_sense_is_said(entra) -> None:
    che_quadra()
    assert entra(CONTABILE).get(f"{mese()}?stato=boh").status_code == 422


@pytest.mark.parametrize("di", [date(2026, 9, 1), date(2026, 12, 1)])
def test_a_month_before_the_account_or_to_come_is_not_there(di: date, entra) -> None:
    che_quadra()
    client = entra(CONTABILE)
    assert (client.get(mese(di=di)).status_code, client.get("/fondo-garanzia/conto/2026-13/").status_code) == (
        404,
        404,
    )


def test_who_reads_codes_does_not_read_who_paid(entra) -> None:
    anticipo_erogato()
    entrata = riga("150.00", controparte="Rossi Maria", causale="Rata Rossi")
    client = entra(UNIONE)
    pagine = [mese(), della_riga(entrata)]
    assert ["Rossi" in scritto(client.get(pagina)) for pagina in pagine] == [False, False]
    assert client.get(f"{mese()}?q=rossi").context["elenco"].conto == 0
    foglio = b"".join(client.get(f"{mese('esporta')}?formato=csv").streaming_content).decode()
    assert "Rossi" not in foglio


def test_a_month_is_downloaded_with_both_sides(entra) -> None:
    fondo, _ = che_quadra()
    riga("-4.50", date(2026, 10, 6), controparte="Banca", causale="Spese")
    movimento(fondo, TipoMovimento.INTERESSE, "1.25", date(2026, 10, 7))
    risposta = entra(CONTABILE).get(mese("esporta"))
    foglio = load_workbook(BytesIO(b"".join(risposta.streaming_content))).active
    assert [[c if not hasattr(c, "date") else c.date() for c in r] for r in foglio.values][1:] == [
        [date(2026, 10, 5), "Comune di Pontedera Movimento", 1000, DOTAZIONE, str(fondo.comune), "Dotazione",
         "Dotazione", 1000, "Registrata"],
        [date(2026, 10, 6), "Banca Spese", -4.5, None, None, None, None, None, "Da registrare nei fondi"],
        [None, None, None, date(2026, 10, 7), str(fondo.comune), "Interessi della banca", "Interessi della banca",
         1.25, "Senza riga della banca"],
    ]  # fmt: skip


# --- closing ------------------------------------------------------------------------------


def test_a_month_is_closed_from_its_page_once(entra) -> None:
    che_quadra()
    client = entra(CONTABILE)
    assert [p.motivo for p in client.get(mese()).context["pulsanti"]] == [""]
    assert client.get(mese("chiudi")).context["form"].initial == {"saldo_banca": D("1000.00")}
    dati = chiave() | {"saldo_banca": "1.000,00"}
    risposte = [client.post(mese("chiudi"), dati) for _ in range(2)]
    assert [(r.status_code, r.url) for r in risposte] == [(302, mese())] * 2
    assert ChiusuraMese.objects.get().chiuso_da == client.utente
    assert client.get(mese()).context["pulsanti"] == []


def test_a_balance_that_is_not_the_bank_s_is_refused_with_the_difference(entra) -> None:
    che_quadra()
    risposta = entra(CONTABILE).post(mese("chiudi"), chiave() | {"saldo_banca": "1.000,01"})
    assert risposta.status_code == 422
    assert "Il saldo della banca è 1.000,01 €, le righe caricate danno 1.000,00 €" in scritto(risposta)
    assert 'value="1.000,01"' in scritto(risposta)
    assert ChiusuraMese.objects.count() == 0


@pytest.mark.parametrize("saldo", ["", "mille", "1,001"])
def test_what_is_not_an_amount_is_refused_beside_its_field(saldo: str, entra) -> None:
    che_quadra()
    risposta = entra(CONTABILE).post(mese("chiudi"), chiave() | {"saldo_banca": saldo})
    assert (risposta.status_code, list(risposta.context["form"].errors)) == (422, ["saldo_banca"])


def test_the_unione_opens_a_month_again_and_it_is_written(entra) -> None:
    che_quadra()
    chiudi_mese(conto_del_fondo(), OTTOBRE, D("1000.00"), utente=contabile())
    client = entra(UNIONE)
    assert [p.etichetta for p in client.get(mese()).context["pulsanti"]] == ["Riapri il mese…"]
    senza_motivo = client.post(mese("riapri"), chiave() | {"motivo": ""})
    assert (senza_motivo.status_code, "Scrivi perché il mese si riapre." in scritto(senza_motivo)) == (422, True)
    client.post(mese("riapri"), chiave() | {"motivo": "Mancava una riga"})
    pagina = client.get(mese())
    assert [(p.forte, p.testo) for p in pagina.context["passi"]] == [
        ("Riaperto:", "Mancava una riga"),
        ("Chiuso", "con 1.000,00\xa0€ in banca e nei fondi"),
    ]


def test_a_closed_month_that_no_longer_balances_says_so(entra) -> None:
    che_quadra()
    chiudi_mese(conto_del_fondo(), OTTOBRE, D("1000.00"), utente=contabile())
    riga("-4.50")
    assert "Dopo la chiusura è cambiato qualcosa" in scritto(entra(CONTABILE).get(mese()))


# --- a line -------------------------------------------------------------------------------


def test_a_line_is_joined_from_its_suggestion_and_let_go(entra) -> None:
    dotazione = dota(FondoFactory(), D("1000.00"), giorno=DOTAZIONE)
    bonifico, client = riga("1000.00"), entra(CONTABILE)
    pagina = client.get(della_riga(bonifico))
    ((_, movimenti, (conferma,)),) = pagina.context["proposte"]
    assert (movimenti, conferma.url, conferma.nascosti) == (
        [dotazione], della_riga(bonifico, "riscontra"), (("movimenti", str(dotazione.pk)),),
    )  # fmt: skip
    client.post(conferma.url, chiave() | dict(conferma.nascosti))
    assert RiscontroBanca.objects.get().movimento == dotazione
    pagina = client.get(della_riga(bonifico))
    assert [p.etichetta for p in pagina.context["pulsanti"]] == ["Sciogli il collegamento"]
    assert pagina.context["aspetto"].etichetta == "Registrata nei fondi"
    client.post(della_riga(bonifico, "sciogli"), chiave())
    pagina = client.get(della_riga(bonifico))
    assert [p.etichetta for p in pagina.context["pulsanti"]] == [
        "È una rata: abbina nel partitario…", "Registra dalla banca…", "Scegli i movimenti…",
    ]  # fmt: skip
    assert len(pagina.context["modifiche"]) >= 1


def test_movements_that_do_not_make_the_line_come_back_ticked_with_the_difference(entra) -> None:
    fondo = FondoFactory()
    dotazione = dota(fondo, D("900.00"), giorno=DOTAZIONE)
    altra = dota(fondo, D("50.00"), giorno=DOTAZIONE)
    bonifico = riga("1000.00")
    dati = chiave() | {"movimenti": [str(dotazione.pk), str(altra.pk)]}
    risposta = entra(CONTABILE).post(della_riga(bonifico, "riscontra"), dati)
    assert risposta.status_code == 422
    assert "i movimenti scelti fanno 950,00 €: la differenza è 50,00 €." in scritto(risposta)
    assert scritto(risposta).count("checked") == 2


@pytest.mark.parametrize("scelti", [[], ["0"], ["abc"]])
def test_nothing_chosen_or_what_is_not_there_is_refused(scelti: list, entra) -> None:
    dota(FondoFactory(), D("900.00"), giorno=DOTAZIONE)
    risposta = entra(CONTABILE).post(della_riga(riga("1000.00"), "riscontra"), chiave() | {"movimenti": scelti})
    assert (risposta.status_code, list(risposta.context["form"].errors)) == (422, ["movimenti"])


def test_a_fee_is_written_from_the_line_choosing_the_comune(entra) -> None:
    fondo = FondoFactory(dotato=D("1000.00"))
    spese, client = riga("-4.50", causale="Spese tenuta conto"), entra(CONTABILE)
    form = client.get(della_riga(spese, "registra")).context["form"]
    assert [valore for valore, _ in form.fields["tipo"].choices] == ["SPESE_BANCA", "TRASFERIMENTO_COMUNE"]
    assert form.initial == {"tipo": TipoMovimento.SPESE_BANCA, "causale": "Spese tenuta conto"}
    dati = chiave() | {"tipo": "SPESE_BANCA", "fondo": str(fondo.pk), "causale": "Spese tenuta conto"}
    assert client.post(della_riga(spese, "registra"), dati).url == della_riga(spese)
    nato = MovimentoFondo.objects.get(tipo="SPESE_BANCA")
    assert (nato.effetto, nato.riscontro.riga, nato.fondo) == (D("-4.50"), spese, fondo)


def test_a_fee_without_a_comune_is_refused(entra) -> None:
    FondoFactory(dotato=D("1000.00"))
    spese = riga("-4.50")
    risposta = entra(CONTABILE).post(della_riga(spese, "registra"), chiave() | {"tipo": "INTERESSE", "causale": "x"})
    assert (risposta.status_code, sorted(risposta.context["form"].errors)) == (422, ["fondo", "tipo"])


def test_a_line_of_another_account_is_not_here(entra) -> None:
    altrove = MovimentoBancarioFactory()
    assert (altrove.conto.iban != IBAN, entra(CONTABILE).get(della_riga(altrove)).status_code) == (True, 404)


def test_the_unione_and_the_auditor_only_look(entra) -> None:
    _, bonifico = che_quadra()
    assert entra(UNIONE).get(della_riga(bonifico)).context["pulsanti"] == []
    assert entra(Ruolo.REVISORE).get(mese()).context["pulsanti"] == []


# --- the ledger, after the month is closed --------------------------------------------------


def test_a_payment_of_a_closed_month_is_written_today_and_the_month_stays_as_it_was(entra) -> None:
    anticipo, conto = mese_chiuso_con_un_anticipo()
    tardi = riga("150.00", date(2026, 10, 20))
    quota = {"quota": [f"{anticipo.rate.first().scadenza_id}=150.00"]}
    risposta = entra(CONTABILE).post(reverse("movimento_abbina", args=[tardi.pk]), chiave() | quota)
    rientro = MovimentoFondo.objects.get(tipo="RIENTRO_RATA")
    assert (risposta.status_code, rientro.valuta, rientro.giorno > date(2026, 10, 31)) == (302, tardi.data, True)
    assert ChiusuraMese.objects.get(conto=conto, mese=OTTOBRE).riaperto_alle is None


def test_what_the_bank_charged_in_a_closed_month_is_refused_in_italian(entra) -> None:
    anticipo, _ = mese_chiuso_con_un_anticipo()
    tardi = riga("150.00", date(2026, 10, 20))
    campi = {"tipo": "INTERESSE", "fondo": str(anticipo.fondo_id), "causale": "Interessi"}
    risposta = entra(CONTABILE).post(della_riga(tardi, "registra"), chiave() | campi)
    frase = "Il mese di questo movimento è già chiuso: usa una data di un mese ancora aperto."
    assert (risposta.status_code, frase in scritto(risposta)) == (422, True)
    assert not MovimentoFondo.objects.filter(tipo="INTERESSE").exists()


def mese_chiuso_con_un_anticipo() -> tuple[Anticipo, ContoBancario]:
    """October closed with an endowment of 1.000 € and an advance of 300 €, each with its line."""
    anticipo = anticipo_erogato(fondo=che_quadra()[0], importo=D("300.00"), n_rate=2)
    uscita = riga("-300.00", date(2026, 10, 4))
    riscontra_riga(uscita, [MovimentoFondo.objects.get(tipo="EROGAZIONE_ANTICIPO").pk], utente=contabile())
    conto = conto_del_fondo()
    chiudi_mese(conto, OTTOBRE, D("700.00"), utente=contabile())
    return anticipo, conto


# --- what the pages cost --------------------------------------------------------------------


def letta(risposta) -> bytes:
    """The answer to its last byte: a file is closed only when it has been read."""
    return b"".join(risposta.streaming_content) if risposta.streaming else risposta.content


@pytest.mark.parametrize("ruolo", [Ruolo.COORDINATORE_ETS, UNIONE])
def test_the_pages_cost_the_same_with_more_rows(ruolo: str, entra) -> None:
    fondo, _ = che_quadra()
    sciolta = riga("-4.50")
    client = entra(ruolo)
    pagine = [CONTO, mese(), mese("esporta"), della_riga(sciolta)]
    if ruolo == Ruolo.COORDINATORE_ETS:
        pagine += [della_riga(sciolta, "riscontra"), della_riga(sciolta, "registra"), mese("chiudi")]

    def costi() -> list[int]:
        conti = []
        for pagina in pagine:
            letta(client.get(pagina))
            with CaptureQueriesContext(connection) as viste:
                letta(client.get(pagina))
            conti.append(len(viste))
        return conti

    prima = costi()
    for n in range(12):
        nato = movimento(fondo, TipoMovimento.INTERESSE, f"{n + 1}.00")
        movimento(fondo, TipoMovimento.INTERESSE, "0.10")
        RiscontroBanca.objects.create(movimento=nato, riga=riga(f"{n + 1}.00"), creato_da=client.utente)
        riga("0.20")
    assert costi() == prima
    assert max(prima) <= 12, prima
