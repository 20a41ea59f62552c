"""What the acts on presences write on the real database, and what they refuse without writing."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from formazione.actions.presenza import (
    conta_presenti,
    segna_entrata,
    segna_presenze,
    segna_presenze_a_tutti,
    segna_uscita,
    segna_uscite_a_tutti,
    togli_presenza,
)
from formazione.models import Conteggio, Evento, Iscrizione, Presenza, Sessione
from formazione.rules.presenza import Conto, Ore, Segnatura
from tests.factories.formazione import (
    FUTURO,
    ISCRITTA_ALLE,
    PASSATO,
    IscrizioneFactory,
    evento_con,
    operatrice,
    porta_a,
    presente,
    rilascia,
    sessione,
)
from tests.factories.luogo import alle
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


@pytest.fixture(autouse=True)
def alle_dieci(db: None, time_machine: Any) -> None:
    """The clock stands at ten, however long the database takes to be ready."""
    time_machine.move_to(alle(OGGI, "10:00"), tick=False)


def in_corso(**altro: Any) -> Sessione:
    """A session of today, 9–11: it is ten o'clock."""
    return sessione(evento_con(PASSATO, **altro), OGGI, "09:00")


def ore(dalle: str, alle_: str | None = None, giorno: date = OGGI) -> Ore:
    return alle(giorno, dalle), alle(giorno, alle_) if alle_ else None


def iscritta(incontro: Sessione, **altro: Any) -> Iscrizione:
    return IscrizioneFactory(evento=incontro.evento, nome="Amina", **{"cognome": "Haddad"} | altro)


def scritte() -> list[tuple[str, Any, Any, int]]:
    return [
        (p.iscrizione.cognome, p.entrata, p.uscita, p.minuti)
        for p in Presenza.objects.select_related("iscrizione").order_by("iscrizione__cognome")
    ]


def annullato(incontro: Sessione) -> Sessione:
    incontro.prenotazione.annullata_alle = alle(OGGI, "08:00")
    incontro.prenotazione.save()
    return incontro


def con_attestato() -> tuple[Sessione, Iscrizione]:
    evento = evento_con(PASSATO, con_attestato=True)
    incontro = evento.sessioni.get()
    persona = iscritta(incontro)
    presente(persona, incontro)
    rilascia(persona)
    incontro.refresh_from_db()
    return incontro, persona


class TestPorta:
    def test_she_comes_in_and_goes_out_at_the_hour_it_is(self, time_machine: Any) -> None:
        incontro, chi = in_corso(), operatrice()
        persona = iscritta(incontro)
        presenza = segna_entrata(incontro, persona, utente=chi)
        assert (presenza.modo, presenza.segnata_da, scritte()) == (
            "QR", chi, [("Haddad", alle(OGGI, "10:00"), None, 0)],
        )  # fmt: skip
        time_machine.move_to(alle(OGGI, "10:45"))
        segna_uscita(incontro, persona, utente=chi)
        assert scritte() == [("Haddad", *ore("10:00", "10:45"), 45)]
        persona.refresh_from_db()
        assert persona.minuti == 45

    def test_who_goes_out_after_the_end_counts_to_the_end(self, time_machine: Any) -> None:
        incontro, chi = in_corso(), operatrice()
        persona = iscritta(incontro)
        segna_entrata(incontro, persona, utente=chi)
        time_machine.move_to(alle(OGGI, "12:00"))
        segna_uscita(incontro, persona, utente=chi)
        assert scritte() == [("Haddad", *ore("10:00", "11:00"), 60)]

    def test_twice_in_or_twice_out_is_said_with_the_hour(self) -> None:
        incontro, chi = in_corso(), operatrice()
        persona = iscritta(incontro)
        with pytest.raises(AttoRifiutato, match="L’entrata di Haddad Amina non è segnata"):
            segna_uscita(incontro, persona, utente=chi)
        segna_entrata(incontro, persona, utente=chi)
        with pytest.raises(AttoRifiutato, match="L’entrata di Haddad Amina è già segnata alle 10:00"):
            segna_entrata(incontro, persona, utente=chi)
        segna_uscita(incontro, persona, utente=chi)
        with pytest.raises(AttoRifiutato, match="L’uscita di Haddad Amina è già segnata alle 10:00"):
            segna_uscita(incontro, persona, utente=chi)

    def test_after_the_end_nobody_comes_in(self) -> None:
        incontro = evento_con(PASSATO).sessioni.get()
        with pytest.raises(AttoRifiutato, match="l’incontro finisce alle 17:00, l’entrata viene prima"):
            segna_entrata(incontro, iscritta(incontro), utente=operatrice())
        assert scritte() == []


