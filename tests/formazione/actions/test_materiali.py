"""Teachers, partners and files of an event: who writes them, when, and what is refused with a sentence."""

from decimal import Decimal as D
from typing import Any

import pytest

from formazione.actions.docente import aggiungi_docente_evento, modifica_docente, togli_docente
from formazione.actions.file_evento import allega_evento, pubblica_file_evento, togli_file_evento
from formazione.actions.partner import (
    aggiungi_partner,
    aggiungi_partner_evento,
    modifica_partner,
    togli_partner_evento,
)
from formazione.models import Docente, Evento, FileEvento, Partner, PartnerEvento
from tests.factories.formazione import PASSATO, DocenteFactory, PartnerFactory, evento_con, operatrice
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Documento, Utente

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 dispense"
DATI = {"nome": "Paolo Conti", "qualifica": "Avvocato", "ore": D("2.50"), "compenso": D("300.00")}
RETE = {"nome": "Sindacato inquilini", "tipo": "INQUILINI", "attivo": True}


def funzionaria() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])


def svolto() -> Evento:
    return evento_con(PASSATO, stato="SVOLTO")


def allegato(evento: Evento, tipo: str = "MATERIALE", **altro: Any) -> FileEvento:
    return allega_evento(
        evento, "dispense.pdf", PDF, **{"tipo": tipo, "pubblico": False, "utente": operatrice()} | altro
    )


class TestDocenti:
    def test_a_teacher_is_written_corrected_and_taken_off(self) -> None:
        evento, chi = evento_con(), operatrice()
        docente = aggiungi_docente_evento(evento, DATI, utente=chi)
        assert Docente.objects.values("nome", "qualifica", "ore", "compenso").get() == DATI
        modifica_docente(docente, DATI | {"compenso": D("250.00")}, utente=chi)
        assert Docente.objects.get().compenso == D("250.00")
        togli_docente(docente, utente=chi)
        assert not Docente.objects.exists()

    def test_a_held_event_still_takes_its_teachers(self) -> None:
        assert aggiungi_docente_evento(svolto(), DATI, utente=operatrice()).pk

    def test_nobody_teaches_twice(self) -> None:
        evento = evento_con()
        aggiungi_docente_evento(evento, DATI, utente=operatrice())
        altro = DocenteFactory(evento=evento)
        for atto in (
            lambda: aggiungi_docente_evento(evento, DATI, utente=operatrice()),
            lambda: modifica_docente(altro, DATI, utente=operatrice()),
        ):
            with pytest.raises(AttoRifiutato, match="Paolo Conti è già fra i docenti"):
                atto()
        assert Docente.objects.count() == 2

    @pytest.mark.parametrize(
        ("ruolo", "stato", "detto"),
        [
            (Ruolo.FUNZIONARIO_UNIONE, "PROGRAMMATO", "spetta a un altro ruolo"),
            (Ruolo.OPERATORE_ETS, "ANNULLATO", "quando lo stato è «Annullato»"),
        ],
    )
    def test_by_who_keeps_events_while_the_event_lives(self, ruolo: str, stato: str, detto: str) -> None:
        docente = DocenteFactory(evento=evento_con(stato=stato))
        chi = UtenteFactory(ruoli=[ruolo])
        for atto in (
            lambda: aggiungi_docente_evento(docente.evento, DATI, utente=chi),
            lambda: modifica_docente(docente, DATI, utente=chi),
            lambda: togli_docente(docente, utente=chi),
        ):
            with pytest.raises(AttoRifiutato, match=detto):
                atto()
        assert Docente.objects.get() == docente


