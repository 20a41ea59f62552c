"""Django admin on the same rows: a site made for the occasion, with the columns our lists show."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import ceil
from types import ModuleType

from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.db.models import Model
from django.test import override_settings
from django.urls import clear_url_caches, include, path, reverse

from valdera_housing.kit.elenco import PER_PAGINA
from valdera_housing.models import Utente

COLONNE = {
    "spesa": ("numero", "documento_spesa", "descrizione", "linea", "macrovoce", "importo", "stato"),
    "documentospesa": ("fornitore", "tipo", "numero", "data", "totale", "ripartito", "pagato"),
    "rendiconto": ("trimestre", "stato", "protocollo", "presentato_alle", "verifica_entro"),
    "persona": ("cognome", "nome", "nato_il", "comune", "codice_fiscale"),
    "nucleo": ("codice", "comune", "in_carico", "in_carico_dal"),
    "comune": ("nome", "istat", "belfiore", "popolazione"),
    "ente": ("nome", "ruolo", "codice_fiscale"),
    "convenzione": ("numero", "oggetto", "inizio", "fine", "importo"),
    "parametro": ("descrizione", "valore", "unita", "valido_dal", "valido_al"),
    "utente": ("username", "first_name", "last_name", "email", "ente"),
}


@contextmanager
def sito(modelli: Iterable[type[Model]]) -> Iterator[Utente]:
    """The lists of these models are served while inside; gives a superuser who may open them."""
    amministrazione = AdminSite(name="admin")
    for modello in set(modelli):
        amministrazione.register(modello, _pagina(modello))
    indirizzi = ModuleType("indirizzi_della_misura")
    indirizzi.urlpatterns = [  # type: ignore[attr-defined]
        path("amministrazione/", amministrazione.urls),
        path("", include(settings.ROOT_URLCONF)),
    ]
    with override_settings(ROOT_URLCONF=indirizzi):
        clear_url_caches()
        yield Utente.objects.create(username="misura", is_staff=True, is_superuser=True)
    clear_url_caches()


def _pagina(modello: type[Model]) -> type[ModelAdmin]:
    colonne = COLONNE.get(str(modello._meta.model_name), ("__str__",))
    return type("Pagina", (ModelAdmin,), {"list_display": colonne, "list_per_page": PER_PAGINA})


def indirizzo_elenco(modello: type[Model]) -> str:
    return reverse(f"admin:{modello._meta.app_label}_{modello._meta.model_name}_changelist")


def ultima_pagina(modello: type[Model]) -> str:
    """Django admin answers with an error past the last page: its number must be known."""
    return f"{indirizzo_elenco(modello)}?p={max(1, ceil(modello._default_manager.count() / PER_PAGINA))}"