class TestRifiuti:
    """Each act refuses the same things, and writes nothing."""

    @pytest.mark.parametrize(
        ("caso", "frase"),
        [
            ("ruolo", "spetta a un altro ruolo"),
            ("evento annullato", "non è possibile quando lo stato è «Annullato»"),
            ("incontro annullato", "Questo incontro è annullato"),
            ("futuro", "L’incontro comincia il 03/12/2026 alle 15:00"),
            ("in attesa", "Haddad Amina non ha l’iscrizione confermata"),
            ("di un altro evento", "non è iscritta a questo evento"),
            ("anonimo", "si conta solo quante persone ci sono, senza nomi"),
            ("attestato", "Haddad Amina ha già l’attestato AT-2018-"),
        ],
    )
    def test_the_acts_by_name(self, caso: str, frase: str) -> None:
        incontro, persona, chi = self.prepara(caso)
        prima = scritte()
        segnatura = Segnatura(persona.pk, (incontro.prenotazione.inizio, incontro.prenotazione.fine))
        for atto in (
            lambda: segna_entrata(incontro, persona, utente=chi),
            lambda: segna_uscita(incontro, persona, utente=chi),
            lambda: segna_presenze(incontro, [segnatura], utente=chi),
        ):
            with pytest.raises(AttoRifiutato, match=frase):
                atto()
        assert scritte() == prima

    def prepara(self, caso: str) -> tuple[Sessione, Iscrizione, Any]:
        chi = UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE]) if caso == "ruolo" else operatrice()
        if caso == "attestato":
            return *con_attestato(), chi
        if caso == "futuro":
            incontro = evento_con(FUTURO).sessioni.get()
        else:
            incontro = in_corso(registro="ANONIMO" if caso == "anonimo" else "NOMINATIVO")
        persona = iscritta(incontro, stato="IN_ATTESA" if caso == "in attesa" else "CONFERMATA")
        if caso == "di un altro evento":
            persona = IscrizioneFactory(cognome="Haddad")
        if caso == "incontro annullato":
            annullato(incontro)
        if caso == "evento annullato":
            porta_a(incontro.evento, "ANNULLATO")
        return incontro, persona, chi

    def test_a_presence_with_a_certificate_is_not_taken_away(self) -> None:
        _, persona = con_attestato()
        with pytest.raises(AttoRifiutato, match="prima si annulla l’attestato"):
            togli_presenza(persona.presenze.get(), utente=operatrice())
        assert Presenza.objects.count() == 1


class TestRegistro:
    def test_rows_are_written_changed_and_taken_away_together(self) -> None:
        incontro, chi = in_corso(), operatrice()
        nuova, cambia, via, resta = (iscritta(incontro, cognome=c) for c in ("Abba", "Bini", "Cei", "Dini"))
        for persona in (cambia, via, resta):
            presente(persona, incontro)
        intera = ore("09:00", "11:00")
        quante = segna_presenze(
            incontro,
            [
                Segnatura(nuova.pk, ore("08:00", "12:00")),
                Segnatura(cambia.pk, ore("09:30"), intera),
                Segnatura(via.pk, None, intera),
                Segnatura(resta.pk, intera, intera),
            ],
            utente=chi,
        )
        assert (quante, scritte()) == (
            3,
            [("Abba", *intera, 120), ("Bini", *ore("09:30"), 0), ("Dini", *intera, 120)],
        )

    def test_a_row_somebody_else_wrote_meanwhile_is_refused_with_the_name(self) -> None:
        incontro, chi = in_corso(), operatrice()
        persona, altra = iscritta(incontro), iscritta(incontro, cognome="Zanni")
        presente(persona, incontro, minuti=60)
        with pytest.raises(AttoRifiutato, match="Haddad Amina: intanto qualcuno ha segnato 9:00–10:00"):
            segna_presenze(
                incontro,
                [Segnatura(altra.pk, ore("09:00", "11:00")), Segnatura(persona.pk, ore("09:00", "11:00"))],
                utente=chi,
            )
        assert scritte() == [("Haddad", *ore("09:00", "10:00"), 60)]

    def test_the_same_row_written_by_two_people_is_not_a_quarrel(self) -> None:
        incontro, chi = in_corso(), operatrice()
        persona = iscritta(incontro)
        presente(persona, incontro)
        assert segna_presenze(incontro, [Segnatura(persona.pk, ore("09:00", "11:00"))], utente=chi) == 0

    def test_everybody_at_once_leaves_who_is_recorded_and_who_has_a_certificate(self) -> None:
        incontro, chi = in_corso(), operatrice()
        for cognome in ("Abba", "Bini", "Cei"):
            iscritta(incontro, cognome=cognome)
        presente(Iscrizione.objects.get(cognome="Bini"), incontro, minuti=30)
        Presenza.objects.create(
            sessione=incontro, iscrizione=Iscrizione.objects.get(cognome="Cei"), entrata=alle(OGGI, "09:20"),
            modo="QR", segnata_da=chi,
        )  # fmt: skip
        iscritta(incontro, cognome="Dini", stato="IN_ATTESA")
        quante = segna_presenze_a_tutti(incontro, ore("09:00", "11:00"), modo="REGISTRO", utente=chi)
        assert (quante, scritte()) == (
            2,
            [
                ("Abba", *ore("09:00", "11:00"), 120),
                ("Bini", *ore("09:00", "09:30"), 30),
                ("Cei", *ore("09:20", "11:00"), 100),
            ],
        )

    def test_who_is_still_in_goes_out_at_once(self) -> None:
        incontro, chi = in_corso(), operatrice()
        for cognome, entrata in (("Abba", "09:00"), ("Bini", "10:30")):
            Presenza.objects.create(
                sessione=incontro, iscrizione=iscritta(incontro, cognome=cognome), entrata=alle(OGGI, entrata),
                modo="QR", segnata_da=chi,
            )  # fmt: skip
        iscritta(incontro, cognome="Cei")
        assert segna_uscite_a_tutti(incontro, alle(OGGI, "10:00"), utente=chi) == 1
        assert scritte() == [("Abba", *ore("09:00", "10:00"), 60), ("Bini", *ore("10:30"), 0)]

    def test_a_presence_by_mistake_is_taken_away(self) -> None:
        incontro = in_corso()
        presenza = presente(iscritta(incontro), incontro)
        togli_presenza(presenza, utente=operatrice())
        assert scritte() == []

    def test_five_hundred_people_cost_the_statements_of_five(self) -> None:
        conti = []
        for quanti in (5, 500):
            incontro, chi = in_corso(), operatrice()
            in_tanti(incontro.evento, quanti)
            with CaptureQueriesContext(connection) as viste:
                assert segna_presenze_a_tutti(incontro, ore("09:00", "11:00"), modo="REGISTRO", utente=chi) == quanti
            conti.append(len(viste))
        assert (conti[0], conti[1] <= 14) == (conti[1], True), conti


