"""Direct writes on the money of the fund, without the acts, that the database must refuse."""

from datetime import date
from decimal import Decimal as D

import pytest

from fondo_garanzia.actions.fondo import pretende_capienza, scrivi_movimento
from fondo_garanzia.choices import TipoMovimento
from fondo_garanzia.models import DerogaFondo, Fondo, MovimentoFondo
from tests.factories.casa import IncassoFactory, ScadenzaFactory
from tests.factories.fondo import (
    AnticipoFactory,
    EscussioneFactory,
    FondoFactory,
    GaranziaFactory,
    anticipo_erogato,
    approva,
    dota,
    eroga,
    fondo_di,
    funzionario,
    paga,
    paga_rata,
    rivalsa,
    valuta,
)
from tests.factories.persone import UtenteFactory
from tests.factories.recinto import (
    ACCETTATO,
    Atto,
    Detto,
    Tentativi,
    Tentativo,
    cambia,
    conferma,
    risposta,
    senza_recinto_passa,
    si_rifiuta,
)
from tests.factories.rifiuti import sql
from valdera_housing.choices import Ruolo
from valdera_housing.models import Imputazione

pytestmark = pytest.mark.django_db

GIORNO = date(2026, 3, 20)
DISPONIBILE = "Il fondo di questo comune non ha abbastanza denaro disponibile."
CASSA = "Nel fondo di questo comune non c'è abbastanza denaro in cassa."
SEGNO = "Il segno di questo movimento non è quello del suo tipo."
PRATICA = "Un pagamento o un rientro appartiene alla sua pratica."
RETTIFICA = Detto(
    "Una rettifica toglie da un solo movimento, e mai più di quanto ne resta.", "rettifica_entro_il_movimento"
)
PAGATO = Detto(
    "Un anticipo pagato ha un pagamento del fondo del suo importo, e i rientri delle rate.",
    "anticipo_come_i_suoi_movimenti",
)
PAGATA = Detto(
    "Un'escussione pagata ha un pagamento del fondo e un credito di rivalsa dello stesso importo.",
    "escussione_pagata_con_rivalsa",
)
RESTITUITO = Detto(
    "Quanto è restituito di una rivalsa sono i rientri delle sue rate.", "rivalsa_come_i_suoi_movimenti"
)
SOLO_AGGIUNTE = Detto(
    "Qui si aggiunge soltanto: un movimento sbagliato si corregge con una rettifica.", "registro_solo_aggiunte"
)
UNIONE = Detto("Una deroga la concede l'Unione.", "deroga_dell_unione")
DOPPIA = "Il sistema non può salvare questi dati: qualcuno può averli cambiati nel frattempo. Ricarica la pagina."

TENTATIVI = Tentativi()
su = TENTATIVI.su


def movimento(fondo: Fondo, tipo: TipoMovimento = TipoMovimento.INTERESSE, importo: str = "10.00", **altro) -> Atto:
    chi = UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])
    dati = {"giorno": GIORNO, "causale": "Prova", "utente": chi} | altro
    return lambda: scrivi_movimento(fondo, tipo, D(importo), **dati)


def rettifica(di: MovimentoFondo, importo: str, **altro) -> Atto:
    dati = {
        "fondo": di.fondo,
        "tipo": "RETTIFICA",
        "voce": di.voce,
        "segno": -di.segno,
        "importo": D(importo),
        "giorno": GIORNO,
        "valuta": GIORNO,
        "causale": "Prova",
        "provenienza": di.provenienza,
        "rettifica_di": di,
        "creato_da": di.creato_da,
    } | altro
    return lambda: MovimentoFondo.objects.create(**dati)


def deroga(fondo: Fondo, importo: str = "500.00", **altro) -> Atto:
    dati = {"nota": "Famiglia in strada", "concessa_da": funzionario(), "concessa_il": GIORNO} | altro
    return lambda: DerogaFondo.objects.create(fondo=fondo, importo=D(importo), **dati)


# --- the summary row ----------------------------------------------------------------------


