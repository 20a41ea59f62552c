"""Lines of the dedicated account joined to the funds; months closed when they balance, and only then."""

from datetime import date
from decimal import Decimal as D

import pgtrigger
import pytest
from django.db import IntegrityError, InternalError, transaction

from fondo_garanzia.actions.conto import (
    chiudi_mese,
    registra_da_riga,
    riapri_mese,
    riscontra_riga,
    sciogli_riscontro,
)
from fondo_garanzia.actions.fondo import registra_movimento, rettifica_movimento
from fondo_garanzia.choices import TipoMovimento
from fondo_garanzia.models import ChiusuraMese, Fondo, MovimentoFondo, RiscontroBanca
from fondo_garanzia.queries.conto import ContiDelConto, aperti_vicini, suggerimenti
from tests.factories.casa import EstrattoContoFactory, MovimentoBancarioFactory
from tests.factories.conto_dedicato import (
    IBAN,
    NOVEMBRE,
    OTTOBRE,
    contabile,
    conto_del_fondo,
    estratto_di_ottobre,
    importa,
    movimento,
    riga,
)
from tests.factories.estratti import camt, csv_banca, operazione, voce
from tests.factories.fondo import FondoFactory, anticipo_erogato, dota, funzionario, paga_rata
from tests.factories.rifiuti import rifiutato, sql
from valdera_housing.actions.movimento import abbina_movimento, ignora_movimento, riapri_movimento
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import ContoBancario, MovimentoBancario

pytestmark = pytest.mark.django_db
FINE = date(2026, 10, 31)
DOTAZIONE = date(2026, 10, 2)


def fondo_dotato(importo: str = "1000.00") -> tuple[Fondo, MovimentoFondo]:
    fondo = FondoFactory()
    return fondo, dota(fondo, D(importo), giorno=DOTAZIONE)


def riscontrati(riga: MovimentoBancario) -> list[int]:
    return list(RiscontroBanca.objects.filter(riga=riga).order_by("movimento").values_list("movimento", flat=True))


def mancano(mese: date = OTTOBRE) -> list[tuple]:
    conti = ContiDelConto(ContoBancario.objects.get(dedicato=True)).nel_mese(mese).conti
    assert conti.differenza == conti.spiegata
    return [(str(m.che_cosa), m.importo, m.effetto) for m in conti.mancanze]


def chiudi(saldo: str, mese: date = OTTOBRE) -> ChiusuraMese:
    return chiudi_mese(conto_del_fondo(), mese, D(saldo), utente=contabile())


# --- joining ------------------------------------------------------------------------------


def test_a_line_is_joined_to_its_movements_and_leaves_the_lines_to_be_matched() -> None:
    fondo, prima = fondo_dotato()
    seconda = dota(fondo, D("500.00"), giorno=DOTAZIONE)
    bonifico = riga("1500.00")
    riscontra_riga(bonifico, [prima.pk, seconda.pk], utente=contabile())
    bonifico.refresh_from_db()
    assert riscontrati(bonifico) == [prima.pk, seconda.pk]
    assert (bonifico.abbinato, bonifico.ignorato_perche) == (False, "Fondo di garanzia: dotazione")


def test_a_line_is_joined_only_to_the_cent_and_the_difference_is_said() -> None:
    _, prima = fondo_dotato()
    bonifico = riga("999.99")
    with pytest.raises(AttoRifiutato) as rifiuto:
        riscontra_riga(bonifico, [prima.pk], utente=contabile())
    assert str(rifiuto.value) == (
        "La riga è di 999,99\xa0€, i movimenti scelti fanno 1.000,00\xa0€: la differenza è −0,01\xa0€."
    )
    assert riscontrati(bonifico) == []


def test_a_movement_corrected_in_part_is_joined_with_its_correction() -> None:
    fondo, _ = fondo_dotato()
    spesa = movimento(fondo, TipoMovimento.SPESE_BANCA, "14.50")
    rettifica = rettifica_movimento(spesa, D("10.00"), giorno=spesa.giorno, causale="Era 4,50", utente=contabile())
    addebito = riga("-4.50")
    assert [s.movimenti for s in suggerimenti(addebito, aperti_vicini(addebito))] == [(spesa.pk, rettifica.pk)]
    riscontra_riga(addebito, [spesa.pk, rettifica.pk], utente=contabile())
    assert riscontrati(addebito) == [spesa.pk, rettifica.pk]


