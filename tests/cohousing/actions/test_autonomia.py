"""Goals and reviews, on the real database."""

from datetime import date
from typing import Any

import pytest

from cohousing.actions.autonomia import (
    fissa_obiettivi_permanenza,
    modifica_verifica,
    verifica_autonomia_permanenza,
)
from cohousing.choices import AreaAutonomia, StatoPermanenza
from cohousing.models import ObiettivoAutonomia, Permanenza, VerificaAutonomia
from cohousing.rules.autonomia import Traguardo
from tests.factories.cohousing import permanenza, verifica
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def chi(ruolo: str = Ruolo.OPERATORE_ETS) -> Utente:
    return UtenteFactory(ruoli=[ruolo])


def traguardi(punti: int = 3, **altri: Traguardo) -> dict[str, Traguardo]:
    return {area: altri.get(area, Traguardo(punti)) for area in AreaAutonomia.values}


def punti(valore: int = 2, **altri: int) -> dict[str, int]:
    return {area: altri.get(area, valore) for area in AreaAutonomia.values}


def scritti(stay: Permanenza) -> list[tuple[str, int, str, int]]:
    return list(stay.obiettivi.values_list("area", "traguardo", "descrizione", "versione"))


@pytest.mark.parametrize("ruolo", [Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS])
@pytest.mark.parametrize("stato", [StatoPermanenza.PREPARAZIONE, StatoPermanenza.IN_CORSO])
def test_goals_are_fixed_before_the_entry_or_after_it(ruolo: str, stato: str) -> None:
    stay = permanenza(stato=stato)
    fissa_obiettivi_permanenza(stay, traguardi(LAVORO=Traguardo(4, "Un corso")), utente=chi(ruolo), versione=0)
    assert scritti(stay) == [
        ("REDDITO", 3, "", 1), ("CASA", 3, "", 1), ("LAVORO", 4, "Un corso", 1), ("RETE", 3, "", 1),
        ("LINGUA", 3, "", 1),
    ]  # fmt: skip


def test_goals_fixed_again_change_only_where_they_differ() -> None:
    stay, utente = permanenza(), chi()
    fissa_obiettivi_permanenza(stay, traguardi(), utente=utente, versione=0)
    fissa_obiettivi_permanenza(stay, traguardi(LAVORO=Traguardo(4, "Un corso")), utente=utente, versione=5)
    assert scritti(stay) == [
        ("REDDITO", 3, "", 1), ("CASA", 3, "", 1), ("LAVORO", 4, "Un corso", 2), ("RETE", 3, "", 1),
        ("LINGUA", 3, "", 1),
    ]  # fmt: skip


def test_who_fixes_goals_on_an_old_page_is_told_and_writes_nothing() -> None:
    stay, utente = permanenza(), chi()
    fissa_obiettivi_permanenza(stay, traguardi(), utente=utente, versione=0)
    with pytest.raises(ModificaConcorrente):
        fissa_obiettivi_permanenza(stay, traguardi(1), utente=utente, versione=0)
    assert set(stay.obiettivi.values_list("traguardo", flat=True)) == {3}


@pytest.mark.parametrize(
    ("ruolo", "stato", "voluti", "frase"),
    [
        (
            Ruolo.CONTABILE_ETS, StatoPermanenza.IN_CORSO, traguardi(),
            "«Fissa gli obiettivi…» spetta a un altro ruolo.",
        ),
        (
            Ruolo.OPERATORE_ETS, StatoPermanenza.CONCLUSA, traguardi(),
            "Non si può più: «Fissa gli obiettivi…» non è possibile quando lo stato è «Conclusa».",
        ),
        (
            Ruolo.OPERATORE_ETS, StatoPermanenza.IN_CORSO, traguardi(RETE=Traguardo(0)),
            "Rete di aiuto: il traguardo va da 1 a 4.",
        ),
    ],
)  # fmt: skip
def test_goals_that_may_not_be_fixed_are_refused(ruolo: str, stato: str, voluti: dict, frase: str) -> None:
    with pytest.raises(AttoRifiutato) as rifiuto:
        fissa_obiettivi_permanenza(permanenza(stato=stato), voluti, utente=chi(ruolo), versione=0)
    assert (str(rifiuto.value), ObiettivoAutonomia.objects.count()) == (frase, 0)


def stato_di(fatta: VerificaAutonomia) -> tuple[Any, ...]:
    return (fatta.svolta_il, fatta.note, fatta.versione, dict(fatta.punteggi.values_list("area", "punti")))


