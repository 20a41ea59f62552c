"""Teachers, partners and files on the record of an event, in one query."""

from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse

from formazione.choices import TipoFileEvento
from formazione.models import Docente, Evento, FileEvento, PartnerEvento
from formazione.queries.pagine import indirizzo
from formazione.rules.file_evento import PUBBLICABILI
from formazione.workflow import EVENTO, ISCRIVONO
from valdera_housing.kit.aspetto import Pannello, Pulsante
from valdera_housing.models import Utente

TEMPLATE = "formazione/file_evento/_materiali.html"


def pannello(evento: Evento, utente: Utente) -> Pannello | None:
    """None when there is nothing to read and nothing this person may add."""
    scrive = EVENTO.ammette("allega", evento.stato, utente)
    docenti, partner, file = _letti(evento)
    if not utente.ha_ruolo(*ISCRIVONO):
        file = [f for f in file if f["tipo"] != TipoFileEvento.REGISTRO_FIRMATO]
    if not (scrive or docenti or partner or file):
        return None
    return Pannello(
        "Docenti, partner e materiali",
        TEMPLATE,
        {
            "docenti": [_docente(d, scrive) for d in docenti],
            "partner": [_partner(p, scrive) for p in partner],
            "file": [_file(f, scrive) for f in file],
            "fogli": [
                Pulsante("Programma, PDF", reverse("formazione:evento_programma", args=[evento.pk])),
                Pulsante("Locandina, PDF", reverse("formazione:evento_locandina", args=[evento.pk])),
            ],
            "aggiungi": [
                Pulsante("Aggiungi un partner…", reverse("formazione:evento_aggiungi_partner", args=[evento.pk]))
            ]
            if scrive
            else [],
        },
    )


def _letti(evento: Evento) -> tuple[list[dict[str, Any]], ...]:
    di_lui = {"evento": OuterRef("pk")}
    docenti = Docente.objects.filter(**di_lui).order_by("nome", "pk").values(
        json=JSONObject(
            pk="pk", nome="nome", qualifica="qualifica",
            ore=Cast("ore", CharField()), compenso=Cast("compenso", CharField()),
        )
    )  # fmt: skip
    partner = PartnerEvento.objects.filter(**di_lui).order_by("partner__nome").values(
        json=JSONObject(pk="pk", partner="partner_id", nome="partner__nome", compito="compito")
    )  # fmt: skip
    file = FileEvento.objects.filter(**di_lui).order_by("tipo", "pk").values(
        json=JSONObject(
            pk="pk", tipo="tipo", pubblico="pubblico", nome="documento__nome", dimensione="documento__dimensione"
        )
    )  # fmt: skip
    return Evento.objects.filter(pk=evento.pk).values_list(
        ArraySubquery(docenti), ArraySubquery(partner), ArraySubquery(file)
    )[0]  # fmt: skip


def _decimale(testo: str | None) -> Decimal | None:
    return None if testo is None else Decimal(testo)


def _docente(docente: dict[str, Any], scrive: bool) -> dict[str, Any]:
    chi = f", {docente['nome']}"
    atti = [
        Pulsante("Correggi", indirizzo("docente_modifica", docente["pk"]), "piano", contesto=chi),
        Pulsante("Togli", indirizzo("docente_togli", docente["pk"]), "piano", "post", contesto=chi),
    ]
    misure = {"ore": _decimale(docente["ore"]), "compenso": _decimale(docente["compenso"])}
    return docente | misure | {"atti": atti if scrive else []}


def _partner(partner: dict[str, Any], scrive: bool) -> dict[str, Any]:
    togli = Pulsante(
        "Togli", indirizzo("partner_evento_togli", partner["pk"]), "piano", "post", contesto=f", {partner['nome']}"
    )
    return partner | {"url": indirizzo("partner_scheda", partner["partner"]), "atti": [togli] if scrive else []}


def _file(file: dict[str, Any], scrive: bool) -> dict[str, Any]:
    chi, pk = f", {file['nome']}", file["pk"]
    atti = [Pulsante("Togli", indirizzo("file_evento_togli", pk), "piano", "post", contesto=chi)]
    if file["tipo"] in PUBBLICABILI:
        nuovo = "Togli dalla pagina pubblica" if file["pubblico"] else "Metti sulla pagina pubblica"
        nascosti = () if file["pubblico"] else (("pubblico", "1"),)
        pubblica = indirizzo("file_evento_pubblica", pk)
        atti.insert(0, Pulsante(nuovo, pubblica, "piano", "post", contesto=chi, nascosti=nascosti))
    return file | {
        "etichetta": TipoFileEvento(file["tipo"]).label,
        "url": indirizzo("file_evento_apri", pk),
        "atti": atti if scrive else [],
    }