def test_the_owner_paid_is_suggested_by_account_and_name() -> None:
    anticipo = anticipo_erogato()
    bonifico = riga("-1800.00", date(2026, 3, 20), controparte="BALDI GINO", controparte_iban=anticipo.creditore_iban)
    assert [s.motivi for s in suggerimenti(bonifico, aperti_vicini(bonifico))] == [
        ("Stesso importo: −1.800,00\xa0€", "Stesso IBAN", "La banca scrive «Gino Baldi»", "A non più di 5 giorni")
    ]


@pytest.mark.parametrize(
    ("prepara", "frase"),
    [
        (lambda r, m: ([], contabile()), "Scegli almeno un movimento."),
        (lambda r, m: ([m.pk], funzionario()), "Il conto dedicato lo tiene chi fa i conti dell’ente partner."),
        (lambda r, m: ([m.pk, 10**6], contabile()),
         "Uno dei movimenti scelti è già collegato a una riga: ricarica la pagina."),
    ],
)  # fmt: skip
def test_a_line_is_not_joined(prepara, frase: str) -> None:
    _, prima = fondo_dotato()
    bonifico = riga("1000.00")
    scelti, utente = prepara(bonifico, prima)
    with pytest.raises(AttoRifiutato) as rifiuto:
        riscontra_riga(bonifico, scelti, utente=utente)
    assert (str(rifiuto.value), riscontrati(bonifico)) == (frase, [])


def test_neither_a_line_nor_a_movement_is_joined_twice() -> None:
    _, prima = fondo_dotato()
    bonifico, altro = riga("1000.00"), riga("1000.00", DOTAZIONE)
    riscontra_riga(bonifico, [prima.pk], utente=contabile())
    frasi = []
    for quale in (bonifico, altro):
        with pytest.raises(AttoRifiutato) as rifiuto:
            riscontra_riga(quale, [prima.pk], utente=contabile())
        frasi.append(str(rifiuto.value))
    assert frasi == [
        "Questa riga è già collegata: prima sciogli il collegamento.",
        "Scegli almeno un movimento.",
    ]


def test_a_line_of_another_account_is_not_the_fund_s() -> None:
    _, prima = fondo_dotato()
    altrove = MovimentoBancarioFactory(importo=D("1000.00"))
    with pytest.raises(AttoRifiutato, match="non è del conto dedicato"):
        riscontra_riga(altrove, [prima.pk], utente=contabile())


def test_a_line_set_aside_by_hand_is_joined_and_keeps_its_reason() -> None:
    _, prima = fondo_dotato()
    bonifico, chi = riga("1000.00"), contabile()
    ignora_movimento(bonifico, "Denaro del comune", utente=chi)
    riscontra_riga(bonifico, [prima.pk], utente=chi)
    sciogli_riscontro(bonifico, utente=chi)
    bonifico.refresh_from_db()
    assert (bonifico.ignorato_perche, riscontrati(bonifico)) == ("Denaro del comune", [])


def test_a_line_let_go_is_to_be_matched_again() -> None:
    _, prima = fondo_dotato()
    bonifico, chi = riga("1000.00"), contabile()
    riscontra_riga(bonifico, [prima.pk], utente=chi)
    sciogli_riscontro(bonifico, utente=chi)
    bonifico.refresh_from_db()
    assert (riscontrati(bonifico), bonifico.ignorato_perche) == ([], "")
    with pytest.raises(AttoRifiutato, match="non è collegata a nessun movimento"):
        sciogli_riscontro(bonifico, utente=chi)


def test_a_payment_of_the_ledger_is_matched_and_undone_there() -> None:
    anticipo = anticipo_erogato()
    chi, bonifico = contabile(), riga("150.00")
    abbina_movimento(bonifico, [(anticipo.rate.first().scadenza_id, D("150.00"))], utente=chi)
    rientro = MovimentoFondo.objects.get(tipo="RIENTRO_RATA")
    assert riscontrati(bonifico) == [rientro.pk]
    frasi = []
    for atto in (
        lambda: riscontra_riga(bonifico, [rientro.pk], utente=chi),
        lambda: sciogli_riscontro(bonifico, utente=chi),
    ):
        with pytest.raises(AttoRifiutato) as rifiuto:
            atto()
        frasi.append(str(rifiuto.value))
    assert frasi == ["Questa riga è un pagamento del partitario: lì si abbina e si scioglie."] * 2


