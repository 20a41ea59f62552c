"""The life of a contract with an owner on the real database, from the draft to the keys given back."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from django.db import IntegrityError

from gestore.actions.locazione import (
    annulla_locazione,
    apri_locazione,
    autorizza_sublocazione,
    avvia_locazione,
    chiudi_locazione,
    firma_locazione,
    modifica_locazione,
)
from gestore.models import Locazione
from tests.factories.casa import AccordoTerritorialeFactory, AlloggioFactory, FasciaAccordoFactory, ProprietarioFactory
from tests.factories.conti import ConvenzioneFactory
from tests.factories.gestore import LocazioneFactory, SublocazioneFactory, riconsegna, sublocazione_in_corso
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Alloggio, Contratto, Utente

pytestmark = pytest.mark.django_db
PDF = ("consenso.pdf", b"%PDF-1.7 consenso")
FIRMA = {
    "stipulato_il": date(2026, 11, 18),
    "deroga_motivata": "",
    "attestazione_ente": "SUNIA",
    "attestazione_numero": "12/2026",
    "attestazione_il": date(2026, 11, 17),
}


@pytest.fixture
def operatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


@pytest.fixture
def casa() -> Alloggio:
    """A home of 70 m² being negotiated."""
    return AlloggioFactory(stato="IN_TRATTATIVA")


def patto(casa: Alloggio, **altro: Any) -> dict[str, Any]:
    """A 3+2 from 01/12/2026 at 550,00 inside a band of 350,00–560,00."""
    return {
        "tipo": "CONCORDATO_3_2",
        "proprietario": ProprietarioFactory(),
        "inizio": date(2026, 12, 1),
        "fine": date(2029, 11, 30),
        "canone_mensile": D("550.00"),
        "oneri_mensili": D("30.00"),
        "giorno_scadenza": 5,
        "deposito": D("1650.00"),
        "deposito_tipo": "DENARO",
        "quota_istat": D("75.00"),
        "cedolare": False,
        "modello_intervento": "SUBLOCAZIONE",
        "durata_anni": 3,
        "rinnovo_anni": 2,
        "esigenza_transitoria": "",
        "fascia": altro["fascia"] if "fascia" in altro else FasciaAccordoFactory(accordo__comune=casa.comune),
        "maggiorazione_pct": D("0.00"),
        "deroga_motivata": "",
        "iban_proprietario": "IT60X0542811101000000123456",
    } | altro


def stati(locazione: Locazione) -> tuple[str, str]:
    """(contract, home) as the database has them."""
    contratto = Contratto.objects.select_related("alloggio").get(pk=locazione.contratto_id)
    return contratto.stato, contratto.alloggio.stato


def test_from_the_draft_to_the_keys_the_contract_and_its_home_move_together(operatore: Utente, casa: Alloggio) -> None:
    convenzione = ConvenzioneFactory()
    locazione = apri_locazione(casa, patto(casa), utente=operatore, consenso=PDF)
    contratto = locazione.contratto
    assert (contratto.numero, contratto.natura, contratto.fine_effettiva, contratto.conduttore) == (
        "L-2026-0001", "TESTA", date(2029, 11, 30), str(convenzione.attuatore),
    )  # fmt: skip
    assert (locazione.canone_minimo, locazione.canone_massimo, locazione.consenso.nome) == (
        D("350.00"), D("560.00"), "consenso.pdf",
    )  # fmt: skip
    assert stati(locazione) == ("BOZZA", "IN_TRATTATIVA")

    firma_locazione(locazione, FIRMA, utente=operatore, attestazione=("attestazione.pdf", b"%PDF-1.7 attestazione"))
    assert stati(locazione) == ("FIRMATO", "CONTRATTUALIZZATO")
    avvia_locazione(locazione, utente=operatore, chiavi_il=date(2026, 11, 19))
    assert stati(locazione) == ("IN_CORSO", "DISPONIBILE")
    locazione.refresh_from_db()
    assert (locazione.attestazione_numero, locazione.attestazione_documento.nome) == ("12/2026", "attestazione.pdf")


@pytest.mark.parametrize(
    ("altro", "ostacoli"),
    [
        (
            {"canone_mensile": D("560.01"), "deposito": D(0)},
            "560,01 € è sopra la fascia dell’accordo, fra 350,00 € e 560,00 € al mese (art. 13 c. 4 L. 431/1998)",
        ),
        ({"deposito": D("1650.01")}, "Al massimo 1.650,00 €, cioè 3 mensilità (art. 11 L. 392/1978)"),
        (
            {"fine": date(2029, 11, 29)},
            "Deve durare almeno 3 anni: non può finire prima del 30/11/2029 (art. 2 c. 5 L. 431/1998)",
        ),
        (
            {"quota_istat": D("80.00")},
            "Si può applicare al massimo il 75 % della variazione (art. 1 DM 16/1/2017)",
        ),
        (
            {"tipo": "TRANSITORIO", "fine": date(2027, 11, 30), "fascia": None},
            "Scrivi l’esigenza transitoria: senza, il contratto diventa un 4+4 (art. 2 DM 16/1/2017)",
        ),
    ],
)
def test_what_the_law_does_not_allow_is_refused_with_its_article(
    operatore: Utente, casa: Alloggio, altro: dict[str, Any], ostacoli: str
) -> None:
    with pytest.raises(AttoRifiutato) as rifiuto:
        apri_locazione(casa, patto(casa, **altro), utente=operatore)
    frase = str(rifiuto.value).replace("\N{NO-BREAK SPACE}", " ")
    assert (frase, Contratto.objects.count()) == (ostacoli, 0)


def test_a_band_of_another_comune_or_of_another_time_is_refused(operatore: Utente, casa: Alloggio) -> None:
    scaduto = AccordoTerritorialeFactory(comune=casa.comune, valido_al=date(2026, 6, 30))
    altrove = patto(casa, fascia=FasciaAccordoFactory(accordo__comune__nome="Palaia"))
    with pytest.raises(AttoRifiutato, match="La fascia è di un altro comune"):
        apri_locazione(casa, altrove, utente=operatore)
    scaduta = patto(casa, fascia=FasciaAccordoFactory(accordo=scaduto))
    with pytest.raises(AttoRifiutato, match="L’accordo scelto non vale il 01/12/2026"):
        apri_locazione(casa, scaduta, utente=operatore)


def test_a_rent_outside_its_band_is_signed_only_with_a_written_reason(operatore: Utente, casa: Alloggio) -> None:
    locazione = apri_locazione(casa, patto(casa, fascia=None), utente=operatore)
    with pytest.raises(AttoRifiutato, match="Un canone concordato si firma dentro la fascia"):
        firma_locazione(locazione, FIRMA, utente=operatore)
    firma_locazione(locazione, FIRMA | {"deroga_motivata": "Casa arredata nuova"}, utente=operatore)
    assert stati(locazione) == ("FIRMATO", "CONTRATTUALIZZATO")


def test_scenario_22_a_transitory_contract_never_lets_us_sublet(operatore: Utente, casa: Alloggio) -> None:
    transitorio = patto(
        casa,
        tipo="TRANSITORIO",
        fine=date(2028, 5, 31),
        fascia=None,
        esigenza_transitoria="Lavori nella casa di proprietà, permesso 12/2026",
    )
    with pytest.raises(AttoRifiutato, match="vieta la sublocazione"):
        apri_locazione(casa, transitorio, utente=operatore, consenso=PDF)
    locazione = apri_locazione(casa, transitorio, utente=operatore)
    with pytest.raises(AttoRifiutato, match="vieta la sublocazione"):
        autorizza_sublocazione(locazione, PDF, utente=operatore)


def test_the_consent_arrives_later_with_its_document(operatore: Utente, casa: Alloggio) -> None:
    locazione = apri_locazione(casa, patto(casa), utente=operatore)
    autorizza_sublocazione(locazione, PDF, utente=operatore)
    locazione.refresh_from_db()
    assert (locazione.sublocazione_autorizzata, locazione.consenso.nome) == (True, "consenso.pdf")


def test_a_contract_is_written_for_a_home_in_negotiation_only_and_by_the_ets(operatore: Utente) -> None:
    casa = AlloggioFactory(stato="VALUTATO")
    with pytest.raises(AttoRifiutato, match="il contratto si scrive quando è in trattativa"):
        apri_locazione(casa, patto(casa), utente=operatore)
    with pytest.raises(AttoRifiutato, match="li scrive l’ente partner"):
        apri_locazione(casa, patto(casa, fascia=None), utente=UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE]))


def test_a_draft_is_corrected_and_a_signed_contract_is_not(operatore: Utente, casa: Alloggio) -> None:
    dati = patto(casa)
    locazione = apri_locazione(casa, dati, utente=operatore)
    cambiata = modifica_locazione(
        locazione, dati | {"canone_mensile": D("500.00"), "deposito": D("1000.00")}, utente=operatore, versione=1
    )
    assert (cambiata.contratto.canone_mensile, cambiata.contratto.versione) == (D("500.00"), 2)
    with pytest.raises(ModificaConcorrente):
        modifica_locazione(locazione, dati, utente=operatore, versione=1)
    firma_locazione(locazione, FIRMA, utente=operatore)
    with pytest.raises(AttoRifiutato, match="Non si può più"):
        modifica_locazione(locazione, dati, utente=operatore, versione=3)


def test_two_contracts_of_one_home_may_not_share_a_day(operatore: Utente, casa: Alloggio) -> None:
    apri_locazione(casa, patto(casa), utente=operatore)
    with pytest.raises(IntegrityError, match="contratto_senza_sovrapposizioni"):
        apri_locazione(
            casa, patto(casa, fascia=None, inizio=date(2029, 11, 30), fine=date(2032, 11, 29)), utente=operatore
        )


def test_a_contract_that_never_starts_gives_the_home_back_to_the_negotiation(
    operatore: Utente, casa: Alloggio
) -> None:
    locazione = apri_locazione(casa, patto(casa), utente=operatore)
    firma_locazione(locazione, FIRMA, utente=operatore)
    annulla_locazione(locazione, utente=operatore, motivo="Il proprietario ha venduto")
    locazione.contratto.refresh_from_db()
    assert (stati(locazione), locazione.contratto.motivo_cessazione) == (
        ("ANNULLATO", "IN_TRATTATIVA"), "Il proprietario ha venduto",
    )  # fmt: skip


class TestChiusura:
    """Keys given back to the owner."""

    @pytest.mark.parametrize(("prima", "dopo"), [("SFITTO", "IN_RILASCIO"), ("IN_RILASCIO", "RESTITUITO")])
    def test_the_home_goes_back_to_its_owner(self, operatore: Utente, prima: str, dopo: str) -> None:
        locazione = LocazioneFactory(firmata=True, contratto__alloggio__stato=prima)
        chiudi_locazione(locazione, utente=operatore, cessato_il=date(2026, 11, 15), motivo="Accordo")
        locazione.contratto.refresh_from_db()
        assert (stati(locazione), locazione.contratto.cessato_il) == (("CESSATO", dopo), date(2026, 11, 15))

    def test_it_is_refused_while_a_family_lives_there(self, operatore: Utente) -> None:
        sotto = sublocazione_in_corso()
        with pytest.raises(AttoRifiutato) as rifiuto:
            chiudi_locazione(sotto.locazione, utente=operatore, cessato_il=date(2026, 11, 15), motivo="Accordo")
        assert str(rifiuto.value) == (
            f"Sotto questa locazione c’è la sublocazione {sotto.contratto.numero}, ancora aperta: prima chiudila "
            "(art. 1595 c.c.)."
        )
        riconsegna(sotto, date(2026, 11, 14))
        chiudi_locazione(sotto.locazione, utente=operatore, cessato_il=date(2026, 11, 15), motivo="Accordo")
        assert stati(sotto.locazione) == ("CESSATO", "IN_RILASCIO")

    def test_a_day_outside_the_contract_is_refused(self, operatore: Utente) -> None:
        locazione = LocazioneFactory(firmata=True)
        for giorno in (date(2026, 3, 31), date(2026, 11, 20)):
            with pytest.raises(AttoRifiutato, match="La fine sta fra il 01/04/2026"):
                chiudi_locazione(locazione, utente=operatore, cessato_il=giorno, motivo="Accordo")

    def test_a_draft_sublease_that_lasts_longer_is_refused_by_the_database(self, operatore: Utente) -> None:
        sotto = SublocazioneFactory()
        with pytest.raises(IntegrityError, match="dura di più"):
            chiudi_locazione(sotto.locazione, utente=operatore, cessato_il=date(2026, 11, 15), motivo="Accordo")


def test_keys_are_taken_between_the_signature_and_today(operatore: Utente) -> None:
    locazione = LocazioneFactory()
    locazione.contratto.stipulato_il, locazione.contratto.stato = date(2026, 11, 10), "FIRMATO"
    locazione.contratto.save()
    for giorno in (date(2026, 11, 9), date(2026, 11, 20)):
        with pytest.raises(AttoRifiutato, match="fra la firma e oggi"):
            avvia_locazione(locazione, utente=operatore, chiavi_il=giorno)