def in_tanti(evento: Evento, quanti: int) -> None:
    Iscrizione.objects.bulk_create(
        Iscrizione(
            evento=evento, nome="Luca", cognome=f"Bianchi {n:03d}", destinatario="CITTADINANZA", fonte="UFFICIO",
            stato="CONFERMATA", codice=f"tanti-{evento.pk}-{n:06d}", chiesta_alle=ISCRITTA_ALLE,
            in_fila_dalle=ISCRITTA_ALLE, creata_da=evento.referente,
        )
        for n in range(quanti)
    )  # fmt: skip


class TestConteggio:
    def anonima(self) -> Sessione:
        return in_corso(registro="ANONIMO")

    def contati(self) -> dict[str, int]:
        return dict(Conteggio.objects.values_list("destinatario", "quanti"))

    def test_groups_are_counted_changed_and_emptied(self) -> None:
        incontro, chi = self.anonima(), operatrice()
        assert conta_presenti(incontro, {"CITTADINANZA": Conto(30), "SINDACATI": Conto(2)}, utente=chi) == 32
        nuovi = {"CITTADINANZA": Conto(31, 30), "SINDACATI": Conto(0, 2), "PROPRIETARI": Conto(4)}
        assert conta_presenti(incontro, nuovi, utente=chi) == 35
        assert self.contati() == {"CITTADINANZA": 31, "PROPRIETARI": 4}

    def test_two_people_counting_two_groups_do_not_undo_each_other(self) -> None:
        incontro, chi = self.anonima(), operatrice()
        conta_presenti(incontro, {"CITTADINANZA": Conto(30)}, utente=chi)
        conta_presenti(incontro, {"SINDACATI": Conto(2)}, utente=chi)
        assert self.contati() == {"CITTADINANZA": 30, "SINDACATI": 2}
        with pytest.raises(ModificaConcorrente):
            conta_presenti(incontro, {"CITTADINANZA": Conto(12)}, utente=chi)

    @pytest.mark.parametrize(
        ("caso", "frase"),
        [
            ("nominativo", "le presenze si segnano per nome"),
            ("annullato", "Questo incontro è annullato"),
            ("gruppo", "fino a 9999"),
            ("troppi", "fino a 9999"),
        ],
    )
    def test_what_cannot_be_counted_is_refused(self, caso: str, frase: str) -> None:
        incontro = in_corso() if caso == "nominativo" else self.anonima()
        if caso == "annullato":
            annullato(incontro)
        gruppo = "MARZIANI" if caso == "gruppo" else "CITTADINANZA"
        with pytest.raises(AttoRifiutato, match=frase):
            conta_presenti(incontro, {gruppo: Conto(10_000 if caso == "troppi" else 3)}, utente=operatrice())
        assert self.contati() == {}


def test_who_is_at_the_door_before_the_hour_counts_from_the_start() -> None:
    incontro = sessione(evento_con(PASSATO), OGGI, "10:20")
    assert segna_entrata(incontro, iscritta(incontro), utente=operatrice()).entrata == alle(OGGI, "10:20")