# --- written from the bank ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("importo", "tipo", "effetto"),
    [
        ("-4.50", TipoMovimento.SPESE_BANCA, "-4.50"),
        ("1.25", TipoMovimento.INTERESSE, "1.25"),
        ("-200.00", TipoMovimento.TRASFERIMENTO_COMUNE, "-200.00"),
        ("200.00", TipoMovimento.TRASFERIMENTO_COMUNE, "200.00"),
    ],
)
def test_a_fee_interest_or_transfer_is_written_as_the_bank_tells_it(importo: str, tipo: str, effetto: str) -> None:
    fondo, _ = fondo_dotato()
    dalla_banca = riga(importo)
    nato = registra_da_riga(dalla_banca, fondo, tipo, causale="Dalla banca", utente=contabile())
    nato.refresh_from_db()
    assert (nato.tipo, nato.effetto, nato.giorno, nato.fondo) == (tipo, D(effetto), dalla_banca.data, fondo)
    assert riscontrati(dalla_banca) == [nato.pk]


@pytest.mark.parametrize(
    ("importo", "tipo", "frase"),
    [
        ("4.50", TipoMovimento.SPESE_BANCA, "Questa riga è denaro in entrata: non è una spesa della banca."),
        ("-1.25", TipoMovimento.INTERESSE, "Questa riga è denaro in uscita: non è un interesse."),
        ("1.00", TipoMovimento.DOTAZIONE, "Questo movimento nasce da una pratica: non si scrive a mano."),
        ("-1000.01", TipoMovimento.SPESE_BANCA, "In cassa ci sono 1.000,00\xa0€, da pagare sono 1.000,01\xa0€ "
         "(convenzione, fondo per comune)"),
    ],
)  # fmt: skip
def test_what_is_not_a_fee_or_is_not_there_is_not_written(importo: str, tipo: str, frase: str) -> None:
    fondo, _ = fondo_dotato()
    dalla_banca = riga(importo)
    with pytest.raises(AttoRifiutato) as rifiuto:
        registra_da_riga(dalla_banca, fondo, tipo, causale="Dalla banca", utente=contabile())
    dalla_banca.refresh_from_db()
    assert (str(rifiuto.value), riscontrati(dalla_banca), dalla_banca.ignorato_perche) == (frase, [], "")


# --- a month, from the file of the bank ------------------------------------------------------


def test_a_month_of_several_kinds_imported_from_the_bank_balances_and_is_closed() -> None:
    """The endowment and the advance of before are in the opening balance of the first statement."""
    chi = contabile()
    fondo = FondoFactory(dotato=D("5000.00"))
    anticipo = anticipo_erogato(fondo=fondo)
    dotazione = dota(fondo, D("2000.00"), giorno=DOTAZIONE)
    importa(
        camt(
            voce("2000.00", "CRDT", operazione(causale="Delibera 12", controparte="Comune"), giorno="2026-10-02"),
            voce("150.00", "CRDT", operazione(causale="Rata aprile"), giorno="2026-10-05"),
            voce("150.00", "CRDT", operazione(causale="Rata maggio"), giorno="2026-10-06"),
            voce("4.50", "DBIT", operazione(causale="Spese", controparte="Banca"), giorno="2026-10-30"),
            voce("1.25", "CRDT", operazione(causale="Interessi", controparte="Banca"), giorno="2026-10-31"),
            iban=IBAN, dal="2026-10-01", al="2026-10-31", saldi=("3200.00", "5496.75"),
        ),
        chi,
    )  # fmt: skip
    assert [che for che, *_ in mancano()] == ["RIGA"] * 5 + ["MOVIMENTO"]
    righe = {r.causale: r for r in MovimentoBancario.objects.all()}
    riscontra_riga(righe["Delibera 12"], [dotazione.pk], utente=chi)
    for causale, rata in zip(("Rata aprile", "Rata maggio"), anticipo.rate.all(), strict=False):
        abbina_movimento(righe[causale], [(rata.scadenza_id, D("150.00"))], utente=chi)
    registra_da_riga(righe["Spese"], fondo, TipoMovimento.SPESE_BANCA, causale="Spese", utente=chi)
    assert mancano() == [("RIGA", D("1.25"), D("1.25"))]
    registra_da_riga(righe["Interessi"], fondo, TipoMovimento.INTERESSE, causale="Interessi", utente=chi)
    assert mancano() == []
    chiusura = chiudi_mese(conto_del_fondo(), OTTOBRE, D("5496.75"), utente=chi)
    fondo.refresh_from_db()
    assert (chiusura.saldo_fondo, chiusura.chiuso_da, fondo.cassa) == (D("5496.75"), chi, D("5496.75"))
    assert not MovimentoBancario.objects.da_abbinare().exists()


