from collections.abc import Callable
from typing import Any

import django_filters as filtri
from django import forms
from django.db.models import Q, QuerySet

from valdera_housing.choices import LEGGONO_I_NOMI, Mezzo, StatoMovimento, StatoScadenza, TipoScadenza, Verso
from valdera_housing.kit.campi import CampoMese
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.models import ContoBancario, EstrattoConto, Incasso, MovimentoBancario, Scadenza, Utente
from valdera_housing.queries.partitario import STATI

MAX_PK = 2**31 - 1
MOVIMENTI = {
    StatoMovimento.DA_ABBINARE: Q(abbinato=False, ignorato_perche=""),
    StatoMovimento.ABBINATO: Q(abbinato=True),
    StatoMovimento.IGNORATO: ~Q(ignorato_perche=""),
}
STATO_INCASSO = {
    "da_abbinare": Q(annullato_alle=None, da_imputare__gt=0),
    "abbinato": Q(annullato_alle=None, da_imputare=0),
    "annullato": Q(annullato_alle__isnull=False),
}


def ricerca(suggerimento: str) -> filtri.CharFilter:
    """The search box of a list."""
    return filtri.CharFilter(
        label="Cerca",
        method="cerca",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": suggerimento}),
    )


def secondo(tabella: dict[Any, Q]) -> Callable[[QuerySet, str, str], QuerySet]:
    return lambda righe, _nome, valore: righe.filter(tabella[valore])


class MeseFilter(filtri.Filter):
    field_class = CampoMese


class FiltroConNomi(filtri.FilterSet):
    """A list with names in it: who reads codes finds households by code only, so that searching tells no name."""

    ricerca_nomi = ""

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.legge_nomi = utente.ha_ruolo(*LEGGONO_I_NOMI)

    def cerca(self, righe: QuerySet, _nome: str, testo: str) -> QuerySet:
        trovate = getattr(righe, self.ricerca_nomi)(testo)
        if self.legge_nomi:
            return trovate
        return trovate.filter(verso=Verso.USCITA, nucleo=None) | righe.filter(
            nucleo__codice__istartswith=testo.strip()
        )


class ScadenzaFiltro(FiltroConNomi):
    """Who, which side, which kind, how it stands, of which month."""

    q = ricerca("Nome o descrizione")
    verso = filtri.ChoiceFilter(label="Verso", choices=Verso, empty_label="Tutte")
    tipo = filtri.ChoiceFilter(label="Tipo", choices=TipoScadenza, empty_label="Tutti")
    stato = filtri.ChoiceFilter(label="Stato", choices=StatoScadenza, method="nello_stato", empty_label="Tutti")
    mese = MeseFilter(label="Competenza", field_name="competenza")
    contratto = filtri.CharFilter(label="Contratto", field_name="contratto__numero", lookup_expr="iexact")
    nucleo = filtri.CharFilter(label="Nucleo", field_name="nucleo__codice", lookup_expr="iexact")

    ricerca_nomi = "cercate"

    class Meta:
        model = Scadenza
        fields = ()

    def nello_stato(self, righe: QuerySet, _nome: str, stato: str) -> QuerySet:
        return righe.filter(STATI[StatoScadenza(stato)](oggi()))


class IncassoFiltro(FiltroConNomi):
    """Who, which side, by which means, in which month, with something left to match."""

    q = ricerca("Nome, numero o riferimento")
    verso = filtri.ChoiceFilter(
        label="Verso", choices=((Verso.ENTRATA, "Incassi"), (Verso.USCITA, "Pagamenti")), empty_label="Tutti"
    )
    mezzo = filtri.ChoiceFilter(label="Mezzo", choices=Mezzo, empty_label="Tutti")
    stato = filtri.ChoiceFilter(
        label="Stato",
        choices=(
            ("da_abbinare", "Con un resto da abbinare"),
            ("abbinato", "Abbinato tutto"),
            ("annullato", "Annullato"),
        ),
        method=secondo(STATO_INCASSO),
        empty_label="Tutti",
    )
    mese = MeseFilter(label="Mese", method="nel_mese")

    ricerca_nomi = "cercati"

    class Meta:
        model = Incasso
        fields = ()

    def nel_mese(self, righe: QuerySet, _nome: str, mese: Any) -> QuerySet:
        return righe.filter(data__gte=mese, data__lt=aggiungi_mesi(mese, 1))


class MovimentoFiltro(filtri.FilterSet):
    """What is to be matched, on which account, in which month."""

    q = ricerca("Controparte o causale")
    stato = filtri.ChoiceFilter(label="Stato", choices=StatoMovimento, method=secondo(MOVIMENTI), empty_label="Tutti")
    conto = filtri.ModelChoiceFilter(label="Conto", queryset=ContoBancario.objects.all(), empty_label="Tutti")
    estratto = filtri.NumberFilter(field_name="estratto_id", widget=forms.HiddenInput, min_value=1, max_value=MAX_PK)
    mese = MeseFilter(label="Mese", method="nel_mese")

    class Meta:
        model = MovimentoBancario
        fields = ()

    def __init__(self, *args: Any, utente: Utente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not utente.ha_ruolo(*LEGGONO_I_NOMI):
            del self.filters["q"]

    def cerca(self, righe: Any, _nome: str, testo: str) -> QuerySet:
        return righe.cercati(testo)

    def nel_mese(self, righe: QuerySet, _nome: str, mese: Any) -> QuerySet:
        return righe.filter(data__gte=mese, data__lt=aggiungi_mesi(mese, 1))


class EstrattoContoFiltro(filtri.FilterSet):
    """Of which account, holding which month."""

    conto = filtri.ModelChoiceFilter(label="Conto", queryset=ContoBancario.objects.all(), empty_label="Tutti")
    mese = MeseFilter(label="Mese", method="nel_mese")

    class Meta:
        model = EstrattoConto
        fields = ()

    def nel_mese(self, righe: QuerySet, _nome: str, mese: Any) -> QuerySet:
        return righe.filter(dal__lt=aggiungi_mesi(mese, 1), al__gte=mese)
