"""How the list of the local accords is narrowed."""

import django_filters

from valdera_housing.models import AccordoTerritoriale, Comune


class AccordoFilter(django_filters.FilterSet):
    comune = django_filters.ModelChoiceFilter(label="Comune", queryset=Comune.objects.all(), empty_label="Tutti")

    class Meta:
        model = AccordoTerritoriale
        fields = ()
