"""The acts on a claim: each does all it must or nothing, says why not, and leaves the fund right to the cent."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal as D
from typing import Any

import page
import pytest
from django.db import connection

from fondo_garanzia.actions.escussione import (
    Liquidazione,
    allega_escussione,
    approva_escussione,
    chiedi_integrazione_escussione,
    crea_lettera_escussione,
    liquida_escussione,
    modifica_escussione,
    presenta_escussione,
    rifiuta_escussione,
    ritira_escussione,
    valuta_escussione,
)
from fondo_garanzia.choices import TipoFileEscussione as Tipo
from fondo_garanzia.models import CreditoRivalsa, Escussione, Fondo, Garanzia, MensilitaEscussa, MovimentoFondo
from fondo_garanzia.rules.escussione import MeseRichiesto
from tests.factories.conti import ConvenzioneFactory
from tests.factories.fondo import FondoFactory, GaranziaFactory, dota, figure, funzionario
from tests.factories.persone import UtenteFactory
from tests.factories.rifiuti import rifiutato, sql
from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Parametro, Utente

pytestmark = pytest.mark.django_db

MESI = tuple(date(2026, n, 1) for n in (6, 7, 8, 9))
DATI = {
    "evento_il": date(2026, 9, 30),
    "presentata_il": date(2026, 10, 10),
    "danni": D("900.00"),
    "deposito_trattenuto": D("960.00"),
}
PIANO = Liquidazione(pagata_il=date(2026, 11, 19), n_rate=12, prima_rata=date(2027, 1, 5))
COMPLETI = (
    Tipo.MESSA_IN_MORA,
    Tipo.ESTRATTO_CANONI,
    Tipo.PREVENTIVO_DANNI,
    Tipo.FOTO,
    Tipo.VERBALE_CONSEGNA,
    Tipo.VERBALE_RILASCIO,
)


def operatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def coordinatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])


def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


def canoni(*mesi: date, euro: str = "480.00") -> list[MeseRichiesto]:
    return [MeseRichiesto(mese, D(euro)) for mese in mesi or MESI]


def presentata(garanzia: Garanzia | None = None, mesi: list[MeseRichiesto] | None = None, **dati: Any) -> Escussione:
    garanzia = garanzia or GaranziaFactory(attiva=True)
    return presenta_escussione(garanzia, DATI | dati, canoni() if mesi is None else mesi, utente=operatore())


def con_documenti(escussione: Escussione, tipi: tuple[Tipo, ...] = COMPLETI) -> Escussione:
    for tipo in tipi:
        contenuto = f"%PDF-1.7 {tipo} {escussione.numero}".encode()
        allega_escussione(escussione, tipo=tipo, file=(f"{tipo}.pdf", contenuto), utente=operatore())
    return escussione


def valutata(garanzia: Garanzia | None = None, **altro: Any) -> Escussione:
    return valuta_escussione(con_documenti(presentata(garanzia, **altro)), utente=coordinatore())


def approvata(garanzia: Garanzia | None = None, **altro: Any) -> Escussione:
    return approva_escussione(valutata(garanzia, **altro), atto="Determinazione 240/2026", utente=funzionario())


def pagata(garanzia: Garanzia | None = None, **altro: Any) -> CreditoRivalsa:
    return liquida_escussione(approvata(garanzia, **altro), PIANO, utente=contabile())


def motivo_del_rifiuto(atto: Callable[[], object]) -> str:
    with pytest.raises(AttoRifiutato) as rifiuto:
        atto()
    return str(rifiuto.value)


def concludi() -> None:
    """What is checked when the transaction ends."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("SET CONSTRAINTS ALL DEFERRED")


