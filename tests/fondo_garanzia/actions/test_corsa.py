"""Sixty-four people commit the last euros of a fund at once, and other races for the same money (quality R1, R2, R5).

The controls run the very same race with the lock off: with the CHECK dropped too it must overspend, or the race would
prove nothing; with the CHECK alone the database keeps the fund right, one fence standing without the other.
"""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from decimal import Decimal as D
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from fondo_garanzia.actions.anticipo import approva_anticipo, eroga_anticipo, riprogramma_anticipo
from fondo_garanzia.actions.escussione import Liquidazione, liquida_escussione
from fondo_garanzia.actions.fondo import dota_fondo
from fondo_garanzia.actions.garanzia import approva_garanzia
from fondo_garanzia.actions.rate import rate_di
from fondo_garanzia.models import (
    Anticipo,
    ChiusuraMese,
    CreditoRivalsa,
    Fondo,
    Garanzia,
    MovimentoFondo,
    RataFondo,
)
from tests.factories.casa import ContoBancarioFactory, IncassoFactory
from tests.factories.corsa import insieme
from tests.factories.fondo import (
    AnticipoFactory,
    EscussioneFactory,
    FondoFactory,
    GaranziaFactory,
    anticipo_erogato,
    approva,
    dota,
    funzionario,
    rivalsa,
    valuta,
)
from tests.factories.persone import UtenteFactory
from tests.factories.rifiuti import sql
from valdera_housing.actions.imputazione import annulla_imputazione, imputa_incasso
from valdera_housing.actions.incasso import registra_incasso
from valdera_housing.choices import Ruolo, Verso
from valdera_housing.kit.errori_database import frase
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.models import Imputazione, Utente

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]

Atto = Callable[[], object]
IN_GARA = 64
CHIESTO = D("170.00")
DOTATO = D("1500.00")
ENTRANO = 8  # 1.360,00 €: the ninth would need 30,00 € more than there are
SEGNATO = {"atto": "Determinazione 90/2026"}
DISPONIBILE = "Il fondo di questo comune non ha abbastanza denaro disponibile."
TOGLI_IL_RECINTO = "ALTER TABLE fondo_garanzia_fondo DROP CONSTRAINT fondo_disponibile_mai_sotto_zero"
RIMETTI_IL_RECINTO = (
    "ALTER TABLE fondo_garanzia_fondo ADD CONSTRAINT fondo_disponibile_mai_sotto_zero"
    " CHECK (dotato >= erogato - rientrato - altri + impegnato - deroga)"
)


def guasti(risposte: Iterable[object]) -> list[object]:
    """What is neither done nor refused with a sentence."""
    return [r for r in risposte if isinstance(r, Exception) and not isinstance(r, AttoRifiutato)]


def riuscite(risposte: Iterable[object]) -> int:
    return sum(not isinstance(r, Exception) for r in risposte)


@pytest.fixture
def unione(transactional_db: None) -> Utente:
    return funzionario()


@pytest.fixture
def contabile(transactional_db: None) -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


# --- the last euros -------------------------------------------------------------------------------------------------


