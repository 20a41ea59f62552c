"""The path to autonomy: its page over time, the goals, the reviews."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cohousing.actions import autonomia as atti
from cohousing.choices import AreaAutonomia, StatoPermanenza
from cohousing.forms.autonomia import ObiettiviForm, VerificaForm
from cohousing.models import Permanenza
from cohousing.queries.autonomia import GUIDE, Percorso, percorso, verifiche_seguite
from cohousing.queries.pagine import indirizzo
from cohousing.queries.violazione import legge_le_parole
from cohousing.rules.autonomia import PAROLE
from cohousing.workflow import PERMANENZA, SEGUONO, VEDONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Tessera
from valdera_housing.kit.scrittura import in_data, in_distanza
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

MODULO = "cohousing/autonomia/modulo.html"
ATTI = ("verifica_autonomia", "fissa_obiettivi")


def permanenza_visibile(request: HttpRequest, pk: int) -> Permanenza:
    viste = Permanenza.objects.visibili_a(request.user).select_related("struttura", "unita", "nucleo")
    return get_object_or_404(viste, pk=pk)


def pagina_permanenza(permanenza: Permanenza) -> str:
    """The record of the stay."""
    return indirizzo("permanenza_scheda", permanenza.pk) or pagina_percorso(permanenza)


def pagina_percorso(permanenza: Permanenza) -> str:
    return reverse("cohousing:permanenza_autonomia", args=[permanenza.pk])


@riservata(*VEDONO)
@require_GET
def autonomia(request: HttpRequest, pk: int) -> HttpResponse:
    """Five areas over time, with goals and what moved; the words only for who follows the household."""
    permanenza = permanenza_visibile(request, pk)
    via = percorso(permanenza, oggi())
    legge = legge_le_parole(permanenza, request.user)
    contesto = {
        "permanenza": permanenza,
        "chi": permanenza.chi(request.user),
        "scheda": indirizzo("permanenza_scheda", permanenza.pk),
        "percorso": via,
        "tessere": tessere(via),
        "ritardo": f"Andava fatta entro il {in_data(via.prossima)}." if via.prossima and via.in_ritardo else "",
        "tracce": via.tracce(),
        "guide": GUIDE,
        "aree": [area.label for area in AreaAutonomia],
        "righe": via.righe(),
        "mete": via.mete(),
        "parole": [(area.label, PAROLE[area]) for area in AreaAutonomia],
        "legge": legge,
        "obiettivi": permanenza.obiettivi.exclude(descrizione="") if legge else [],
        "verifiche": permanenza.verifiche.select_related("autore").order_by("-svolta_il") if legge else [],
        "corregge": request.user.ha_ruolo(*SEGUONO) and permanenza.stato != StatoPermanenza.ANNULLATA,
        "pulsanti": pulsanti(permanenza, request.user),
    }
    return render(request, "cohousing/autonomia/scheda.html", contesto)


def tessere(via: Percorso) -> list[Tessera]:
    """When it was looked at, and by when it will be again."""
    ultima = [Tessera("Ultima verifica", in_data(via.ultima), f"{len(via.punteggi)} in tutto")] if via.ultima else []
    if via.prossima is None:
        return ultima
    distanza = in_distanza(via.prossima, via.giorno)
    return [*ultima, Tessera("Prossima verifica entro il", in_data(via.prossima), distanza, via.in_ritardo)]


def pulsanti(permanenza: Permanenza, utente: Utente) -> list[Pulsante]:
    possibili = {t.atto: t.etichetta for t in PERMANENZA.atti_possibili(permanenza.stato, utente)}
    tipi: Any = ("primario", "secondario")
    return [
        Pulsante(possibili[atto], reverse(f"cohousing:permanenza_{atto}", args=[permanenza.pk]), tipo)
        for atto, tipo in zip(ATTI, tipi, strict=True)
        if atto in possibili
    ]


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def fissa_obiettivi(request: HttpRequest, pk: int) -> HttpResponse:
    permanenza = permanenza_visibile(request, pk)
    attuali = list(permanenza.obiettivi.all())
    form = ObiettiviForm(request.POST if request.method == "POST" else None, obiettivi=attuali)

    def atto(_: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.fissa_obiettivi_permanenza(permanenza, form.traguardi(), utente=request.user, versione=versione)
        messages.success(request, "Obiettivi fissati.")
        return pagina_percorso(permanenza)

    contesto = {
        "titolo": "Fissa gli obiettivi",
        "guida": "Dove il nucleo vuole arrivare, area per area, da 1 a 4.",
        "azione": "Fissa gli obiettivi",
        "permanenza": permanenza,
        "annulla": pagina_percorso(permanenza),
        "versione": sum(obiettivo.versione for obiettivo in attuali),
        "modifiche": None,
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def verifica_autonomia(request: HttpRequest, pk: int) -> HttpResponse:
    """A new review; beside each area the score of the last one and the goal."""
    permanenza = permanenza_visibile(request, pk)
    via = percorso(permanenza, oggi())
    form = VerificaForm(
        request.POST if request.method == "POST" else None, prima=ultima_prima(via, None), mete=via.traguardi
    )

    def atto(_: dict[str, Any]) -> str:
        atti.verifica_autonomia_permanenza(permanenza, **form.dati(), punti=form.punti(), utente=request.user)
        messages.success(request, "Verifica registrata.")
        return pagina_percorso(permanenza)

    contesto = {
        "titolo": "Registra una verifica",
        "guida": "Per ogni area scegli il numero che descrive com’è adesso.",
        "azione": "Registra la verifica",
        "permanenza": permanenza,
        "annulla": pagina_percorso(permanenza),
        "versione": None,
        "modifiche": None,
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


def ultima_prima(via: Percorso, giorno: date | None) -> tuple[date, dict[str, int]] | None:
    """The last review, or the last one before that day."""
    prima = [g for g in via.punteggi if giorno is None or g < giorno]
    return (max(prima), via.punteggi[max(prima)]) if prima else None


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def modifica_verifica(request: HttpRequest, pk: int) -> HttpResponse:
    verifica = get_object_or_404(verifiche_seguite(request.user), pk=pk)
    permanenza = verifica.permanenza
    via, svolta_il, versione_letta = percorso(permanenza, oggi()), verifica.svolta_il, verifica.versione
    form = VerificaForm(
        request.POST if request.method == "POST" else None,
        instance=verifica,
        prima=ultima_prima(via, svolta_il),
        mete=via.traguardi,
        punti=via.punteggi.get(svolta_il, {}),
    )

    def atto(_: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.modifica_verifica(verifica, form.dati(), form.punti(), utente=request.user, versione=versione)
        messages.success(request, "Verifica corretta.")
        return pagina_percorso(permanenza)

    contesto = {
        "titolo": f"Correggi la verifica del {in_data(svolta_il)}",
        "guida": "Quello che c’era prima resta nella storia.",
        "azione": "Salva",
        "permanenza": permanenza,
        "annulla": pagina_percorso(permanenza),
        "versione": versione_letta,
        "modifiche": storia_di(verifica, parti="punteggi"),
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)
