"""Acts on the shifts of a service, on the real database."""

from datetime import date
from typing import Any

import pytest

from cohousing.actions.addetto import Apre
from cohousing.actions.turno import modifica_turno, registra_turno, salta_turno
from cohousing.choices import StatoTurno
from cohousing.models import Addetto, Turno
from cohousing.rules.servizio import Venuti
from tests.factories.cohousing import ServizioFactory, operatrice, turno
from tests.factories.luogo import alle
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)
DOMANI = date(2026, 11, 20)
CARLA, UGO = Apre("Carla Bini", "VOLONTARIO"), Apre("Ugo Neri", "ABITANTE")
VENUTI = Venuti(3, 5, 2)


def conti(t: Turno) -> tuple[Any, ...]:
    t.refresh_from_db()
    return (t.stato, t.abitanti, t.quartiere, t.prime_volte, t.note, t.motivo, t.versione)


def addetti(t: Turno) -> list[tuple[str, str]]:
    return list(t.addetti.values_list("nome", "natura"))


def test_a_shift_is_told_with_numbers_a_note_and_who_opened() -> None:
    t = turno(ServizioFactory())
    Addetto.objects.create(turno=t, nome="Carla Bini")
    Addetto.objects.create(turno=t, nome="Ada Poli")
    apre = [Apre("Carla Bini", "OPERATORE"), UGO]
    svolto = registra_turno(t, VENUTI, "Tanti bambini", apre, utente=operatrice(), versione=1)
    assert conti(svolto) == ("SVOLTO", 3, 5, 2, "Tanti bambini", "", 2)
    assert addetti(svolto) == [("Carla Bini", "OPERATORE"), ("Ugo Neri", "ABITANTE")]


@pytest.mark.parametrize(
    ("giorno", "ruolo", "venuti", "apre", "frase"),
    [
        pytest.param(
            DOMANI, Ruolo.OPERATORE_ETS, VENUTI, [],
            "Il turno comincia venerdì 20/11/2026, ore\xa015:00: com’è andato si registra dopo", id="tomorrow",
        ),
        pytest.param(
            date(2026, 11, 16), Ruolo.OPERATORE_ETS, Venuti(1, 0, 2), [],
            "2 persone sono venute per la prima volta, ma in tutto ne sono venute 1: ricontrolla", id="two of one",
        ),
        pytest.param(
            date(2026, 11, 16), Ruolo.ASSISTENTE_SOCIALE, VENUTI, [],
            "«Registra com’è andato…» spetta a un altro ruolo.", id="the social worker",
        ),
        pytest.param(
            date(2026, 11, 16), Ruolo.COORDINATORE_ETS, VENUTI, [CARLA, CARLA],
            "Carla Bini è scritto due volte fra chi apre.", id="the same person twice",
        ),
    ],
)  # fmt: skip
def test_what_may_not_be_told_is_refused(
    giorno: date, ruolo: str, venuti: Venuti, apre: list[Apre], frase: str
) -> None:
    t = turno(ServizioFactory(), giorno)
    with pytest.raises(AttoRifiutato) as rifiuto:
        registra_turno(t, venuti, "", apre, utente=UtenteFactory(ruoli=[ruolo]), versione=1)
    assert str(rifiuto.value) == frase


def test_a_shift_is_told_once() -> None:
    t, utente = turno(ServizioFactory()), operatrice()
    registra_turno(t, VENUTI, "", [CARLA], utente=utente, versione=1)
    with pytest.raises(AttoRifiutato, match="non è possibile quando lo stato è «Svolto»"):
        registra_turno(t, Venuti(9, 9, 9), "", [], utente=utente, versione=2)
    assert (conti(t)[1:4], addetti(t)) == ((3, 5, 2), [CARLA])


def test_who_tells_a_shift_that_somebody_has_just_changed_is_told() -> None:
    t, utente = turno(ServizioFactory()), operatrice()
    modifica_turno(t, {"inizio": alle(OGGI, "08:00"), "fine": alle(OGGI, "09:00")}, [], utente=utente, versione=1)
    with pytest.raises(ModificaConcorrente):
        registra_turno(t, VENUTI, "", [CARLA], utente=utente, versione=1)
    assert (conti(t)[0], addetti(t)) == ("PREVISTO", [])


