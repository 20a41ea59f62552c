"""Register, correct, say whose it is, take back: and the mark of the first access stays where it belongs."""

from datetime import date, datetime
from typing import Any

import pytest

from sportello.actions.accesso import (
    collega_accesso,
    collega_persona_nuova_accesso,
    elimina_accesso,
    modifica_accesso,
    registra_accesso,
)
from sportello.models import Accesso
from tests.factories.casa import CasoFactory
from tests.factories.luogo import alle
from tests.factories.persone import ComuneFactory, MembroNucleoFactory, PersonaFactory, UtenteFactory
from tests.factories.sportello import AccessoFactory, AppuntamentoFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Nucleo, Persona, Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


@pytest.fixture
def operatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def dati(**altro: Any) -> dict[str, Any]:
    return {"canale": "SPORTELLO", "comune": None, "motivi": ["ERP"], "esiti": ["INFORMAZIONE_FORNITA"]} | altro


def primi(persona: Persona) -> list[int]:
    return list(Accesso.objects.filter(persona=persona, primo_accesso=True).values_list("pk", flat=True))


def del_giorno(giorno: int, **altro: Any) -> Accesso:
    return AccessoFactory(avvenuto_alle=alle(date(2026, 11, giorno), "09:00"), **altro)


def test_an_access_without_a_name_keeps_what_was_said_of_the_first_time(operatore: Utente) -> None:
    accesso = registra_accesso(dati(primo_accesso=True), utente=operatore)
    assert (accesso.persona, accesso.nucleo, accesso.primo_accesso, accesso.operatore) == (None, None, True, operatore)
    assert accesso.avvenuto_alle.date() == OGGI


def test_of_a_known_person_the_household_and_the_first_access_are_worked_out(operatore: Utente) -> None:
    membro = MembroNucleoFactory()
    primo = registra_accesso(dati(persona=membro.persona), utente=operatore)
    secondo = registra_accesso(dati(persona=membro.persona, primo_accesso=True), utente=operatore)
    assert (primo.nucleo, primo.primo_accesso, secondo.primo_accesso) == (membro.nucleo, True, False)


def test_the_household_is_that_of_the_day_or_the_one_she_entered_later(operatore: Utente) -> None:
    prima = MembroNucleoFactory(dal=date(2026, 1, 1), al=date(2026, 11, 10))
    adesso = MembroNucleoFactory(persona=prima.persona, dal=date(2026, 11, 18))
    nuclei = [collega_accesso(del_giorno(giorno), prima.persona, utente=operatore).nucleo for giorno in (9, 12, 18)]
    assert nuclei == [prima.nucleo, adesso.nucleo, adesso.nucleo]


def test_an_earlier_access_attached_later_takes_the_mark(operatore: Utente) -> None:
    persona = PersonaFactory()
    tardi, presto, dopo = del_giorno(12), del_giorno(3), del_giorno(15)
    for accesso, primo in ((tardi, tardi), (presto, presto), (dopo, presto)):
        collega_accesso(accesso, persona, utente=operatore)
        assert primi(persona) == [primo.pk]


def test_detached_or_given_to_another_the_mark_moves_for_both(operatore: Utente) -> None:
    maria, ada = PersonaFactory(), PersonaFactory()
    presto, tardi, di_ada = del_giorno(3), del_giorno(12), del_giorno(8)
    for accesso, persona in ((presto, maria), (tardi, maria), (di_ada, ada)):
        collega_accesso(accesso, persona, utente=operatore)
    collega_accesso(presto, ada, utente=operatore)
    assert (primi(maria), primi(ada)) == ([tardi.pk], [presto.pk])
    staccato = collega_accesso(presto, None, utente=operatore)
    assert (staccato.persona, staccato.nucleo, staccato.primo_accesso) == (None, None, False)
    assert (primi(maria), primi(ada)) == ([tardi.pk], [di_ada.pk])


def test_a_corrected_day_moves_the_mark(operatore: Utente) -> None:
    persona = PersonaFactory()
    presto, tardi = del_giorno(3), del_giorno(12)
    for accesso in (presto, tardi):
        collega_accesso(accesso, persona, utente=operatore)
    nuovi = dati(avvenuto_alle=alle(date(2026, 11, 16), "09:00"), primo_accesso=True)
    presto.refresh_from_db()
    modificato = modifica_accesso(presto, nuovi, utente=operatore, versione=presto.versione)
    assert (primi(persona), modificato.primo_accesso, modificato.motivi) == ([tardi.pk], False, ["ERP"])


def test_of_the_unknown_the_correction_says_whether_it_is_the_first(operatore: Utente) -> None:
    accesso = del_giorno(12)
    nuovi = dati(avvenuto_alle=accesso.avvenuto_alle, primo_accesso=True)
    assert modifica_accesso(accesso, nuovi, utente=operatore, versione=1).primo_accesso is True
    with pytest.raises(ModificaConcorrente):
        modifica_accesso(accesso, nuovi, utente=operatore, versione=1)


