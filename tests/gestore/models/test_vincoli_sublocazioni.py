"""What the database refuses of subleases and handovers, whoever asks, by the name of what said no."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gestore.models import ContatoreVerbale, FotoVerbale, StanzaVerbale, Sublocazione, VerbaleConsegna
from tests.factories.casa import ContrattoFactory
from tests.factories.gestore import (
    LocazioneFactory,
    SublocazioneFactory,
    consegna,
    firma,
    riconsegna,
    sublocazione_in_corso,
)
from tests.factories.persone import MembroNucleoFactory, UtenteFactory
from tests.factories.rifiuti import rifiutato
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.models import Alloggio, Caso, Persona

pytestmark = pytest.mark.django_db


def bozza(sublocazione: Sublocazione, tipo: str = "CONSEGNA", **altro: Any) -> VerbaleConsegna:
    campi = {"data": date(2026, 5, 1), "redatto_da": UtenteFactory()} | altro
    return VerbaleConsegna.objects.create(sublocazione=sublocazione, tipo=tipo, **campi)


class TestDentroLaTesta:
    def test_it_stands_under_a_head_lease_of_the_same_home(self) -> None:
        altrove = LocazioneFactory(firmata=True)
        sublocazione = SublocazioneFactory()

        def sposta() -> None:
            Sublocazione.objects.filter(pk=sublocazione.pk).update(locazione=altrove)

        assert rifiutato(sposta) == "sublocazione_sotto_la_sua_testa"

    def test_it_stands_under_a_signed_head_lease(self) -> None:
        assert (
            rifiutato(lambda: SublocazioneFactory(locazione=LocazioneFactory())) == "sublocazione_sotto_la_sua_testa"
        )

    def test_it_needs_the_owners_consent(self) -> None:
        locazione = LocazioneFactory(firmata=True, sublocazione_autorizzata=False, consenso=None)
        assert rifiutato(lambda: SublocazioneFactory(locazione=locazione)) == "sublocazione_consentita"

    def test_a_transitory_head_forbids_it(self) -> None:
        testa = ContrattoFactory(tipo="TRANSITORIO")
        locazione = LocazioneFactory(contratto=testa, sublocazione_autorizzata=False, consenso=None, firmata=True)
        assert rifiutato(lambda: SublocazioneFactory(locazione=locazione)) == "sublocazione_consentita"

    @pytest.mark.parametrize(
        "giorni",
        [{"inizio": date(2026, 3, 31)}, {"fine": date(2029, 4, 1)}],
        ids=["starts before", "ends after"],
    )
    def test_it_stays_inside_the_days_of_its_head(self, giorni: dict[str, date]) -> None:
        assert rifiutato(lambda: SublocazioneFactory(**giorni)) == "sublocazione_dentro_la_testa"

    def test_it_is_not_extended_past_its_head(self) -> None:
        contratto = sublocazione_in_corso().contratto
        contratto.fine_effettiva = date(2029, 4, 1)
        assert rifiutato(contratto.save) == "sublocazione_dentro_la_testa"

    def test_the_head_does_not_end_before_it(self) -> None:
        testa = sublocazione_in_corso().locazione.contratto
        testa.stato, testa.cessato_il = "CESSATO", date(2027, 1, 1)
        assert rifiutato(testa.save) == "testa_non_finisce_prima"


def test_income_and_its_share_make_sense() -> None:
    negativo = rifiutato(lambda: SublocazioneFactory(reddito_annuo=Decimal(-1)))
    zero = rifiutato(lambda: SublocazioneFactory(soglia_pct=Decimal(0)))
    assert (negativo, zero) == ("sublocazione_reddito_non_negativo", "sublocazione_reddito_non_negativo")


def test_two_subleases_of_one_home_do_not_share_a_day() -> None:
    prima = SublocazioneFactory()
    stesso_giorno = rifiutato(lambda: SublocazioneFactory(locazione=prima.locazione, inizio=date(2028, 4, 30)))
    assert stesso_giorno == "contratto_senza_sovrapposizioni"
    assert SublocazioneFactory(locazione=prima.locazione, inizio=date(2028, 5, 1), fine=date(2029, 3, 31)).pk


class TestFirma:
    def test_an_adult_has_a_codice_fiscale(self) -> None:
        sublocazione = SublocazioneFactory()
        Persona.objects.update(codice_fiscale=None)
        assert rifiutato(lambda: firma(sublocazione.contratto)) == "sublocazione_con_codice_fiscale"

    def test_a_minor_does_not_sign(self) -> None:
        sublocazione = SublocazioneFactory()
        Persona.objects.update(nato_il=date(2010, 1, 1))
        assert rifiutato(lambda: firma(sublocazione.contratto)) == "sublocazione_con_codice_fiscale"

    def test_the_case_is_open_and_has_its_social_worker(self) -> None:
        sublocazione = SublocazioneFactory()
        Caso.objects.update(assistente_sociale=None)
        senza = rifiutato(lambda: firma(sublocazione.contratto))
        Caso.objects.update(assistente_sociale=UtenteFactory(), chiuso_il=date(2026, 11, 1), esito="ALTRO")
        assert (senza, rifiutato(lambda: firma(sublocazione.contratto))) == (
            "sublocazione_con_assistente_sociale",
            "sublocazione_con_assistente_sociale",
        )

    def test_there_is_a_bed_for_everyone(self) -> None:
        sublocazione = SublocazioneFactory()
        Alloggio.objects.update(posti_letto=1)
        MembroNucleoFactory(nucleo=sublocazione.contratto.nucleo, parentela="FIGLIO")
        assert rifiutato(lambda: firma(sublocazione.contratto)) == "sublocazione_entro_i_posti_letto"


class TestConsegna:
    def test_a_sublease_does_not_run_without_its_handover(self) -> None:
        sublocazione = SublocazioneFactory()
        firma(sublocazione.contratto)
        bozza(sublocazione)
        assert rifiutato(lambda: firma(sublocazione.contratto, "IN_CORSO")) == "sublocazione_con_consegna"

    def test_a_home_is_not_assigned_without_its_handover(self) -> None:
        casa = SublocazioneFactory().contratto.alloggio
        casa.stato = "ASSEGNATO"
        assert rifiutato(casa.save) == "alloggio_assegnato_con_consegna"

    def test_keys_are_not_given_twice(self) -> None:
        prima = sublocazione_in_corso(fine=date(2026, 10, 31))
        dopo = SublocazioneFactory(locazione=prima.locazione, inizio=date(2026, 11, 1))
        assert rifiutato(lambda: consegna(dopo)) == "consegna_dopo_la_riconsegna"

    @pytest.mark.parametrize("prima_consegnata", [True, False])
    def test_what_was_not_given_does_not_come_back(self, prima_consegnata: bool) -> None:
        sublocazione = sublocazione_in_corso() if prima_consegnata else SublocazioneFactory()
        assert rifiutato(lambda: riconsegna(sublocazione, date(2026, 4, 30))) == "riconsegna_dopo_la_consegna"


class TestVerbale:
    def test_one_of_each_kind(self) -> None:
        sublocazione = SublocazioneFactory()
        bozza(sublocazione)
        assert rifiutato(lambda: bozza(sublocazione)) == "verbale_uno_per_tipo"

    @pytest.mark.parametrize("manca", ["chiavi", "per_l_ente", "per_il_nucleo"])
    def test_a_signed_one_says_who_signed_and_the_keys(self, manca: str) -> None:
        campi = {"chiavi": "2", "per_l_ente": "Paolo Neri", "per_il_nucleo": "Maria Rossi", "stato": "FIRMATO"}
        assert rifiutato(lambda: bozza(SublocazioneFactory(), **(campi | {manca: ""}))) == "verbale_firmato_da_tutti"

    def test_a_signed_one_does_not_change(self) -> None:
        verbale = consegna(SublocazioneFactory())
        verbale.note = "Aggiunta dopo"
        assert rifiutato(verbale.save) == "verbale_firmato_immutabile"

    def test_nor_do_its_rooms_meters_and_photos(self) -> None:
        verbale = consegna(SublocazioneFactory())
        foto = archivia_documento(b"\x89PNG\r\n\x1a\n" + bytes(32), "foto.png", utente=None)
        assert {
            rifiutato(lambda: StanzaVerbale.objects.create(verbale=verbale, stanza="Cucina", stato="BUONO")),
            rifiutato(lambda: ContatoreVerbale.objects.create(verbale=verbale, tipo="GAS", lettura=1)),
            rifiutato(lambda: FotoVerbale.objects.create(verbale=verbale, descrizione="x", documento=foto)),
        } == {"verbale_firmato_immutabile"}

    def test_rooms_of_a_signed_one_are_not_taken_away(self) -> None:
        sublocazione = SublocazioneFactory()
        verbale = bozza(sublocazione, chiavi="2", per_l_ente="P", per_il_nucleo="M")
        stanza = StanzaVerbale.objects.create(verbale=verbale, stanza="Cucina", stato="BUONO")
        verbale.stato = "FIRMATO"
        verbale.save()
        stanza.stato = "DANNEGGIATO"
        assert (rifiutato(stanza.delete), rifiutato(stanza.save)) == (
            "verbale_firmato_immutabile",
            "verbale_firmato_immutabile",
        )

    def test_it_is_never_thrown_away(self) -> None:
        verbale = bozza(SublocazioneFactory())
        assert rifiutato(verbale.delete) is None
        assert VerbaleConsegna.objects.filter(pk=verbale.pk).exists()


@pytest.mark.parametrize(
    ("modello", "campi", "nome"),
    [
        (StanzaVerbale, {"stanza": "Cucina", "stato": "BUONO"}, "stanza_una_per_verbale"),
        (ContatoreVerbale, {"tipo": "GAS", "lettura": 1}, "contatore_uno_per_tipo"),
    ],
)
def test_a_room_or_a_meter_is_written_once(modello: Any, campi: dict[str, Any], nome: str) -> None:
    verbale = bozza(SublocazioneFactory())
    modello.objects.create(verbale=verbale, **campi)
    assert rifiutato(lambda: modello.objects.create(verbale=verbale, **campi)) == nome


def test_a_damage_is_more_than_nothing_and_a_meter_is_not_negative() -> None:
    verbale = bozza(SublocazioneFactory())
    danno = rifiutato(lambda: StanzaVerbale.objects.create(verbale=verbale, stanza="A", stato="BUONO", danno=0))
    lettura = rifiutato(lambda: ContatoreVerbale.objects.create(verbale=verbale, tipo="GAS", lettura=-1))
    assert (danno, lettura) == ("stanza_danno_positivo", "contatore_non_negativo")
