"""Candidates as the pages ask for them."""

from datetime import date
from typing import Any

from django.db.models import DateField, DurationField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.functions import Coalesce

from cohousing.models import Candidatura
from cohousing.queries.abbinamento import con_nucleo
from cohousing.rules.categoria import anni
from valdera_housing.choices import Parentela, Sesso
from valdera_housing.kit.aspetto import Voce
from valdera_housing.kit.scrittura import in_data
from valdera_housing.models import MembroNucleo, Nucleo

MAI = date(9999, 12, 31)


def con_attesa(candidature: QuerySet[Candidatura], giorno: date) -> QuerySet[Candidatura]:
    """Each candidate with its household, how long it waits (or waited) and by when it needs a place."""
    fino_a = Coalesce("decisa_il", Value(giorno, DateField()))
    return con_nucleo(candidature, giorno).annotate(
        attesa=ExpressionWrapper(fino_a - F("presentata_il"), output_field=DurationField()),
        serve_entro=Coalesce("entro_il", Value(MAI, DateField())),
    )


def richiedente_di(nucleo: Nucleo, giorno: date) -> str:
    """The head of a household on a day, or whoever is in it; its code when nobody is."""
    membri = list(MembroNucleo.objects.alla_data(giorno).filter(nucleo=nucleo).select_related("persona"))
    teste = [m for m in membri if m.parentela == Parentela.INTESTATARIO]
    return str((teste or membri)[0].persona)[:200] if membri else nucleo.codice


def composizione(candidatura: Any, giorno: date) -> list[Voce]:
    """Who is in the household, from the registry: kinship, age, sex, citizenship; what is not written is said."""
    voci = []
    for riga in candidatura.componenti:
        nato_il = date.fromisoformat(riga["nato_il"]) if riga["nato_il"] else None
        fatti = (
            f"{anni(nato_il, giorno)} anni" if nato_il else "data di nascita da scrivere",
            Sesso(riga["sesso"]).label.lower() if riga["sesso"] else "sesso da scrivere",
            f"cittadinanza {riga['cittadinanza']}" if riga["cittadinanza"] else "cittadinanza da scrivere",
        )
        nato = f"data di nascita {in_data(nato_il)}" if nato_il else ""
        voci.append(Voce(Parentela(riga["parentela"]).label, ", ".join(fatti), nota=nato))
    return voci
