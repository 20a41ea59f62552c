"""Many people at once on the accesses of one person: one first access is left, and it is the earliest."""

from datetime import date, timedelta
from functools import partial

import pytest

from sportello.actions.accesso import collega_accesso, modifica_accesso, registra_accesso
from sportello.models import Accesso
from tests.factories.luogo import alle
from tests.factories.persone import PersonaFactory, UtenteFactory
from tests.factories.sportello import AccessoFactory, AppuntamentoFactory
from tests.valdera_housing.actions.test_insieme import insieme, rifiuti
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato

pytestmark = pytest.mark.django_db(transaction=True)
IN_GARA = 6
MATTINA = alle(date(2026, 11, 18), "09:00")


def test_accesses_attached_at_once_to_one_person_leave_one_first_access(giri: int) -> None:
    utente = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    for _ in range(giri):
        persona = PersonaFactory()
        accessi = [AccessoFactory(avvenuto_alle=MATTINA - timedelta(days=n)) for n in range(IN_GARA)]
        esiti = insieme(*[partial(collega_accesso, a, persona, utente=utente) for a in accessi])
        assert rifiuti(esiti) == []
        assert [a.pk for a in Accesso.objects.filter(persona=persona, primo_accesso=True)] == [accessi[-1].pk]


def test_attaching_correcting_and_swapping_at_once_never_blocks_nor_leaves_two(giri: int) -> None:
    """Two people, the accesses of both moved across and corrected: locks are always taken in the same order."""
    utente = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    for _ in range(giri):
        maria, ada = PersonaFactory(), PersonaFactory()
        di_maria, di_ada = (
            [AccessoFactory(avvenuto_alle=MATTINA - timedelta(days=n), persona=p) for n in range(2)]
            for p in (maria, ada)
        )
        corretti = {"avvenuto_alle": MATTINA, "nota": "Corretto"}
        insieme(
            *[partial(collega_accesso, a, ada, utente=utente) for a in di_maria],
            *[partial(collega_accesso, a, maria, utente=utente) for a in di_ada],
            *[partial(modifica_accesso, a, corretti, utente=utente, versione=1) for a in (*di_maria, *di_ada)],
        )
        for persona in (maria, ada):
            suoi = Accesso.objects.filter(persona=persona).order_by("avvenuto_alle", "pk")
            assert [a.pk for a in suoi if a.primo_accesso] == [a.pk for a in suoi[:1]]


def test_an_appointment_registered_twice_at_once_has_one_access() -> None:
    utente, appuntamento = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]), AppuntamentoFactory(fissato=True)
    dati = {
        "canale": "SPORTELLO",
        "motivi": ["ERP"],
        "esiti": ["INFORMAZIONE_FORNITA"],
        "appuntamento": appuntamento,
        "persona": appuntamento.persona,
    }
    esiti = insieme(*[partial(registra_accesso, dati, utente=utente)] * IN_GARA)
    assert [type(rifiuto) for rifiuto in rifiuti(esiti)] == [AttoRifiutato] * (IN_GARA - 1)
    assert Accesso.objects.count() == 1