def test_a_csv_has_no_balance_and_the_person_writes_it() -> None:
    chi = contabile()
    _, dotazione = fondo_dotato()
    importa(csv_banca("02/10/2026;02/10/2026;1000,00;Delibera", "02/11/2026;02/11/2026;-4,50;Spese"), chi, "ott.csv")
    riscontra_riga(MovimentoBancario.objects.get(causale="Delibera"), [dotazione.pk], utente=chi)
    with pytest.raises(AttoRifiutato) as rifiuto:
        chiudi("1000.10")
    assert str(rifiuto.value) == (
        "Il saldo della banca è 1.000,10\xa0€, le righe caricate danno 1.000,00\xa0€. "
        "Controlla il saldo scritto; se è giusto, agli estratti caricati manca una riga."
    )
    assert chiudi("1000.00").saldo_banca == D("1000.00")


def test_all_that_is_missing_stops_the_month_and_is_said() -> None:
    fondo, _ = fondo_dotato()
    estratto_di_ottobre(al=date(2026, 10, 28))
    riga("-4.50", date(2026, 10, 27))
    movimento(fondo, TipoMovimento.INTERESSE, "1.25", date(2026, 10, 20))
    with pytest.raises(AttoRifiutato) as rifiuto:
        chiudi("-4.50")
    assert [m.testo.partition(". ")[0] for m in rifiuto.value.esito.ostacoli] == [
        "Manca l’estratto dal 29/10/2026 al 31/10/2026",
        "Riga della banca del 27/10/2026, −4,50\xa0€, non registrata nei fondi",
        "Dotazione del 02/10/2026, 1.000,00\xa0€, senza riga della banca",
        "Interessi della banca del 20/10/2026, 1,25\xa0€, senza riga della banca",
    ]
    assert ChiusuraMese.objects.count() == 0


def test_a_movement_wholly_corrected_is_not_missing() -> None:
    fondo, dotazione = fondo_dotato()
    riscontra_riga(riga("1000.00"), [dotazione.pk], utente=contabile())
    sbagliato = movimento(fondo, TipoMovimento.INTERESSE, "12.00")
    assert mancano() == [("MOVIMENTO", D("12.00"), D("-12.00"))]
    rettifica_movimento(sbagliato, D("12.00"), giorno=FINE, causale="Mai avuto", utente=contabile())
    assert mancano() == []
    assert chiudi("1000.00").saldo_fondo == D("1000.00")


def test_a_line_undone_in_the_registry_but_still_joined_is_seen() -> None:
    """The registry's page puts the line back; matched to an instalment too, it would be in the funds twice."""
    chi = contabile()
    fondo, _ = fondo_dotato("5000.00")
    anticipo = anticipo_erogato(fondo=fondo)
    bonifico = riga("150.00")
    entrata = movimento(fondo, TipoMovimento.INTERESSE, "150.00")
    riscontra_riga(bonifico, [entrata.pk], utente=chi)
    riapri_movimento(bonifico, utente=chi)
    abbina_movimento(bonifico, [(anticipo.rate.first().scadenza_id, D("150.00"))], utente=chi)
    assert ("RIGA_IN_PARTE", D("-150.00"), D("-150.00")) in mancano()


# --- closing in order, opening again ---------------------------------------------------------