@pytest.mark.parametrize("ruolo", [Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS])
def test_a_review_keeps_a_score_for_each_area_and_who_wrote_it(ruolo: str) -> None:
    utente = chi(ruolo)
    fatta = verifica_autonomia_permanenza(permanenza(), OGGI, punti(LAVORO=0), "Ha trovato un corso", utente=utente)
    assert (*stato_di(fatta), fatta.autore) == (OGGI, "Ha trovato un corso", 1, punti(LAVORO=0), utente)


@pytest.mark.parametrize(
    ("ruolo", "stato", "giorno", "quali", "frase"),
    [
        (
            Ruolo.REVISORE, StatoPermanenza.IN_CORSO, OGGI, punti(),
            "«Registra una verifica…» spetta a un altro ruolo.",
        ),
        (
            Ruolo.OPERATORE_ETS, StatoPermanenza.PREPARAZIONE, OGGI, punti(),
            "Non si può più: «Registra una verifica…» non è possibile quando lo stato è «In preparazione».",
        ),
        (
            Ruolo.OPERATORE_ETS, StatoPermanenza.IN_CORSO, date(2026, 2, 28), punti(),
            "Il nucleo è entrato il 01/03/2026: il percorso si verifica da quel giorno.",
        ),
        (
            Ruolo.OPERATORE_ETS, StatoPermanenza.IN_CORSO, date(2026, 11, 20), punti(),
            "La verifica è nel futuro: registrala quando è stata fatta.",
        ),
        (Ruolo.OPERATORE_ETS, StatoPermanenza.IN_CORSO, OGGI, {"CASA": 1, "REDDITO": 1, "LAVORO": 1, "RETE": 1},
         "Manca il punteggio di: Lingua italiana."),
    ],
)  # fmt: skip
def test_a_review_that_may_not_be_made_is_refused(
    ruolo: str, stato: str, giorno: date, quali: dict[str, int], frase: str
) -> None:
    with pytest.raises(AttoRifiutato) as rifiuto:
        verifica_autonomia_permanenza(permanenza(stato=stato), giorno, quali, utente=chi(ruolo))
    assert (str(rifiuto.value), VerificaAutonomia.objects.count()) == (frase, 0)


def test_a_day_has_one_review() -> None:
    stay = permanenza()
    verifica(stay, OGGI)
    with pytest.raises(AttoRifiutato, match="C’è già una verifica del 19/11/2026: correggi quella"):
        verifica_autonomia_permanenza(stay, OGGI, punti(), utente=chi())
    assert stay.verifiche.count() == 1


def test_a_review_is_corrected_and_the_page_of_before_loses() -> None:
    fatta, utente = verifica(permanenza(), OGGI), chi()
    nuovi = {"svolta_il": date(2026, 11, 18), "note": "Era ieri"}
    modifica_verifica(fatta, nuovi, punti(3, RETE=1), utente=utente, versione=1)
    with pytest.raises(ModificaConcorrente):
        modifica_verifica(fatta, nuovi, punti(0), utente=utente, versione=1)
    fatta.refresh_from_db()
    assert stato_di(fatta) == (date(2026, 11, 18), "Era ieri", 2, punti(3, RETE=1))


def test_a_review_is_corrected_also_after_the_household_left_but_not_beyond_that_day() -> None:
    stay = permanenza()
    fatta = verifica(stay, date(2026, 10, 1))
    stay.stato, stay.uscita_il, stay.esito = StatoPermanenza.CONCLUSA, date(2026, 10, 15), "ERP"
    stay.save()
    corretta = modifica_verifica(
        fatta, {"svolta_il": date(2026, 10, 15), "note": ""}, punti(4), utente=chi(), versione=1
    )
    assert stato_di(corretta) == (date(2026, 10, 15), "", 2, punti(4))
    with pytest.raises(AttoRifiutato, match="Il nucleo è uscito il 15/10/2026: dopo non si verifica più il percorso"):
        modifica_verifica(fatta, {"svolta_il": date(2026, 10, 16), "note": ""}, punti(), utente=chi(), versione=2)


def test_a_review_is_corrected_by_who_follows_the_household() -> None:
    fatta = verifica(permanenza(), OGGI)
    with pytest.raises(AttoRifiutato, match="Le verifiche le corregge chi segue il nucleo: spetta a un altro ruolo"):
        modifica_verifica(fatta, {"svolta_il": OGGI, "note": ""}, punti(), utente=chi(Ruolo.CONTABILE_ETS), versione=1)
    assert stato_di(VerificaAutonomia.objects.get()) == (OGGI, "", 1, punti())
