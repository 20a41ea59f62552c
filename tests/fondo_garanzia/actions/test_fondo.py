"""The acts on the money of a fund: what they write, what they refuse and with which sentence."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
import time_machine

from fondo_garanzia.actions.fondo import (
    dota_fondo,
    pretende_capienza,
    pretende_cassa,
    registra_movimento,
    rettifica_movimento,
    storna_dotazione,
)
from fondo_garanzia.choices import TipoMovimento
from fondo_garanzia.models import DerogaFondo, Fondo, MovimentoFondo
from fondo_garanzia.queries.fondo import situazione_del_comune
from fondo_garanzia.rules.capienza import non_aderente
from tests.factories.fondo import (
    AnticipoFactory,
    FondoFactory,
    GaranziaFactory,
    anticipo_erogato,
    dota,
    figure,
    funzionario,
)
from tests.factories.persone import ComuneFactory, UtenteFactory
from tests.factories.recinto import conferma
from tests.factories.rifiuti import rifiutato
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oggi_di_prova")]
SOLO_UNIONE = "Le dotazioni le registra l’Unione."
SOLO_CONTI = "I movimenti del conto li registra chi fa i conti dell’ente partner."
FUTURO = "La data contabile è nel futuro: un movimento si registra quando è avvenuto."
FONTE = " (convenzione, fondo per comune)"


@pytest.fixture
def oggi_di_prova() -> Any:
    with time_machine.travel("2026-11-20T10:00:00+01:00", tick=False):
        yield


@pytest.fixture
def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


def dati(importo: str = "4000.00", **altro: Any) -> dict[str, Any]:
    base = {
        "importo": D(importo), "giorno": date(2026, 11, 20), "atto": "Delibera 7/2026", "provenienza": "COMUNE",
        "documento": None,
    }  # fmt: skip
    return base | altro


def del_conto(importo: str, **altro: Any) -> dict[str, Any]:
    return {"importo": D(importo), "giorno": date(2026, 11, 20), "causale": "Estratto di ottobre"} | altro


def frase(atto: Any, *argomenti: Any, **altro: Any) -> str:
    """The sentence of a refusal, with ordinary spaces; fail when nothing refuses."""
    with pytest.raises(AttoRifiutato) as presa:
        atto(*argomenti, **altro)
    return str(presa.value).replace("\N{NO-BREAK SPACE}", " ")


# --- endowments ----------------------------------------------------------------------------------------------


def test_scenario_3_the_first_endowment_opens_the_fund_and_no_other_is_touched() -> None:
    pontedera = FondoFactory(dotato=D("25000.00"))
    calcinaia = ComuneFactory(nome="Calcinaia")
    assert situazione_del_comune(calcinaia) == non_aderente("Calcinaia")
    movimento = dota_fondo(calcinaia, dati(), utente=funzionario())
    fondo = Fondo.objects.get(comune=calcinaia)
    assert (movimento.tipo, movimento.effetto, movimento.atto, movimento.provenienza, movimento.causale) == (
        "DOTAZIONE",
        D("4000.00"),
        "Delibera 7/2026",
        "COMUNE",
        "Dotazione di Calcinaia: Delibera 7/2026",
    )
    assert pretende_capienza(fondo, D("4000.00"), utente=funzionario()) == fondo
    assert (figure(fondo)[3:], figure(pontedera)[3:]) == ((D("4000.00"),) * 2, (D("25000.00"),) * 2)


def test_scenario_2_what_is_refused_can_be_committed_after_another_endowment() -> None:
    fondo = FondoFactory(comune=ComuneFactory(nome="Casciana Terme Lari"), dotato=D("5000.00"))
    GaranziaFactory(
        fondo=fondo, attiva=True, canone_mensile=D("1400"), massimale_canoni=D("4200"), massimale_danni=D("0")
    )
    chi = funzionario()
    assert frase(pretende_capienza, fondo, D("1000.00"), utente=chi) == (
        "Nel fondo di Casciana Terme Lari sono disponibili 800,00 €, ne servono 1.000,00 €: ne mancano 200,00 €"
        + FONTE
    )
    assert pretende_capienza(fondo, D("800.00"), utente=chi) == fondo
    dota_fondo(fondo.comune, dati("500.00"), utente=chi)
    assert pretende_capienza(fondo, D("1000.00"), utente=chi).disponibile == D("1300.00")


@pytest.mark.parametrize("ruolo", [r for r in Ruolo if r != Ruolo.FUNZIONARIO_UNIONE])
def test_only_the_unione_writes_endowments(ruolo: str) -> None:
    fondo, altro = FondoFactory(dotato=D("100.00")), UtenteFactory(ruoli=[ruolo])
    assert frase(dota_fondo, fondo.comune, dati(), utente=altro) == SOLO_UNIONE
    assert frase(storna_dotazione, fondo, dati("1.00"), utente=altro) == SOLO_UNIONE
    assert MovimentoFondo.objects.count() == 1


def test_a_day_to_come_is_refused_by_every_act(contabile: Utente) -> None:
    fondo, chi, domani = FondoFactory(dotato=D("100.00")), funzionario(), date(2026, 11, 21)
    dotazione = fondo.movimenti.get()
    assert {
        frase(dota_fondo, fondo.comune, dati(giorno=domani), utente=chi),
        frase(storna_dotazione, fondo, dati("1.00", giorno=domani), utente=chi),
        frase(registra_movimento, fondo, TipoMovimento.INTERESSE, del_conto("1.00", giorno=domani), utente=contabile),
        frase(rettifica_movimento, dotazione, D("1.00"), giorno=domani, causale="Errore", utente=chi),
    } == {FUTURO}


def test_what_is_committed_or_spent_is_not_taken_back() -> None:
    fondo = FondoFactory(dotato=D("2500.00"))
    anticipo_erogato(fondo=fondo)
    GaranziaFactory(
        fondo=fondo, attiva=True, canone_mensile=D("200"), massimale_canoni=D("500"), massimale_danni=D("0")
    )
    assert figure(fondo)[3:] == (D("700.00"), D("200.00"))
    chi = funzionario()
    assert frase(storna_dotazione, fondo, dati("200.01"), utente=chi) == (
        "Si può togliere al massimo 200,00 €: il resto è impegnato o già speso."
    )
    movimento = storna_dotazione(fondo, dati("200.00", provenienza="CONVENZIONE"), utente=chi)
    assert (movimento.tipo, movimento.effetto, movimento.causale) == (
        "STORNO_DOTAZIONE",
        D("-200.00"),
        "Storno: Delibera 7/2026",
    )
    fondo.refresh_from_db()
    assert (fondo.dotato, fondo.cassa, fondo.disponibile) == (D("2300.00"), D("500.00"), D("0.00"))


def test_what_one_source_gave_is_not_taken_back_from_the_other() -> None:
    fondo, chi = FondoFactory(dotato=D("1000.00")), funzionario()
    aggiunta = dota_fondo(fondo.comune, dati("400.00", provenienza="COMUNE"), utente=chi)
    poco = "«Aggiunta dal comune»: il fondo ha 400,00 €, non si toglie di più da lì."
    assert frase(storna_dotazione, fondo, dati("400.01", provenienza="COMUNE"), utente=chi) == poco
    storna_dotazione(fondo, dati("100.00", provenienza="COMUNE"), utente=chi)
    assert frase(
        rettifica_movimento, aggiunta, D("400.00"), giorno=aggiunta.giorno, causale="Errore", utente=chi
    ) == poco.replace("400,00", "300,00")
    fondo.refresh_from_db()
    assert fondo.dotato == D("1300.00")


# --- the bank ------------------------------------------------------------------------------------------------


def test_interest_comes_in_fees_go_out_and_a_transfer_goes_either_way(contabile: Utente) -> None:
    fondo = FondoFactory(dotato=D("100.00"))
    for tipo, altro in [
        (TipoMovimento.INTERESSE, del_conto("3.50")),
        (TipoMovimento.SPESE_BANCA, del_conto("1.20")),
        (TipoMovimento.TRASFERIMENTO_COMUNE, del_conto("40.00", segno=-1)),
        (TipoMovimento.TRASFERIMENTO_COMUNE, del_conto("10.00", segno=1, valuta=date(2026, 11, 18))),
    ]:
        registra_movimento(fondo, tipo, altro, utente=contabile)
    righe = fondo.movimenti.filter(voce="ALTRO").order_by("pk").values_list("tipo", "effetto", "valuta")
    assert list(righe) == [
        ("INTERESSE", D("3.50"), date(2026, 11, 20)),
        ("SPESE_BANCA", D("-1.20"), date(2026, 11, 20)),
        ("TRASFERIMENTO_COMUNE", D("-40.00"), date(2026, 11, 20)),
        ("TRASFERIMENTO_COMUNE", D("10.00"), date(2026, 11, 18)),
    ]
    fondo.refresh_from_db()
    assert (fondo.altri, fondo.cassa, fondo.disponibile) == (D("-27.70"), D("72.30"), D("72.30"))


@pytest.mark.parametrize("ruolo", [r for r in Ruolo if r not in (Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)])
def test_only_who_keeps_the_accounts_writes_the_bank(ruolo: str) -> None:
    fondo, altro = FondoFactory(dotato=D("100.00")), UtenteFactory(ruoli=[ruolo])
    assert frase(registra_movimento, fondo, TipoMovimento.INTERESSE, del_conto("1.00"), utente=altro) == SOLO_CONTI


@pytest.mark.parametrize(
    "tipo", [t for t in TipoMovimento if t not in ("INTERESSE", "SPESE_BANCA", "TRASFERIMENTO_COMUNE")]
)
def test_what_is_born_of_a_file_is_not_written_by_hand(tipo: TipoMovimento, contabile: Utente) -> None:
    fondo = FondoFactory(dotato=D("100.00"))
    assert frase(registra_movimento, fondo, tipo, del_conto("1.00"), utente=contabile) == (
        "Questo movimento nasce da una pratica: non si scrive a mano."
    )


def test_the_bank_takes_neither_what_is_not_there_nor_what_is_committed(contabile: Utente) -> None:
    fondo = FondoFactory(dotato=D("1000.00"))
    GaranziaFactory(
        fondo=fondo, attiva=True, canone_mensile=D("300"), massimale_canoni=D("900"), massimale_danni=D("0")
    )

    def togli(importo: str) -> str:
        return frase(registra_movimento, fondo, TipoMovimento.SPESE_BANCA, del_conto(importo), utente=contabile)

    assert (togli("1000.01"), togli("100.01")) == (
        "In cassa ci sono 1.000,00 €, da pagare sono 1.000,01 €" + FONTE,
        "Nel fondo di Pontedera sono disponibili 100,00 €, ne servono 100,01 €: ne mancano 0,01 €" + FONTE,
    )
    registra_movimento(fondo, TipoMovimento.SPESE_BANCA, del_conto("100.00"), utente=contabile)
    assert figure(fondo)[3:] == (D("900.00"), D("0.00"))


def test_a_payment_needs_the_money_on_the_account() -> None:
    fondo = FondoFactory(dotato=D("100.00"))
    assert pretende_cassa(fondo, D("100.00")) == fondo
    assert frase(pretende_cassa, fondo, D("100.01")) == ("In cassa ci sono 100,00 €, da pagare sono 100,01 €" + FONTE)


# --- corrections ---------------------------------------------------------------------------------------------


def rettifica(movimento: MovimentoFondo, importo: str, utente: Utente) -> MovimentoFondo:
    return rettifica_movimento(
        movimento, D(importo), giorno=date(2026, 11, 20), causale="Importo sbagliato", utente=utente
    )


def test_a_line_is_corrected_a_bit_at_a_time_and_never_for_more_than_it_was(contabile: Utente) -> None:
    fondo = FondoFactory(dotato=D("100.00"))
    spese = registra_movimento(fondo, TipoMovimento.SPESE_BANCA, del_conto("12.00"), utente=contabile)
    prima, seconda = rettifica(spese, "2.00", contabile), rettifica(spese, "10.00", contabile)
    assert [(r.tipo, r.voce, r.effetto, r.rettifica_di) for r in (prima, seconda)] == [
        ("RETTIFICA", "ALTRO", D("2.00"), spese),
        ("RETTIFICA", "ALTRO", D("10.00"), spese),
    ]
    assert frase(rettifica, spese, "0.01", contabile) == ("Di questo movimento restano 0,00 €: non si toglie di più.")
    assert figure(fondo)[3:] == (D("100.00"), D("100.00"))


def test_an_endowment_is_corrected_by_the_unione_and_keeps_its_act_and_its_source(contabile: Utente) -> None:
    fondo, chi = FondoFactory(dotato=D("1000.00")), funzionario()
    dotazione = fondo.movimenti.get()
    solo = "Una dotazione la rettifica l’Unione, il resto chi fa i conti."
    assert frase(rettifica, dotazione, "1.00", contabile) == solo
    interessi = registra_movimento(fondo, TipoMovimento.INTERESSE, del_conto("5.00"), utente=contabile)
    assert frase(rettifica, interessi, "1.00", chi) == solo
    nuova = rettifica(dotazione, "400.00", chi)
    assert (nuova.voce, nuova.effetto, nuova.provenienza, nuova.atto) == (
        "DOTATO",
        D("-400.00"),
        "CONVENZIONE",
        "Delibera di Giunta 12/2026",
    )
    fondo.refresh_from_db()
    assert (fondo.dotato, fondo.disponibile) == (D("600.00"), D("605.00"))


def test_a_correction_does_not_take_what_is_committed() -> None:
    fondo = FondoFactory(dotato=D("1000.00"))
    GaranziaFactory(
        fondo=fondo, attiva=True, canone_mensile=D("300"), massimale_canoni=D("900"), massimale_danni=D("0")
    )
    assert frase(rettifica, fondo.movimenti.get(), "100.01", funzionario()) == (
        "Nel fondo di Pontedera sono disponibili 100,00 €, ne servono 100,01 €: ne mancano 0,01 €" + FONTE
    )


def test_what_belongs_to_a_file_and_corrections_are_corrected_elsewhere(contabile: Utente) -> None:
    anticipo = anticipo_erogato()
    pagato = anticipo.movimenti.get()
    interessi = registra_movimento(anticipo.fondo, TipoMovimento.INTERESSE, del_conto("5.00"), utente=contabile)
    sbaglio = rettifica(interessi, "5.00", contabile)
    assert {frase(rettifica, m, "1.00", contabile) for m in (pagato, sbaglio)} == {
        "Questo movimento nasce da una pratica: si corregge lì."
    }


# --- waivers -------------------------------------------------------------------------------------------------


def test_a_waiver_is_given_by_the_unione_and_says_what_it_covers(contabile: Utente) -> None:
    fondo, chi = FondoFactory(dotato=D("1000.00")), funzionario()
    assert frase(pretende_capienza, fondo, D("1500.00"), utente=contabile, deroga="Urgenza") == (
        "Una deroga la concede l’Unione."
    )
    pretende_capienza(fondo, D("1500.00"), utente=chi, deroga="Sfratto fra tre giorni")
    deroga = DerogaFondo.objects.get()
    assert (deroga.importo, deroga.nota, deroga.concessa_da, deroga.concessa_il) == (
        D("500.00"),
        "Sfratto fra tre giorni",
        chi,
        date(2026, 11, 20),
    )
    AnticipoFactory(fondo=fondo, approvato=True, importo=D("1500.00"))
    fondo.refresh_from_db()
    assert (fondo.disponibile, fondo.deroga) == (D("-500.00"), D("500.00"))


def test_no_waiver_opens_the_fund_of_a_comune_that_has_not_joined() -> None:
    fondo = FondoFactory()
    assert frase(pretende_capienza, fondo, D("1.00"), utente=funzionario(), deroga="Urgenza").startswith(
        "Comune non aderente: Pontedera non ha una dotazione nel fondo."
    )
    assert DerogaFondo.objects.count() == 0


def test_the_database_takes_waivers_of_the_unione_only(contabile: Utente) -> None:
    fondo = FondoFactory(dotato=D("100.00"))

    def concedi(chi: Utente, **altro: Any) -> object:
        base = {"importo": D("10.00"), "nota": "Urgenza", "concessa_il": date(2026, 11, 20)}
        return DerogaFondo.objects.create(fondo=fondo, concessa_da=chi, **base | altro)

    assert rifiutato(lambda: concedi(contabile)) == "deroga_dell_unione"
    assert rifiutato(lambda: concedi(funzionario(), nota="")) == "deroga_con_importo_e_nota"
    fondo.refresh_from_db()
    assert (fondo.deroga, DerogaFondo.objects.count()) == (D("0.00"), 0)


def test_a_waiver_is_absorbed_as_the_money_comes_back() -> None:
    fondo, chi = FondoFactory(dotato=D("1000.00")), funzionario()
    pretende_capienza(fondo, D("1500.00"), utente=chi, deroga="Sfratto fra tre giorni")
    AnticipoFactory(fondo=fondo, approvato=True, importo=D("1500.00"))
    visti = []
    for importo in ("200.00", "200.00", "200.00"):
        dota(fondo, D(importo))
        conferma()
        fondo.refresh_from_db()
        visti.append((fondo.disponibile, fondo.deroga))
    assert visti == [(D("-300.00"), D("300.00")), (D("-100.00"), D("100.00")), (D("100.00"), D("0.00"))]
    # What was absorbed is gone: the fund may not go below zero again without another waiver.
    assert (
        rifiutato(lambda: AnticipoFactory(fondo=fondo, approvato=True, importo=D("100.01")))
        == "fondo_disponibile_mai_sotto_zero"
    )