def schiera(fondo: Fondo, quanti: int, utente: Utente) -> list[Atto]:
    """Half advances and half guarantees of 170 € on the same fund, all ready to be approved."""
    chi = UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])
    anticipi = [
        AnticipoFactory(fondo=fondo, istruito=True, importo=CHIESTO, richiesto_da=chi, prima_rata=oggi())
        for _ in range(quanti // 2)
    ]
    garanzie = [
        GaranziaFactory(
            fondo=fondo, istruita=True, richiesta_da=chi, massimale_canoni=CHIESTO, massimale_danni=D(0), mensilita=1
        )
        for _ in range(quanti // 2)
    ]
    return [
        *(partial(approva_anticipo, a, SEGNATO, utente=utente) for a in anticipi),
        *(partial(approva_garanzia, g, SEGNATO, utente=utente) for g in garanzie),
    ]


def da_capo() -> None:
    """Nothing is decided any more."""
    sql("UPDATE fondo_garanzia_anticipo SET stato='ISTRUTTORIA', atto='', deciso_il=NULL, deciso_da_id=NULL")
    sql("UPDATE fondo_garanzia_garanzia SET stato='ISTRUTTORIA', atto='', decisa_il=NULL, decisa_da_id=NULL")


def impegnato_dalle_pratiche(fondo: Fondo) -> D:
    return sum(
        (
            modello.objects.filter(fondo=fondo).aggregate(somma=Sum("impegno"))["somma"] or D(0)
            for modello in (Anticipo, Garanzia)
        ),
        D(0),
    )


def conti(fondo: Fondo) -> tuple[D, D, D]:
    """Committed as the fund says, committed as its files say, free."""
    fondo.refresh_from_db()
    return fondo.impegnato, impegnato_dalle_pratiche(fondo), fondo.disponibile


GIUSTI = (CHIESTO * ENTRANO, CHIESTO * ENTRANO, DOTATO - CHIESTO * ENTRANO)


def test_the_last_euros_of_a_fund_are_committed_once(unione: Utente, giri: int) -> None:
    fondo = FondoFactory(dotato=DOTATO)
    atti = schiera(fondo, IN_GARA, unione)
    for giro in range(giri):
        da_capo()
        risposte = insieme(atti[:: -1 if giro % 2 else 1])
        assert guasti(risposte) == []
        assert (riuscite(risposte), conti(fondo)) == (ENTRANO, GIUSTI)


def test_two_funds_raced_at_once_do_not_touch_each_other(unione: Utente, giri: int) -> None:
    uno, altro = FondoFactory(dotato=DOTATO), FondoFactory(comune__nome="Calcinaia", dotato=DOTATO + CHIESTO)
    atti = [
        a for coppia in zip(*(schiera(f, IN_GARA // 2, unione) for f in (uno, altro)), strict=True) for a in coppia
    ]
    for _ in range(giri):
        da_capo()
        assert guasti(insieme(atti)) == []
        assert conti(uno) == GIUSTI
        assert conti(altro) == (GIUSTI[0] + CHIESTO, GIUSTI[1] + CHIESTO, GIUSTI[2])


@pytest.fixture
def senza_attesa(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock off: whoever commits reads the fund without waiting for the others."""
    monkeypatch.setattr(type(Fondo.objects.all()), "bloccati", lambda righe: righe.all())


@pytest.mark.usefixtures("senza_attesa")
def test_without_the_lock_and_the_check_the_same_race_overspends(unione: Utente) -> None:
    fondo = FondoFactory(dotato=DOTATO)
    atti = schiera(fondo, IN_GARA, unione)
    sql(TOGLI_IL_RECINTO)
    try:
        superati = 0
        for _ in range(3):
            da_capo()
            insieme(atti)
            superati += conti(fondo)[2] < 0
        assert superati > 0
    finally:
        da_capo()
        sql(RIMETTI_IL_RECINTO)


@pytest.mark.usefixtures("senza_attesa")
def test_without_the_lock_the_database_alone_never_overspends(unione: Utente, giri: int) -> None:
    fondo = FondoFactory(dotato=DOTATO)
    atti = schiera(fondo, IN_GARA, unione)
    for _ in range(giri):
        da_capo()
        rotti = guasti(insieme(atti))
        assert {frase(r) if isinstance(r, IntegrityError) else repr(r) for r in rotti} <= {DISPONIBILE}
        assert conti(fondo) == GIUSTI


def test_direct_sql_from_everywhere_at_once_never_overspends(unione: Utente, giri: int) -> None:
    """No act at all: sixty-four consoles that write the state by hand."""
    fondo = FondoFactory(dotato=DOTATO)
    schiera(fondo, IN_GARA, unione)

    def scrivi(pk: int) -> int:
        segno = {"stato": "APPROVATO", "deciso_il": oggi(), "deciso_da": unione}
        return Anticipo.objects.filter(pk=pk).update(**SEGNATO, **segno)

    chiavi = list(Anticipo.objects.values_list("pk", flat=True))
    for _ in range(giri):
        da_capo()
        risposte = insieme([partial(scrivi, pk) for pk in chiavi])
        assert {frase(r) for r in risposte if isinstance(r, IntegrityError)} == {DISPONIBILE}
        assert (riuscite(risposte), conti(fondo)) == (ENTRANO, GIUSTI)


# --- paid once ------------------------------------------------------------------------------------------------------


def test_the_same_advance_is_paid_once(contabile: Utente, giri: int) -> None:
    fondo = FondoFactory(dotato=D("25000.00"))
    for _ in range(min(giri, 20)):
        anticipo = AnticipoFactory(fondo=fondo, approvato=True)
        dati = {"erogato_il": oggi(), "prima_rata": aggiungi_mesi(oggi(), 1)}
        risposte = insieme([partial(eroga_anticipo, anticipo, dati, utente=contabile)] * 8)
        assert (guasti(risposte), riuscite(risposte)) == ([], 1)
        assert list(anticipo.movimenti.values_list("effetto", flat=True)) == [D("-1800.00")]
        assert sum(r.importo for r in anticipo.rate.all()) == D("1800.00")
        sql("UPDATE fondo_garanzia_fondo SET dotato = dotato + 1800")


def test_the_same_claim_is_paid_once_and_leaves_one_credit(contabile: Utente, giri: int) -> None:
    for _ in range(min(giri, 20)):
        escussione = approva(valuta(EscussioneFactory(), [D("420.00"), D("480.00"), D("480.00"), D("60.00")]))
        piano = Liquidazione(oggi(), 12, aggiungi_mesi(oggi(), 1))
        risposte = insieme([partial(liquida_escussione, escussione, piano, utente=contabile)] * 8)
        assert (guasti(risposte), riuscite(risposte)) == ([], 1)
        assert list(escussione.movimenti.values_list("effetto", flat=True)) == [D("-1440.00")]
        assert list(CreditoRivalsa.objects.filter(escussione=escussione).values_list("importo")) == [(D("1440.00"),)]


# --- given back -----------------------------------------------------------------------------------------------------


def incassa(contabile: Utente, *rate: RataFondo, importo: D | None = None) -> Atto:
    """A bank transfer of the household that covers these instalments."""
    quote = [(rata.scadenza_id, importo or rata.importo) for rata in rate]
    dati = {
        "verso": Verso.ENTRATA,
        "data": oggi(),
        "importo": sum((q for _, q in quote), D(0)),
        "chi": "Maria Rossi",
    }
    return partial(registra_incasso, dati, quote, utente=contabile)


def restituito(pratica: Anticipo | CreditoRivalsa) -> tuple[D, D]:
    """Given back as the file says, and as the ledger of the fund says."""
    pratica.refresh_from_db()
    righe = pratica.movimenti.filter(voce="RIENTRATO").aggregate(somma=Sum("effetto"))
    return pratica.restituito, righe["somma"] or D(0)


def test_an_instalment_is_paid_once(contabile: Utente) -> None:
    anticipo = anticipo_erogato()
    for quante, rata in enumerate(anticipo.rate.all(), start=1):
        risposte = insieme([incassa(contabile, rata)] * 8)
        assert (guasti(risposte), riuscite(risposte)) == ([], 1)
        assert restituito(anticipo) == (150 * D(quante), 150 * D(quante))
    assert anticipo.stato == "RIMBORSATO"


def test_payments_and_another_plan_at_once_keep_the_plan_whole(contabile: Utente, giri: int) -> None:
    for _ in range(min(giri, 40)):
        anticipo = anticipo_erogato()
        rate = list(anticipo.rate.all())
        piano = {"n_rate": 7, "prima_rata": aggiungi_mesi(oggi(), 1)}
        atti = [
            *(incassa(contabile, rata) for rata in rate[:4]),
            *[partial(riprogramma_anticipo, anticipo, piano, utente=contabile)] * 2,
        ]
        risposte = insieme(atti)
        assert guasti(risposte) == []
        pagate = riuscite(risposte[:4])
        assert restituito(anticipo) == (150 * D(pagate), 150 * D(pagate))
        assert sum(r.importo for r in rate_di(anticipo)) == D("1800.00")
        assert sum(r.scadenza.residuo for r in rate_di(anticipo)) == anticipo.residuo
        Anticipo.objects.filter(pk=anticipo.pk).update(
            stato="PERDITA", chiuso_il=oggi(), atto_stralcio="Det. 1", stralciato_da=contabile
        )


def test_a_payment_undone_while_others_arrive(contabile: Utente, giri: int) -> None:
    anticipo = anticipo_erogato()
    rate = list(anticipo.rate.all())
    for rata in rate[:4]:
        incassa(contabile, rata)()
    for giro in range(min(giri, 40)):
        vive = Imputazione.objects.filter(annullata_alle=None).order_by("pk")
        tolte = [partial(annulla_imputazione, i, utente=contabile) for i in vive[:2]]
        libere = [rata for rata in rate_di(anticipo) if rata.scadenza.aperta][:2]
        risposte = insieme([*tolte, *(incassa(contabile, rata) for rata in libere), tolte[0]])
        assert (guasti(risposte), riuscite(risposte)) == ([], 4), giro
        assert restituito(anticipo) == (D("600.00"), D("600.00"))


# --- months closed --------------------------------------------------------------------------------------------------


def test_a_month_is_closed_or_a_movement_is_written_in_it_never_both(unione: Utente, giri: int) -> None:
    fondo = FondoFactory(dotato=DOTATO)
    conto = ContoBancarioFactory(iban="IT60X0542811101000000999999", nome="Conto del fondo", dedicato=True)
    dati = {"importo": D("1.00"), "giorno": date(2026, 1, 31), "atto": "Delibera 9", "provenienza": "COMUNE"}
    chiusi = 0
    for _ in range(giri * 2):
        fondo.refresh_from_db()
        chiudi = partial(
            ChiusuraMese.objects.create, conto=conto, mese=date(2026, 1, 1), saldo_banca=fondo.cassa,
            saldo_fondo=fondo.cassa, chiuso_da=unione,
        )  # fmt: skip
        scritto = partial(dota_fondo, fondo.comune, dati, utente=unione)
        risposte = insieme([scritto, chiudi, scritto])
        assert {type(r) for r in guasti(risposte)} <= {IntegrityError}
        cassa = MovimentoFondo.objects.filter(giorno__lt=date(2026, 2, 1)).aggregate(somma=Sum("effetto"))["somma"]
        for chiusura in ChiusuraMese.objects.all():
            assert cassa == chiusura.saldo_fondo
            chiusi += 1
        sql("TRUNCATE fondo_garanzia_chiusuramese")
    assert chiusi + MovimentoFondo.objects.filter(importo=1).count() > 0


# --- nobody waits for ever, nobody is missed -------------------------------------------------------------------------


def in_coda(quanti: int) -> None:
    """Wait until so many connections are waiting for somebody else's row."""
    for _ in range(200):
        with connection.cursor() as cursore:
            cursore.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
            if cursore.fetchone()[0] >= quanti:
                return
        time.sleep(0.01)


def test_a_payment_of_two_files_and_one_of_the_second_do_not_wait_for_each_other(contabile: Utente) -> None:
    """Both are held at the fund's row, where they queue in the order in which they came."""
    credito = rivalsa()
    anticipo = anticipo_erogato(fondo=credito.escussione.garanzia.fondo, nucleo=credito.nucleo)
    prima, seconda = credito.rate.all()[:2]
    tutte_e_due = IncassoFactory(importo=D("270.00"), nucleo=credito.nucleo)
    una = IncassoFactory(importo=D("120.00"), nucleo=credito.nucleo)
    quote = [(anticipo.rate.first().scadenza_id, D("150.00")), (prima.scadenza_id, D("120.00"))]
    atti = [
        partial(imputa_incasso, tutte_e_due, quote, utente=contabile),
        partial(imputa_incasso, una, [(seconda.scadenza_id, D("120.00"))], utente=contabile),
    ]
    with ThreadPoolExecutor(2) as corsie:
        with transaction.atomic():
            list(Fondo.objects.bloccati())
            corse = []
            for quanti, atto in enumerate(atti, start=1):
                corse.append(corsie.submit(insieme, [atto]))
                in_coda(quanti)
        assert guasti(corsa.result()[0] for corsa in corse) == []


def test_the_first_endowment_of_a_comune_and_a_month_closed_at_once(unione: Utente) -> None:
    FondoFactory(dotato=DOTATO)
    conto = ContoBancarioFactory(iban="IT60X0542811101000000999999", nome="Conto del fondo", dedicato=True)
    chiudi = partial(
        ChiusuraMese.objects.create, conto=conto, mese=date(2026, 1, 1), saldo_banca=DOTATO, saldo_fondo=DOTATO,
        chiuso_da=unione,
    )  # fmt: skip
    with ThreadPoolExecutor(1) as corsia:
        with transaction.atomic():
            dota(FondoFactory(comune__nome="Calcinaia"), D("500.00"))
            corsa = corsia.submit(insieme, [chiudi])
            wait([corsa], timeout=1)
        assert isinstance(corsa.result()[0], IntegrityError)
