"""Direct writes on claims and on what households owe for them, that the database must refuse."""

from datetime import date
from decimal import Decimal as D

import pytest

from fondo_garanzia.actions.fondo import scrivi_movimento
from fondo_garanzia.choices import TipoMovimento
from fondo_garanzia.models import CreditoRivalsa, Escussione, FileEscussione, Garanzia, MensilitaEscussa
from tests.factories.fondo import EscussioneFactory, GaranziaFactory, approva, funzionario, paga, rivalsa, valuta
from tests.factories.persone import UtenteFactory
from tests.factories.recinto import (
    ACCETTATO,
    Atto,
    Detto,
    Tentativi,
    Tentativo,
    cambia,
    risposta,
    senza_recinto_passa,
    si_rifiuta,
)
from tests.factories.rifiuti import sql
from tests.fondo_garanzia.models.test_vincoli_fondo import DOPPIA, PAGATA, RESTITUITO
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db

OGGI = date(2026, 11, 19)
AMMESSI = [D("420.00"), D("480.00"), D("480.00"), D("60.00")]
VALUTATA = "Un importo si ammette con la valutazione."
APPROVATA = "Un'escussione approvata dice chi l'ha decisa, quando e con quale atto."
PAGATA_CON_DATA = "Un'escussione pagata dice quando, non prima di essere approvata."
FERMA = Detto("Un'escussione pagata non si riscrive.", "escussione_pagata_ferma")
MESI = Detto("I mesi di un'escussione devono sommare ai canoni ammessi.", "mesi_sommano_all_escussione")
IMPORTI_DEL_MESE = "Di un mese non si paga più di quanto resta."
INTERO = "Una rivalsa è chiusa quando è restituita per intero, e solo allora."
STRALCIO = "Lo stralcio dice chi lo decide, quando e con quale atto."
RATE = Detto("Le rate devono sommare all'importo da restituire.", "rate_fondo_sommano")

TENTATIVI = Tentativi()
su = TENTATIVI.su


def valutata() -> Escussione:
    return valuta(EscussioneFactory(), AMMESSI)


def approvata() -> Escussione:
    return approva(valutata())


def seconda(garanzia: Garanzia, **altro: object) -> Escussione:
    """Another claim on a guarantee enforced in part."""
    return EscussioneFactory(garanzia=garanzia, **altro)


# --- the claim ----------------------------------------------------------------------------


@su("Escussione.numero", DOPPIA)
def due_escussioni_con_lo_stesso_numero() -> Atto:
    prima = EscussioneFactory()
    return lambda: EscussioneFactory(numero=prima.numero)


@su("escussione_una_aperta", "Su questa garanzia c'è già una richiesta di escussione aperta.")
def due_escussioni_aperte_insieme() -> Atto:
    garanzia = EscussioneFactory().garanzia
    return lambda: EscussioneFactory(garanzia=garanzia, mesi=[])


@su("escussione_importi", "Gli importi di un'escussione non sono mai negativi.")
def un_deposito_negativo() -> Atto:
    return cambia(EscussioneFactory(), deposito_trattenuto=D("-0.01"))


@su("escussione_importi", "Gli importi di un'escussione non sono mai negativi.")
def danni_ammessi_negativi() -> Atto:
    return cambia(valutata(), ammesso_danni=D("-0.01"))


@su("escussione_presentata_dopo_il_fatto", "La richiesta non precede il fatto da cui nasce.")
def una_richiesta_prima_del_fatto() -> Atto:
    return cambia(EscussioneFactory(), presentata_il=date(2026, 9, 29))


@su("escussione_valutata_con_calcolo", VALUTATA)
def un_importo_senza_valutazione() -> Atto:
    return cambia(EscussioneFactory(), ammesso_danni=D("10.00"))


@su("escussione_valutata_con_calcolo", VALUTATA)
def una_valutazione_senza_giorno() -> Atto:
    return cambia(EscussioneFactory(), stato="VALUTATA")


@su("escussione_approvata_con_atto", APPROVATA)
def approvata_senza_atto() -> Atto:
    return cambia(valutata(), stato="APPROVATA", decisa_il=OGGI, decisa_da=funzionario())


@su("escussione_decisa_da_altri", "Chi registra un'escussione non può approvarla.")
def approvata_da_chi_la_registra() -> Atto:
    escussione = valutata()
    return cambia(escussione, stato="APPROVATA", atto="Det. 1", decisa_il=OGGI, decisa_da=escussione.presentata_da)


@su("escussione_rifiutata_con_motivo", "Scrivi il motivo.")
def rifiutata_senza_motivo() -> Atto:
    return cambia(EscussioneFactory(), stato="RIFIUTATA")


