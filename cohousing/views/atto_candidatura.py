"""One page for each act on a candidature, with what the rules say before deciding."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cohousing.actions import candidatura as atti
from cohousing.forms.candidatura import CandidaturaForm, MotivazioneForm, ProponiForm, ScegliNucleoForm
from cohousing.models import Candidatura
from cohousing.queries.abbinamento import (
    componenti_del_nucleo,
    con_giorni_presi,
    posto_di,
    richiesta_di,
    soglie_in_vigore,
    unita_proponibili,
)
from cohousing.queries.pagine import indirizzo
from cohousing.rules.abbinamento import abbina
from cohousing.rules.categoria import Famiglia, categorie_adatte
from cohousing.views.candidatura import candidatura_visibile, fascicolo, verso
from cohousing.workflow import DIREZIONE, TENGONO
from valdera_housing.actions.lettura import annota_lettura
from valdera_housing.choices import Linea
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, Invio, Nucleo
from valdera_housing.queries.caso import nucleo_con_caso
from valdera_housing.views.modulo import PaginaAtto, mostra_modulo, versione_della_richiesta

MODULO = "cohousing/candidatura/modulo.html"
ACCOGLI = PaginaAtto(
    "Accogli la candidatura",
    "Nasce la permanenza, in preparazione: poi si firmano le regole della casa e il progetto individuale.",
    "Accogli", "Candidatura accolta: la permanenza è in preparazione.",
)  # fmt: skip
RESPINGI = PaginaAtto(
    "Non accogliere la candidatura", "L’unità proposta torna libera. Chi ha inviato la famiglia legge il perché.",
    "Non accogliere", "Candidatura non accolta.", pericolo=True,
)  # fmt: skip
RITIRA = PaginaAtto(
    "Registra il ritiro", "La famiglia non chiede più un posto. L’unità proposta torna libera.",
    "Registra il ritiro", "Ritiro registrato.",
)  # fmt: skip


# --- a new one ----------------------------------------------------------------------------------------------


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    """From a referral (``?invio=``) or a household (``?nucleo=``): what is known already is not typed again."""
    invio = invio_chiesto(request)
    if invio is not None and (gia := Candidatura.objects.filter(invio=invio).first()):
        return redirect(verso("scheda", gia))
    if invio is None and "nucleo" not in request.GET:
        return scegli(request, ScegliNucleoForm(nuclei=Nucleo.objects.visibili_a(request.user)))
    if invio is not None:
        return registra(request, invio.caso, invio)
    form = ScegliNucleoForm(request.GET, nuclei=Nucleo.objects.visibili_a(request.user))
    if not form.is_valid():
        return scegli(request, form)
    _, caso = nucleo_con_caso(form.cleaned_data["nucleo"].codice, utente=request.user)
    if caso is None or caso.chiuso_il:
        form.add_error("nucleo", "Questo nucleo non ha un caso aperto: apri prima quello, dalla sua scheda.")
        return scegli(request, form)
    return registra(request, caso, None)


def scegli(request: HttpRequest, form: ScegliNucleoForm) -> HttpResponse:
    """First step without a referral: whose candidature it is."""
    stato = 422 if form.is_bound else 200
    return render(request, "cohousing/candidatura/nuova.html", {"form": form}, status=stato)


def invio_chiesto(request: HttpRequest) -> Invio | None:
    """The referral in the address; 404 when it is not one this person may take."""
    testo = request.GET.get("invio", "")
    if not testo:
        return None
    if not (testo.isascii() and testo.isdecimal() and len(testo) < 10):
        raise Http404("Non c’è un invio con questo numero.")
    visibili = Invio.objects.visibili_a(request.user).filter(linea=Linea.COH)
    return get_object_or_404(visibili.select_related("caso__nucleo__comune"), pk=int(testo))


def registra(request: HttpRequest, caso: Caso, invio: Invio | None) -> HttpResponse:
    """The form, filled with what the case and the referral say; who waits already is shown where it is."""
    if request.method == "GET" and (viva := Candidatura.objects.vive().filter(caso=caso).first()):
        messages.info(request, f"Questo nucleo ha già una candidatura aperta, {viva.numero}: è questa.")
        return redirect(verso("scheda", viva))
    famiglia = famiglia_del(caso)
    adatte = categorie_adatte(famiglia)
    form = CandidaturaForm(request.POST or None, initial=iniziale(caso, invio, adatte))
    annota_lettura(request.user, caso.nucleo)

    def atto(dati: dict[str, Any]) -> str:
        candidatura = atti.apri_candidatura(caso, dati, utente=request.user, invio=invio)
        messages.success(request, f"Candidatura {candidatura.numero} registrata: ora guarda quali unità sono adatte.")
        return verso("scheda", candidatura)

    persone = len(famiglia.componenti)
    contesto = {
        "titolo": "Nuova candidatura",
        "sottotitolo": f"Nucleo {caso.nucleo.codice}, {caso.nucleo.comune}",
        "invio": invio,
        "persone": persone,
        "adatte": [categoria.label for categoria in adatte],
        "candidatura": None,
        "versione": None,
        "conflitto": None,
        "annulla": reverse("cohousing:invio_elenco" if invio else "cohousing:candidatura_elenco"),
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


def famiglia_del(caso: Caso) -> Famiglia:
    giorno = oggi()
    componenti = componenti_del_nucleo(caso.nucleo, giorno)
    return Famiglia(componenti, frozenset(), giorno, soglie_in_vigore(giorno).eta_anziani)


def iniziale(caso: Caso, invio: Invio | None, adatte: tuple[Any, ...]) -> dict[str, Any]:
    """It waits since the day it was referred, for the reason then written; the first category it is one of."""
    return {
        "presentata_il": invio.inviato_il if invio else oggi(),
        "note": invio.motivo if invio else "",
        "categoria": adatte[0] if adatte else "",
        "comune": caso.nucleo.comune_id,
    }


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    candidatura = candidatura_visibile(request, pk)
    form = CandidaturaForm(request.POST or None, instance=candidatura)

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.modifica_candidatura(candidatura, dati, utente=request.user, versione=versione)
        messages.success(request, "Candidatura corretta.")
        return verso("scheda", candidatura)

    contesto = {
        "titolo": f"Modifica {candidatura.numero}",
        "sottotitolo": "Persone, età e cittadinanze si correggono nella scheda del nucleo.",
        "invio": None,
        "persone": len(candidatura.componenti),
        "adatte": [],
        "candidatura": candidatura,
        "versione": candidatura.versione,
        "conflitto": None,
        "annulla": verso("scheda", candidatura),
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


# --- proposal and decision ----------------------------------------------------------------------------------


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def proponi(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the units that fit, and the one asked for (``?unita=``) even when it does not: the reasons are said."""
    candidatura = candidatura_visibile(request, pk)
    giorno = oggi()
    adatte, altre = unita_adatte(candidatura, giorno)
    chiesta = request.POST.get("unita") or request.GET.get("unita", "")
    scelte = adatte + [(u, g, e) for u, g, e in altre if str(u.pk) == chiesta]
    iniziale = next(((u, g) for u, g, _ in scelte if str(u.pk) == chiesta), None)
    form = ProponiForm(
        request.POST or None,
        adatte=[(u, g) for u, g, _ in scelte],
        initial={"unita": iniziale[0], "ingresso_il": iniziale[1]} if iniziale else {"ingresso_il": giorno},
    )

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.proponi_candidatura(candidatura, utente=request.user, versione=versione, **dati)
        unita = dati["unita"]
        messages.success(request, f"{unita.struttura}, {unita} proposta. Adesso il coordinatore decide.")
        return verso("scheda", candidatura)

    contesto = {
        "candidatura": candidatura,
        "adatte": len(adatte),
        "esito": next((e for u, _, e in scelte if str(u.pk) == chiesta), None),
        "conflitto": None,
        "annulla": verso("scheda", candidatura),
    }
    template = "cohousing/candidatura/proponi.html"
    return mostra_modulo(request, form, template=template, atto=atto, contesto=contesto)


