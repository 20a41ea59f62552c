"""Every list and record page of the product, taken from the URLconf, with an object to open and who may open it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pghistory.models import Event as EventModel

from cohousing.queries.indicatori import DEFINIZIONI as DEL_COHOUSING
from fondo_garanzia.queries.indicatori import DEFINIZIONI as DEL_FONDO
from formazione.queries.indicatori import DEFINIZIONI as DELLA_FORMAZIONE
from gestore.queries.indicatori import DEFINIZIONI as DEL_GESTORE
from rendicontazione.choices import StatoSpesa
from sportello.queries.indicatori import DEFINIZIONI as DELLO_SPORTELLO
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.models import Utente

FATTE_COSI = ("_elenco", "_scheda", "_storia", ":presentazione")
REGISTRO = "valdera_housing"
ALTRE = (
    "scrivania",
    "storia_registro",
    "storia_letture",
    "glossario",
    "partitario_contratto",
    "gestore:alloggio_liberi",
    "gestore:candidatura_confronta",
    "sportello:agenda",
    "formazione:evento_iscritti",
    "cohousing:struttura_occupazione",
    "cohousing:candidatura_confronta",
    "cohousing:permanenza_autonomia",
    "rendicontazione:quadro",
    "rendicontazione:quadro_linea",
    "rendicontazione:spesa_verifica",
    "rendicontazione:relazione_verifica",
)
# Who measures, the first that may open the page.
PREFERITI = (
    Ruolo.FUNZIONARIO_UNIONE,
    Ruolo.CONTABILE_ETS,
    Ruolo.COORDINATORE_ETS,
    Ruolo.ASSISTENTE_SOCIALE,
    Ruolo.REVISORE,
    Ruolo.AMMINISTRATORE,
)
# Pages whose name is not that of what they show: the model, or None when it is not one.
DI_ALTRI_NOMI = {
    "importazione": "lavoro",
    "relazione": None,
    "partitario": "contratto",
    "diario": "caso",
    "riga": "movimentobancario",
}
INDICATORI = {
    "gestore": DEL_GESTORE,
    "sportello": DELLO_SPORTELLO,
    "fondo_garanzia": DEL_FONDO,
    "formazione": DELLA_FORMAZIONE,
    "cohousing": DEL_COHOUSING,
}
# What a page wants of the object it shows.
CHE_SIA = {
    "rendicontazione:spesa_verifica": {"stato": StatoSpesa.PRESENTATA},
    "fondo_garanzia:riga_scheda": {"conto__dedicato": True},
}


@dataclass(frozen=True)
class Pagina:
    """A page to open. ``modello`` is what a list lists; ``indirizzo`` is empty when there is nothing to show."""

    nome: str
    ruolo: str
    indirizzo: str
    modello: type[Model] | None = None

    @property
    def elenco(self) -> bool:
        return self.nome.endswith("_elenco")


def pagine() -> list[Pagina]:
    """In the order of the URLconf; those that need an object that does not exist have no address."""
    return [_pagina(nome, percorso) for nome, percorso in _nomi(get_resolver(), "") if _da_misurare(nome)]


def _da_misurare(nome: str) -> bool:
    return nome in ALTRE or nome.endswith(FATTE_COSI)


def _nomi(resolver: URLResolver, spazio: str) -> Iterator[tuple[str, URLPattern]]:
    for voce in resolver.url_patterns:
        if isinstance(voce, URLPattern):
            yield f"{spazio}{voce.name}", voce
        elif voce.namespace != "admin":
            yield from _nomi(voce, f"{voce.namespace}:" if voce.namespace else spazio)


def _pagina(nome: str, percorso: URLPattern) -> Pagina:
    ruoli = getattr(percorso.callback, "ruoli", ())
    ruolo = next((ruolo for ruolo in PREFERITI if not ruoli or ruolo in ruoli), PREFERITI[0])
    modello = _modello(nome)
    parametri = _parametri(nome, list(percorso.pattern.converters), modello, ruolo)
    indirizzo = "" if parametri is None else reverse(nome, kwargs=parametri)
    return Pagina(nome, ruolo, indirizzo, modello)


def _modello(nome: str) -> type[Model] | None:
    """``fondo_garanzia:rivalsa_scheda`` is about CreditoRivalsa: the name, its beginning, its end.

    It is looked for in the app of the page, then in the registry.
    """
    spazio, _, pagina = nome.rpartition(":")
    parola = pagina.rsplit("_", 1)[0]
    if not (cercata := DI_ALTRI_NOMI.get(parola, parola.replace("_", ""))):
        return None
    modelli = [m for app in dict.fromkeys((spazio or REGISTRO, REGISTRO)) for m in _ricordati(app)]
    prove = (str.__eq__, str.startswith, str.endswith)
    return next((m for prova in prove for m in modelli if prova(str(m._meta.model_name), cercata)), None)


def _ricordati(app: str) -> Iterator[type[Model]]:
    """The models of an app, without the tables of their history."""
    return (m for m in apps.get_app_config(app).get_models() if not issubclass(m, EventModel))


def _parametri(pagina: str, nomi: list[str], modello: type[Model] | None, ruolo: str) -> dict[str, Any] | None:
    if not nomi:
        return {}
    if pagina == "rendicontazione:quadro_linea":
        return {nomi[0]: Linea.GIS.value}
    if pagina.endswith(":indicatore_scheda"):
        return {nomi[0]: next(iter(INDICATORI[pagina.split(":")[0]]))}
    oggetto = esempio(modello, ruolo, CHE_SIA.get(pagina, {})) if modello else None
    return {nome: getattr(oggetto, nome) for nome in nomi} if oggetto else None


def esempio(modello: type[Model], ruolo: str, che_sia: dict[str, Any]) -> Model | None:
    """The first object that this role may see and that is like that."""
    righe: QuerySet = modello._default_manager.all()
    if hasattr(righe, "visibili_a"):
        righe = righe.visibili_a(chi_misura(ruolo))
    return righe.filter(**che_sia).first()


def chi_misura(ruolo: str) -> Utente:
    """A user with this role. Raises DoesNotExist when the office has none."""
    return Utente.objects.filter(ruoli__contains=[ruolo], is_active=True).earliest("pk")