def test_a_shift_is_skipped_with_a_reason_and_its_hours_are_free() -> None:
    t, utente = turno(ServizioFactory(), DOMANI), operatrice()
    with pytest.raises(AttoRifiutato, match="Scrivi perché non si è fatto"):
        salta_turno(t, "  ", utente=utente, versione=1)
    with pytest.raises(ModificaConcorrente):
        salta_turno(t, "Sciopero", utente=utente, versione=3)
    salta_turno(t, "Sciopero", utente=utente, versione=1)
    assert conti(t) == ("SALTATO", 0, 0, 0, "", "Sciopero", 2)
    assert turno(t.servizio, DOMANI).stato == StatoTurno.PREVISTO
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        salta_turno(t, "Sciopero", utente=UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]), versione=2)


def test_a_planned_shift_is_moved_and_its_people_change() -> None:
    t = turno(ServizioFactory(), DOMANI)
    Addetto.objects.create(turno=t, nome="Ada Poli")
    ore = {"inizio": alle(DOMANI, "16:00"), "fine": alle(DOMANI, "19:30")}
    mosso = modifica_turno(t, ore, [CARLA], utente=operatrice(), versione=1)
    assert (mosso.inizio, mosso.fine, mosso.versione, addetti(mosso)) == (ore["inizio"], ore["fine"], 2, [CARLA])


def test_a_shift_held_is_corrected_with_its_numbers() -> None:
    t = turno(ServizioFactory(), stato=StatoTurno.SVOLTO, abitanti=1, quartiere=1, prime_volte=1)
    dati = {"inizio": t.inizio, "fine": t.fine, "venuti": VENUTI, "note": "Ricontati"}
    modifica_turno(t, dati, [], utente=operatrice(), versione=1)
    assert conti(t) == ("SVOLTO", 3, 5, 2, "Ricontati", "", 2)
    futuro = dati | {"inizio": alle(DOMANI, "15:00"), "fine": alle(DOMANI, "16:00")}
    with pytest.raises(AttoRifiutato, match="si registra dopo"):
        modifica_turno(t, futuro, [], utente=operatrice(), versione=2)


@pytest.mark.parametrize(
    ("dalle", "fino", "giorno", "frase"),
    [
        ("09:00", "08:00", DOMANI, "La fine viene dopo l’inizio."),
        (
            "17:00", "19:00", OGGI,
            "In quelle ore questo servizio ha già un turno: giovedì 19/11/2026, ore\xa015:00–18:00.",
        ),
        ("15:00", "18:00", date(2026, 1, 31), "Il servizio comincia il 01/02/2026: i suoi turni vengono dopo"),
    ],
)  # fmt: skip
def test_a_shift_is_not_moved_where_it_may_not_be(dalle: str, fino: str, giorno: date, frase: str) -> None:
    servizio = ServizioFactory()
    turno(servizio, OGGI)
    t = turno(servizio, DOMANI)
    with pytest.raises(AttoRifiutato) as rifiuto:
        modifica_turno(
            t, {"inizio": alle(giorno, dalle), "fine": alle(giorno, fino)}, [], utente=operatrice(), versione=1
        )
    assert (str(rifiuto.value), conti(t)[-1]) == (frase, 1)


def test_a_skipped_shift_changes_no_more_and_who_reads_changes_none() -> None:
    t = turno(ServizioFactory(), stato=StatoTurno.SALTATO, motivo="Neve")
    ore = {"inizio": t.inizio, "fine": t.fine}
    with pytest.raises(AttoRifiutato, match="non è possibile quando lo stato è «Saltato»"):
        modifica_turno(t, ore, [], utente=operatrice(), versione=1)
    with pytest.raises(AttoRifiutato, match="«Modifica» spetta a un altro ruolo"):
        modifica_turno(t, ore, [], utente=UtenteFactory(ruoli=[Ruolo.REVISORE]), versione=1)
