"""Two people do the same thing at the same moment: one wins, the other is told, nothing is broken."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection

from tests.factories.persone import ComuneFactory, MembroNucleoFactory, NucleoFactory, PersonaFactory, UtenteFactory
from valdera_housing.actions.nucleo import aggiungi_componente, apri_nucleo, prendi_in_carico, togli_componente
from valdera_housing.actions.parametro import cambia_parametro
from valdera_housing.actions.persona import modifica_persona, registra_persona
from valdera_housing.choices import Parentela
from valdera_housing.kit.errori_database import frase
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import MembroNucleo, Nucleo, Parametro, Persona

pytestmark = pytest.mark.django_db(transaction=True)
IN_GARA = 8
OGGI = date(2026, 11, 19)


def insieme(*atti: Callable[[], object]) -> list[object]:
    """Start every act at the same instant, each on its own connection; a refusal is an answer too."""
    via = threading.Barrier(len(atti))

    def corri(atto: Callable[[], object]) -> object:
        via.wait()
        try:
            return atto()
        except (AttoRifiutato, ModificaConcorrente, IntegrityError) as rifiuto:
            return rifiuto
        finally:
            connection.close()

    with ThreadPoolExecutor(len(atti)) as corsie:
        return list(corsie.map(corri, atti))


def rifiuti(esiti: list[object]) -> list[object]:
    return [esito for esito in esiti if isinstance(esito, Exception)]


def test_the_same_name_registered_by_many_at_once_enters_once_and_warns_the_others() -> None:
    utente, comune = UtenteFactory(), ComuneFactory()

    def registra() -> Persona:
        return registra_persona(
            {"cognome": "Diop", "nome": "Amadou", "comune": comune, "nato_il": None}, utente=utente, dal=OGGI
        )

    esiti = insieme(*[registra] * IN_GARA)
    assert [type(rifiuto) for rifiuto in rifiuti(esiti)] == [AttoRifiutato] * (IN_GARA - 1)
    assert (Persona.objects.count(), Nucleo.objects.count()) == (1, 1)


def test_households_opened_together_have_numbers_without_holes_or_doubles() -> None:
    utente, comune = UtenteFactory(), ComuneFactory()
    persone = [PersonaFactory(comune=comune) for _ in range(IN_GARA)]
    insieme(*[lambda p=p: apri_nucleo(p, utente=utente, dal=OGGI) for p in persone])
    codici = sorted(Nucleo.objects.values_list("codice", flat=True))
    assert codici == [f"N-2026-{n:04d}" for n in range(1, IN_GARA + 1)]


def test_a_person_added_to_many_households_at_once_enters_one() -> None:
    persona = PersonaFactory()
    nuclei = [NucleoFactory() for _ in range(IN_GARA)]
    esiti = insieme(
        *[lambda n=n: aggiungi_componente(n, persona, parentela=Parentela.ALTRO, dal=OGGI) for n in nuclei]
    )
    assert {frase(rifiuto) for rifiuto in rifiuti(esiti)} == {
        "In quei giorni questa persona fa già parte di un nucleo."
    }
    assert MembroNucleo.objects.count() == 1


def test_two_heads_entering_at_once_leave_one_head() -> None:
    nucleo = NucleoFactory()
    persone = [PersonaFactory() for _ in range(IN_GARA)]
    esiti = insieme(
        *[lambda p=p: aggiungi_componente(nucleo, p, parentela=Parentela.INTESTATARIO, dal=OGGI) for p in persone]
    )
    assert [type(rifiuto) for rifiuto in rifiuti(esiti)] == [AttoRifiutato] * (IN_GARA - 1)
    assert MembroNucleo.objects.intestatari().count() == 1


def test_a_member_taken_out_twice_at_once_leaves_on_one_day() -> None:
    membro = MembroNucleoFactory()
    giorni = [date(2026, 10, giorno) for giorno in range(1, IN_GARA + 1)]
    esiti = insieme(*[lambda g=g: togli_componente(membro, al=g) for g in giorni])
    assert [type(rifiuto) for rifiuto in rifiuti(esiti)] == [ModificaConcorrente] * (IN_GARA - 1)
    membro.refresh_from_db()
    assert membro.al in giorni


def test_a_household_is_taken_in_charge_once() -> None:
    nucleo = NucleoFactory()
    esiti = insieme(*[lambda: prendi_in_carico(nucleo, dal=OGGI)] * IN_GARA)
    nucleo.refresh_from_db()
    assert (len(rifiuti(esiti)), nucleo.in_carico, nucleo.versione) == (IN_GARA - 1, True, 2)


def test_a_parameter_changed_by_many_at_once_changes_once() -> None:
    parametro = Parametro.objects.create(
        chiave="soglia", descrizione="Soglia", valore=Decimal(1), valido_dal=date(2025, 1, 1), atto="Delibera 1"
    )
    esiti = insieme(
        *[
            lambda n=n: cambia_parametro(parametro, valore=Decimal(n), dal=date(2027, 1, n), atto=f"Delibera {n}")
            for n in range(2, IN_GARA + 2)
        ]
    )
    assert [type(rifiuto) for rifiuto in rifiuti(esiti)] == [ModificaConcorrente] * (IN_GARA - 1)
    assert Parametro.objects.filter(chiave="soglia").count() == 2
    assert Parametro.objects.filter(chiave="soglia", valido_al=None).count() == 1


def test_of_many_who_edit_a_person_one_wins_and_the_others_are_told() -> None:
    persona = PersonaFactory()
    esiti = insieme(*[lambda n=n: modifica_persona(persona, {"telefono": str(n)}, versione=1) for n in range(IN_GARA)])
    vincitore = next(esito for esito in esiti if isinstance(esito, Persona))
    persona.refresh_from_db()
    assert [type(rifiuto) for rifiuto in rifiuti(esiti)] == [ModificaConcorrente] * (IN_GARA - 1)
    assert (persona.telefono, persona.versione) == (vincitore.telefono, 2)


def test_the_database_keeps_one_person_in_one_household_whoever_writes() -> None:
    """The exclusion constraint holds without the act in front of it."""
    membro = MembroNucleoFactory()
    with pytest.raises(IntegrityError) as rifiuto:
        MembroNucleoFactory(persona=membro.persona)
    assert frase(rifiuto.value) == "In quei giorni questa persona fa già parte di un nucleo."