@su("escussione_rifiutata_con_motivo", "Scrivi il motivo.")
def da_integrare_senza_dire_che_cosa() -> Atto:
    return cambia(EscussioneFactory(), stato="INTEGRAZIONE")


@su("escussione_pagata_con_data", PAGATA_CON_DATA)
def pagata_senza_data() -> Atto:
    return cambia(approvata(), stato="LIQUIDATA")


@su("escussione_pagata_con_data", PAGATA_CON_DATA)
def pagata_prima_di_essere_approvata() -> Atto:
    return cambia(approvata(), stato="LIQUIDATA", pagata_il=date(2026, 10, 24))


@su("Escussione.pagata_ferma", FERMA)
def riaperta_dopo_il_pagamento() -> Atto:
    return cambia(rivalsa().escussione, stato="APPROVATA", pagata_il=None)


@su("Escussione.pagata_ferma", FERMA)
def il_pagato_cresce() -> Atto:
    return cambia(rivalsa().escussione, ammesso_danni=D("1.00"))


@su("Escussione.pagata_una_volta", PAGATA)
def uno_stato_senza_il_suo_pagamento() -> Atto:
    return cambia(approvata(), stato="LIQUIDATA", pagata_il=OGGI)


@su("CreditoRivalsa.pagata_una_volta", PAGATA)
def un_credito_senza_escussione_pagata() -> Atto:
    escussione = approvata()
    return lambda: CreditoRivalsa.objects.create(
        numero="RV-2018-9999", escussione=escussione, nucleo=escussione.garanzia.nucleo, importo=1440, aperto_il=OGGI
    )


@su("Escussione.mesi_sommano", MESI)
def ammesso_piu_della_somma_dei_mesi() -> Atto:
    return cambia(valutata(), ammesso_canoni=D("1440.01"))


@su("Escussione.non_si_elimina", "pgtrigger: Cannot delete rows from fondo_garanzia_escussione table")
def un_escussione_cancellata() -> Atto:
    EscussioneFactory(mesi=[])
    return lambda: sql("DELETE FROM fondo_garanzia_escussione")


# --- its months ---------------------------------------------------------------------------


@su("mensilita_una_per_escussione", "Questo mese è già nella richiesta.")
def lo_stesso_mese_due_volte() -> Atto:
    mese = EscussioneFactory().mensilita.first()
    dati = {"escussione": mese.escussione, "garanzia": mese.garanzia, "competenza": mese.competenza}
    return lambda: MensilitaEscussa.objects.create(richiesto=1, **dati)


@su("mensilita_pagata_una_volta", "Il fondo ha già pagato questo mese di questa garanzia.")
def un_mese_gia_pagato_in_un_altra_escussione() -> Atto:
    garanzia = GaranziaFactory(attiva=True, mensilita=6, massimale_canoni=D("2880.00"))
    prima = paga(approva(valuta(EscussioneFactory(garanzia=garanzia), AMMESSI))).escussione
    altra = seconda(prima.garanzia, mesi=[date(2026, 9, 1)])
    return lambda: valuta(altra, [D("0.01")])


@su("mensilita_primo_del_mese", "Il mese si scrive con il suo primo giorno.")
def un_mese_a_meta() -> Atto:
    return cambia(EscussioneFactory().mensilita.first(), competenza=date(2026, 6, 2))


@su("mensilita_importi", IMPORTI_DEL_MESE)
def un_mese_pagato_piu_di_quanto_resta() -> Atto:
    return cambia(valutata().mensilita.first(), contributi=D("60.01"))


@su("mensilita_importi", IMPORTI_DEL_MESE)
def un_recupero_negativo() -> Atto:
    return cambia(EscussioneFactory().mensilita.first(), recuperato=D("-0.01"))


@su("MensilitaEscussa.mesi_sommano", MESI)
def un_mese_che_cresce_da_solo() -> Atto:
    return cambia(valutata().mensilita.first(), ammesso=D("420.01"))


@su("MensilitaEscussa.mesi_sommano", MESI)
def un_mese_di_un_altra_garanzia() -> Atto:
    """To pay a month again in the name of another guarantee."""
    return cambia(EscussioneFactory().mensilita.first(), garanzia=GaranziaFactory(attiva=True))


@su("MensilitaEscussa.mesi_sommano_senza", MESI)
def un_mese_pagato_che_sparisce() -> Atto:
    valutata()
    return lambda: sql("DELETE FROM fondo_garanzia_mensilitaescussa WHERE competenza = '2026-06-01'")


# --- its documents ------------------------------------------------------------------------


def allegato() -> FileEscussione:
    documento = archivia_documento(b"%PDF-1.7 fattura", "fattura.pdf", utente=None)
    return FileEscussione.objects.create(
        escussione=EscussioneFactory(), tipo="FATTURA", documento=documento, impronta="a" * 64
    )