def test_scenario_4_through_the_acts() -> None:
    garanzia = GaranziaFactory(attiva=True)
    fondo = garanzia.fondo
    assert figure(fondo) == (D("1940.00"), D("0.00"), D("0.00"), D("25000.00"), D("23060.00"))
    escussione = presentata(garanzia)
    garanzia.refresh_from_db()
    assert (escussione.numero, escussione.stato, garanzia.stato) == ("ES-2026-0001", "PRESENTATA", "IN_ESCUSSIONE")
    escussione = valuta_escussione(con_documenti(escussione), utente=coordinatore())
    assert (escussione.importo, escussione.ammesso_danni, escussione.non_coperto) == (
        D("1440.00"), D("0.00"), D("420.00")
    )  # fmt: skip
    assert list(escussione.mensilita.values_list("ammesso", flat=True)) == [
        D("420.00"), D("480.00"), D("480.00"), D("60.00")
    ]  # fmt: skip
    assert [(r["voce"], r["importo"]) for r in escussione.calcolo[-2:]] == [
        ("Il fondo paga in tutto", "1440.00"),
        ("Resta non coperto", "420.00"),
    ]
    escussione = approva_escussione(escussione, atto="Determinazione 240/2026", utente=funzionario())
    assert figure(fondo) == (D("1940.00"), D("0.00"), D("0.00"), D("25000.00"), D("23060.00"))
    credito = liquida_escussione(escussione, PIANO, utente=contabile())
    concludi()
    garanzia.refresh_from_db()
    assert (garanzia.stato, garanzia.impegno, garanzia.residuo_danni, garanzia.finita_il) == (
        "ESCUSSA_PARZIALE", D("500.00"), D("500.00"), None
    )  # fmt: skip
    assert figure(fondo) == (D("500.00"), D("1440.00"), D("0.00"), D("23560.00"), D("23060.00"))
    assert (credito.numero, credito.importo, credito.nucleo, credito.aperto_il) == (
        "RV-2026-0001", D("1440.00"), garanzia.nucleo, PIANO.pagata_il
    )  # fmt: skip
    assert [rata.importo for rata in credito.rate.all()] == [D("120.00")] * 12
    movimento = MovimentoFondo.objects.get(escussione=escussione)
    assert (movimento.effetto, movimento.giorno, movimento.causale) == (
        D("-1440.00"), PIANO.pagata_il, f"Escussione ES-2026-0001, garanzia {garanzia.numero}"
    )  # fmt: skip


def test_a_guarantee_paid_to_the_last_cent_ends() -> None:
    garanzia = GaranziaFactory(attiva=True, massimale_danni=D("0.00"))
    pagata(garanzia)
    concludi()
    garanzia.refresh_from_db()
    assert (garanzia.stato, garanzia.impegno, garanzia.finita_il) == (
        "ESCUSSA_TOTALE", D("0.00"), PIANO.pagata_il
    )  # fmt: skip


@pytest.mark.parametrize(
    ("dati", "mesi", "frase"),
    [
        ({"danni": D("0.00")}, [], "Non è richiesto niente: scrivi almeno un mese non pagato, o i danni."),
        (
            {"presentata_il": date(2026, 11, 20)},
            None,
            "La data della richiesta è nel futuro: scrivi quando è arrivata.",
        ),
        ({"evento_il": date(2026, 10, 11)}, None, "La richiesta non può venire prima del fatto da cui nasce."),
        ({}, canoni(MESI[0], MESI[0]), "Giugno 2026 è scritto due volte: lascia una riga sola."),
    ],
)
def test_what_makes_no_sense_is_not_registered(
    dati: dict[str, Any], mesi: list[MeseRichiesto] | None, frase: str
) -> None:
    assert motivo_del_rifiuto(lambda: presentata(mesi=mesi, **dati)) == frase
    assert Escussione.objects.count() == 0