def mese_che_quadra() -> tuple[Fondo, MovimentoBancario]:
    fondo, dotazione = fondo_dotato()
    bonifico = riga("1000.00")
    riscontra_riga(bonifico, [dotazione.pk], utente=contabile())
    return fondo, bonifico


def test_months_are_closed_in_order_and_when_they_are_over() -> None:
    mese_che_quadra()
    frasi = []
    for mese in (NOVEMBRE, date(2026, 9, 1)):
        with pytest.raises(AttoRifiutato) as rifiuto:
            chiudi("1000.00", mese)
        frasi.append(str(rifiuto.value))
    chiudi("1000.00")
    with pytest.raises(AttoRifiutato) as rifiuto:
        chiudi("1000.00")
    assert [*frasi, str(rifiuto.value)] == [
        "Questo mese non è ancora finito.",
        "Di questo mese il conto non ha niente da chiudere.",
        "Questo mese è già chiuso.",
    ]


def test_no_month_is_skipped() -> None:
    mese_che_quadra()
    EstrattoContoFactory(conto=conto_del_fondo(), dal=date(2026, 8, 1), al=date(2026, 9, 30))
    with pytest.raises(AttoRifiutato, match=r"I mesi si chiudono in ordine: prima agosto 2026\."):
        chiudi("1000.00")


def test_only_who_keeps_the_accounts_closes_and_only_the_dedicated_account() -> None:
    mese_che_quadra()
    with pytest.raises(AttoRifiutato, match="lo tiene chi fa i conti"):
        chiudi_mese(conto_del_fondo(), OTTOBRE, D("1000.00"), utente=funzionario())
    altro = ContoBancario.objects.create(nome="Canoni", iban="IT60X0542811101000000123456")
    with pytest.raises(AttoRifiutato, match="del conto dedicato"):
        chiudi_mese(altro, OTTOBRE, D("1000.00"), utente=contabile())


def test_the_unione_opens_the_last_month_again_with_a_reason() -> None:
    mese_che_quadra()
    chiusura, unione = chiudi("1000.00"), funzionario()
    frasi = []
    for mese, utente in ((OTTOBRE, contabile()), (NOVEMBRE, unione)):
        with pytest.raises(AttoRifiutato) as rifiuto:
            riapri_mese(conto_del_fondo(), mese, "Una riga in più", utente=utente)
        frasi.append(str(rifiuto.value))
    assert frasi == ["Un mese chiuso lo riapre l’Unione.", "Questo mese non è chiuso."]
    riapri_mese(conto_del_fondo(), OTTOBRE, "Una riga in più", utente=unione)
    chiusura.refresh_from_db()
    assert (chiusura.riaperto_da, chiusura.motivo_riapertura) == (unione, "Una riga in più")
    assert chiudi("1000.00").pk != chiusura.pk


def test_an_earlier_month_waits_for_the_last_to_be_opened() -> None:
    mese_che_quadra()
    EstrattoContoFactory(conto=conto_del_fondo(), dal=date(2026, 9, 1), al=date(2026, 9, 30))
    chiudi("0.00", date(2026, 9, 1))
    chiudi("1000.00")
    with pytest.raises(AttoRifiutato, match="Si riapre solo l’ultimo mese chiuso, ottobre 2026"):
        riapri_mese(conto_del_fondo(), date(2026, 9, 1), "Errore", utente=funzionario())


# --- after closing ---------------------------------------------------------------------------

CHIUSO = "Il mese di questo movimento è già chiuso: usa una data di un mese ancora aperto."


def test_after_closing_nothing_is_written_in_that_month_and_its_lines_stay_joined() -> None:
    fondo, bonifico = mese_che_quadra()
    chiudi("1000.00")
    dati = {"importo": D("1.00"), "giorno": FINE, "causale": "Tardi"}
    with pytest.raises(IntegrityError, match=CHIUSO), transaction.atomic():
        registra_movimento(fondo, TipoMovimento.INTERESSE, dati, utente=contabile())
    assert rifiutato(lambda: movimento(fondo, TipoMovimento.INTERESSE, "1.00", FINE)) == "movimento_in_mese_aperto"
    assert rifiutato(lambda: movimento(fondo, TipoMovimento.INTERESSE, "1.00", date(2026, 8, 1))) == (
        "movimento_in_mese_aperto"
    )
    movimento(fondo, TipoMovimento.INTERESSE, "1.00", NOVEMBRE)
    with pytest.raises(AttoRifiutato, match=r"Il mese di questa riga è chiuso: prima va riaperto\."):
        sciogli_riscontro(bonifico, utente=contabile())


