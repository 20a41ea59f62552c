"""Each constraint of the accesses, tried."""

from typing import Any

import pytest
from django.db import IntegrityError

from sportello.models import Accesso
from tests.factories.persone import PersonaFactory
from tests.factories.sportello import AccessoFactory
from valdera_housing.kit.errori_database import frase

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("vincolo", "colonne", "detto"),
    [
        ("accesso_con_motivo", {"motivi": []}, "Scegli almeno un motivo."),
        ("accesso_con_motivo", {"motivi": ["SFRATTO", "CAPRICCIO"]}, "Scegli almeno un motivo."),
        ("accesso_con_esito", {"esiti": []}, "Scegli che cosa si è fatto."),
        ("accesso_con_esito", {"esiti": ["NIENTE"]}, "Scegli che cosa si è fatto."),
        ("accesso_durata_ragionevole", {"minuti": 0}, "La durata va da 1 a 480 minuti."),
        ("accesso_durata_ragionevole", {"minuti": 481}, "La durata va da 1 a 480 minuti."),
    ],
)
def test_accesso_refuses(vincolo: str, colonne: dict[str, Any], detto: str) -> None:
    with pytest.raises(IntegrityError, match=vincolo) as rifiuto:
        AccessoFactory(**colonne)
    assert frase(rifiuto.value) == detto


def test_a_person_has_one_first_access_and_the_unknown_as_many_as_they_are() -> None:
    persona = PersonaFactory()
    AccessoFactory.create_batch(2, primo_accesso=True)
    AccessoFactory(persona=persona, primo_accesso=True)
    secondo = AccessoFactory(persona=persona)
    with pytest.raises(IntegrityError, match="accesso_primo_una_volta") as rifiuto:
        Accesso.objects.filter(pk=secondo.pk).update(primo_accesso=True)
    assert frase(rifiuto.value) == "Il primo accesso di questa persona è già registrato."