def test_only_a_live_guarantee_is_claimed_and_one_claim_at_a_time() -> None:
    garanzia = GaranziaFactory(approvata=True)
    assert "quando lo stato è «Approvata»" in motivo_del_rifiuto(lambda: presentata(garanzia))
    garanzia = presentata().garanzia
    assert "quando lo stato è «Escussione in esame»" in motivo_del_rifiuto(lambda: presentata(garanzia))
    estraneo = funzionario()
    attiva = GaranziaFactory(attiva=True)
    assert "spetta a un altro ruolo" in motivo_del_rifiuto(
        lambda: presenta_escussione(attiva, DATI, canoni(), utente=estraneo)
    )


def test_a_claim_is_put_right_with_its_months() -> None:
    escussione = presentata()
    luglio = escussione.mensilita.get(competenza=MESI[1]).pk
    mesi = [MeseRichiesto(MESI[1], D("480.00"), contributi=D("100.00")), *canoni(MESI[3])]
    modificata = modifica_escussione(escussione, DATI | {"nota": "Corretta"}, mesi, utente=operatore(), versione=1)
    concludi()
    assert (modificata.nota, modificata.versione) == ("Corretta", 2)
    assert list(modificata.mensilita.values_list("pk", "competenza", "netto")[:1]) == [(luglio, MESI[1], D("380.00"))]
    assert modificata.mensilita.count() == 2
    with pytest.raises(ModificaConcorrente):
        modifica_escussione(escussione, DATI, mesi, utente=operatore(), versione=1)


def test_the_same_file_never_supports_two_claims() -> None:
    prima, seconda = presentata(), presentata()
    file = ("mora.pdf", b"%PDF-1.7 mora")
    allegato = allega_escussione(prima, tipo=Tipo.MESSA_IN_MORA, file=file, utente=operatore())
    assert motivo_del_rifiuto(
        lambda: allega_escussione(prima, tipo=Tipo.ALTRO, file=file, utente=operatore())
    ) == "Questo file c’è già, come «Messa in mora»: non serve allegarlo due volte."  # fmt: skip
    altro_nome = ("altro nome.pdf", file[1])
    assert motivo_del_rifiuto(
        lambda: allega_escussione(seconda, tipo=Tipo.MESSA_IN_MORA, file=altro_nome, utente=operatore())
    ) == f"Questo file è già fra i documenti dell’escussione {prima.numero}: ogni richiesta ha i suoi."  # fmt: skip
    assert "Si accettano" in motivo_del_rifiuto(
        lambda: allega_escussione(seconda, tipo=Tipo.ALTRO, file=("a.exe", b"MZ"), utente=operatore())
    )
    assert "impronta" in str(rifiutato(lambda: sql(
        "INSERT INTO fondo_garanzia_fileescussione (escussione_id, tipo, documento_id, impronta)"
        " SELECT %s, 'ALTRO', documento_id, impronta FROM fondo_garanzia_fileescussione WHERE id = %s",
        seconda.pk, allegato.pk,
    )))  # fmt: skip


def test_nothing_is_evaluated_out_of_time_or_without_its_documents() -> None:
    escussione = con_documenti(presentata(), COMPLETI[:3])
    assert motivo_del_rifiuto(lambda: valuta_escussione(escussione, utente=coordinatore())) == (
        "Mancano le fotografie dei danni (regolamento del fondo). "
        "Manca il verbale di consegna (regolamento del fondo). "
        "Manca il verbale di rilascio (regolamento del fondo)"
    )
    tardiva = con_documenti(presentata(evento_il=date(2026, 8, 1)))
    assert "il termine è di 60 giorni" in motivo_del_rifiuto(lambda: valuta_escussione(tardiva, utente=coordinatore()))
    Parametro.objects.create(
        chiave="giorni_escussione", descrizione="Giorni per chiedere", valore=D(90), valido_dal=date(2026, 1, 1),
        atto="Delibera 1",
    )  # fmt: skip
    assert valuta_escussione(tardiva, utente=coordinatore()).stato == "VALUTATA"


