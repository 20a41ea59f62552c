"""How the newsletters are narrowed: words, state, campaign, period."""

import django_filters as filtri

from formazione.choices import StatoNewsletter
from formazione.filters.campagna import FiltroData, filtro_parole
from formazione.models import Newsletter


class NewsletterFiltro(filtri.FilterSet):
    q = filtro_parole("Oggetto", field_name="oggetto", lookup_expr="icontains")
    stato = filtri.ChoiceFilter(label="Stato", choices=StatoNewsletter.choices, empty_label="Tutti")
    dal = FiltroData(label="Scritta dal", field_name="creata_il", lookup_expr="gte")
    al = FiltroData(label="Scritta fino al", field_name="creata_il", lookup_expr="lte")

    class Meta:
        model = Newsletter
        fields = ()
