"""Subleases on the real database: scenarios 21, 22 and 25, and what keeps one from starting."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from gestore.actions.sublocazione import (
    Termini,
    annulla_sublocazione,
    apri_sublocazione,
    firma_sublocazione,
    modifica_sublocazione,
)
from gestore.actions.verbale import redigi_verbale, riconsegna_sublocazione
from gestore.choices import TipoVerbale
from gestore.models import Locazione, Sublocazione
from gestore.queries.sublocazione import Dovuto, dovuto
from gestore.rules.verbale import Contenuto, Firme, Stanza
from tests.factories.casa import AlloggioFactory, CasoFactory, ContrattoFactory, ScadenzaFactory, nucleo_con_adulto
from tests.factories.gestore import LocazioneFactory, SublocazioneFactory, sublocazione_in_corso
from tests.factories.persone import MembroNucleoFactory, NucleoFactory, UtenteFactory
from valdera_housing.choices import Ruolo, StatoContratto
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Contratto, Utente

pytestmark = pytest.mark.django_db
DENTRO = "Deve finire entro il 31/03/2029, quando finisce la locazione (art. 1595 c.c.)"


@pytest.fixture
def operatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def termini(inizio: date = date(2026, 12, 1), fine: date = date(2028, 11, 30), **altro: Any) -> Termini:
    base = {"canone_mensile": D("360.00"), "deposito": D("720.00"), "reddito_annuo": D("14400.00")}
    return Termini(inizio, fine, **(base | altro))


def apri(operatore: Utente, locazione: Locazione | None = None, quali: Termini | None = None) -> Sublocazione:
    locazione = locazione or LocazioneFactory(firmata=True)
    nucleo = CasoFactory().nucleo
    return apri_sublocazione(locazione.contratto.alloggio, nucleo, quali or termini(), utente=operatore)


def motivi(rifiuto: pytest.ExceptionInfo[AttoRifiutato]) -> list[str]:
    return [str(motivo) for motivo in rifiuto.value.esito.ostacoli]


class TestApri:
    def test_a_draft_takes_number_tenant_and_rent_as_they_are_that_day(self, operatore: Utente) -> None:
        sublocazione = apri(operatore)

        contratto = sublocazione.contratto
        intestatario = contratto.nucleo.membri.get().persona
        assert (contratto.numero, contratto.natura, contratto.tipo, contratto.stato) == (
            "S-2026-0001", "SUBLOCAZIONE", "SUBLOCAZIONE", "BOZZA",
        )  # fmt: skip
        assert (contratto.conduttore, contratto.conduttore_codice_fiscale) == (
            f"{intestatario.nome} {intestatario.cognome}",
            intestatario.codice_fiscale,
        )
        assert (sublocazione.reddito_annuo, sublocazione.soglia_pct, sublocazione.canone_sostenibile) == (
            D("14400.00"), D("30.00"), D("360.00"),
        )  # fmt: skip
        assert sublocazione.caso.nucleo == contratto.nucleo

    def test_a_home_without_a_head_lease_cannot_be_sublet(self, operatore: Utente) -> None:
        with pytest.raises(AttoRifiutato) as rifiuto:
            apri_sublocazione(AlloggioFactory(), CasoFactory().nucleo, termini(), utente=operatore)

        assert motivi(rifiuto) == [
            "Questo alloggio non ha una locazione firmata: prima serve il contratto col proprietario."
        ]

    def test_a_head_lease_in_draft_does_not_count(self, operatore: Utente) -> None:
        with pytest.raises(AttoRifiutato, match="non ha una locazione firmata"):
            apri(operatore, LocazioneFactory())

    def test_without_the_owners_consent_it_is_refused(self, operatore: Utente) -> None:
        with pytest.raises(AttoRifiutato) as rifiuto:
            apri(operatore, LocazioneFactory(firmata=True, sublocazione_autorizzata=False, consenso=None))

        assert motivi(rifiuto) == [
            "Il proprietario non ha dato il consenso: senza non si può sublocare (art. 2 L. 392/1978)"
        ]

    def test_a_household_without_an_open_case_is_refused(self, operatore: Utente) -> None:
        alloggio = LocazioneFactory(firmata=True).contratto.alloggio
        with pytest.raises(AttoRifiutato, match="Il nucleo non ha un caso aperto"):
            apri_sublocazione(alloggio, nucleo_con_adulto(), termini(), utente=operatore)

    def test_a_deposit_is_three_months_at_most(self, operatore: Utente) -> None:
        with pytest.raises(AttoRifiutato) as rifiuto:
            apri(operatore, quali=termini(deposito=D("1080.01")))

        assert motivi(rifiuto) == ["Al massimo 1.080,00\N{NO-BREAK SPACE}€, cioè 3 mensilità (art. 11 L. 392/1978)"]

    def test_a_rent_above_what_is_sustainable_needs_its_reason(self, operatore: Utente) -> None:
        with pytest.raises(AttoRifiutato, match=r"40,00.€ sopra il canone sostenibile di 360,00.€"):
            apri(operatore, quali=termini(canone_mensile=D("400.00")))

        perche = "Da gennaio lavora a tempo pieno"
        scritta = apri(operatore, quali=termini(canone_mensile=D("400.00"), motivo_canone=perche))
        assert (scritta.motivo_canone, scritta.contratto.canone_mensile) == (perche, D("400.00"))

    @pytest.mark.parametrize("ruolo", [Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE, Ruolo.CONTABILE_ETS])
    def test_only_the_desk_opens_a_sublease(self, ruolo: str) -> None:
        with pytest.raises(AttoRifiutato, match="la apre l’operatore"):
            apri(UtenteFactory(ruoli=[ruolo]))


class TestScenario21:
    def test_a_sublease_that_overlaps_is_refused_and_after_an_early_return_it_is_taken(
        self, operatore: Utente
    ) -> None:
        testa = ContrattoFactory(inizio=date(2025, 3, 1), fine=date(2030, 2, 28))
        locazione = LocazioneFactory(contratto=testa, firmata=True)
        prima = SublocazioneFactory(locazione=locazione, inizio=date(2025, 3, 1), fine=date(2028, 2, 29))
        prima.contratto.nucleo.membri.update(dal=date(2025, 1, 1))
        nuova = termini(date(2028, 2, 1), date(2029, 1, 31))

        with pytest.raises(AttoRifiutato) as rifiuto:
            apri(operatore, locazione, nuova)

        assert motivi(rifiuto) == [
            "Si sovrappone per 29 giorni a un’altra sublocazione (01/03/2025–29/02/2028): libero dal 01/03/2028"
        ]
        Contratto.objects.filter(pk=prima.contratto_id).update(stato="FIRMATO", stipulato_il=date(2025, 3, 1))
        Contratto.objects.filter(pk=prima.contratto_id).update(stato="CESSATO", cessato_il=date(2027, 12, 31))
        accolta = apri(operatore, locazione, termini(date(2028, 1, 1), date(2028, 12, 31)))
        assert accolta.contratto.inizio == date(2028, 1, 1)


class TestScenario22:
    def test_a_sublease_longer_than_its_head_is_refused_and_to_the_last_day_is_taken(self, operatore: Utente) -> None:
        locazione = LocazioneFactory(firmata=True)

        with pytest.raises(AttoRifiutato) as rifiuto:
            apri(operatore, locazione, termini(fine=date(2029, 12, 31)))

        assert motivi(rifiuto) == [DENTRO]
        assert apri(operatore, locazione, termini(fine=date(2029, 3, 31))).contratto.fine == date(2029, 3, 31)

    def test_once_the_head_is_renewed_the_longer_sublease_is_taken(self, operatore: Utente) -> None:
        locazione = LocazioneFactory(firmata=True)
        Contratto.objects.filter(pk=locazione.contratto_id).update(fine_effettiva=date(2031, 3, 31))

        assert apri(operatore, locazione, termini(fine=date(2029, 12, 31))).contratto.fine == date(2029, 12, 31)

    def test_under_a_transitory_head_it_is_always_refused(self, operatore: Utente) -> None:
        transitorio = ContrattoFactory(tipo="TRANSITORIO", inizio=date(2026, 6, 1), fine=date(2027, 11, 30))
        locazione = LocazioneFactory(
            contratto=transitorio, sublocazione_autorizzata=False, consenso=None, firmata=True
        )

        with pytest.raises(AttoRifiutato) as rifiuto:
            apri(operatore, locazione, termini(fine=date(2027, 11, 30)))

        assert motivi(rifiuto) == ["La locazione è transitoria: non si può sublocare (art. 2 DM 16/1/2017)"]


class TestScenario25:
    def test_the_rent_proposed_is_the_rent_kept_with_its_income_and_integration(self, operatore: Utente) -> None:
        sublocazione = apri(operatore)

        testa = sublocazione.locazione.contratto.canone_mensile
        assert (sublocazione.canone_sostenibile, testa - sublocazione.contratto.canone_mensile) == (
            D("360.00"), D("190.00"),
        )  # fmt: skip


class TestModifica:
    def test_a_draft_is_rewritten_whole(self, operatore: Utente) -> None:
        sublocazione = apri(operatore)
        nuovi = termini(date(2027, 1, 1), date(2028, 12, 31), canone_mensile=D("350.00"), deposito=D("700.00"))

        modifica_sublocazione(sublocazione, nuovi, utente=operatore, versione=1)

        riletta = Sublocazione.objects.select_related("contratto").get()
        contratto = riletta.contratto
        assert (contratto.inizio, contratto.fine, contratto.fine_effettiva, contratto.canone_mensile) == (
            date(2027, 1, 1), date(2028, 12, 31), date(2028, 12, 31), D("350.00"),
        )  # fmt: skip
        assert (riletta.versione, contratto.versione, contratto.deposito) == (2, 2, D("700.00"))

    def test_who_saves_second_is_told(self, operatore: Utente) -> None:
        sublocazione = apri(operatore)
        modifica_sublocazione(sublocazione, termini(), utente=operatore, versione=1)

        with pytest.raises(ModificaConcorrente):
            modifica_sublocazione(sublocazione, termini(), utente=operatore, versione=1)

    def test_a_signed_contract_is_not_rewritten(self, operatore: Utente) -> None:
        firmata = apri(operatore)
        firma_sublocazione(firmata, utente=operatore, stipulato_il=date(2026, 11, 18))
        with pytest.raises(AttoRifiutato, match="«Firmato»"):
            modifica_sublocazione(firmata, termini(), utente=operatore, versione=1)


class TestFirma:
    def test_with_everything_in_place_it_is_signed(self, operatore: Utente) -> None:
        sublocazione = apri(operatore)

        firma_sublocazione(sublocazione, utente=operatore, stipulato_il=date(2026, 11, 18))

        contratto = Contratto.objects.get(pk=sublocazione.contratto_id)
        assert (contratto.stato, contratto.stipulato_il) == (StatoContratto.FIRMATO, date(2026, 11, 18))

    def test_everything_missing_is_told_at_once(self, operatore: Utente) -> None:
        locazione = LocazioneFactory(firmata=True, contratto__alloggio__posti_letto=1)
        nucleo = NucleoFactory(preso_in_carico=True)
        for _ in range(2):
            MembroNucleoFactory(nucleo=nucleo, parentela="ALTRO" if _ else "INTESTATARIO")
        CasoFactory(nucleo=nucleo, assistente_sociale=None)
        sublocazione = apri_sublocazione(locazione.contratto.alloggio, nucleo, termini(), utente=operatore)

        with pytest.raises(AttoRifiutato) as rifiuto:
            firma_sublocazione(sublocazione, utente=operatore, stipulato_il=date(2026, 11, 18))

        assert motivi(rifiuto) == [
            "Nessun adulto del nucleo ha un codice fiscale valido: codice fiscale necessario per la registrazione "
            "(art. 13 L. 431/1998)",
            "Il caso del nucleo non ha un’assistente sociale di riferimento",
            "Il nucleo è di 2 persone e nell’alloggio ci sono 1 posto letto",
        ]

    def test_a_signature_is_not_recorded_before_it_is_given(self, operatore: Utente) -> None:
        with pytest.raises(AttoRifiutato, match="nel futuro"):
            firma_sublocazione(apri(operatore), utente=operatore, stipulato_il=date(2026, 11, 20))


class TestAnnulla:
    def test_a_sublease_that_does_not_start_frees_its_days(self, operatore: Utente) -> None:
        locazione = LocazioneFactory(firmata=True)
        rinunciata = apri(operatore, locazione)

        annulla_sublocazione(rinunciata, utente=operatore, motivo="La famiglia ha rinunciato")

        contratto = Contratto.objects.get(pk=rinunciata.contratto_id)
        assert (contratto.stato, contratto.motivo_cessazione) == ("ANNULLATO", "La famiglia ha rinunciato")
        assert apri(operatore, locazione).contratto.numero == "S-2026-0002"

    def test_once_the_keys_are_given_it_is_closed_by_handing_them_back(self, operatore: Utente) -> None:
        with pytest.raises(AttoRifiutato, match="«In corso»"):
            annulla_sublocazione(sublocazione_in_corso(), utente=operatore, motivo="Errore")


def test_the_dues_of_a_sublease_are_summed_in_one_query(django_assert_num_queries: Any) -> None:
    contratto = sublocazione_in_corso().contratto
    for mese, pagato in ((9, D("360.00")), (10, D("100.00")), (11, D("0.00")), (12, D("0.00"))):
        scadenza = ScadenzaFactory(contratto=contratto, scade_il=date(2026, mese, 5))
        type(scadenza).objects.filter(pk=scadenza.pk).update(imputato=pagato)

    with django_assert_num_queries(1):
        assert dovuto(contratto, date(2026, 11, 19)) == Dovuto(
            scaduto=D("1080.00"), pagato=D("460.00"), in_ritardo=D("620.00"), da_scadere=D("360.00")
        )


def test_keys_that_come_back_late_do_not_lengthen_the_contract(operatore: Utente) -> None:
    sublocazione = sublocazione_in_corso(inizio=date(2026, 5, 1), fine=date(2026, 10, 31))
    resa = Contenuto(date(2026, 11, 10), chiavi="2 chiavi", stanze=(Stanza("Cucina", "BUONO"),))
    redigi_verbale(sublocazione, TipoVerbale.RICONSEGNA, resa, utente=operatore)

    riconsegna_sublocazione(sublocazione, Firme("Paolo Neri", "Maria Rossi"), utente=operatore)

    contratto = Contratto.objects.get(pk=sublocazione.contratto_id)
    assert (contratto.stato, contratto.cessato_il) == ("CESSATO", date(2026, 10, 31))
