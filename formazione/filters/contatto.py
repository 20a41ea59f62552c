"""How the contacts are narrowed: words, group, whether they receive the newsletter."""

import django_filters as filtri
from django.db.models import Q, QuerySet

from formazione.choices import Destinatario
from formazione.filters.campagna import filtro_parole
from formazione.models import Contatto
from formazione.queries.contatto import STATI


class ContattoFiltro(filtri.FilterSet):
    q = filtro_parole("E-mail o nome", method="cerca")
    gruppo = filtri.ChoiceFilter(
        label="Chi è", field_name="destinatario", choices=Destinatario.choices, empty_label="Tutti i gruppi"
    )
    stato = filtri.ChoiceFilter(
        label="Stato",
        method="nello_stato",
        choices=[(nome, parole) for nome, (parole, _) in STATI.items()],
        empty_label="Tutti",
    )

    class Meta:
        model = Contatto
        fields = ()

    def cerca(self, contatti: QuerySet, nome: str, parole: str) -> QuerySet:
        for parola in parole.split():
            contatti = contatti.filter(Q(email__icontains=parola) | Q(nome__icontains=parola))
        return contatti

    def nello_stato(self, contatti: QuerySet, nome: str, stato: str) -> QuerySet:
        return contatti.filter(STATI[stato][1])
