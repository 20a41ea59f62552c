import django_filters as filtri
from django.db.models import QuerySet

from cohousing.choices import TipoSupervisione
from cohousing.models import Struttura, Supervisione
from cohousing.workflow import TENGONO
from valdera_housing.filters.periodo import PeriodoForm
from valdera_housing.filters.registro import FiltroData
from valdera_housing.models import Utente

STATI = (("annullate", "Annullate"),)


class SupervisioneFiltro(filtri.FilterSet):
    """Of a house, of a kind, of an operator, in some days; those annulled only when asked."""

    casa = filtri.ModelChoiceFilter(
        label="Casa", field_name="struttura", queryset=Struttura.objects.only("nome"), empty_label="Tutte"
    )
    tipo = filtri.ChoiceFilter(label="Che cosa", choices=TipoSupervisione.choices, empty_label="Tutto")
    operatore = filtri.ModelChoiceFilter(
        label="Operatore",
        queryset=Utente.objects.filter(ruoli__overlap=list(TENGONO)).order_by("last_name", "first_name"),
        empty_label="Tutti",
    )
    dal = FiltroData(label="Dal", field_name="giorno", lookup_expr="gte")
    al = FiltroData(label="Al", field_name="giorno", lookup_expr="lte")
    stato = filtri.ChoiceFilter(label="Stato", choices=STATI, method="filtra_stato", empty_label="Valide")

    class Meta:
        model = Supervisione
        fields = ()
        form = PeriodoForm

    @property
    def qs(self) -> QuerySet[Supervisione]:
        trovate = super().qs
        if self.form.is_valid() and self.form.cleaned_data.get("stato") == "annullate":
            return trovate
        return trovate.filter(annullata_il=None)

    def filtra_stato(self, supervisioni: QuerySet, _nome: str, _scelta: str) -> QuerySet:
        return supervisioni.filter(annullata_il__isnull=False)