@su("fondo_disponibile_mai_sotto_zero", DISPONIBILE)
def un_cent_oltre_con_una_garanzia() -> Atto:
    fondo = FondoFactory(dotato=D("1000.00"))
    garanzia = GaranziaFactory(
        fondo=fondo, istruita=True, canone_mensile=D("1000.01"), massimale_canoni=D("1000.01"), massimale_danni=D(0)
    )
    return cambia(garanzia, stato="APPROVATA", atto="Det. 1", decisa_il=GIORNO, decisa_da=funzionario())


@su("fondo_disponibile_mai_sotto_zero", DISPONIBILE)
def un_cent_oltre_con_un_anticipo_e_sql() -> Atto:
    fondo, chi = FondoFactory(dotato=D("1000.00")), funzionario()
    anticipo = AnticipoFactory(fondo=fondo, istruito=True, importo=D("1000.01"))
    return lambda: sql(
        "UPDATE fondo_garanzia_anticipo SET stato = 'APPROVATO', atto = 'Det. 1', deciso_il = '2026-03-20',"
        " deciso_da_id = %s WHERE id = %s",
        chi.pk,
        anticipo.pk,
    )


@su("fondo_disponibile_mai_sotto_zero", DISPONIBILE)
def il_massimale_di_una_garanzia_viva_cresce() -> Atto:
    fondo = FondoFactory(dotato=D("1940.00"))
    return cambia(GaranziaFactory(fondo=fondo, attiva=True), massimale_danni=D("500.01"))


@su("fondo_disponibile_mai_sotto_zero", DISPONIBILE)
def si_riprende_quello_che_e_impegnato() -> Atto:
    fondo = FondoFactory(dotato=D("2000.00"))
    GaranziaFactory(fondo=fondo, attiva=True)
    altro = {"atto": "Delibera 9", "provenienza": "COMUNE"}
    return movimento(fondo, TipoMovimento.STORNO_DOTAZIONE, "60.01", **altro)


@su("fondo_disponibile_mai_sotto_zero", DISPONIBILE)
def le_spese_della_banca_mangiano_l_impegnato() -> Atto:
    fondo = FondoFactory(dotato=D("1940.00"))
    GaranziaFactory(fondo=fondo, attiva=True)
    return movimento(fondo, TipoMovimento.SPESE_BANCA, "0.01")


@su("fondo_disponibile_mai_sotto_zero", DISPONIBILE)
def la_cifra_scritta_a_mano_nella_riga_del_fondo() -> Atto:
    return cambia(FondoFactory(dotato=D("1000.00")), impegnato=D("1000.01"))


@su("fondo_cassa_mai_sotto_zero", CASSA)
def una_deroga_non_arriva_alla_cassa() -> Atto:
    fondo = FondoFactory(dotato=D("1000.00"))
    deroga(fondo)()
    return movimento(fondo, TipoMovimento.SPESE_BANCA, "1000.01")


@su("fondo_cassa_mai_sotto_zero", CASSA)
def la_cassa_scritta_a_mano() -> Atto:
    return cambia(FondoFactory(dotato=D("1000.00")), erogato=D("1000.01"), deroga=D("10.00"))


@su("fondo_somme_mai_sotto_zero", "Le somme di un fondo non vanno sotto zero.")
def un_impegno_negativo() -> Atto:
    return cambia(FondoFactory(dotato=D("1000.00")), impegnato=D("-0.01"))


@su("Fondo.comune", DOPPIA)
def due_fondi_dello_stesso_comune() -> Atto:
    comune = FondoFactory(dotato=D("1000.00")).comune
    return lambda: Fondo.objects.create(comune=comune)


@su("Fondo.non_si_elimina", "pgtrigger: Cannot delete rows from fondo_garanzia_fondo table")
def un_fondo_cancellato() -> Atto:
    fondo = FondoFactory()
    return lambda: sql("DELETE FROM fondo_garanzia_fondo WHERE id = %s", fondo.pk)


# --- the ledger ---------------------------------------------------------------------------


@su("movimento_fondo_importo_positivo", "Un movimento ha un importo maggiore di zero.")
def un_movimento_di_niente() -> Atto:
    return movimento(FondoFactory(dotato=D("1000.00")), importo="0.00")


@su("movimento_fondo_importo_positivo", "Un movimento ha un importo maggiore di zero.")
def un_movimento_negativo() -> Atto:
    return movimento(FondoFactory(dotato=D("1000.00")), importo="-5.00")


