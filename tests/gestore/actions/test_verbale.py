"""Keys given and taken back: the report is written on the spot, signed once, and starts or ends the sublease."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from gestore.actions.verbale import (
    consegna_sublocazione,
    elimina_foto_verbale,
    redigi_verbale,
    riconsegna_sublocazione,
)
from gestore.choices import TipoVerbale
from gestore.models import FotoVerbale, Sublocazione, VerbaleConsegna
from gestore.queries.verbale import confronta, danni
from gestore.rules.verbale import Contatore, Contenuto, Firme, Foto, Stanza
from tests.factories.gestore import SublocazioneFactory, firma, sublocazione_in_corso
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Alloggio, Contratto, Documento, Utente

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32
FIRME = Firme("Paolo Neri", "Maria Rossi")
CONSEGNA = Contenuto(
    data=date(2026, 11, 18),
    chiavi="2 chiavi del portone, 1 telecomando",
    note="Caldaia con libretto",
    stanze=(Stanza("Cucina", "BUONO", "Cappa nuova"), Stanza("Bagno", "USURATO")),
    contatori=(Contatore("LUCE", D("12345.00"), "M-77"),),
)


@pytest.fixture
def operatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


@pytest.fixture
def firmata() -> Sublocazione:
    """A sublease signed, whose home waits for its household."""
    sublocazione = SublocazioneFactory()
    firma(sublocazione.contratto)
    Alloggio.objects.filter(pk=sublocazione.contratto.alloggio_id).update(stato="DISPONIBILE")
    return sublocazione


def stati(sublocazione: Sublocazione) -> tuple[Any, ...]:
    contratto = Contratto.objects.select_related("alloggio").get(pk=sublocazione.contratto_id)
    return contratto.stato, contratto.cessato_il, contratto.alloggio.stato, contratto.alloggio.stato_dal


class TestRedigi:
    def test_a_draft_is_rewritten_whole_each_time_it_is_saved(self, firmata: Sublocazione, operatore: Utente) -> None:
        redigi_verbale(firmata, TipoVerbale.CONSEGNA, CONSEGNA, utente=operatore)
        corretto = replace(CONSEGNA, stanze=(Stanza("Cucina", "USURATO"),), contatori=())

        verbale = redigi_verbale(firmata, TipoVerbale.CONSEGNA, corretto, utente=operatore, versione=1)

        assert [(s.stanza, s.stato) for s in verbale.stanze.all()] == [("Cucina", "USURATO")]
        assert (verbale.contatori.count(), verbale.versione, VerbaleConsegna.objects.count()) == (0, 2, 1)

    def test_who_saves_second_is_told(self, firmata: Sublocazione, operatore: Utente) -> None:
        redigi_verbale(firmata, TipoVerbale.CONSEGNA, CONSEGNA, utente=operatore)

        with pytest.raises(ModificaConcorrente):
            redigi_verbale(firmata, TipoVerbale.CONSEGNA, CONSEGNA, utente=operatore)

    def test_a_photo_goes_with_its_file(self, firmata: Sublocazione, operatore: Utente) -> None:
        con_foto = replace(CONSEGNA, foto=(Foto("cucina.png", PNG, "La cucina"),))
        redigi_verbale(firmata, TipoVerbale.CONSEGNA, con_foto, utente=operatore)
        foto = FotoVerbale.objects.select_related("documento").get()

        elimina_foto_verbale(foto, utente=operatore)

        assert (FotoVerbale.objects.count(), Documento.objects.filter(nome="cucina.png").count()) == (0, 0)

    def test_what_is_not_a_picture_is_refused(self, firmata: Sublocazione, operatore: Utente) -> None:
        falsa = replace(CONSEGNA, foto=(Foto("cucina.png", b"%PDF-1.7", "La cucina"),))

        with pytest.raises(AttoRifiutato, match="Si accettano: JPEG, PNG"):
            redigi_verbale(firmata, TipoVerbale.CONSEGNA, falsa, utente=operatore)

    def test_keys_are_not_given_tomorrow(self, firmata: Sublocazione, operatore: Utente) -> None:
        with pytest.raises(AttoRifiutato, match="nel futuro"):
            redigi_verbale(firmata, TipoVerbale.CONSEGNA, replace(CONSEGNA, data=date(2026, 11, 20)), utente=operatore)

    def test_a_sublease_in_draft_has_no_handover(self, operatore: Utente) -> None:
        with pytest.raises(AttoRifiutato, match="«Bozza»"):
            redigi_verbale(SublocazioneFactory(), TipoVerbale.CONSEGNA, CONSEGNA, utente=operatore)


class TestConsegna:
    def test_the_signature_starts_the_sublease_and_assigns_the_home(
        self, firmata: Sublocazione, operatore: Utente
    ) -> None:
        redigi_verbale(firmata, TipoVerbale.CONSEGNA, CONSEGNA, utente=operatore)
        con_carta = replace(FIRME, scansione=("verbale.pdf", b"%PDF-1.7 firmato"))

        verbale = consegna_sublocazione(firmata, con_carta, utente=operatore)

        assert (verbale.stato, verbale.per_l_ente, verbale.per_il_nucleo) == ("FIRMATO", "Paolo Neri", "Maria Rossi")
        assert verbale.firmato_documento.nome == "verbale.pdf"
        assert stati(firmata) == ("IN_CORSO", None, "ASSEGNATO", date(2026, 11, 18))

    @pytest.mark.parametrize(
        ("manca", "frase"),
        [({"chiavi": ""}, "quali chiavi"), ({"stanze": ()}, "almeno una stanza")],
    )
    def test_an_incomplete_report_is_not_signed(
        self, firmata: Sublocazione, operatore: Utente, manca: dict[str, Any], frase: str
    ) -> None:
        redigi_verbale(firmata, TipoVerbale.CONSEGNA, replace(CONSEGNA, **manca), utente=operatore)

        with pytest.raises(AttoRifiutato, match=frase):
            consegna_sublocazione(firmata, FIRME, utente=operatore)

    def test_without_a_report_there_is_nothing_to_sign(self, firmata: Sublocazione, operatore: Utente) -> None:
        with pytest.raises(AttoRifiutato, match="Prima scrivi il verbale"):
            consegna_sublocazione(firmata, FIRME, utente=operatore)

    def test_a_home_under_repair_is_not_handed_over(self, firmata: Sublocazione, operatore: Utente) -> None:
        Alloggio.objects.update(stato="IN_MANUTENZIONE")
        redigi_verbale(firmata, TipoVerbale.CONSEGNA, CONSEGNA, utente=operatore)

        with pytest.raises(AttoRifiutato, match="«In manutenzione»: prima rendilo disponibile"):
            consegna_sublocazione(firmata, FIRME, utente=operatore)

    def test_keys_still_with_the_household_before_are_not_given(self, operatore: Utente) -> None:
        prima = sublocazione_in_corso(inizio=date(2026, 5, 1), fine=date(2026, 10, 31))
        dopo = SublocazioneFactory(locazione=prima.locazione, inizio=date(2026, 11, 1))
        firma(dopo.contratto)
        redigi_verbale(dopo, TipoVerbale.CONSEGNA, CONSEGNA, utente=operatore)

        with pytest.raises(AttoRifiutato, match="ancora della famiglia di prima"):
            consegna_sublocazione(dopo, FIRME, utente=operatore)

    def test_a_signed_report_is_not_rewritten(self, firmata: Sublocazione, operatore: Utente) -> None:
        redigi_verbale(firmata, TipoVerbale.CONSEGNA, CONSEGNA, utente=operatore)
        consegna_sublocazione(firmata, FIRME, utente=operatore)

        with pytest.raises(AttoRifiutato, match="«In corso»"):
            redigi_verbale(firmata, TipoVerbale.CONSEGNA, CONSEGNA, utente=operatore, versione=2)


class TestRiconsegna:
    def test_the_home_comes_back_empty_with_the_damages_of_each_room(
        self, firmata: Sublocazione, operatore: Utente
    ) -> None:
        dato = redigi_verbale(firmata, TipoVerbale.CONSEGNA, CONSEGNA, utente=operatore)
        consegna_sublocazione(firmata, FIRME, utente=operatore)
        resa = replace(
            CONSEGNA,
            data=date(2026, 11, 19),
            stanze=(Stanza("Cucina", "DANNEGGIATO", "Anta rotta", D("180.00")), Stanza("Bagno", "USURATO")),
        )
        reso = redigi_verbale(firmata, TipoVerbale.RICONSEGNA, resa, utente=operatore)

        riconsegna_sublocazione(firmata, FIRME, utente=operatore, motivo="Ha trovato casa")

        assert stati(firmata) == ("CESSATO", date(2026, 11, 19), "SFITTO", date(2026, 11, 19))
        righe = confronta(list(dato.stanze.all()), list(reso.stanze.all()))
        assert [(r.stanza, r.prima.stato, r.dopo.stato, r.peggiorata) for r in righe] == [
            ("Cucina", "BUONO", "DANNEGGIATO", True),
            ("Bagno", "USURATO", "USURATO", False),
        ]
        assert danni(list(reso.stanze.all())) == D("180.00")
        assert firmata.caso.chiuso_il is None

    def test_keys_do_not_come_back_before_they_were_given(self, firmata: Sublocazione, operatore: Utente) -> None:
        redigi_verbale(firmata, TipoVerbale.CONSEGNA, CONSEGNA, utente=operatore)
        consegna_sublocazione(firmata, FIRME, utente=operatore)
        prima = replace(CONSEGNA, data=date(2026, 11, 17))
        redigi_verbale(firmata, TipoVerbale.RICONSEGNA, prima, utente=operatore)

        with pytest.raises(AttoRifiutato, match="date il 18/11/2026"):
            riconsegna_sublocazione(firmata, FIRME, utente=operatore)