def test_nothing_is_registered_before_it_happens(operatore: Utente) -> None:
    domani = alle(date(2026, 11, 20), "09:00")
    with pytest.raises(AttoRifiutato, match="non è ancora avvenuto"):
        registra_accesso(dati(avvenuto_alle=domani), utente=operatore)
    with pytest.raises(AttoRifiutato, match="non è ancora avvenuto"):
        modifica_accesso(del_giorno(12), dati(avvenuto_alle=domani), utente=operatore, versione=1)


def test_an_appointment_has_one_access(operatore: Utente) -> None:
    appuntamento = AppuntamentoFactory(fissato=True)
    registra_accesso(dati(appuntamento=appuntamento, persona=appuntamento.persona), utente=operatore)
    with pytest.raises(AttoRifiutato, match="già registrato"):
        registra_accesso(dati(appuntamento=appuntamento), utente=operatore)


def test_a_new_person_enters_with_her_household_and_is_attached(operatore: Utente) -> None:
    accesso, comune = del_giorno(12), ComuneFactory()
    nuova = {"cognome": "Diop", "nome": "Amadou", "comune": comune}
    collegato = collega_persona_nuova_accesso(accesso, nuova, utente=operatore, dal=OGGI)
    assert str(collegato.persona) == "Diop Amadou"
    assert (collegato.nucleo, collegato.primo_accesso) == (Nucleo.objects.get(), True)
    with pytest.raises(AttoRifiutato, match="C’è già una persona"):
        collega_persona_nuova_accesso(del_giorno(13), nuova, utente=operatore, dal=OGGI)


def test_a_mistake_is_taken_back_the_same_day_and_leaves_its_trace(operatore: Utente) -> None:
    persona = PersonaFactory()
    sbagliato = AccessoFactory(operatore=operatore, avvenuto_alle=alle(OGGI, "08:00"))
    dopo = AccessoFactory(operatore=operatore, avvenuto_alle=alle(OGGI, "09:00"))
    for accesso in (sbagliato, dopo):
        collega_accesso(accesso, persona, utente=operatore)
    elimina_accesso(sbagliato, utente=operatore)
    assert primi(persona) == [dopo.pk]
    eventi = Accesso.pgh_event_model.objects.filter(pgh_obj_id=sbagliato.pk).order_by("pgh_id")
    assert eventi.last().pgh_label == "delete"


def test_a_mistake_of_another_day_is_for_the_coordinator(operatore: Utente) -> None:
    vecchio = del_giorno(12, operatore=operatore)
    with pytest.raises(AttoRifiutato, match="un altro giorno"):
        elimina_accesso(vecchio, utente=operatore)
    with pytest.raises(AttoRifiutato, match="un’altra persona"):
        elimina_accesso(vecchio, utente=UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE]))
    elimina_accesso(vecchio, utente=UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS]))
    assert not Accesso.objects.exists()


@pytest.mark.parametrize("ruolo", [Ruolo.FUNZIONARIO_UNIONE, Ruolo.CONTABILE_ETS, Ruolo.CABINA])
def test_who_does_not_stand_at_the_desk_does_none_of_it(ruolo: str) -> None:
    altri, accesso = UtenteFactory(ruoli=[ruolo]), del_giorno(12)
    quando: datetime = accesso.avvenuto_alle
    for atto in (
        lambda: registra_accesso(dati(), utente=altri),
        lambda: modifica_accesso(accesso, dati(avvenuto_alle=quando), utente=altri, versione=1),
        lambda: collega_accesso(accesso, None, utente=altri),
        lambda: elimina_accesso(accesso, utente=altri),
    ):
        with pytest.raises(AttoRifiutato, match="un altro ruolo"):
            atto()


def test_a_household_that_comes_moves_its_open_case(operatore: Utente) -> None:
    """Also when the name is attached later; a day before the last activity changes nothing."""
    caso = CasoFactory(ultima_attivita_il=date(2026, 11, 10))
    persona = caso.nucleo.membri.get().persona
    mattina = alle(date(2026, 11, 18), "09:00")
    registra_accesso(dati(persona=persona, avvenuto_alle=mattina), utente=operatore)
    caso.refresh_from_db()
    assert caso.ultima_attivita_il == date(2026, 11, 18)
    collega_accesso(del_giorno(12), persona, utente=operatore)
    caso.refresh_from_db()
    assert caso.ultima_attivita_il == date(2026, 11, 18)
    collega_accesso(del_giorno(19), persona, utente=operatore)
    caso.refresh_from_db()
    assert caso.ultima_attivita_il == date(2026, 11, 19)