class TestPartner:
    def test_a_body_enters_the_network_once(self) -> None:
        aggiungi_partner(RETE, utente=operatrice())
        with pytest.raises(AttoRifiutato, match="SINDACATO inquilini è già nella rete"):
            aggiungi_partner(RETE | {"nome": "SINDACATO inquilini"}, utente=operatrice())
        assert Partner.objects.count() == 1

    def test_it_is_corrected_on_the_version_that_was_read(self) -> None:
        partner = aggiungi_partner(RETE, utente=operatrice())
        assert modifica_partner(partner, RETE | {"attivo": False}, utente=operatrice(), versione=1).versione == 2
        with pytest.raises(ModificaConcorrente):
            modifica_partner(partner, RETE, utente=operatrice(), versione=1)

    def test_it_takes_part_in_an_event_once_and_leaves_it(self) -> None:
        evento, partner, chi = evento_con(), PartnerFactory(), operatrice()
        insieme = aggiungi_partner_evento(evento, partner, compito="Invita gli inquilini", utente=chi)
        with pytest.raises(AttoRifiutato, match="partecipa già a questo evento"):
            aggiungi_partner_evento(evento, partner, compito="", utente=chi)
        assert list(PartnerEvento.objects.values_list("evento", "partner", "compito")) == [
            (evento.pk, partner.pk, "Invita gli inquilini")
        ]
        togli_partner_evento(insieme, utente=chi)
        assert not PartnerEvento.objects.exists()

    @pytest.mark.parametrize(
        ("stato", "attivo", "detto"),
        [("ANNULLATO", True, "L’evento è annullato"), ("PROGRAMMATO", False, "non è più nella rete")],
    )
    def test_not_in_what_is_cancelled_and_not_after_leaving(self, stato: str, attivo: bool, detto: str) -> None:
        with pytest.raises(AttoRifiutato, match=detto):
            aggiungi_partner_evento(
                evento_con(stato=stato), PartnerFactory(attivo=attivo), compito="", utente=operatrice()
            )

    def test_the_network_is_of_who_keeps_events(self) -> None:
        partner = PartnerFactory()
        for atto in (
            lambda: aggiungi_partner(RETE, utente=funzionaria()),
            lambda: modifica_partner(partner, RETE, utente=funzionaria(), versione=1),
            lambda: aggiungi_partner_evento(evento_con(), partner, compito="", utente=funzionaria()),
        ):
            with pytest.raises(AttoRifiutato, match="chi organizza gli eventi"):
                atto()


class TestFile:
    def test_a_file_is_kept_published_hidden_and_taken_off(self, django_capture_on_commit_callbacks: Any) -> None:
        chi, file = operatrice(), allegato(svolto())
        assert (file.tipo, file.pubblico, file.documento.tipo) == ("MATERIALE", False, "application/pdf")
        assert pubblica_file_evento(file, pubblico=True, utente=chi).pubblico is True
        assert pubblica_file_evento(file, pubblico=False, utente=chi).pubblico is False
        deposito, nome = file.documento.file.storage, file.documento.file.name
        with django_capture_on_commit_callbacks(execute=True):
            togli_file_evento(file, utente=chi)
        assert (FileEvento.objects.count(), Documento.objects.count(), deposito.exists(nome)) == (0, 0, False)

    @pytest.mark.parametrize("tipo", ["CURRICULUM", "REGISTRO_FIRMATO", "FOTO", "ALTRO"])
    def test_what_names_people_is_not_published(self, tipo: str) -> None:
        file = allegato(evento_con(), tipo)
        for atto in (
            lambda: pubblica_file_evento(file, pubblico=True, utente=operatrice()),
            lambda: allegato(file.evento, tipo, pubblico=True),
        ):
            with pytest.raises(AttoRifiutato, match="vanno soltanto materiali e locandine"):
                atto()
        assert list(FileEvento.objects.values_list("pubblico", flat=True)) == [False]

    def test_the_signed_register_stays_while_the_event_is_closed(self) -> None:
        file = allegato(svolto(), "REGISTRO_FIRMATO")
        with pytest.raises(AttoRifiutato, match="Il foglio firme prova"):
            togli_file_evento(file, utente=operatrice())
        assert FileEvento.objects.get() == file

    def test_only_what_can_be_opened_safely_is_kept(self) -> None:
        with pytest.raises(AttoRifiutato, match="Si accettano: PDF, JPEG, PNG"):
            allega_evento(evento_con(), "a.html", b"<html>", tipo="MATERIALE", pubblico=False, utente=operatrice())
        assert not FileEvento.objects.exists()

    @pytest.mark.parametrize(
        ("chi", "stato", "detto"),
        [(funzionaria, "PROGRAMMATO", "spetta a un altro ruolo"), (operatrice, "ANNULLATO", "«Annullato»")],
    )
    def test_by_who_keeps_events_while_the_event_lives(self, chi: Any, stato: str, detto: str) -> None:
        with pytest.raises(AttoRifiutato, match=detto):
            allegato(evento_con(stato=stato), utente=chi())
        assert (FileEvento.objects.count(), Documento.objects.count()) == (0, 0)