@su("movimento_fondo_tipo_e_segno", SEGNO)
def una_dotazione_che_esce() -> Atto:
    return movimento(
        FondoFactory(dotato=D("1000.00")), TipoMovimento.DOTAZIONE, segno=-1, atto="Delibera", provenienza="COMUNE"
    )


@su("movimento_fondo_tipo_e_segno", SEGNO)
def una_rettifica_di_niente() -> Atto:
    fondo, chi = FondoFactory(dotato=D("1000.00")), funzionario()
    return lambda: MovimentoFondo.objects.create(
        fondo=fondo, tipo="RETTIFICA", voce="DOTATO", segno=1, importo=5, giorno=GIORNO, valuta=GIORNO, creato_da=chi
    )


@su("movimento_fondo_dotazione_con_atto", "Una dotazione dice con quale atto, e da dove viene.")
def una_dotazione_senza_atto() -> Atto:
    fondo = FondoFactory()
    return lambda: dota(fondo, D("100.00"), atto="")


@su("movimento_fondo_dotazione_con_atto", "Una dotazione dice con quale atto, e da dove viene.")
def una_dotazione_senza_provenienza() -> Atto:
    fondo = FondoFactory()
    return lambda: dota(fondo, D("100.00"), provenienza="")


@su("movimento_fondo_della_sua_pratica", PRATICA)
def un_pagamento_di_nessuno() -> Atto:
    return movimento(FondoFactory(dotato=D("1000.00")), TipoMovimento.EROGAZIONE_ANTICIPO)


@su("movimento_fondo_della_sua_pratica", PRATICA)
def gli_interessi_di_un_anticipo() -> Atto:
    """Interest of the bank is nobody's; on an advance there is none."""
    anticipo = anticipo_erogato()
    return movimento(anticipo.fondo, anticipo=anticipo)


@su("movimento_fondo_un_pagamento_per_escussione", "Questa escussione è già stata pagata.")
def un_escussione_pagata_due_volte() -> Atto:
    escussione = rivalsa().escussione
    return movimento(
        escussione.garanzia.fondo, TipoMovimento.EROGAZIONE_ESCUSSIONE, str(escussione.importo), escussione=escussione
    )


@su("movimento_fondo_un_rientro_per_pagamento", "Questo pagamento è già rientrato nel fondo.")
def una_rata_rientrata_due_volte() -> Atto:
    credito = rivalsa()
    pagata = paga_rata(credito.rate.first())
    fondo = credito.escussione.garanzia.fondo
    return movimento(fondo, TipoMovimento.RIENTRO_RIVALSA, "120.00", credito=credito, imputazione=pagata)


@su("MovimentoFondo.coerente", RETTIFICA)
def una_rettifica_piu_grande_del_movimento() -> Atto:
    return rettifica(FondoFactory(dotato=D("1000.00")).movimenti.get(), "1000.01")


@su("MovimentoFondo.coerente", RETTIFICA)
def la_seconda_rettifica_toglie_troppo() -> Atto:
    dotazione = FondoFactory(dotato=D("1000.00")).movimenti.get()
    rettifica(dotazione, "600.00")()
    return rettifica(dotazione, "400.01")


@su("MovimentoFondo.coerente", RETTIFICA)
def una_rettifica_di_una_rettifica() -> Atto:
    return rettifica(rettifica(FondoFactory(dotato=D("1000.00")).movimenti.get(), "600.00")(), "1.00")


@su("MovimentoFondo.coerente", RETTIFICA)
def una_rettifica_in_un_altro_fondo() -> Atto:
    return rettifica(
        FondoFactory(dotato=D("1000.00")).movimenti.get(), "1.00", fondo=FondoFactory(comune__nome="Calcinaia")
    )


@su("MovimentoFondo.coerente", RETTIFICA)
def una_rettifica_che_aggiunge() -> Atto:
    return rettifica(FondoFactory(dotato=D("1000.00")).movimenti.get(), "1.00", segno=1)


@su("MovimentoFondo.coerente", RETTIFICA)
def un_pagamento_tolto_senza_dire_di_chi() -> Atto:
    """The advance would stay paid, with its money back in the fund."""
    return rettifica(anticipo_erogato().movimenti.get(), "1800.00")