@su("FileEscussione.impronta", DOPPIA)
def lo_stesso_documento_per_due_escussioni() -> Atto:
    primo, altra = allegato(), EscussioneFactory()
    return lambda: FileEscussione.objects.create(
        escussione=altra, tipo="FATTURA", documento=primo.documento, impronta=primo.impronta
    )


@su(
    "FileEscussione.solo_aggiunte",
    "pgtrigger: Cannot update or delete rows from fondo_garanzia_fileescussione table",
)
def un_documento_sostituito() -> Atto:
    return cambia(allegato(), impronta="b" * 64)


# --- what the household owes --------------------------------------------------------------


@su("CreditoRivalsa.numero", DOPPIA)
def due_rivalse_con_lo_stesso_numero() -> Atto:
    prima = rivalsa()
    escussione = approva(valuta(EscussioneFactory(), AMMESSI))
    return lambda: CreditoRivalsa.objects.create(
        numero=prima.numero, escussione=escussione, nucleo=prima.nucleo, importo=1440, aperto_il=OGGI
    )


@su("CreditoRivalsa.escussione", DOPPIA)
def due_rivalse_della_stessa_escussione() -> Atto:
    prima = rivalsa()
    return lambda: CreditoRivalsa.objects.create(
        numero="RV-2018-9999", escussione=prima.escussione, nucleo=prima.nucleo, importo=1440, aperto_il=OGGI
    )


@su("rivalsa_restituito_entro_l_importo", "Non si restituisce più di quanto il fondo ha pagato.")
def restituito_piu_del_dovuto() -> Atto:
    return cambia(rivalsa(), restituito=D("-0.01"))


@su("rivalsa_stralciata_con_atto", STRALCIO)
def stralciata_senza_atto() -> Atto:
    return cambia(rivalsa(), stato="PERDITA", chiuso_il=OGGI, stralciato_da=funzionario())


@su("rivalsa_pagata_per_intero", INTERO)
def rimborsata_senza_soldi() -> Atto:
    return cambia(rivalsa(), stato="RIMBORSATO", chiuso_il=OGGI)


@su("rivalsa_pagata_per_intero", INTERO)
def pagata_per_intero_e_ancora_aperta() -> Atto:
    return cambia(rivalsa(), restituito=D("1440.00"))


@su("CreditoRivalsa.come_i_suoi_movimenti", RESTITUITO)
def restituita_a_mano() -> Atto:
    return cambia(rivalsa(), restituito=D("120.00"))


@su("CreditoRivalsa.pagata_una_volta", PAGATA)
def un_credito_piu_piccolo_del_pagato() -> Atto:
    return cambia(rivalsa(), importo=D("1439.99"))


def senza(pezzo: str) -> Atto:
    """Pay a claim with its state, its movement and its credit, but one of them."""
    escussione, chi = approvata(), UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])
    garanzia = escussione.garanzia

    def paga_senza() -> None:
        if pezzo != "stato":
            cambia(escussione, stato="LIQUIDATA", pagata_il=OGGI)()
        if pezzo != "credito":
            CreditoRivalsa.objects.create(
                numero="RV-2018-9999", escussione=escussione, nucleo=garanzia.nucleo, importo=1440, aperto_il=OGGI
            )
        if pezzo != "pagamento":
            scrivi_movimento(
                garanzia.fondo, TipoMovimento.EROGAZIONE_ESCUSSIONE, escussione.importo, giorno=OGGI, causale="Prova",
                utente=chi, escussione=escussione,
            )  # fmt: skip

    return paga_senza


@su("CreditoRivalsa.rate_sommano", RATE)
def un_credito_senza_rate() -> Atto:
    return senza("rate")


@su("CreditoRivalsa.non_si_elimina", "pgtrigger: Cannot delete rows from fondo_garanzia_creditorivalsa table")
def una_rivalsa_cancellata() -> Atto:
    rivalsa()
    return lambda: sql("DELETE FROM fondo_garanzia_creditorivalsa")


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_the_database_refuses(tentativo: Tentativo) -> None:
    si_rifiuta(tentativo)


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_without_its_fence_the_same_write_passes(tentativo: Tentativo) -> None:
    senza_recinto_passa(tentativo)


@pytest.mark.parametrize("pezzo", ["stato", "credito", "pagamento"])
def test_a_claim_is_never_paid_by_halves(pezzo: str) -> None:
    assert risposta(senza(pezzo)) == PAGATA


def test_a_month_asked_and_not_paid_can_be_paid_by_a_later_claim() -> None:
    prima = paga(approva(valuta(EscussioneFactory(), [D("480.00"), D("480.00"), D("0.00"), D("0.00")]))).escussione
    altra = seconda(prima.garanzia, mesi=[date(2026, 8, 1)])
    assert risposta(lambda: valuta(altra, [D("480.00")])) == ACCETTATO
