"""People, bodies and places of the tests."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from valdera_housing.choices import Parentela, RuoloEnte
from valdera_housing.models import Comune, Ente, MembroNucleo, Nucleo, Persona, Utente


class ComuneFactory(DjangoModelFactory):
    class Meta:
        model = Comune
        django_get_or_create = ("nome",)

    nome = "Pontedera"
    istat = factory.Sequence(lambda n: f"{50029 + n:06d}")
    belfiore = factory.Sequence(lambda n: f"G{843 + n % 150:03d}")
    cap = ["56025"]
    popolazione = 30298
    aderente_dal = date(2008, 1, 1)


class EnteFactory(DjangoModelFactory):
    class Meta:
        model = Ente
        django_get_or_create = ("nome",)

    nome = "Il Portone APS"
    ruolo = RuoloEnte.ETS
    codice_fiscale = "90061230506"


class UtenteFactory(DjangoModelFactory):
    class Meta:
        model = Utente
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"utente{n}")
    first_name = "Marta"
    last_name = factory.Sequence(lambda n: f"Giannini {n}")
    email = factory.LazyAttribute(lambda u: f"{u.username}@example.org")

    @factory.post_generation
    def comuni(self, create: bool, comuni: Any, **_: Any) -> None:
        if comuni:
            self.comuni.set(comuni)


class PersonaFactory(DjangoModelFactory):
    class Meta:
        model = Persona

    cognome = "Rossi"
    nome = factory.Sequence(lambda n: f"Maria {n}")
    comune = factory.SubFactory(ComuneFactory)


class NucleoFactory(DjangoModelFactory):
    class Meta:
        model = Nucleo

    codice = factory.Sequence(lambda n: f"N-2026-{n + 1:04d}")
    comune = factory.SubFactory(ComuneFactory)

    class Params:
        preso_in_carico = factory.Trait(in_carico=True, in_carico_dal=date(2026, 1, 10))


class MembroNucleoFactory(DjangoModelFactory):
    class Meta:
        model = MembroNucleo

    nucleo = factory.SubFactory(NucleoFactory)
    persona = factory.SubFactory(PersonaFactory)
    parentela = Parentela.INTESTATARIO
    dal = date(2026, 1, 1)