@su("MovimentoFondo.come_il_suo_credito", RESTITUITO)
def un_rientro_senza_la_sua_rata() -> Atto:
    """A payment that covers something else, said to be the household's."""
    credito, scadenza = rivalsa(), ScadenzaFactory(importo=D("120.00"))
    incasso = IncassoFactory(importo=D("120.00"))
    altro = Imputazione.objects.create(
        incasso=incasso, scadenza=scadenza, importo=D("120.00"), creata_da=incasso.registrato_da
    )
    fondo = credito.escussione.garanzia.fondo
    return movimento(fondo, TipoMovimento.RIENTRO_RIVALSA, "120.00", credito=credito, imputazione=altro)


@su("MovimentoFondo.come_il_suo_anticipo", PAGATO)
def un_pagamento_senza_il_suo_stato() -> Atto:
    anticipo = AnticipoFactory(approvato=True)
    return movimento(anticipo.fondo, TipoMovimento.EROGAZIONE_ANTICIPO, "1800.00", anticipo=anticipo)


@su("MovimentoFondo.come_il_suo_anticipo", PAGATO)
def lo_stesso_anticipo_pagato_due_volte() -> Atto:
    anticipo = anticipo_erogato()
    return movimento(anticipo.fondo, TipoMovimento.EROGAZIONE_ANTICIPO, "1800.00", anticipo=anticipo)


@su("MovimentoFondo.come_il_suo_anticipo", PAGATO)
def un_pagamento_tolto_senza_il_suo_stato() -> Atto:
    anticipo = anticipo_erogato()
    return rettifica(anticipo.movimenti.get(), "1800.00", anticipo=anticipo)


@su("MovimentoFondo.come_la_sua_escussione", PAGATA)
def un_escussione_pagata_prima_di_esserlo() -> Atto:
    escussione = approva(valuta(EscussioneFactory(), [D("420.00"), D("480.00"), D("480.00"), D("60.00")]))
    fondo = escussione.garanzia.fondo
    return movimento(fondo, TipoMovimento.EROGAZIONE_ESCUSSIONE, "1440.00", escussione=escussione)


@su("MovimentoFondo.solo_aggiunte", SOLO_AGGIUNTE)
def il_registro_corretto() -> Atto:
    return cambia(FondoFactory(dotato=D("1000.00")).movimenti.get(), causale="Altro")


@su("MovimentoFondo.solo_aggiunte", SOLO_AGGIUNTE)
def il_registro_cancellato() -> Atto:
    FondoFactory(dotato=D("1000.00"))
    return lambda: sql("DELETE FROM fondo_garanzia_movimentofondo")


@su("MovimentoFondo.non_si_svuota", SOLO_AGGIUNTE)
def il_registro_svuotato() -> Atto:
    FondoFactory(dotato=D("1000.00"))
    return lambda: sql("TRUNCATE fondo_garanzia_movimentofondo CASCADE")


# --- waivers ------------------------------------------------------------------------------


@su("deroga_con_importo_e_nota", "Una deroga ha un importo maggiore di zero e dice perché.")
def una_deroga_senza_perche() -> Atto:
    return deroga(FondoFactory(dotato=D("1000.00")), nota="")


@su("deroga_con_importo_e_nota", "Una deroga ha un importo maggiore di zero e dice perché.")
def una_deroga_di_niente() -> Atto:
    return deroga(FondoFactory(dotato=D("1000.00")), "0.00")


@su("DerogaFondo.concessa_dall_unione", UNIONE)
def una_deroga_dell_ente_partner() -> Atto:
    chi = UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS, Ruolo.CONTABILE_ETS])
    return deroga(FondoFactory(dotato=D("1000.00")), concessa_da=chi)


@su("DerogaFondo.solo_aggiunte", SOLO_AGGIUNTE)
def una_deroga_riscritta() -> Atto:
    return cambia(deroga(FondoFactory(dotato=D("1000.00")))(), nota="Altro")


@su("DerogaFondo.solo_aggiunte", SOLO_AGGIUNTE)
def una_deroga_cancellata() -> Atto:
    deroga(FondoFactory(dotato=D("1000.00")))()
    return lambda: sql("DELETE FROM fondo_garanzia_derogafondo")


