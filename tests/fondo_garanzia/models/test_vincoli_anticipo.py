"""Direct writes on advances and on instalments, without the acts, that the database must refuse."""

from datetime import date
from decimal import Decimal as D

import pytest

from fondo_garanzia.models import RataFondo
from tests.factories.casa import ScadenzaFactory
from tests.factories.fondo import (
    AnticipoFactory,
    FondoFactory,
    anticipo_erogato,
    funzionario,
    nucleo_del_fondo,
    paga_rata,
    rivalsa,
)
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
from tests.fondo_garanzia.models.test_vincoli_escussione import RATE, STRALCIO
from tests.fondo_garanzia.models.test_vincoli_fondo import DOPPIA, PAGATO
from tests.fondo_garanzia.models.test_vincoli_garanzia import SUO_COMUNE

pytestmark = pytest.mark.django_db

OGGI = date(2026, 11, 19)
NUMERI = "Un anticipo è maggiore di zero, con almeno una rata e un giorno fra 1 e 28."
DECISO = "Un anticipo approvato dice chi l'ha deciso, quando e con quale atto."
PAGATO_CON_DATA = "Un anticipo pagato dice quando, non prima di essere approvato."
INTERO = "Un anticipo è rimborsato quando è restituito per intero, e solo allora."
FERMO = Detto("Un anticipo deciso non cambia importo.", "anticipo_deciso_fermo")
RATA_FERMA = Detto("Una rata non si riscrive: si riprogramma.", "rata_fondo_ferma")

TENTATIVI = Tentativi()
su = TENTATIVI.su


# --- the advance --------------------------------------------------------------------------


@su("Anticipo.numero", DOPPIA)
def due_anticipi_con_lo_stesso_numero() -> Atto:
    prima = AnticipoFactory()
    return lambda: AnticipoFactory(fondo=prima.fondo, numero=prima.numero)


@su("anticipo_uno_aperto_per_nucleo", "Questo nucleo ha già un anticipo aperto: se ne fa uno alla volta.")
def due_anticipi_dello_stesso_nucleo() -> Atto:
    prima = anticipo_erogato("IN_RITARDO")
    return lambda: AnticipoFactory(fondo=prima.fondo, nucleo=prima.nucleo)


@su("anticipo_importo_e_rate", NUMERI)
def un_anticipo_di_niente() -> Atto:
    return cambia(AnticipoFactory(), importo=0)


@su("anticipo_importo_e_rate", NUMERI)
def un_anticipo_senza_rate() -> Atto:
    return cambia(AnticipoFactory(), n_rate=0)


@su("anticipo_importo_e_rate", NUMERI)
def una_rata_il_ventinove() -> Atto:
    return cambia(AnticipoFactory(), giorno_rata=29)


@su("anticipo_restituito_entro_l_importo", "Non si restituisce più di quanto è stato anticipato.")
def restituito_meno_di_niente() -> Atto:
    return cambia(anticipo_erogato(), restituito=D("-0.01"))


@su("anticipo_deciso_con_atto", DECISO)
def approvato_senza_atto() -> Atto:
    return cambia(AnticipoFactory(istruito=True), stato="APPROVATO", deciso_il=OGGI, deciso_da=funzionario())


@su("anticipo_deciso_da_altri", "Chi chiede un anticipo non può approvarlo.")
def approvato_da_chi_lo_chiede() -> Atto:
    anticipo = AnticipoFactory(istruito=True)
    return cambia(anticipo, stato="APPROVATO", atto="Det. 1", deciso_il=OGGI, deciso_da=anticipo.richiesto_da)


@su("anticipo_rifiutato_con_motivo", "Scrivi perché l'anticipo è rifiutato.")
def rifiutato_senza_perche() -> Atto:
    return cambia(AnticipoFactory(), stato="RIFIUTATO")


@su("anticipo_pagato_con_data", PAGATO_CON_DATA)
def pagato_senza_data() -> Atto:
    return cambia(AnticipoFactory(approvato=True), stato="EROGATO")


@su("anticipo_pagato_con_data", PAGATO_CON_DATA)
def pagato_prima_di_essere_approvato() -> Atto:
    return cambia(AnticipoFactory(approvato=True), stato="EROGATO", erogato_il=date(2026, 3, 9))


@su("anticipo_rimborsato_per_intero", INTERO)
def rimborsato_senza_soldi() -> Atto:
    return cambia(anticipo_erogato(), stato="RIMBORSATO")


@su("anticipo_rimborsato_per_intero", INTERO)
def restituito_tutto_e_ancora_aperto() -> Atto:
    return cambia(anticipo_erogato(), restituito=D("1800.00"))


@su("anticipo_stralciato_con_atto", STRALCIO)
def stralciato_da_nessuno() -> Atto:
    return cambia(anticipo_erogato("INSOLVENTE"), stato="PERDITA", chiuso_il=OGGI, atto_stralcio="Det. 1")


@su("Anticipo.deciso_fermo", FERMO)
def l_importo_dopo_l_approvazione() -> Atto:
    return cambia(AnticipoFactory(approvato=True), importo=D("1799.99"))


@su("Anticipo.come_i_suoi_movimenti", PAGATO)
def uno_stato_senza_il_suo_pagamento() -> Atto:
    return cambia(AnticipoFactory(approvato=True), stato="EROGATO", erogato_il=date(2026, 3, 20))


