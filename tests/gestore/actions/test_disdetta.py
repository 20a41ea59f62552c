"""Notices of a real contract: in time it stops, late it is kept and the contract goes on."""

from datetime import date
from typing import Any

import pytest

from gestore.actions.disdetta import disdici_contratto, ritira_disdetta
from gestore.models import Disdetta
from gestore.queries.disdetta import ultimo_giorno
from gestore.workflow import LOCAZIONE, SUBLOCAZIONE
from tests.factories.gestore import LocazioneFactory, sublocazione_in_corso
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Contratto, Utente

pytestmark = pytest.mark.django_db


def lettera(**altro: Any) -> dict[str, Any]:
    return {
        "parte": "CONDUTTORE",
        "mezzo": "RACCOMANDATA",
        "inviata_il": date(2026, 9, 1),
        "ricevuta_il": date(2026, 9, 3),
        "motivo": "",
        "gravi_motivi": "",
    } | altro


@pytest.fixture
def operatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


@pytest.fixture
def testa() -> Contratto:
    """A 3+2 in its first period, until 30/04/2027: a notice is in time until 30/10/2026."""
    return LocazioneFactory(
        firmata=True,
        contratto__inizio=date(2024, 5, 1),
        contratto__fine=date(2027, 4, 30),
    ).contratto


def test_a_notice_received_in_time_stops_the_contract_on_its_expiry(operatore: Utente, testa: Contratto) -> None:
    disdetta = disdici_contratto(
        testa,
        lettera(ricevuta_il=date(2026, 10, 30)),
        workflow=LOCAZIONE,
        utente=operatore,
        lettera=("disdetta.pdf", b"%PDF-1.7 disdetta"),
    )
    testa.refresh_from_db()
    assert (testa.stato, disdetta.valida, disdetta.efficace_dal, disdetta.documento.nome) == (
        "DISDETTATO", True, date(2027, 4, 30), "disdetta.pdf",
    )  # fmt: skip
    assert disdetta.spiegazione.endswith("Il contratto cessa il 30/04/2027.")
    assert ultimo_giorno(testa) == date(2027, 4, 30)


def test_a_late_notice_is_kept_with_the_new_end_and_the_contract_goes_on(operatore: Utente, testa: Contratto) -> None:
    disdetta = disdici_contratto(testa, lettera(ricevuta_il=date(2026, 10, 31)), workflow=LOCAZIONE, utente=operatore)
    testa.refresh_from_db()
    assert (testa.stato, disdetta.valida, disdetta.efficace_dal) == ("IN_CORSO", False, None)
    assert disdetta.spiegazione == (
        "Arrivata il 31/10/2026: è tardi, doveva arrivare entro il 30/10/2026 (art. 2 c. 5 L. 431/1998). "
        "Il contratto si proroga di diritto fino al 30/04/2029."
    )


@pytest.mark.parametrize(("motivo", "stato"), [("", "IN_CORSO"), ("VENDITA", "DISDETTATO")])
def test_at_the_first_expiry_the_owner_needs_a_ground_of_article_3(
    operatore: Utente, testa: Contratto, motivo: str, stato: str
) -> None:
    disdici_contratto(testa, lettera(parte="LOCATORE", motivo=motivo), workflow=LOCAZIONE, utente=operatore)
    testa.refresh_from_db()
    assert testa.stato == stato


def test_a_tenant_with_serious_reasons_leaves_six_months_after_the_letter(operatore: Utente, testa: Contratto) -> None:
    disdetta = disdici_contratto(
        testa,
        lettera(gravi_motivi="Ha perso il lavoro", ricevuta_il=date(2026, 9, 3)),
        workflow=LOCAZIONE,
        utente=operatore,
    )
    assert (disdetta.valida, disdetta.efficace_dal) == (True, date(2027, 3, 3))


def test_a_withdrawn_notice_leaves_the_contract_as_it_was_and_free_to_have_another(
    operatore: Utente, testa: Contratto
) -> None:
    disdici_contratto(testa, lettera(), workflow=LOCAZIONE, utente=operatore)
    ritirata = ritira_disdetta(testa, workflow=LOCAZIONE, utente=operatore, il=date(2026, 10, 1))
    testa.refresh_from_db()
    assert (testa.stato, ritirata.ritirata_il, ultimo_giorno(testa)) == (
        "IN_CORSO", date(2026, 10, 1), date(2027, 4, 30),
    )  # fmt: skip
    disdici_contratto(testa, lettera(), workflow=LOCAZIONE, utente=operatore)
    assert Disdetta.objects.filter(contratto=testa, valida=True).count() == 2


@pytest.mark.parametrize(
    ("date_sbagliate", "frase"),
    [
        (
            {"inviata_il": date(2026, 9, 4), "ricevuta_il": date(2026, 9, 3)},
            "La disdetta non può arrivare prima di essere spedita.",
        ),
        ({"ricevuta_il": date(2026, 11, 20)}, "Registra la disdetta quando è arrivata: la data è nel futuro."),
        (
            {"inviata_il": date(2024, 4, 1)},
            "Il contratto è stato firmato il 01/05/2024: la disdetta è prima.",
        ),
    ],
)
def test_dates_that_cannot_be_are_refused_and_nothing_is_written(
    operatore: Utente, testa: Contratto, date_sbagliate: dict[str, date], frase: str
) -> None:
    with pytest.raises(AttoRifiutato) as rifiuto:
        disdici_contratto(testa, lettera(**date_sbagliate), workflow=LOCAZIONE, utente=operatore)
    assert (str(rifiuto.value), Disdetta.objects.count()) == (frase, 0)


def test_a_notice_after_the_end_asks_for_the_extension_first(operatore: Utente) -> None:
    scaduta = LocazioneFactory(
        firmata=True, contratto__inizio=date(2023, 5, 1), contratto__fine=date(2026, 4, 30)
    ).contratto
    with pytest.raises(AttoRifiutato, match="La disdetta è arrivata dopo il 30/04/2026"):
        disdici_contratto(scaduta, lettera(), workflow=LOCAZIONE, utente=operatore)


def test_the_same_act_stops_a_sublease(operatore: Utente) -> None:
    sublocazione = sublocazione_in_corso()
    disdetta = disdici_contratto(sublocazione.contratto, lettera(), workflow=SUBLOCAZIONE, utente=operatore)
    sublocazione.contratto.refresh_from_db()
    assert (sublocazione.contratto.stato, disdetta.efficace_dal) == ("DISDETTATO", date(2028, 4, 30))


def test_only_the_ets_may_record_a_notice_and_never_twice(operatore: Utente, testa: Contratto) -> None:
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        disdici_contratto(testa, lettera(), workflow=LOCAZIONE, utente=UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE]))
    disdici_contratto(testa, lettera(), workflow=LOCAZIONE, utente=operatore)
    with pytest.raises(AttoRifiutato, match="Non si può più"):
        disdici_contratto(testa, lettera(), workflow=LOCAZIONE, utente=operatore)