@su("DerogaFondo.non_si_svuota", SOLO_AGGIUNTE)
def le_deroghe_svuotate() -> Atto:
    deroga(FondoFactory(dotato=D("1000.00")))()
    return lambda: sql("TRUNCATE fondo_garanzia_derogafondo")


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_the_database_refuses(tentativo: Tentativo) -> None:
    si_rifiuta(tentativo)


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_without_its_fence_the_same_write_passes(tentativo: Tentativo) -> None:
    senza_recinto_passa(tentativo)


def test_the_ledger_is_not_emptied_with_what_it_belongs_to() -> None:
    FondoFactory(dotato=D("1000.00"))
    conferma()
    assert risposta(lambda: sql("TRUNCATE fondo_garanzia_fondo CASCADE")) == SOLO_AGGIUNTE


def test_the_last_cent_can_be_committed_and_spent() -> None:
    fondo = FondoFactory(dotato=D("1000.00"))
    anticipo_erogato(fondo=fondo, importo=D("999.99"))
    assert risposta(movimento(fondo, TipoMovimento.SPESE_BANCA, "0.01")) == ACCETTATO
    fondo.refresh_from_db()
    assert (fondo.cassa, fondo.disponibile) == (D("0.00"), D("0.00"))


def test_a_correction_may_take_away_the_whole_of_a_line() -> None:
    dotazione = FondoFactory(dotato=D("1000.00")).movimenti.get()
    assert risposta(rettifica(dotazione, "600.00")) == ACCETTATO
    assert risposta(rettifica(dotazione, "400.00")) == ACCETTATO
    assert fondo_di(dotazione.fondo.comune).cassa == D("0.00")


def test_a_waiver_lets_the_fund_go_below_and_money_that_comes_in_eats_it() -> None:
    fondo = FondoFactory(dotato=D("1000.00"))
    deroga(fondo, "940.00")()
    GaranziaFactory(fondo=fondo, attiva=True)
    letti = []
    for importo in ("400.00", "1000.00"):
        fondo.refresh_from_db()
        letti.append((fondo.disponibile, fondo.deroga))
        dota(fondo, D(importo))
        conferma()
    fondo.refresh_from_db()
    assert [*letti, (fondo.disponibile, fondo.deroga)] == [
        (D("-940.00"), D("940.00")),
        (D("-540.00"), D("540.00")),
        (D("460.00"), D("0.00")),
    ]
    assert risposta(movimento(fondo, TipoMovimento.SPESE_BANCA, "460.01")).frase == DISPONIBILE


def test_what_a_waiver_let_the_fund_commit_is_paid_while_the_waiver_lasts() -> None:
    fondo, unione = FondoFactory(dotato=D("1000.00")), funzionario()
    for importo in ("800.00", "700.00", "100.00"):
        pretende_capienza(fondo, D(importo), utente=unione, deroga="Famiglia in strada")
        anticipo = AnticipoFactory(fondo=fondo, approvato=True, importo=D(importo))
        conferma()
    fondo.refresh_from_db()
    assert (fondo.disponibile, fondo.deroga) == (D("-600.00"), D("600.00"))
    assert risposta(lambda: eroga(anticipo)) == ACCETTATO
    fondo.refresh_from_db()
    assert (fondo.cassa, fondo.disponibile, fondo.deroga) == (D("900.00"), D("-600.00"), D("600.00"))


def test_a_waiver_is_only_as_large_as_it_was_given() -> None:
    fondo = FondoFactory(dotato=D("1000.00"))
    deroga(fondo, "939.99")()
    assert risposta(lambda: GaranziaFactory(fondo=fondo, attiva=True)).frase == DISPONIBILE


def test_paying_a_claim_needs_the_money_on_the_account() -> None:
    """What a waiver committed is paid only when the money is there."""
    fondo = FondoFactory(dotato=D("1000.00"))
    deroga(fondo, "940.00")()
    escussione = EscussioneFactory(garanzia__fondo=fondo)
    approvata = approva(valuta(escussione, [D("420.00"), D("480.00"), D("480.00"), D("60.00")]))
    conferma()
    assert risposta(lambda: paga(approvata)).frase in {CASSA, DISPONIBILE}
