from datetime import date, datetime, time, timedelta

import django_filters as filtri
from django.db.models import QuerySet
from django.utils import timezone

from sportello.choices import StatoPromemoria
from sportello.models import Promemoria, SilenzioPromemoria
from valdera_housing.filters.registro import CERCA, FiltroData
from valdera_housing.models import Persona


class PromemoriaFiltro(filtri.FilterSet):
    """In which state, for which day."""

    stato = filtri.ChoiceFilter(label="Stato", choices=StatoPromemoria, empty_label="Tutti")
    giorno = FiltroData(label="Appuntamenti del", method="del_giorno")

    class Meta:
        model = Promemoria
        fields = ("stato", "giorno")

    def del_giorno(self, righe: QuerySet, nome: str, giorno: date | None) -> QuerySet:
        if giorno is None:
            return righe
        inizio, fine = (
            timezone.make_aware(datetime.combine(g, time.min)) for g in (giorno, giorno + timedelta(days=1))
        )
        return righe.filter(per_il__gte=inizio, per_il__lt=fine)


class SilenzioFiltro(filtri.FilterSet):
    """Whose, and whether it is still in force."""

    q = filtri.CharFilter(label="Persona", method="cerca", max_length=100, widget=CERCA)
    stato = filtri.ChoiceFilter(
        label="Stato",
        method="nello_stato",
        choices=(("spenti", "Spenti adesso"), ("riaccesi", "Riaccesi")),
        empty_label="Tutti",
    )

    class Meta:
        model = SilenzioPromemoria
        fields = ("q", "stato")

    def cerca(self, righe: QuerySet, nome: str, testo: str) -> QuerySet:
        return righe.filter(persona__in=Persona.objects.cercate(testo))

    def nello_stato(self, righe: QuerySet, nome: str, stato: str) -> QuerySet:
        return righe.filter(al__isnull=stato == "spenti")