def test_to_ask_for_more_takes_the_evaluation_back() -> None:
    escussione = valutata()
    assert motivo_del_rifiuto(
        lambda: chiedi_integrazione_escussione(
            escussione, motivo="Manca la fattura", integrare_entro=date(2026, 11, 18), utente=funzionario()
        )
    ) == "Il termine per integrare è già passato: scrivi un giorno da oggi in poi."  # fmt: skip
    da_integrare = chiedi_integrazione_escussione(
        escussione, motivo="Manca la fattura", integrare_entro=date(2026, 12, 3), utente=funzionario()
    )
    concludi()
    assert (da_integrare.stato, da_integrare.ammesso_canoni, da_integrare.calcolo, da_integrare.valutata_il) == (
        "INTEGRAZIONE", D("0.00"), [], None
    )  # fmt: skip
    assert set(escussione.mensilita.values_list("ammesso", flat=True)) == {D("0.00")}
    di_nuovo = valuta_escussione(da_integrare, utente=coordinatore())
    concludi()
    assert (di_nuovo.importo, di_nuovo.integrare_entro) == (D("1440.00"), None)


def test_who_registered_a_claim_does_not_decide_it_and_nothing_to_pay_is_only_refused() -> None:
    tutto = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS, Ruolo.FUNZIONARIO_UNIONE])
    garanzia = GaranziaFactory(attiva=True)
    escussione = presenta_escussione(garanzia, DATI, canoni(), utente=tutto)
    escussione = valuta_escussione(con_documenti(escussione), utente=coordinatore())
    frase = "L’hai registrata tu: la decide un’altra persona dell’Unione."
    assert motivo_del_rifiuto(lambda: approva_escussione(escussione, atto="Det. 1", utente=tutto)) == frase
    assert motivo_del_rifiuto(lambda: rifiuta_escussione(escussione, motivo="No", utente=tutto)) == frase
    niente = valutata(deposito_trattenuto=D("3000.00"))
    assert motivo_del_rifiuto(lambda: approva_escussione(niente, atto="Det. 1", utente=funzionario())) == (
        "Non risulta niente da pagare: questa richiesta si può solo rifiutare."
    )
    assert "spetta a un altro ruolo" in motivo_del_rifiuto(
        lambda: approva_escussione(escussione, atto="Det. 1", utente=coordinatore())
    )


@pytest.mark.parametrize("stato", ["ATTIVA", "SOSPESA"])
def test_refused_or_withdrawn_the_guarantee_goes_back_to_what_it_was(stato: str) -> None:
    garanzia = GaranziaFactory(attiva=True, stato=stato, motivo_fine="In verifica" if stato == "SOSPESA" else "")
    rifiutata = rifiuta_escussione(valutata(garanzia), motivo="Non risulta il debito", utente=funzionario())
    concludi()
    garanzia.refresh_from_db()
    assert (rifiutata.stato, rifiutata.ammesso_canoni, garanzia.stato, garanzia.impegno) == (
        "RIFIUTATA", D("0.00"), stato, D("1940.00")
    )  # fmt: skip
    assert rifiutata.calcolo[-1] == {
        "voce": "Il fondo paga in tutto", "importo": "0.00", "nota": "Non risulta il debito"
    }  # fmt: skip
    ritirata = ritira_escussione(presentata(garanzia), motivo="Pagato dall’inquilino", utente=operatore())
    concludi()
    garanzia.refresh_from_db()
    assert (ritirata.stato, garanzia.stato) == ("RITIRATA", stato)


def test_refused_after_a_payment_the_guarantee_is_still_enforced_in_part() -> None:
    garanzia = GaranziaFactory(attiva=True)
    pagata(garanzia)
    escussione = presentata(garanzia, canoni(date(2026, 10, 1)), danni=D("0.00"))
    rifiuta_escussione(escussione, motivo="No", utente=funzionario())
    concludi()
    garanzia.refresh_from_db()
    assert garanzia.stato == "ESCUSSA_PARZIALE"


