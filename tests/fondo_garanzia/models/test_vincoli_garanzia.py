"""Direct writes on guarantees, without the acts, that the database must refuse."""

from datetime import date
from decimal import Decimal as D

import pytest

from tests.factories.fondo import (
    EscussioneFactory,
    FondoFactory,
    GaranziaFactory,
    approva,
    contratto_privato,
    funzionario,
    nucleo_del_fondo,
    valuta,
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
from tests.fondo_garanzia.models.test_vincoli_fondo import DOPPIA

pytestmark = pytest.mark.django_db

OGGI = date(2026, 11, 19)
DECISA = "Una garanzia approvata dice chi l'ha decisa, quando e con quale atto."
FINITA = "Una garanzia finita dice quando, una viva no."
MASSIMALI = "Una garanzia ha almeno un massimale maggiore di zero."
TROPPO = "Il fondo non paga più del massimale della garanzia."
SUO_COMUNE = Detto("Il fondo di un comune si usa solo per i nuclei di quel comune.", "pratica_del_suo_comune")

TENTATIVI = Tentativi()
su = TENTATIVI.su


@su("Garanzia.numero", DOPPIA)
def due_garanzie_con_lo_stesso_numero() -> Atto:
    prima = GaranziaFactory()
    return lambda: GaranziaFactory(fondo=prima.fondo, numero=prima.numero)


@su("garanzia_una_viva_per_contratto", "Su questo contratto c'è già una garanzia richiesta o in corso.")
def due_garanzie_sullo_stesso_contratto() -> Atto:
    prima = GaranziaFactory(attiva=True)
    return lambda: GaranziaFactory(fondo=prima.fondo, nucleo=prima.nucleo, contratto=prima.contratto)


@su("garanzia_date_in_ordine", "Una garanzia non finisce prima di cominciare.")
def una_garanzia_che_finisce_prima() -> Atto:
    return cambia(GaranziaFactory(), scade_il=date(2026, 3, 31))


@su("garanzia_massimali", MASSIMALI)
def una_garanzia_di_niente() -> Atto:
    return cambia(GaranziaFactory(), massimale_canoni=0, massimale_danni=0)


@su("garanzia_massimali", MASSIMALI)
def un_massimale_negativo() -> Atto:
    return cambia(GaranziaFactory(), massimale_danni=D("-0.01"))


@su("garanzia_canoni_entro_le_mensilita", "Il massimale per i canoni non supera le mensilità garantite.")
def piu_canoni_delle_mensilita() -> Atto:
    return cambia(GaranziaFactory(), massimale_canoni=D("1440.01"))


@su("garanzia_pagato_entro_i_massimali", TROPPO)
def i_danni_pagati_oltre_il_massimale() -> Atto:
    """Within the whole cap, but with money of the rents."""
    escussione = approva(valuta(EscussioneFactory(), [D(0)] * 4, D("500.01")))
    return cambia(escussione, stato="LIQUIDATA", pagata_il=OGGI)


@su("garanzia_pagato_entro_i_massimali", TROPPO)
def i_canoni_pagati_oltre_il_massimale() -> Atto:
    escussione = approva(valuta(EscussioneFactory(), [D("480.00")] * 3 + [D("0.01")]))
    return cambia(escussione, stato="LIQUIDATA", pagata_il=OGGI)


@su("garanzia_decisa_con_atto", DECISA)
def approvata_da_nessuno() -> Atto:
    return cambia(GaranziaFactory(istruita=True), stato="APPROVATA")


@su("garanzia_decisa_con_atto", DECISA)
def approvata_senza_atto() -> Atto:
    return cambia(GaranziaFactory(istruita=True), stato="APPROVATA", decisa_il=OGGI, decisa_da=funzionario())


@su("garanzia_decisa_da_altri", "Chi chiede una garanzia non può approvarla.")
def approvata_da_chi_la_chiede() -> Atto:
    garanzia = GaranziaFactory(istruita=True)
    chi = garanzia.richiesta_da
    return cambia(garanzia, stato="APPROVATA", atto="Det. 1", decisa_il=OGGI, decisa_da=chi)


@su("garanzia_rifiutata_con_motivo", "Scrivi perché la garanzia è rifiutata.")
def rifiutata_senza_perche() -> Atto:
    return cambia(GaranziaFactory(), stato="RIFIUTATA")


@su("garanzia_finita_con_data", FINITA)
def svincolata_senza_data() -> Atto:
    return cambia(GaranziaFactory(attiva=True), stato="SVINCOLATA")


@su("garanzia_finita_con_data", FINITA)
def viva_con_la_data_di_fine() -> Atto:
    return cambia(GaranziaFactory(attiva=True), finita_il=OGGI)


@su("Garanzia.del_comune_del_nucleo", SUO_COMUNE)
def una_garanzia_nel_fondo_di_un_altro_comune() -> Atto:
    altro = nucleo_del_fondo(FondoFactory(comune__nome="Calcinaia"))
    fondo, contratto = FondoFactory(dotato=D("25000.00")), contratto_privato(altro)
    return lambda: GaranziaFactory(fondo=fondo, nucleo=altro, contratto=contratto)


@su("Garanzia.del_comune_del_nucleo", SUO_COMUNE)
def una_garanzia_spostata_in_un_altro_fondo() -> Atto:
    return cambia(GaranziaFactory(attiva=True), fondo=FondoFactory(comune__nome="Calcinaia"))


@su("Garanzia.non_si_elimina", "pgtrigger: Cannot delete rows from fondo_garanzia_garanzia table")
def una_garanzia_cancellata() -> Atto:
    GaranziaFactory()
    return lambda: sql("DELETE FROM fondo_garanzia_garanzia")


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_the_database_refuses(tentativo: Tentativo) -> None:
    si_rifiuta(tentativo)


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_without_its_fence_the_same_write_passes(tentativo: Tentativo) -> None:
    senza_recinto_passa(tentativo)


def test_a_contract_may_be_guaranteed_again_when_the_first_is_over() -> None:
    prima = GaranziaFactory(attiva=True)
    cambia(prima, stato="SVINCOLATA", finita_il=OGGI)()
    dati = {"fondo": prima.fondo, "nucleo": prima.nucleo, "contratto": prima.contratto}
    assert risposta(lambda: GaranziaFactory(**dati)) == ACCETTATO