def unita_adatte(candidatura: Any, giorno: date) -> tuple[list[Any], list[Any]]:
    """(unit, first day, reasons) of the units that fit this candidate, the first free on top, and of the others."""
    soglie, richiesta = soglie_in_vigore(giorno), richiesta_di(candidatura)
    righe = []
    for unita in con_giorni_presi(unita_proponibili(giorno), giorno):
        trovato = abbina(richiesta, posto_di(unita, candidatura), giorno, soglie)
        righe.append((unita, trovato.ingresso, trovato.esito))
    adatte = [riga for riga in righe if riga[2].positivo]
    return sorted(adatte, key=lambda riga: riga[1]), [riga for riga in righe if not riga[2].positivo]


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def accogli(request: HttpRequest, pk: int) -> HttpResponse:
    def fai(candidatura: Candidatura, **dati: Any) -> str:
        permanenza = atti.accogli_candidatura(candidatura, **dati)
        return indirizzo("permanenza_scheda", permanenza.pk) or verso("scheda", candidatura)

    return decidi(request, pk, ACCOGLI, fai)


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def respingi(request: HttpRequest, pk: int) -> HttpResponse:
    return decidi(request, pk, RESPINGI, lambda c, **dati: verso("scheda", atti.respingi_candidatura(c, **dati)))


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def ritira(request: HttpRequest, pk: int) -> HttpResponse:
    return decidi(request, pk, RITIRA, lambda c, **dati: verso("scheda", atti.ritira_candidatura(c, **dati)))


def decidi(request: HttpRequest, pk: int, pagina: PaginaAtto, fai: Callable[..., str]) -> HttpResponse:
    """A decision with its reason, beside what is known; ``fai`` does it and says where to go."""
    candidatura = candidatura_visibile(request, pk)
    form = MotivazioneForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        dove = fai(candidatura, utente=request.user, versione=versione_della_richiesta(request), **dati)
        messages.success(request, pagina.fatto)
        return dove

    contesto = fascicolo(candidatura, request.user) | {
        "pagina": pagina,
        "conflitto": None,
        "annulla": verso("scheda", candidatura),
    }
    template = "cohousing/candidatura/decidi.html"
    return mostra_modulo(request, form, template=template, atto=atto, contesto=contesto)
