"""Dues, payments and what joins them: whole, in part, undone, refused."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.casa import IncassoFactory, ScadenzaFactory
from tests.factories.gestore import sublocazione_in_corso
from tests.factories.persone import NucleoFactory, UtenteFactory
from valdera_housing.actions.imputazione import annulla_imputazione, imputa_incasso
from valdera_housing.actions.incasso import annulla_incasso, registra_incasso
from valdera_housing.actions.scadenza import aggiungi_scadenza, annulla_scadenza, conguaglia_oneri
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Imputazione, Incasso, Scadenza, Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)
euro = Decimal


@pytest.fixture
def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


def versamento(importo: str, **altro) -> dict:
    return {
        "verso": "ENTRATA", "data": OGGI, "importo": euro(importo), "mezzo": "CONTANTI", "riferimento": "",
        "chi": "Maria Rossi",
    } | altro  # fmt: skip


def tre_mesi(nucleo) -> list[Scadenza]:
    mesi = (9, 10, 11)
    return [ScadenzaFactory(nucleo=nucleo, competenza=date(2026, m, 1), scade_il=date(2026, m, 5)) for m in mesi]


def residui() -> list[Decimal]:
    return list(Scadenza.objects.order_by("pk").values_list("residuo", flat=True))


def test_a_payment_covers_the_oldest_dues_first(contabile: Utente) -> None:
    nucleo = NucleoFactory()
    tre_mesi(nucleo)
    ScadenzaFactory(nucleo=NucleoFactory())
    incasso = registra_incasso(versamento("500.00", nucleo=nucleo), None, utente=contabile)
    righe = list(incasso.imputazioni.values_list("importo", "criterio"))
    criterio = "La più vecchia prima (c.c. art. 1193)"
    assert (incasso.numero, residui(), righe) == (
        "I-2026-0001",
        [euro("0.00"), euro("220.00"), euro("360.00"), euro("360.00")],
        [(euro("360.00"), criterio), (euro("140.00"), criterio)],
    )


def test_who_pays_may_say_which_dues(contabile: Utente) -> None:
    nucleo = NucleoFactory()
    _, _, novembre = tre_mesi(nucleo)
    registra_incasso(versamento("360.00", nucleo=nucleo), [(novembre.pk, euro("360.00"))], utente=contabile)
    assert residui() == [euro("360.00"), euro("360.00"), euro("0.00")]


def test_two_payments_may_cover_one_due(contabile: Utente) -> None:
    nucleo = NucleoFactory()
    scadenza = ScadenzaFactory(nucleo=nucleo)
    for importo in ("200.00", "160.00"):
        registra_incasso(versamento(importo, nucleo=nucleo), None, utente=contabile)
    scadenza.refresh_from_db()
    assert (scadenza.imputato, scadenza.aperta, scadenza.imputazioni.count()) == (euro("360.00"), False, 2)


def test_what_covers_nothing_waits_and_is_matched_later(contabile: Utente) -> None:
    nucleo = NucleoFactory()
    incasso = registra_incasso(versamento("500.00", nucleo=nucleo), None, utente=contabile)
    with pytest.raises(AttoRifiutato, match="Non ci sono scadenze aperte"):
        imputa_incasso(incasso, None, utente=contabile)
    scadenza = ScadenzaFactory(nucleo=nucleo)
    imputa_incasso(incasso, None, utente=contabile)
    incasso.refresh_from_db()
    scadenza.refresh_from_db()
    assert (incasso.da_imputare, scadenza.residuo) == (euro("140.00"), euro("0.00"))


@pytest.mark.parametrize(
    ("importi", "frase"),
    [
        (("360.01",), "restano da pagare 360,00"),
        (("0.00",), "maggiore di zero"),
        (("200.00", "100.00"), "due volte"),
    ],
)
def test_never_more_than_what_is_left(importi: tuple[str, ...], frase: str, contabile: Utente) -> None:
    scadenza = ScadenzaFactory()
    with pytest.raises(AttoRifiutato, match=frase):
        registra_incasso(versamento("900.00"), [(scadenza.pk, euro(i)) for i in importi], utente=contabile)
    assert (Incasso.objects.count(), Imputazione.objects.count()) == (0, 0)


def test_never_more_than_what_was_paid(contabile: Utente) -> None:
    prima, dopo = ScadenzaFactory(), ScadenzaFactory()
    quote = [(prima.pk, euro("360.00")), (dopo.pk, euro("40.01"))]
    with pytest.raises(AttoRifiutato, match=r"Le quote fanno 400,01.€, ma da abbinare ci sono 400,00"):
        registra_incasso(versamento("400.00"), quote, utente=contabile)


def test_a_payment_does_not_cover_what_is_to_be_paid_nor_what_is_cancelled(contabile: Utente) -> None:
    incasso = IncassoFactory()
    uscita = ScadenzaFactory(verso="USCITA")
    annullata = ScadenzaFactory(annullata_il=OGGI, motivo_annullamento="Doppia")
    for scadenza in (uscita, annullata):
        with pytest.raises(AttoRifiutato, match="scegline altre"):
            imputa_incasso(incasso, [(scadenza.pk, euro("1.00"))], utente=contabile)


def test_a_match_is_undone_once(contabile: Utente) -> None:
    scadenza, incasso = ScadenzaFactory(), IncassoFactory()
    (imputazione,) = imputa_incasso(incasso, [(scadenza.pk, euro("360.00"))], utente=contabile)
    annulla_imputazione(imputazione, utente=contabile)
    scadenza.refresh_from_db()
    assert scadenza.residuo == euro("360.00")
    with pytest.raises(AttoRifiutato, match="già stato tolto"):
        annulla_imputazione(imputazione, utente=contabile)


def test_a_cancelled_payment_covers_nothing_any_more(contabile: Utente) -> None:
    nucleo = NucleoFactory()
    tre_mesi(nucleo)
    incasso = registra_incasso(versamento("720.00", nucleo=nucleo), None, utente=contabile)
    incasso = annulla_incasso(incasso, "Scritto due volte", utente=contabile)
    incasso.refresh_from_db()
    assert (residui(), incasso.imputato, incasso.motivo_annullamento) == (
        [euro("360.00")] * 3, euro("0.00"), "Scritto due volte",
    )  # fmt: skip
    with pytest.raises(AttoRifiutato, match="già annullato"):
        annulla_incasso(incasso, "Ancora", utente=contabile)
    with pytest.raises(AttoRifiutato, match="non copre più"):
        imputa_incasso(incasso, None, utente=contabile)


def test_a_due_is_cancelled_only_if_nothing_pays_it(contabile: Utente) -> None:
    scadenza, incasso = ScadenzaFactory(), IncassoFactory()
    (imputazione,) = imputa_incasso(incasso, [(scadenza.pk, euro("10.00"))], utente=contabile)
    with pytest.raises(AttoRifiutato, match="prima togli gli abbinamenti"):
        annulla_scadenza(scadenza, "Doppia", utente=contabile, oggi=OGGI)
    annulla_imputazione(imputazione, utente=contabile)
    annullata = annulla_scadenza(scadenza, "Doppia", utente=contabile, oggi=OGGI)
    assert (annullata.annullata_il, annullata.motivo_annullamento) == (OGGI, "Doppia")
    with pytest.raises(AttoRifiutato, match="già annullata"):
        annulla_scadenza(scadenza, "Doppia", utente=contabile, oggi=OGGI)


def test_a_due_is_written_by_hand_on_its_contract(contabile: Utente) -> None:
    contratto = sublocazione_in_corso().contratto
    dati = {"verso": "ENTRATA", "tipo": "UTENZE", "descrizione": "Acqua", "importo": euro("35.40"), "scade_il": OGGI}
    scadenza = aggiungi_scadenza(contratto, dati, utente=contabile)
    assert (scadenza.intestazione, scadenza.nucleo, scadenza.competenza, scadenza.importo) == (
        "Maria Rossi", contratto.nucleo, date(2026, 11, 1), euro("35.40"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("effettivo", "atteso"), [("510.00", ("ENTRATA", euro("30.00"))), ("455.50", ("USCITA", euro("24.50")))]
)
def test_the_charges_of_a_year_are_settled_once(effettivo: str, atteso: tuple, contabile: Utente) -> None:
    contratto = sublocazione_in_corso().contratto
    for mese in range(1, 13):
        ScadenzaFactory(contratto=contratto, tipo="ONERI", importo=euro("40.00"), competenza=date(2026, mese, 1))
    ScadenzaFactory(contratto=contratto, tipo="ONERI", importo=euro("40.00"), competenza=date(2025, 12, 1))
    scadenza = conguaglia_oneri(contratto, 2026, euro(effettivo), scade_il=OGGI, utente=contabile)
    assert (scadenza.verso, scadenza.importo) == atteso
    with pytest.raises(AttoRifiutato, match="già conguagliati"):
        conguaglia_oneri(contratto, 2026, euro(effettivo), scade_il=OGGI, utente=contabile)


def test_nothing_to_settle_is_said(contabile: Utente) -> None:
    contratto = sublocazione_in_corso().contratto
    with pytest.raises(AttoRifiutato, match=r"gli acconti del 2026 sono 0,00|Gli acconti del 2026 sono 0,00"):
        conguaglia_oneri(contratto, 2026, euro("0.00"), scade_il=OGGI, utente=contabile)


@pytest.mark.parametrize("ruolo", [Ruolo.OPERATORE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE])
def test_only_who_keeps_the_accounts_writes(ruolo: str) -> None:
    altro = UtenteFactory(ruoli=[ruolo])
    with pytest.raises(AttoRifiutato, match="chi fa i conti"):
        registra_incasso(versamento("10.00"), None, utente=altro)
    with pytest.raises(AttoRifiutato, match="chi fa i conti"):
        annulla_scadenza(ScadenzaFactory(), "Doppia", utente=altro, oggi=OGGI)


@pytest.mark.parametrize(
    ("tipo", "frase"),
    [
        ("RATA_PIANO", "È la rata di un piano di rientro: si toglie dichiarando decaduto il piano."),
        ("SPESE_COMUNI", "È la quota di una spesa comune: si annulla la spesa, e con lei tutte le sue quote."),
    ],
)
def test_what_is_part_of_something_is_cancelled_with_it(tipo: str, frase: str, contabile: Utente) -> None:
    scadenza = ScadenzaFactory(tipo=tipo)
    with pytest.raises(AttoRifiutato) as rifiuto:
        annulla_scadenza(scadenza, "Sbagliata", utente=contabile, oggi=OGGI)
    assert str(rifiuto.value) == frase
    scadenza.refresh_from_db()
    assert scadenza.annullata_il is None
