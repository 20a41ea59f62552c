"""How the list of the questionnaires is narrowed: words of the event, kind, state."""

import django_filters as filtri
from django import forms
from django.db.models import QuerySet

from formazione.choices import StatoQuestionario, TipoQuestionario
from formazione.models import Questionario
from formazione.queries.questionario import cercati


class QuestionarioFiltro(filtri.FilterSet):
    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "placeholder": "Titolo o numero dell’evento"}
        ),
    )
    tipo = filtri.ChoiceFilter(label="Che cosa chiede", choices=TipoQuestionario.choices, empty_label="Tutti")
    stato = filtri.ChoiceFilter(label="Stato", choices=StatoQuestionario.choices, empty_label="Tutti")

    class Meta:
        model = Questionario
        fields = ()

    def cerca(self, questionari: QuerySet, nome: str, parole: str) -> QuerySet:
        return cercati(questionari, parole)