@su("Anticipo.come_i_suoi_movimenti", PAGATO)
def un_pagato_che_torna_da_pagare() -> Atto:
    """Committed again, with the money already out."""
    return cambia(anticipo_erogato(), stato="APPROVATO", erogato_il=None)


@su("Anticipo.come_i_suoi_movimenti", PAGATO)
def restituito_scritto_a_mano() -> Atto:
    return cambia(anticipo_erogato(), restituito=D("150.00"))


@su("Anticipo.rate_sommano", RATE)
def un_pagato_senza_rate() -> Atto:
    """The payment is taken back in the ledger, the instalments are still asked."""
    anticipo = anticipo_erogato()
    pagato = anticipo.movimenti.get()

    def annulla_e_basta() -> None:
        type(pagato).objects.create(
            fondo=pagato.fondo, tipo="RETTIFICA", voce="EROGATO", segno=1, importo=pagato.importo, giorno=OGGI,
            valuta=OGGI, causale="Prova", rettifica_di=pagato, anticipo=anticipo, creato_da=pagato.creato_da,
        )  # fmt: skip
        cambia(anticipo, stato="APPROVATO", erogato_il=None)()

    return annulla_e_basta


@su("Anticipo.del_comune_del_nucleo", SUO_COMUNE)
def un_anticipo_nel_fondo_di_un_altro_comune() -> Atto:
    altro = nucleo_del_fondo(FondoFactory(comune__nome="Calcinaia"))
    fondo = FondoFactory(dotato=D("25000.00"))
    return lambda: AnticipoFactory(fondo=fondo, nucleo=altro)


@su("Anticipo.non_si_elimina", "pgtrigger: Cannot delete rows from fondo_garanzia_anticipo table")
def un_anticipo_cancellato() -> Atto:
    AnticipoFactory()
    return lambda: sql("DELETE FROM fondo_garanzia_anticipo")


# --- its instalments ----------------------------------------------------------------------


def rata_in_piu(**lato: object) -> Atto:
    scadenza = ScadenzaFactory(importo=D("1.00"))
    dati = {"numero": 13, "importo": D("1.00"), "scade_il": OGGI, "scadenza": scadenza} | lato
    return lambda: RataFondo.objects.create(**dati)


@su("rata_anticipo_numero_unico", "Questa rata c'è già.")
def due_rate_con_lo_stesso_numero() -> Atto:
    return rata_in_piu(anticipo=anticipo_erogato(), numero=12)


@su("rata_credito_numero_unico", "Questa rata c'è già.")
def due_rate_di_rivalsa_con_lo_stesso_numero() -> Atto:
    return rata_in_piu(credito=rivalsa(), numero=12)


@su("rata_fondo_di_uno", "Una rata è di un anticipo o di una rivalsa.")
def una_rata_di_due() -> Atto:
    return rata_in_piu(anticipo=anticipo_erogato(), credito=rivalsa())


@su("rata_fondo_di_uno", "Una rata è di un anticipo o di una rivalsa.")
def una_rata_di_nessuno() -> Atto:
    return rata_in_piu()


@su("rata_fondo_positiva", "Una rata è maggiore di zero.")
def una_rata_di_niente() -> Atto:
    return rata_in_piu(anticipo=anticipo_erogato(), importo=0)


@su("RataFondo.scadenza", DOPPIA)
def due_rate_della_stessa_scadenza() -> Atto:
    anticipo = anticipo_erogato()
    return rata_in_piu(anticipo=anticipo, scadenza=anticipo.rate.first().scadenza)


@su("RataFondo.rate_sommano", RATE)
def una_rata_di_troppo() -> Atto:
    return rata_in_piu(anticipo=anticipo_erogato())


@su("RataFondo.rate_sommano", RATE)
def una_rata_di_rivalsa_di_troppo() -> Atto:
    return rata_in_piu(credito=rivalsa())


@su("RataFondo.rate_sommano", RATE)
def una_rata_tolta_senza_rifarla() -> Atto:
    return cambia(anticipo_erogato().rate.first(), sostituita_il=OGGI)


@su("RataFondo.rate_sommano", RATE)
def le_rate_prima_del_pagamento() -> Atto:
    return rata_in_piu(anticipo=AnticipoFactory(approvato=True), importo=D("1800.00"))


@su("RataFondo.rata_ferma", RATA_FERMA)
def una_rata_riscritta() -> Atto:
    return cambia(anticipo_erogato().rate.first(), importo=D("149.99"))


@su("RataFondo.rata_ferma", RATA_FERMA)
def una_rata_con_la_scadenza_di_un_altra() -> Atto:
    return cambia(anticipo_erogato().rate.first(), scadenza=ScadenzaFactory(importo=D("150.00")))


@su("RataFondo.non_si_elimina", "pgtrigger: Cannot delete rows from fondo_garanzia_ratafondo table")
def una_rata_cancellata() -> Atto:
    anticipo_erogato()
    return lambda: sql("DELETE FROM fondo_garanzia_ratafondo WHERE numero = 12")


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_the_database_refuses(tentativo: Tentativo) -> None:
    si_rifiuta(tentativo)


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_without_its_fence_the_same_write_passes(tentativo: Tentativo) -> None:
    senza_recinto_passa(tentativo)


def test_an_instalment_is_never_paid_more_than_it_is() -> None:
    rata = anticipo_erogato().rate.first()
    detto = risposta(lambda: paga_rata(rata, D("150.01")))
    assert detto.frase == "Una scadenza non si paga più del suo importo."
    assert risposta(lambda: paga_rata(rata, D("150.00"))) == ACCETTATO