def test_a_month_is_paid_once_ever_for_the_acts_and_for_the_database() -> None:
    garanzia = GaranziaFactory(attiva=True)
    pagata(garanzia)
    frase = "Il fondo ha già pagato settembre 2026: un mese si paga una volta sola (regolamento del fondo)"
    assert motivo_del_rifiuto(lambda: presentata(garanzia, canoni(MESI[3], date(2026, 10, 1)))) == frase
    seconda = presentata(garanzia, canoni(date(2026, 10, 1)))
    assert motivo_del_rifiuto(
        lambda: modifica_escussione(seconda, DATI, canoni(MESI[3]), utente=operatore(), versione=1)
    ) == frase  # fmt: skip
    MensilitaEscussa.objects.create(escussione=seconda, garanzia=garanzia, competenza=MESI[3], richiesto=D("420.00"))
    assert frase in motivo_del_rifiuto(lambda: valuta_escussione(con_documenti(seconda), utente=coordinatore()))
    assert rifiutato(
        lambda: sql(
            "UPDATE fondo_garanzia_mensilitaescussa SET ammesso = 60 WHERE escussione_id = %s AND competenza = %s",
            seconda.pk, MESI[3],
        )
    ) == "mensilita_pagata_una_volta"  # fmt: skip


def test_the_franchise_is_borne_once() -> None:
    garanzia = GaranziaFactory(attiva=True, franchigia_mensilita=1)
    pagata(garanzia, mesi=canoni(*MESI[:2]), deposito_trattenuto=D("0.00"))
    seconda = valutata(garanzia, mesi=canoni(MESI[0], MESI[2]), deposito_trattenuto=D("0.00"), danni=D("0.00"))
    assert list(seconda.mensilita.values_list("competenza", "ammesso")) == [
        (MESI[0], D("0.00")), (MESI[2], D("480.00"))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cambia", "frase"),
    [
        ({"pagata_il": date(2026, 11, 18)}, "Il pagamento sta fra il 19/11/2026, quando fu approvata, e oggi."),
        ({"pagata_il": date(2026, 11, 20)}, "Il pagamento sta fra il 19/11/2026, quando fu approvata, e oggi."),
        ({"prima_rata": date(2026, 11, 19)}, "La prima rata scade dopo il pagamento."),
        ({"n_rate": 0}, "Le rate vanno da 1 a 120."),
    ],
)
def test_a_payment_with_wrong_days_writes_nothing(cambia: dict[str, Any], frase: str) -> None:
    escussione = approvata()
    piano = Liquidazione(**(vars(PIANO) | cambia))
    assert motivo_del_rifiuto(lambda: liquida_escussione(escussione, piano, utente=contabile())) == frase
    assert (MovimentoFondo.objects.filter(voce="EROGATO").count(), CreditoRivalsa.objects.count()) == (0, 0)


def test_the_money_must_be_on_the_account_and_the_role_is_the_accountant() -> None:
    fondo = FondoFactory(dotato=D("1940.00"))
    escussione = approvata(GaranziaFactory(fondo=fondo, attiva=True))
    assert "spetta a un altro ruolo" in motivo_del_rifiuto(
        lambda: liquida_escussione(escussione, PIANO, utente=coordinatore())
    )
    Fondo.objects.filter(pk=fondo.pk).update(deroga=D("1000.00"), altri=D("-1000.00"))
    assert motivo_del_rifiuto(lambda: liquida_escussione(escussione, PIANO, utente=contabile())) == (
        "In cassa ci sono 940,00\xa0€, da pagare sono 1.440,00\xa0€ (convenzione, fondo per comune)"
    )
    dota(fondo, D("1000.00"))
    liquida_escussione(escussione, PIANO, utente=contabile())
    concludi()


