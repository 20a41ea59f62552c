"""Acts on the services of a condominio sociale, on the real database."""

from datetime import date
from typing import Any

import pytest

from cohousing.actions.addetto import Apre
from cohousing.actions.servizio import aggiungi_servizio, aggiungi_turno_servizio, chiudi_servizio, modifica_servizio
from cohousing.choices import StatoTurno
from cohousing.models import Addetto, Servizio, Turno
from cohousing.rules.servizio import Orario
from tests.factories.cohousing import ServizioFactory, casa_aperta, condominio, coordinatrice, operatrice, turno
from tests.factories.corsa import insieme
from tests.factories.luogo import alle
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)
DOMANI = date(2026, 11, 20)
CARLA = Apre("Carla Bini", "VOLONTARIO")


def dati(referente: Utente, **altro: Any) -> dict[str, Any]:
    return {
        "tipo": "MENSA", "nome": "Pranzo del giovedì", "orario": "giovedì, 12–14", "con_chi": "Caritas",
        "referente": referente, "dal": date(2026, 11, 1),
    } | altro  # fmt: skip


def orario(giorno: date, dalle: str = "15:00", fino: str = "18:00") -> Orario:
    return Orario(alle(giorno, dalle), alle(giorno, fino))


@pytest.mark.parametrize("chi", [operatrice, coordinatrice])
def test_a_condominio_offers_a_service(chi: Any) -> None:
    casa, utente = condominio(), chi()
    servizio = aggiungi_servizio(casa, dati(utente), utente=utente)
    assert (servizio.struttura, servizio.nome, servizio.stato, servizio.versione) == (
        casa, "Pranzo del giovedì", "ATTIVO", 1,
    )  # fmt: skip


def test_a_service_that_may_not_be_is_refused_with_a_sentence() -> None:
    casa, sociale, utente = casa_aperta(), condominio(), operatrice()
    ServizioFactory(struttura=sociale, nome="Pranzo del giovedì")
    attese = [
        (casa, utente, "I servizi aperti al quartiere sono dei condomini sociali: questa è una casa condivisa."),
        (sociale, utente, "In questo condominio c’è già un servizio con questo nome."),
        (sociale, UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]), "«Aggiungi un servizio…» spetta a un altro ruolo."),
    ]
    for struttura, chi, frase in attese:
        with pytest.raises(AttoRifiutato) as rifiuto:
            aggiungi_servizio(struttura, dati(utente), utente=chi)
        assert str(rifiuto.value) == frase
    assert Servizio.objects.count() == 1


def test_a_service_is_corrected_and_who_comes_second_is_told() -> None:
    servizio, utente = ServizioFactory(), operatrice()
    corretto = modifica_servizio(servizio, dati(utente), utente=utente, versione=1)
    assert (corretto.nome, corretto.tipo, corretto.versione) == ("Pranzo del giovedì", "MENSA", 2)
    with pytest.raises(ModificaConcorrente):
        modifica_servizio(servizio, dati(utente, nome="Altro"), utente=utente, versione=1)


def test_a_service_does_not_take_the_name_of_another_nor_begin_after_its_first_shift() -> None:
    servizio, utente = ServizioFactory(), operatrice()
    ServizioFactory(struttura=servizio.struttura, nome="Orto")
    turno(servizio, date(2026, 3, 2), stato=StatoTurno.SALTATO, motivo="Neve")
    with pytest.raises(AttoRifiutato, match="c’è già un servizio con questo nome"):
        modifica_servizio(servizio, dati(utente, nome="Orto"), utente=utente, versione=1)
    with pytest.raises(AttoRifiutato, match="Il primo turno è del 02/03/2026"):
        modifica_servizio(servizio, dati(utente, dal=date(2026, 3, 3)), utente=utente, versione=1)
    servizio.refresh_from_db()
    assert (servizio.dal, servizio.versione) == (date(2026, 2, 1), 1)


def test_shifts_are_planned_with_who_opens_and_those_that_meet_another_are_left_out() -> None:
    servizio, utente = ServizioFactory(), operatrice()
    turno(servizio, DOMANI, "16:00")
    turno(servizio, date(2026, 11, 21), stato=StatoTurno.SALTATO, motivo="Sagra")
    orari = [orario(OGGI), orario(DOMANI), orario(date(2026, 11, 21))]
    aggiunti = aggiungi_turno_servizio(servizio, orari, [CARLA, Apre("Ugo Neri", "ABITANTE")], utente=utente)
    assert ([t.inizio for t in aggiunti.fatti], aggiunti.occupati) == (
        [orari[0].inizio, orari[2].inizio], [orari[1]],
    )  # fmt: skip
    assert sorted(Addetto.objects.values_list("turno__inizio", "nome", "natura")) == [
        (orari[0].inizio, "Carla Bini", "VOLONTARIO"), (orari[0].inizio, "Ugo Neri", "ABITANTE"),
        (orari[2].inizio, "Carla Bini", "VOLONTARIO"), (orari[2].inizio, "Ugo Neri", "ABITANTE"),
    ]  # fmt: skip


