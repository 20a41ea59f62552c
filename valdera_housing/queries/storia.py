"""Who changed what and when, as the database's own triggers recorded it (pghistory)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

import pghistory.core
from django.db.models import Field, ForeignKey, Model, OuterRef, QuerySet, Subquery

from valdera_housing.kit import scrittura
from valdera_housing.kit.aspetto import Modifica, Variazione
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.models import (
    Utente,
    UtenteComune,
)

ULTIME = 50
ULTIMI_EVENTI = 1000
ATTI = {
    "insert": "Registrazione",
    "update": "Modifica",
    "delete": "Eliminazione",
    "comune_aggiunto": "Comune aggiunto",
    "comune_tolto": "Comune tolto",
}
NASCOSTO = "(nascosto)"
SISTEMA = "Sistema"
Evento = Any
Coppia = tuple[Evento, Evento | None]


def storia_di(oggetto: Model, *, parti: str = "", nascosti: Iterable[str] = ()) -> list[Modifica]:
    """The last changes of a record, newest first, in at most four queries and one for each linked table.

    ``parti`` names a reverse relation whose rows belong to the record (the members of a household);
    ``nascosti`` are fields whose values this reader may not see.
    """
    coppie = _in_coppie(list(tabella_eventi(type(oggetto)).filter(pgh_obj_id=oggetto.pk)[: ULTIME + 1]))
    if parti:
        relazione: Any = oggetto._meta.get_field(parti)
        delle_parti = tabella_eventi(relazione.related_model).filter(**{relazione.field.attname: oggetto.pk})
        # What happens in one act has one instant: the parts come after the record they belong to.
        coppie = chain(_in_coppie(list(delle_parti[: ULTIME + 1])), coppie)
    ultime = sorted(coppie, key=lambda coppia: coppia[0].pgh_created_at, reverse=True)[:ULTIME]
    return racconta(ultime, di=type(oggetto), nascosti=nascosti)


def storia_utente(utente: Utente) -> list[Modifica]:
    """The history of a person who works here, with the comuni she was given and those taken away."""
    eventi = UtenteComune.pgh_event_model.objects.filter(utente_id=utente.pk)
    eventi = list(eventi.select_related("pgh_context", "comune").order_by("-pgh_id")[:ULTIME])
    nomi = _nomi_utenti(eventi)
    comuni = [
        Modifica(e.pgh_created_at, nomi.get(_utente(e), SISTEMA), f"{ATTI[e.pgh_label]}: {e.comune}", (), _pagina(e))
        for e in eventi
    ]
    tutte = [*comuni, *storia_di(utente)]
    return sorted(tutte, key=lambda modifica: modifica.quando, reverse=True)[:ULTIME]


def tabella_eventi(modello: Any) -> QuerySet:
    """The events of a tracked model, newest first, with who and where."""
    return modello.pgh_event_model.objects.select_related("pgh_context").order_by("-pgh_id")


def modelli_seguiti() -> list[Any]:
    """Every model whose rows keep their own history, in alphabetical order of its name."""
    eventi: list[Any] = list(pghistory.core.event_models())
    seguiti = {e.pgh_tracked_model for e in eventi if hasattr(e, "pgh_obj")}
    return sorted(seguiti, key=lambda modello: str(modello._meta.verbose_name))


def registro_modifiche(modello: type[Model], *, dal: date | None, al: date | None) -> QuerySet:
    """The last thousand events of a noun in some days, newest first: further back one asks for earlier days."""
    eventi = tabella_eventi(modello)
    if dal:
        eventi = eventi.filter(pgh_created_at__date__gte=dal)
    if al:
        eventi = eventi.filter(pgh_created_at__date__lte=al)
    soglia = eventi.values_list("pgh_id", flat=True)[ULTIMI_EVENTI - 1 : ULTIMI_EVENTI]
    return eventi.filter(pgh_id__gte=min(soglia, default=0))


def con_precedenti(eventi: list[Evento]) -> list[Coppia]:
    """Each event of one noun with the one before it on the same row, in one query."""
    if not eventi:
        return []
    modello = type(eventi[0])
    piu_vecchi = modello.objects.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    chiave = Subquery(piu_vecchi.order_by("-pgh_id").values("pgh_id")[:1])
    pagina = modello.objects.filter(pgh_id__in=[evento.pgh_id for evento in eventi]).annotate(prima=chiave)
    chiavi = dict(pagina.values_list("pgh_id", "prima"))
    prima = modello.objects.in_bulk([pk for pk in chiavi.values() if pk])
    return [(evento, prima.get(chiavi[evento.pgh_id])) for evento in eventi]


def nascosti_in(modello: type[Model]) -> list[str]:
    """The fields an auditor reads without their values: all of them where a noun speaks of people.

    Such a model says ``dati_personali = True``: the registry does not know those of the lines.
    """
    return [c.name for c in modello._meta.concrete_fields] if getattr(modello, "dati_personali", False) else []


def racconta(coppie: Iterable[Coppia], *, di: type[Model], nascosti: Iterable[str] = ()) -> list[Modifica]:
    """Events as rows of the change history of a record; rows of other models say their name."""
    coppie = list(coppie)
    nomi = _nomi_utenti(evento for evento, _ in coppie)
    legami = _nomi_collegati(coppie)
    return [
        Modifica(
            quando=evento.pgh_created_at,
            chi=nomi.get(_utente(evento), SISTEMA),
            atto=_atto(evento, di),
            variazioni=tuple(_variazioni(evento, prima, legami, set(nascosti))),
            pagina=_pagina(evento),
        )
        for evento, prima in coppie
    ]


def in_parole(campo: Field, valore: Any) -> str:
    """A stored value as the office writes it: choices by label, yes and no, dates, decimals with the comma."""
    match valore:
        case None | "":
            return ""
        case bool():
            return "sì" if valore else "no"
        case Decimal():
            return in_cifre(valore, max(0, -int(valore.as_tuple().exponent)))
        case date():
            return scrittura.in_momento(valore)
        case list():
            return ", ".join(in_parole(campo.base_field, voce) for voce in valore)  # type: ignore[attr-defined]
    return str(dict(campo.flatchoices).get(valore, valore))


def _in_coppie(eventi: list[Evento]) -> Iterator[Coppia]:
    """Events of one noun, newest first, each with the one before it on the same row."""
    successivi: dict[int, Evento] = {}
    coppie = {}
    for evento in eventi:
        if dopo := successivi.get(evento.pgh_obj_id):
            coppie[dopo.pgh_id] = evento
        successivi[evento.pgh_obj_id] = evento
    return ((evento, coppie.get(evento.pgh_id)) for evento in eventi)


def _atto(evento: Evento, di: type[Model]) -> str:
    atto = ATTI.get(evento.pgh_label, evento.pgh_label)
    altro = evento.pgh_tracked_model
    return atto if altro is di else f"{_maiuscola(altro._meta)}: {atto.lower()}"


def _utente(evento: Evento) -> int | None:
    return evento.pgh_context.metadata.get("user") if evento.pgh_context else None


def _pagina(evento: Evento) -> str:
    return (evento.pgh_context.metadata.get("url") or "") if evento.pgh_context else ""


def _nomi_utenti(eventi: Iterable[Evento]) -> dict[int | None, str]:
    chiavi = {chiave for evento in eventi if (chiave := _utente(evento))}
    return {utente.pk: str(utente) for utente in Utente.objects.filter(pk__in=chiavi)} if chiavi else {}


def _campi(evento: Evento) -> list[Field]:
    tecnici = ("id", "versione")
    return [c for c in evento._meta.concrete_fields if not c.name.startswith("pgh_") and c.name not in tecnici]


def _diversi(evento: Evento, prima: Evento | None) -> Iterator[tuple[Field, Any, Any]]:
    """The fields that changed, with old and new value. Of a row that is born nothing is told: it is on the page."""
    if prima is None:
        return
    for campo in _campi(evento):
        vecchio, nuovo = getattr(prima, campo.attname), getattr(evento, campo.attname)
        if vecchio != nuovo:
            yield campo, vecchio, nuovo


def _nomi_collegati(coppie: list[Coppia]) -> dict[tuple[Any, Any], str]:
    """The names of the rows that changed links pointed to: one query for each table."""
    chiavi: dict[Any, set] = defaultdict(set)
    for coppia in coppie:
        for campo, vecchio, nuovo in _diversi(*coppia):
            if isinstance(campo, ForeignKey):
                chiavi[campo.related_model] |= {vecchio, nuovo} - {None}
    return {
        (modello, riga.pk): str(riga)
        for modello, pk in chiavi.items()
        for riga in modello._default_manager.filter(pk__in=pk)
    }


def _variazioni(evento: Evento, prima: Evento | None, legami: dict, nascosti: set[str]) -> Iterator[Variazione]:
    for campo, *valori in _diversi(evento, prima):
        if campo.name in nascosti:
            testi = [NASCOSTO, NASCOSTO]
        elif isinstance(campo, ForeignKey):
            testi = [legami.get((campo.related_model, valore), "") for valore in valori]
        else:
            testi = [in_parole(campo, valore) for valore in valori]
        yield Variazione(_maiuscola(campo), *testi)


def _maiuscola(cosa: Any) -> str:
    nome = str(cosa.verbose_name)
    return nome[:1].upper() + nome[1:]