def test_what_the_unione_let_a_fund_commit_beyond_its_means_can_be_paid() -> None:
    fondo = FondoFactory(dotato=D("1940.00"))
    escussione = approvata(GaranziaFactory(fondo=fondo, attiva=True))
    Fondo.objects.filter(pk=fondo.pk).update(deroga=D("400.00"), altri=D("-400.00"))
    liquida_escussione(escussione, PIANO, utente=contabile())
    concludi()
    assert figure(fondo) == (D("500.00"), D("1440.00"), D("0.00"), D("100.00"), D("-400.00"))
    assert fondo.deroga == D("400.00")


def test_the_letter_explains_line_by_line_in_every_state() -> None:
    ConvenzioneFactory()
    carica_modelli(date(2026, 1, 1))
    conti = contabile()
    valutazione = valutata()
    rifiutata = rifiuta_escussione(valutata(), motivo="Fuori termine", utente=funzionario())
    decisa = approvata()
    liquidata = pagata().escussione
    for escussione, oggetto in (
        (valutazione, "valutazione"),
        (rifiutata, "non accolta"),
        (decisa, "approvata"),
        (liquidata, "pagamento"),
    ):
        lettera = crea_lettera_escussione(escussione, utente=conti)
        escussione.refresh_from_db()
        assert escussione.lettera == lettera
        assert lettera.oggetto == f"Richiesta di escussione {escussione.numero}: {oggetto}"
        assert (lettera.destinatario, lettera.proprietario) == ("Gino Baldi", escussione.garanzia.proprietario)
        with lettera.documento.file.open("rb") as file:
            pdf = file.read()
        assert [e.rule_id for p in ("3a", "ua1") for e in page.validate_pdf_bytes(pdf, profile=p).failures] == []
    assert "quando lo stato è «Presentata»" in motivo_del_rifiuto(
        lambda: crea_lettera_escussione(presentata(), utente=conti)
    )


# --- two people at once ---------------------------------------------------------------------------------------------


def insieme(*atti: Callable[[], object]) -> list[object]:
    """Every act at the same instant, each on its own connection; an exception is an answer too."""
    via = threading.Barrier(len(atti))

    def corri(atto: Callable[[], object]) -> object:
        via.wait()
        try:
            return atto()
        except Exception as errore:
            return errore
        finally:
            connection.close()

    with ThreadPoolExecutor(len(atti)) as corsie:
        return list(corsie.map(corri, atti))


@pytest.mark.django_db(transaction=True)
def test_pressed_by_four_people_at_once_it_is_paid_once() -> None:
    escussione, conti = approvata(), contabile()
    risposte = insieme(*[lambda: liquida_escussione(escussione, PIANO, utente=conti)] * 4)
    assert sorted(type(risposta).__name__ for risposta in risposte) == ["AttoRifiutato"] * 3 + ["CreditoRivalsa"]
    assert (MovimentoFondo.objects.filter(escussione=escussione).count(), CreditoRivalsa.objects.count()) == (1, 1)
    assert figure(escussione.garanzia.fondo) == (
        D("500.00"), D("1440.00"), D("0.00"), D("23560.00"), D("23060.00")
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_of_two_claims_registered_at_once_one_is_there() -> None:
    garanzia, chi = GaranziaFactory(attiva=True), operatore()
    risposte = insieme(*[lambda: presenta_escussione(garanzia, DATI, canoni(), utente=chi)] * 2)
    assert sorted(type(risposta).__name__ for risposta in risposte) == ["AttoRifiutato", "Escussione"]
    assert MensilitaEscussa.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_approved_and_refused_at_once_it_is_one_of_the_two() -> None:
    escussione, chi = valutata(), funzionario()
    insieme(
        lambda: approva_escussione(escussione, atto="Det. 1", utente=chi),
        lambda: rifiuta_escussione(escussione, motivo="No", utente=chi),
    )
    escussione.refresh_from_db()
    garanzia = Garanzia.objects.get(pk=escussione.garanzia_id)
    assert (escussione.stato, garanzia.stato) in {("APPROVATA", "IN_ESCUSSIONE"), ("RIFIUTATA", "ATTIVA")}