def chiuso() -> Servizio:
    return ServizioFactory(stato="CHIUSO", al=date(2026, 10, 31))


@pytest.mark.parametrize(
    ("servizio", "ruolo", "orari", "apre", "frase"),
    [
        pytest.param(
            ServizioFactory, Ruolo.OPERATORE_ETS, [orario(date(2026, 1, 31))], [],
            "Il servizio comincia il 01/02/2026: i suoi turni vengono dopo", id="before it began",
        ),
        pytest.param(
            ServizioFactory, Ruolo.FUNZIONARIO_UNIONE, [orario(OGGI)], [],
            "«Aggiungi turni…» spetta a un altro ruolo.", id="the Unione",
        ),
        pytest.param(
            chiuso, Ruolo.OPERATORE_ETS, [orario(OGGI)], [],
            "Non si può più: «Aggiungi turni…» non è possibile quando lo stato è «Chiuso».", id="closed",
        ),
        pytest.param(
            ServizioFactory, Ruolo.OPERATORE_ETS, [orario(OGGI)], [CARLA, Apre("CARLA BINI", "ABITANTE")],
            "CARLA BINI è scritto due volte fra chi apre.", id="the same person twice",
        ),
    ],
)  # fmt: skip
def test_shifts_that_may_not_be_planned_are_refused(
    servizio: Any, ruolo: str, orari: list[Orario], apre: list[Apre], frase: str
) -> None:
    with pytest.raises(AttoRifiutato) as rifiuto:
        aggiungi_turno_servizio(servizio(), orari, apre, utente=UtenteFactory(ruoli=[ruolo]))
    assert (str(rifiuto.value), Turno.objects.count()) == (frase, 0)


def test_when_every_hour_is_taken_there_is_nothing_to_add() -> None:
    servizio = ServizioFactory()
    turno(servizio, DOMANI)
    with pytest.raises(AttoRifiutato, match="non c’è niente da aggiungere"):
        aggiungi_turno_servizio(servizio, [orario(DOMANI)], [], utente=operatrice())


def test_a_service_closes_when_nothing_is_planned_after_or_skips_what_is() -> None:
    servizio, utente = ServizioFactory(), operatrice()
    prima = turno(servizio, OGGI)
    dopo = turno(servizio, DOMANI, "00:30", fino_alle="02:00")
    with pytest.raises(AttoRifiutato, match="c’è ancora 1 turno previsto: scegli di saltarli"):
        chiudi_servizio(servizio, OGGI, salta=False, utente=utente, versione=1)
    with pytest.raises(ModificaConcorrente):
        chiudi_servizio(servizio, OGGI, salta=True, utente=utente, versione=7)
    chiuso_ = chiudi_servizio(servizio, OGGI, salta=True, utente=utente, versione=1)
    assert (chiuso_.stato, chiuso_.al, chiuso_.versione) == ("CHIUSO", OGGI, 2)
    assert list(Turno.objects.order_by("inizio").values_list("pk", "stato", "motivo", "versione")) == [
        (prima.pk, "PREVISTO", "", 1), (dopo.pk, "SALTATO", "Il servizio è chiuso dal 19/11/2026", 2),
    ]  # fmt: skip


def test_who_reads_closes_nothing() -> None:
    with pytest.raises(AttoRifiutato, match="«Chiudi il servizio…» spetta a un altro ruolo"):
        chiudi_servizio(ServizioFactory(), OGGI, salta=False, utente=UtenteFactory(ruoli=[Ruolo.REVISORE]), versione=1)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_plan_the_same_hours_at_once_plan_them_once(giri: int) -> None:
    servizio, prima, seconda = ServizioFactory(), operatrice(), operatrice()
    for giro in range(giri):
        giorno = date.fromordinal(DOMANI.toordinal() + giro)
        esiti = insieme(
            [
                lambda g=giorno: aggiungi_turno_servizio(servizio, [orario(g)], [CARLA], utente=prima),
                lambda g=giorno: aggiungi_turno_servizio(servizio, [orario(g, "16:00")], [CARLA], utente=seconda),
            ]
        )
        assert sorted(type(esito).__name__ for esito in esiti) == ["AttoRifiutato", "TurniAggiunti"]
    assert Turno.objects.count() == giri
