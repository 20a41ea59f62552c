from collections.abc import Callable
from datetime import date
from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import F, Q, QuerySet

from rendicontazione.choices import StatoPagamento, StatoRiparto, TipoDocumento
from rendicontazione.models import DocumentoSpesa
from valdera_housing.models import Convenzione

RIPARTO = {
    StatoRiparto.DA_DIVIDERE: Q(ripartito=0) & ~Q(eleggibile=0),
    StatoRiparto.IN_PARTE: ~Q(ripartito=0) & ~Q(da_ripartire=0),
    StatoRiparto.DIVISA: Q(da_ripartire=0),
}
PAGAMENTO = {
    StatoPagamento.DA_PAGARE: Q(pagato=0, totale__gt=0),
    StatoPagamento.IN_PARTE: Q(pagato__gt=0, pagato__lt=F("totale")),
    StatoPagamento.PAGATA: Q(pagato__gte=F("totale"), totale__gt=0),
}


def scelte_trimestre(convenzione: Convenzione | None) -> list[tuple[str, str]]:
    trimestri = convenzione.elenco_trimestri if convenzione else []
    return [(str(t.numero), f"{t.numero}° ({t.inizio:%d/%m/%Y}–{t.fine:%d/%m/%Y})") for t in trimestri]


def secondo(tabella: dict[Any, Q]) -> Callable[[QuerySet, str, str], QuerySet]:
    return lambda righe, _nome, valore: righe.filter(tabella[valore])


class DocumentoSpesaFiltro(filtri.FilterSet):
    """Search, and what there is to do: quarter of the date, kind, divided or not, paid or not."""

    q = filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Fornitore, numero, partita IVA"}),
    )
    trimestre = filtri.ChoiceFilter(label="Data nel trimestre", method="nel_trimestre", empty_label="Tutti")
    tipo = filtri.ChoiceFilter(label="Tipo", choices=TipoDocumento, empty_label="Tutti")
    riparto = filtri.ChoiceFilter(
        label="Divisione", choices=StatoRiparto, method=secondo(RIPARTO), empty_label="Tutte"
    )
    pagamento = filtri.ChoiceFilter(
        label="Pagamento", choices=StatoPagamento, method=secondo(PAGAMENTO), empty_label="Tutti"
    )

    class Meta:
        model = DocumentoSpesa
        fields = ("q", "trimestre", "tipo", "riparto", "pagamento")

    def __init__(self, *args: Any, convenzione: Convenzione | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.convenzione = convenzione
        self.filters["trimestre"].extra["choices"] = scelte_trimestre(convenzione)

    def cerca(self, righe: Any, _nome: str, testo: str) -> QuerySet:
        return righe.cercati(testo)

    def nel_trimestre(self, righe: QuerySet, _nome: str, numero: str) -> QuerySet:
        return righe.filter(data__range=self._giorni(int(numero)))

    def _giorni(self, numero: int) -> tuple[date, date]:
        trimestre = next(t for t in self.convenzione.elenco_trimestri if t.numero == numero)
        return trimestre.inizio, trimestre.fine