def test_a_line_that_arrives_late_in_a_closed_month_stops_the_next() -> None:
    mese_che_quadra()
    chiudi("1000.00")
    tardi = riga("-4.50", date(2026, 10, 20))
    assert mancano(NOVEMBRE)[1:] == [("RIGA", D("-4.50"), D("-4.50"))]
    with pytest.raises(IntegrityError, match=CHIUSO), transaction.atomic():
        registra_da_riga(tardi, Fondo.objects.get(), TipoMovimento.SPESE_BANCA, causale="Spese", utente=contabile())


# --- the database on its own -----------------------------------------------------------------

INSERISCI = (
    "INSERT INTO fondo_garanzia_chiusuramese (conto_id, mese, saldo_banca, saldo_fondo, chiuso_da_id, chiuso_alle,"
    " motivo_riapertura) VALUES (%s, %s, %s, %s, %s, now(), '')"
)


@pytest.mark.parametrize(
    ("mese", "banca", "fondo", "vincolo"),
    [
        ("2026-10-01", "999.99", "1000.00", "mese_quadra"),
        ("2026-10-01", "1000.01", "1000.01", "mese_quadra"),
        ("2026-10-02", "1000.00", "1000.00", "chiusura_primo_del_mese"),
        ("2026-09-01", "1000.00", "1000.00", "mese_quadra"),
    ],
)
def test_direct_sql_cannot_close_a_month_that_does_not_balance(mese, banca, fondo, vincolo) -> None:
    mese_che_quadra()
    assert rifiutato(lambda: sql(INSERISCI, conto_del_fondo().pk, mese, banca, fondo, contabile().pk)) == vincolo


def test_direct_sql_cannot_close_a_month_with_lines_that_are_not_in_the_funds() -> None:
    mese_che_quadra()
    riga("2.00")
    assert rifiutato(
        lambda: sql(INSERISCI, conto_del_fondo().pk, "2026-10-01", "1000.00", "1000.00", contabile().pk)
    ) == ("mese_con_righe_registrate")


def test_direct_sql_cannot_rewrite_delete_or_double_a_closure() -> None:
    mese_che_quadra()
    chiusura = chiudi("1000.00")
    assert rifiutato(lambda: ChiusuraMese.objects.filter(pk=chiusura.pk).update(saldo_banca=1, saldo_fondo=1)) == (
        "chiusura_immutabile"
    )
    assert rifiutato(
        lambda: sql(INSERISCI, conto_del_fondo().pk, "2026-10-01", "1000.00", "1000.00", contabile().pk)
    ) == ("chiusura_una_per_mese")
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        sql("DELETE FROM fondo_garanzia_chiusuramese")


def test_without_its_trigger_a_closure_still_has_two_equal_balances() -> None:
    mese_che_quadra()

    dati = {"conto": conto_del_fondo(), "mese": OTTOBRE, "chiuso_da": contabile()}

    def senza_trigger() -> None:
        with pgtrigger.ignore("fondo_garanzia.ChiusuraMese:mese_quadra"), transaction.atomic():
            ChiusuraMese.objects.create(saldo_banca=D("1.00"), saldo_fondo=D("2.00"), **dati)

    assert rifiutato(senza_trigger) == "chiusura_quadra"


def test_a_payment_on_the_ledger_and_its_line_in_an_open_month_stay_joined() -> None:
    anticipo = anticipo_erogato()
    paga_rata(anticipo.rate.first(), il=date(2026, 10, 5))
    rientro = MovimentoFondo.objects.get(tipo="RIENTRO_RATA")
    deposito = riga("150.00", date(2026, 10, 6), causale="Versamento contanti")
    riscontra_riga(deposito, [rientro.pk], utente=contabile())
    assert riscontrati(deposito) == [rientro.pk]
