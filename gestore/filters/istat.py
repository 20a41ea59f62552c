"""How the list of the FOI index is narrowed."""

import django_filters

from gestore.models import IndiceFoi


class IndiceFoiFilter(django_filters.FilterSet):
    anno = django_filters.NumberFilter(
        label="Anno", field_name="mese", lookup_expr="year", min_value=1900, max_value=2100
    )

    class Meta:
        model = IndiceFoi
        fields = ()
