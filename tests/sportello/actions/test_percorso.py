"""The acts of a path to work on a real database."""

from datetime import date
from decimal import Decimal

import pytest

from sportello.actions.percorso import concludi_percorso, inizia_percorso, modifica_percorso
from sportello.models import PercorsoLavoro
from tests.factories.casa import CasoFactory
from tests.factories.persone import MembroNucleoFactory, PersonaFactory, UtenteFactory
from tests.factories.sportello import PercorsoLavoroFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Caso, Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


@pytest.fixture
def operatrice(db: None) -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def dati(caso: Caso, **altro: object) -> dict:
    persona = caso.nucleo.membri.first().persona
    return {"persona": persona, "aperto_il": OGGI, "obiettivo": "Un lavoro di mezza giornata"} | altro


def test_a_path_begins_with_its_number_and_without_an_outcome(operatrice: Utente) -> None:
    caso = CasoFactory()
    percorso = inizia_percorso(caso, dati(caso, aperto_il=date(2026, 10, 5)), utente=operatrice)
    percorso.refresh_from_db()
    assert (percorso.numero, percorso.stato, percorso.esito) == ("PL-2026-0001", "ATTIVO", "")
    assert percorso.caso.ultima_attivita_il == date(2026, 10, 5)


def test_a_closed_case_begins_no_path(operatrice: Utente) -> None:
    caso = CasoFactory(chiuso_il=OGGI, esito="ABBANDONO")
    with pytest.raises(AttoRifiutato, match="è chiuso"):
        inizia_percorso(caso, dati(caso), utente=operatrice)


def test_the_person_is_an_adult_of_the_household(operatrice: Utente) -> None:
    caso = CasoFactory()
    figlio = MembroNucleoFactory(nucleo=caso.nucleo, persona__nato_il=date(2008, 11, 20), parentela="FIGLIO").persona
    for altro in (PersonaFactory(), figlio):
        with pytest.raises(AttoRifiutato, match="non è una persona maggiorenne di questo nucleo"):
            inizia_percorso(caso, dati(caso, persona=altro), utente=operatrice)
    figlio.nato_il = date(2008, 11, 19)
    figlio.save()
    inizia_percorso(caso, dati(caso, persona=figlio), utente=operatrice)


def test_a_second_path_says_which_is_the_first(operatrice: Utente) -> None:
    primo = PercorsoLavoroFactory()
    with pytest.raises(AttoRifiutato, match=f"{primo.numero}: concludi prima quello"):
        inizia_percorso(primo.caso, dati(primo.caso), utente=operatrice)


def test_other_roles_write_no_path() -> None:
    contabile, percorso = UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]), PercorsoLavoroFactory()
    with pytest.raises(AttoRifiutato, match="altro ruolo"):
        inizia_percorso(percorso.caso, dati(percorso.caso), utente=contabile)
    with pytest.raises(AttoRifiutato, match="altro ruolo"):
        modifica_percorso(percorso, {"obiettivo": "Altro"}, utente=contabile, versione=1)


def test_what_happens_is_written_unless_the_rules_refuse_or_somebody_was_first(operatrice: Utente) -> None:
    percorso = PercorsoLavoroFactory()
    modifica_percorso(percorso, {"did_il": date(2026, 10, 9)}, utente=operatrice, versione=1)
    percorso.refresh_from_db()
    assert (percorso.did_il, percorso.versione) == (date(2026, 10, 9), 2)
    with pytest.raises(AttoRifiutato, match="viene dopo la DID"):
        modifica_percorso(percorso, {"patto_il": date(2026, 10, 8)}, utente=operatrice, versione=2)
    with pytest.raises(ModificaConcorrente):
        modifica_percorso(percorso, {"corso": "Cucina"}, utente=operatrice, versione=1)


def test_a_low_allowance_warns_and_does_not_refuse(operatrice: Utente) -> None:
    percorso = PercorsoLavoroFactory()
    tirocinio = {"tirocinio": "EXTRACURRICULARE", "tirocinio_dal": OGGI, "indennita": Decimal(300)}
    assert modifica_percorso(percorso, tirocinio, utente=operatrice, versione=1).indennita == Decimal(300)


def test_a_path_ends_once_and_its_internship_with_it(operatrice: Utente) -> None:
    tirocinio = {"tirocinio": "INCLUSIONE", "tirocinio_dal": date(2026, 10, 12), "tirocinio_al": date(2027, 4, 11)}
    percorso = PercorsoLavoroFactory(nota="Patente B", **tirocinio)
    concluso = concludi_percorso(percorso, esito="ASSUNTO_TD", concluso_il=OGGI, nota="", utente=operatrice)
    letto = PercorsoLavoro.objects.get(pk=percorso.pk)
    assert (letto.stato, letto.esito, letto.tirocinio_al, letto.nota) == ("CONCLUSO", "ASSUNTO_TD", OGGI, "Patente B")
    assert letto.caso.ultima_attivita_il == OGGI
    with pytest.raises(AttoRifiutato, match="Non si può più"):
        concludi_percorso(concluso, esito="ASSUNTO_TD", concluso_il=OGGI, nota="", utente=operatrice)
    with pytest.raises(AttoRifiutato, match="Non si può più"):
        modifica_percorso(concluso, {"corso": "Cucina"}, utente=operatrice, versione=2)


def test_an_outcome_that_cannot_be_writes_nothing(operatrice: Utente) -> None:
    percorso = PercorsoLavoroFactory()
    with pytest.raises(AttoRifiutato, match="non ha un corso"):
        concludi_percorso(percorso, esito="FORMATO", concluso_il=OGGI, nota="", utente=operatrice)
    percorso.refresh_from_db()
    assert (percorso.stato, percorso.versione) == ("ATTIVO", 1)
