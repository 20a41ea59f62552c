"""Every list and record page of the product, taken from the URLconf, with an object to open and who may open it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from rendicontazione.choices import StatoSpesa
from rendicontazione.models import Spesa
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.models import Utente

FATTE_COSI = ("_elenco", "_scheda", "_storia")
ALTRE = (
    "scrivania",
    "storia_registro",
    "storia_letture",
    "glossario",
    "partitario_contratto",
    "gestore:presentazione",
    "gestore:alloggio_liberi",
    "gestore:candidatura_confronta",
    "sportello:presentazione",
    "sportello:agenda",
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
    "linea": None,
    "movimento": "movimentobancario",
    "partitario": "contratto",
    "accordo": "accordoterritoriale",
    "verbale": "verbaleconsegna",
    "piano": "pianorientro",
    "diario": "caso",
    "progetto": "progettoindividuale",
    "domanda": "domandamisura",
    "punteggio": "vocepunteggio",
    "risorsa": "risorsaterritorio",
    "impegno": "impegnorisorsa",
    "opportunita": "opportunitalavoro",
    "percorso": "percorsolavoro",
    "tavolo": "incontrotavolo",
    "silenzio": "silenziopromemoria",
}
SENZA_MODELLO = {
    "rendicontazione:quadro_linea": Linea.GIS.value,
    "gestore:indicatore_scheda": "I01",
    "sportello:indicatore_scheda": "I11",
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
    """``rendicontazione:documento_spesa_scheda`` is about DocumentoSpesa."""
    parola = nome.split(":")[-1].rsplit("_", 1)[0]
    nome_modello = DI_ALTRI_NOMI.get(parola, parola.replace("_", ""))
    return next((m for m in apps.get_models() if m._meta.model_name == nome_modello), None)


def _parametri(pagina: str, nomi: list[str], modello: type[Model] | None, ruolo: str) -> dict[str, Any] | None:
    if not nomi:
        return {}
    if pagina in SENZA_MODELLO:
        return {nomi[0]: SENZA_MODELLO[pagina]}
    oggetto = esempio(modello, ruolo) if modello else None
    return {nome: getattr(oggetto, nome) for nome in nomi} if oggetto else None


def esempio(modello: type[Model], ruolo: str) -> Model | None:
    """An object this role may see; of the shares, one still to be looked at."""
    righe: QuerySet = modello._default_manager.all()
    if hasattr(righe, "visibili_a"):
        righe = righe.visibili_a(chi_misura(ruolo))
    if modello is Spesa and (in_attesa := righe.filter(stato=StatoSpesa.PRESENTATA).first()):
        return in_attesa
    return righe.first()


def chi_misura(ruolo: str) -> Utente:
    """A user with this role. Raises DoesNotExist when the office has none."""
    return Utente.objects.filter(ruoli__contains=[ruolo], is_active=True).earliest("pk")
