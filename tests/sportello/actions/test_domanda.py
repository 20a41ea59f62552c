"""The life of an application, from what is already known to the payment."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sportello.actions import domanda as atti
from sportello.actions.misura import carica_misure
from sportello.management.misure_di_partenza import MISURE, PREVENZIONE_SFRATTI
from sportello.models import DomandaMisura, Misura
from sportello.queries.domanda import Istruttoria, con_fatti
from tests.factories.casa import CasoFactory, IseeFactory
from tests.factories.persone import UtenteFactory
from tests.factories.sportello import (
    DocumentoMisuraFactory,
    DomandaMisuraFactory,
    EventoSfrattoFactory,
    MassimaleMisuraFactory,
    RequisitoMisuraFactory,
    SfrattoFactory,
)
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Caso

pytestmark = pytest.mark.django_db

OGGI = date(2026, 11, 19)
PDF = ("foglio.pdf", b"%PDF-1.7 foglio")
D = Decimal


@pytest.fixture
def operatore() -> Any:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


@pytest.fixture
def sfratto() -> Any:
    """Scenario 27: arrears of 5.000, costs of 600, execution set for 12 September."""
    sfratto = SfrattoFactory()
    EventoSfrattoFactory(sfratto=sfratto)
    IseeFactory(nucleo=sfratto.caso.nucleo, valore=D("9800.00"), ise=D("15000.00"))
    return sfratto


@pytest.fixture
def misura() -> Misura:
    return carica_misure([PREVENZIONE_SFRATTI])[0]


def con_documenti(domanda: DomandaMisura, operatore: Any) -> DomandaMisura:
    for documento in domanda.misura.documenti.filter(obbligatorio=True):
        atti.allega_domanda(domanda, nome="", file=PDF, utente=operatore, richiesto=documento)
    return domanda


BUONI: dict[str, Any] = {
    "cittadinanza_o_permesso": True,
    "residente_dal": date(2020, 1, 1),
    "contratto_registrato": True,
    "categoria_catastale": "A/3",
    "alloggio_erp": False,
    "reddito_prima": D("20000.00"),
    "reddito_dopo": D("10000.00"),
    "causa": "LICENZIAMENTO",
    "quota_proprieta": D("0.00"),
    "modalita": "NUOVO_CONTRATTO",
}


def completa(sfratto: Any, misura: Misura, operatore: Any, **altro: Any) -> DomandaMisura:
    """Everything is written and attached, nothing presented yet."""
    domanda = atti.apri_domanda(sfratto.caso, misura, utente=operatore)
    con_documenti(domanda, operatore)
    return atti.modifica_domanda(domanda, BUONI | altro, utente=operatore, versione=1)


def in_istruttoria(sfratto: Any, misura: Misura, operatore: Any, **altro: Any) -> DomandaMisura:
    domanda = completa(sfratto, misura, operatore, **altro)
    atti.presenta_domanda(domanda, presentata_il=OGGI, protocollo="12/2026", utente=operatore, motivo="Deroga")
    return atti.istruisci_domanda(domanda, utente=operatore)


def test_a_new_domanda_knows_what_the_office_knows(sfratto: Any, misura: Misura, operatore: Any) -> None:
    domanda = atti.apri_domanda(sfratto.caso, misura, utente=operatore, sfratto=sfratto)
    assert (domanda.numero, domanda.stato, domanda.aperta_il) == ("D-2026-0001", "BOZZA", OGGI)
    assert domanda.richiedente == sfratto.caso.nucleo.membri.get().persona
    assert (domanda.sfratto, domanda.importo_morosita, domanda.spese_legali) == (sfratto, D("5000.00"), D("600.00"))
    assert (domanda.canone_annuo, domanda.residenza_o_lavoro, domanda.modalita) == (D("6000.00"), True, "")
    istruttoria = Istruttoria(con_fatti(DomandaMisura.objects.all()).get(), OGGI)
    assert istruttoria.isee == sfratto.caso.nucleo.isee.get()
    assert istruttoria.valutazione.risposta == "MANCA"
    assert len(istruttoria.documenti_mancanti) == 5


def test_a_household_applies_once_for_a_measure(sfratto: Any, misura: Misura, operatore: Any) -> None:
    atti.apri_domanda(sfratto.caso, misura, utente=operatore)
    with pytest.raises(AttoRifiutato, match="ha già una domanda aperta per questa misura, D-2026-0001"):
        atti.apri_domanda(sfratto.caso, misura, utente=operatore)


def test_who_does_not_follow_people_does_not_open_a_domanda(sfratto: Any, misura: Misura) -> None:
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        atti.apri_domanda(sfratto.caso, misura, utente=UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]))


def test_a_closed_case_and_an_empty_household_do_not_apply(misura: Misura, operatore: Any) -> None:
    caso = CasoFactory()
    Caso.objects.filter(pk=caso.pk).update(chiuso_il=OGGI, esito="ABBANDONO")
    with pytest.raises(AttoRifiutato, match="è chiuso"):
        atti.apri_domanda(caso, misura, utente=operatore)
    vuoto = CasoFactory()
    vuoto.nucleo.membri.all().delete()
    with pytest.raises(AttoRifiutato, match="non c’è nessuno"):
        atti.apri_domanda(vuoto, misura, utente=operatore)


def test_scenario_27_from_the_draft_to_the_payment(sfratto: Any, misura: Misura, operatore: Any) -> None:
    domanda = completa(sfratto, misura, operatore)
    presentata = atti.presenta_domanda(domanda, presentata_il=OGGI, protocollo="12/2026", utente=operatore)
    assert (presentata.stato, presentata.isee) == ("PRESENTATA", sfratto.caso.nucleo.isee.get())
    atti.istruisci_domanda(domanda, utente=operatore)
    ammessa = atti.ammetti_domanda(domanda, utente=operatore, pagare_a="Gino Baldi")
    assert (ammessa.importo_ammesso, ammessa.beneficiario) == (D("5600.00"), "PROPRIETARIO")
    assert ammessa.spiegazione.startswith("Canoni arretrati 5.000,00")
    assert list(ammessa.esiti.values_list("risposta", flat=True)) == ["SI"] * 12
    atti.finanzia_domanda(domanda, commissione_il=OGGI, utente=operatore)
    paga = {"liquidata_il": OGGI, "importo": D("5600.00"), "pagare_a": "Gino Baldi", "utente": operatore}
    with pytest.raises(AttoRifiutato, match="solo dopo la sua accettazione firmata"):
        atti.liquida_domanda(domanda, **paga)
    with pytest.raises(AttoRifiutato, match="non si paga di più"):
        atti.liquida_domanda(domanda, **paga | {"importo": D("5600.01")}, accettazione_il=OGGI, accettazione=PDF)
    with pytest.raises(AttoRifiutato, match="non si paga prima"):
        atti.liquida_domanda(domanda, **paga, accettazione_il=date(2026, 11, 20), accettazione=PDF)
    pagata = atti.liquida_domanda(domanda, **paga, accettazione_il=OGGI, accettazione=PDF)
    assert (pagata.stato, pagata.importo_liquidato, pagata.accettazione.nome) == (
        "LIQUIDATA",
        D("5600.00"),
        "foglio.pdf",
    )
    with pytest.raises(AttoRifiutato, match="Non si può più"):
        atti.liquida_domanda(domanda, **paga, accettazione_il=OGGI, accettazione=PDF)
    assert atti.chiudi_domanda(domanda, utente=operatore).stato == "CHIUSA"


def test_what_was_answered_then_stays_when_the_measure_changes(sfratto: Any, misura: Misura, operatore: Any) -> None:
    domanda = in_istruttoria(sfratto, misura, operatore)
    atti.ammetti_domanda(domanda, utente=operatore)
    misura.requisiti.filter(tipo="ISEE_MASSIMO").update(soglia=D("1000.00"))
    istruttoria = Istruttoria(con_fatti(DomandaMisura.objects.all()).get(), OGGI)
    assert istruttoria.congelata
    assert istruttoria.valutazione.risposta == "SI"


def test_a_domanda_wants_its_papers_and_its_use_before_it_is_presented(
    sfratto: Any, misura: Misura, operatore: Any
) -> None:
    domanda = atti.apri_domanda(sfratto.caso, misura, utente=operatore)
    with pytest.raises(AttoRifiutato) as rifiuto:
        atti.presenta_domanda(domanda, presentata_il=OGGI, protocollo="1", utente=operatore)
    motivi = [m.testo for m in rifiuto.value.esito.ostacoli]
    assert motivi[0] == "Scegli per che cosa si chiede, con «Modifica»"
    assert "Manca il documento «Copia del contratto registrato»" in motivi


def test_a_no_wants_a_reason_and_what_is_missing_only_warns(sfratto: Any, misura: Misura, operatore: Any) -> None:
    domanda = completa(sfratto, misura, operatore, quota_proprieta=D("50.00"))
    with pytest.raises(AttoRifiutato, match="il massimo è 30,00"):
        atti.presenta_domanda(domanda, presentata_il=OGGI, protocollo="1", utente=operatore)
    atti.modifica_domanda(domanda, {"quota_proprieta": None}, utente=operatore, versione=2)
    presentata = atti.presenta_domanda(domanda, presentata_il=OGGI, protocollo="1", utente=operatore)
    assert (presentata.stato, presentata.motivo) == ("PRESENTATA", "")
    atti.istruisci_domanda(domanda, utente=operatore)
    with pytest.raises(AttoRifiutato, match="Per ammetterla lo stesso scrivi il motivo"):
        atti.ammetti_domanda(domanda, utente=operatore)
    assert atti.ammetti_domanda(domanda, utente=operatore, motivo="Non ha case: visura").stato == "AMMESSA"


def test_a_no_with_its_reason_is_presented(sfratto: Any, misura: Misura, operatore: Any) -> None:
    domanda = completa(sfratto, misura, operatore, quota_proprieta=D("50.00"))
    presentata = atti.presenta_domanda(
        domanda, presentata_il=OGGI, protocollo="1", utente=operatore, motivo="Casa inagibile"
    )
    assert presentata.motivo == "Casa inagibile"


@pytest.mark.parametrize(
    ("misura_dal", "misura_al", "giorno", "frase"),
    [
        (date(2026, 1, 1), date(2026, 11, 18), OGGI, "01/01/2026–18/11/2026"),
        (date(2026, 11, 20), None, OGGI, "dal 20/11/2026"),
        (date(2026, 1, 1), None, date(2026, 11, 18), "aperta il 19/11/2026"),
    ],
)
def test_a_domanda_is_presented_while_the_notice_is_open(
    misura_dal: date, misura_al: date | None, giorno: date, frase: str, operatore: Any
) -> None:
    domanda = DomandaMisuraFactory(
        aperta_il=OGGI,
        misura__domande_dal=misura_dal,
        misura__domande_al=misura_al,
        misura__valida_dal=date(2026, 1, 1),
    )
    with pytest.raises(AttoRifiutato, match=frase):
        atti.presenta_domanda(domanda, presentata_il=giorno, protocollo="1", utente=operatore)


def test_more_than_the_computed_amount_wants_its_reason(sfratto: Any, misura: Misura, operatore: Any) -> None:
    domanda = in_istruttoria(sfratto, misura, operatore)
    with pytest.raises(AttoRifiutato, match="L’importo calcolato è 5"):
        atti.ammetti_domanda(domanda, utente=operatore, importo=D("6000.00"))
    ammessa = atti.ammetti_domanda(domanda, utente=operatore, importo=D("6000.00"), motivo="Delibera 3/2026")
    assert (ammessa.importo_ammesso, ammessa.motivo) == (D("6000.00"), "Delibera 3/2026")


def test_a_measure_without_caps_wants_the_amount(operatore: Any) -> None:
    domanda = DomandaMisuraFactory(stato="IN_ISTRUTTORIA", presentata_il=OGGI)
    with pytest.raises(AttoRifiutato, match="Scrivi l’importo"):
        atti.ammetti_domanda(domanda, utente=operatore)
    ammessa = atti.ammetti_domanda(domanda, utente=operatore, importo=D("300.00"))
    assert (ammessa.importo_ammesso, ammessa.beneficiario) == (D("300.00"), "INQUILINO")


def test_an_integration_says_what_is_missing_and_is_cleared_when_it_comes(
    sfratto: Any, misura: Misura, operatore: Any
) -> None:
    domanda = in_istruttoria(sfratto, misura, operatore)
    chiesta = atti.chiedi_integrazione_domanda(
        domanda, motivo="Manca la visura", integrare_entro=date(2026, 12, 1), utente=operatore
    )
    assert (chiesta.stato, chiesta.motivo, chiesta.integrare_entro) == (
        "INTEGRAZIONE",
        "Manca la visura",
        date(2026, 12, 1),
    )
    ripresa = atti.istruisci_domanda(domanda, utente=operatore)
    assert (ripresa.stato, ripresa.motivo, ripresa.integrare_entro) == ("IN_ISTRUTTORIA", "", None)


def test_an_exclusion_keeps_its_reason_and_its_answers(sfratto: Any, misura: Misura, operatore: Any) -> None:
    domanda = in_istruttoria(sfratto, misura, operatore, quota_proprieta=D("50.00"))
    esclusa = atti.escludi_domanda(domanda, motivo="Possiede una casa", utente=operatore)
    assert (esclusa.stato, esclusa.motivo) == ("ESCLUSA", "Possiede una casa")
    assert esclusa.esiti.get(risposta="NO").testo.startswith("Quota di proprietà 50,00")
    assert atti.chiudi_domanda(domanda, utente=operatore).stato == "CHIUSA"


def test_money_may_not_be_enough_and_come_later(sfratto: Any, misura: Misura, operatore: Any) -> None:
    domanda = in_istruttoria(sfratto, misura, operatore)
    atti.ammetti_domanda(domanda, utente=operatore)
    with pytest.raises(AttoRifiutato, match="viene dopo la presentazione"):
        atti.finanzia_domanda(domanda, commissione_il=date(2026, 11, 18), utente=operatore)
    attesa = atti.non_finanzia_domanda(domanda, commissione_il=OGGI, motivo="Fondi finiti", utente=operatore)
    assert (attesa.stato, attesa.motivo) == ("NON_FINANZIATA", "Fondi finiti")
    finanziata = atti.finanzia_domanda(domanda, commissione_il=OGGI, utente=operatore)
    assert (finanziata.stato, finanziata.motivo) == ("FINANZIATA", "")
    with pytest.raises(AttoRifiutato, match="Si paga dopo la commissione"):
        atti.liquida_domanda(domanda, liquidata_il=date(2026, 11, 18), importo=D(1), pagare_a="Gino", utente=operatore)


def test_a_ranking_is_not_money(operatore: Any) -> None:
    massimale = MassimaleMisuraFactory(modalita="GRADUATORIA", importo=D(0), beneficiario="NESSUNO")
    domanda = DomandaMisuraFactory(
        misura=massimale.misura, modalita="GRADUATORIA", stato="IN_ISTRUTTORIA", presentata_il=OGGI
    )
    assert atti.ammetti_domanda(domanda, utente=operatore).importo_ammesso == D(0)
    for atto in (atti.finanzia_domanda, atti.non_finanzia_domanda):
        with pytest.raises(AttoRifiutato, match="non chiede denaro"):
            atto(domanda, commissione_il=OGGI, utente=operatore, **({"motivo": "x"} if "non" in atto.__name__ else {}))
    assert atti.chiudi_domanda(domanda, utente=operatore).stato == "CHIUSA"


def test_a_household_may_withdraw_saying_why(operatore: Any) -> None:
    ritirata = atti.ritira_domanda(DomandaMisuraFactory(), motivo="Ha trovato casa", utente=operatore)
    assert (ritirata.stato, ritirata.motivo) == ("RITIRATA", "Ha trovato casa")


def test_a_paper_of_another_measure_is_refused(operatore: Any) -> None:
    with pytest.raises(AttoRifiutato, match="di un’altra misura"):
        atti.allega_domanda(
            DomandaMisuraFactory(), nome="x", file=PDF, utente=operatore, richiesto=DocumentoMisuraFactory()
        )


def test_two_people_on_one_domanda_do_not_overwrite_each_other(operatore: Any) -> None:
    domanda = DomandaMisuraFactory()
    atti.modifica_domanda(domanda, {"causa": "MALATTIA"}, utente=operatore, versione=1)
    with pytest.raises(ModificaConcorrente):
        atti.modifica_domanda(domanda, {"causa": "SEPARAZIONE"}, utente=operatore, versione=1)


def test_the_social_worker_prepares_and_the_ets_decides(operatore: Any) -> None:
    assistente = UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE])
    domanda = DomandaMisuraFactory(stato="IN_ISTRUTTORIA", presentata_il=OGGI)
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        atti.ammetti_domanda(domanda, utente=assistente, importo=D(10))


def test_the_measures_of_the_product_are_loaded_once(operatore: Any) -> None:
    assert len(carica_misure(MISURE)) == 7
    assert carica_misure(MISURE) == []
    contributo = Misura.objects.get(nome="Contributo affitto 2025")
    assert {(r.fascia, r.tipo, r.soglia) for r in contributo.requisiti.exclude(fascia="")} == {
        ("A", "ISE_MASSIMO", D("16033.42")),
        ("A", "INCIDENZA_MINIMA", D(14)),
        ("B", "ISE_MASSIMO", D("32456.72")),
        ("B", "INCIDENZA_MINIMA", D(24)),
        ("B", "ISEE_MASSIMO", D("16500.00")),
    }


def test_a_band_the_household_is_not_in_is_no_obstacle(operatore: Any) -> None:
    alta = RequisitoMisuraFactory(tipo="ISE_MASSIMO", fascia="B", soglia=D(32000))
    RequisitoMisuraFactory(misura=alta.misura, tipo="ISE_MASSIMO", fascia="A", soglia=D(10000), ordine=0)
    domanda = DomandaMisuraFactory(misura=alta.misura, aperta_il=OGGI)
    IseeFactory(nucleo=domanda.caso.nucleo, ise=D(20000))
    presentata = atti.presenta_domanda(domanda, presentata_il=OGGI, protocollo="1", utente=operatore)
    assert presentata.stato == "PRESENTATA"
