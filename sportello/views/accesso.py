"""The contacts with the desk: register in twenty seconds, list, record, person, numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sportello.actions import accesso as atti
from sportello.choices import Canale, ModoAppuntamento
from sportello.exports.accesso import ACCESSI, NUMERI, esiti_di, motivi_di
from sportello.filters.accesso import AccessoFiltro
from sportello.forms.accesso import DA_FUORI, AccessoForm, CollegaForm, NuovoAccessoForm, PeriodoForm
from sportello.models import Accesso, Appuntamento
from sportello.queries.accesso import (
    FUORI,
    Conto,
    NumeriAccessi,
    altri_accessi,
    caso_aperto,
    con_nomi_leggibili,
    conta_accessi,
    ultimo_di_oggi,
)
from sportello.queries.pagine import indirizzo
from sportello.workflow import SEGUONO
from valdera_housing.actions.lettura import annota_esportazione, annota_lettura
from valdera_housing.choices import Ruolo, TipoSede
from valdera_housing.forms.persona import NuovaPersonaForm, PersonaForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Tessera, Voce
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.giorni import MESI
from valdera_housing.kit.grafici import Barra, barre
from valdera_housing.kit.scrittura import con_giorno, in_momento, in_percento
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Persona, Sede, Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo, versione_della_richiesta

ORDINI = {"quando": ("avvenuto_alle", "pk"), "comune": ("comune__nome", "-avvenuto_alle", "pk")}
COLLEGATI = ("comune", "sede", "persona", "nucleo", "operatore")
MASSIMO_CANDIDATI = 10
LETTERE = 3
CANALE_DEL_MODO = {ModoAppuntamento.TELEFONO: Canale.TELEFONO, ModoAppuntamento.VISITA: Canale.DOMICILIARE}


def verso(atto: str, accesso: Accesso) -> str:
    return reverse(f"sportello:accesso_{atto}", args=[accesso.pk])


# --- the list ------------------------------------------------------------------------------------------------


def elenco_accessi(request: HttpRequest) -> tuple[Elenco, NumeriAccessi]:
    """The list and its numbers: one query counts the rows and fills the band above them."""
    filtro = AccessoFiltro(request.GET, Accesso.objects.visibili_a(request.user), utente=request.user)
    numeri = conta_accessi(None, None, filtro.qs, parole=False)
    return Elenco(request, filtro, ORDINI, conta=lambda: numeri.totale, predefinito="-quando"), numeri


@riservata(*SEGUONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    lista, numeri = elenco_accessi(request)
    pagina = con_nomi_leggibili(
        Accesso.objects.filter(pk__in=[a.pk for a in lista.pagina]).select_related(*COLLEGATI), request.user
    )
    per_chiave = {accesso.pk: accesso for accesso in pagina}
    return mostra_elenco(
        request,
        lista,
        "sportello/accesso/elenco.html",
        pulsanti=[
            Pulsante("Registra un accesso", reverse("sportello:accesso_nuovo"), "primario"),
            Pulsante("Numeri", reverse("sportello:accesso_conta")),
        ],
        righe=[(a, motivi_di(a), esiti_di(a)) for a in (per_chiave[a.pk] for a in lista.pagina)],
        tessere=tessere(numeri),
        per_canale=barre_di(numeri.per_canale),
        per_comune=barre_di(numeri.per_comune),
        fuori=FUORI,
    )


@riservata(*SEGUONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list with the same filters; whose names left is written in the log of reads."""
    lista, _ = elenco_accessi(request)
    righe = list(con_nomi_leggibili(lista.righe.select_related(*COLLEGATI), request.user))
    persone = {a.persona_id: a.persona for a in righe if a.legge_persona}
    annota_esportazione(request.user, persone.values())
    return rispondi_foglio(request, "accessi", ACCESSI, righe)


def tessere(numeri: NumeriAccessi) -> list[Tessera]:
    quota = in_percento(Decimal(numeri.primi) / numeri.totale, 0) if numeri.totale else ""
    return [
        Tessera("Accessi", in_cifre(Decimal(numeri.totale), 0)),
        Tessera("Primi accessi", in_cifre(Decimal(numeri.primi), 0), f"{quota} del totale" if quota else ""),
    ]


def barre_di(conti: list[Conto]) -> list[tuple[Barra, Conto]]:
    disegnate = barre([(conto.nome, Decimal(conto.accessi), "") for conto in conti])
    return list(zip(disegnate, conti, strict=True))


# --- the record ----------------------------------------------------------------------------------------------


def accesso_visibile(request: HttpRequest, pk: int) -> Any:
    """With ``legge_persona`` and ``legge_nucleo`` on it."""
    visibili = con_nomi_leggibili(Accesso.objects.visibili_a(request.user), request.user)
    return get_object_or_404(visibili.select_related(*COLLEGATI, "appuntamento"), pk=pk)


@riservata(*SEGUONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    accesso = accesso_visibile(request, pk)
    if accesso.legge_persona:
        annota_lettura(request.user, accesso.persona)
    return pagina(request, accesso)


def pagina(request: HttpRequest, accesso: Any, rifiuto: Esito | None = None) -> HttpResponse:
    """The page of an access; ``rifiuto`` says why an act asked from it was not done."""
    contesto = {
        "accesso": accesso,
        "titolo": f"Accesso di {con_giorno(accesso.avvenuto_alle)}",
        "rifiuto": rifiuto,
        "fatti": fatti(accesso),
        "chi": chi(accesso),
        "motivi": motivi_di(accesso),
        "esiti": esiti_di(accesso),
        "pulsanti": pulsanti(accesso, request.user),
        "altri": altri_accessi(accesso, request.user) if accesso.legge_persona else [],
        "modifiche": storia_di(accesso, nascosti=() if accesso.legge_persona else ("persona", "nucleo")),
    }
    return render(request, "sportello/accesso/scheda.html", contesto)


def fatti(accesso: Accesso) -> list[Voce]:
    a = accesso
    return [
        Voce("Come", a.get_canale_display(), nota=a.sede.nome if a.sede else ""),
        Voce("Comune di residenza", a.comune.nome if a.comune else FUORI),
        Voce("Chi chiede", a.get_chi_chiede_display()),
        Voce("Primo accesso", "sì" if a.primo_accesso else "no"),
        Voce("Registrato da", str(a.operatore)),
    ]


def chi(accesso: Any) -> list[Voce]:
    """The person, her household, the appointment: what this reader may open."""
    if accesso.persona is None:
        persona = Voce("Persona", "Senza nome")
    elif accesso.legge_persona:
        persona = Voce("Persona", str(accesso.persona), reverse("persona_scheda", args=[accesso.persona_id]))
    else:
        persona = Voce("Persona", "In archivio, la segue un altro servizio")
    voci = [persona]
    if accesso.legge_nucleo:
        voci.append(Voce("Nucleo", accesso.nucleo.codice, accesso.nucleo.get_absolute_url()))
    if accesso.appuntamento:
        pagina_sua = indirizzo("appuntamento_scheda", accesso.appuntamento_id)
        voci.append(Voce("Appuntamento", accesso.appuntamento.numero, pagina_sua))
    return voci


def pulsanti(accesso: Any, utente: Utente) -> list[Pulsante]:
    """What usually comes next, the first in blue; then what corrects."""
    persona = {"persona": accesso.persona_id} if accesso.legge_persona else {}
    fissa = Pulsante("Fissa un appuntamento", reverse("sportello:appuntamento_prenota", query=persona))
    collegata = accesso.persona_id is not None
    correzioni = [
        Pulsante("Cambia la persona" if collegata else "Collega la persona", verso("collega", accesso)),
        Pulsante("Modifica", verso("modifica", accesso)),
    ]
    if not collegata:
        correzioni[0] = Pulsante("Collega la persona", verso("collega", accesso), "primario")
    if accesso.operatore_id == utente.pk or utente.ha_ruolo(Ruolo.COORDINATORE_ETS):
        correzioni.append(Pulsante("Elimina", verso("elimina", accesso), "rischio", metodo="post"))
    return [*del_caso(accesso, utente), fissa, *correzioni]


def del_caso(accesso: Any, utente: Utente) -> list[Pulsante]:
    if not accesso.legge_nucleo:
        return []
    caso = caso_aperto(accesso.nucleo, utente)
    if caso:
        return [Pulsante("Invia a una linea", reverse("caso_invia", args=[caso.pk]), "primario")]
    return [Pulsante("Apri un caso", reverse("caso_apri", args=[accesso.nucleo.codice]), "primario")]


# --- register and correct ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Origine:
    """Where a new access comes from: what it is tied to, and what the form starts with."""

    legami: dict[str, Any] = field(default_factory=dict)
    iniziale: dict[str, Any] = field(default_factory=dict)
    detto: str = ""


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    """One page, one button, an empty form again; ``?appuntamento=12`` or ``?persona=34`` fill what they know."""
    appuntamento = appuntamento_chiesto(request)
    if appuntamento and request.method == "GET":
        registrato = Accesso.objects.filter(appuntamento=appuntamento).first()
        if registrato:
            return redirect(verso("scheda", registrato))
    origine = da_appuntamento(request, appuntamento) if appuntamento else da_persona(request)
    form = NuovoAccessoForm(
        request.POST if request.method == "POST" else None,
        persona=origine.legami.get("persona"),
        initial=consueto(request.user) | origine.iniziale,
    )

    def atto(dati: dict[str, Any]) -> str:
        accesso = atti.registra_accesso(form.dati() | origine.legami, utente=request.user)
        scheda_sua = verso("scheda", accesso)
        frase = '{} registrato. <a href="{}">Apri l’accesso</a>'
        messages.success(request, format_html(frase, f"Accesso del {in_momento(accesso.avvenuto_alle)}", scheda_sua))
        if dati.get("cerca"):
            return f"{verso('collega', accesso)}?{urlencode({'q': dati['cerca']})}"
        return scheda_sua if "apri" in request.POST else reverse("sportello:accesso_nuovo")

    contesto = {"origine": origine, "annulla": reverse("sportello:accesso_elenco")}
    return mostra_modulo(request, form, template="sportello/accesso/nuovo.html", atto=atto, contesto=contesto)


def consueto(utente: Utente) -> dict[str, Any]:
    """The channel and the place of her last access of today; in the morning, the main desk."""
    ultimo = ultimo_di_oggi(utente, oggi())
    if ultimo:
        return {"canale": ultimo.canale, "sede": ultimo.sede_id}
    return {"canale": Canale.SPORTELLO, "sede": Sede.objects.attive().filter(tipo=TipoSede.CENTRALE).first()}


def chiave_chiesta(request: HttpRequest, nome: str) -> int | None:
    testo = request.GET.get(nome, "")
    return int(testo) if testo.isascii() and testo.isdecimal() and len(testo) < 10 else None


def appuntamento_chiesto(request: HttpRequest) -> Appuntamento | None:
    chiave = chiave_chiesta(request, "appuntamento")
    if chiave is None:
        return None
    visibili = Appuntamento.objects.visibili_a(request.user).select_related("persona", "sede", "prenotazione__sede")
    return get_object_or_404(visibili, pk=chiave)


def da_appuntamento(request: HttpRequest, appuntamento: Appuntamento) -> Origine:
    a = appuntamento
    sede = a.prenotazione.sede if a.prenotazione else a.sede
    nel_comune = sede is not None and sede.tipo == TipoSede.DECENTRATA
    di_persona = Canale.DECENTRATO if nel_comune else Canale.SPORTELLO
    iniziale = {
        "canale": CANALE_DEL_MODO.get(ModoAppuntamento(a.modo), di_persona),
        "sede": sede,
        "comune": str(a.comune_id or DA_FUORI),
        "motivi": a.motivi,
        "cerca": "" if a.persona else a.nome_riferito,
    }
    legge = a.persona and Persona.objects.visibili_a(request.user).filter(pk=a.persona_id).exists()
    nome = f"{a.persona}, appuntamento" if legge else "Appuntamento"
    return Origine({"appuntamento": a, "persona": a.persona}, iniziale, f"{nome} {a.numero}")


def da_persona(request: HttpRequest) -> Origine:
    chiave = chiave_chiesta(request, "persona")
    if chiave is None:
        return Origine()
    persona = get_object_or_404(Persona.objects.visibili_a(request.user), pk=chiave)
    return Origine({"persona": persona}, {"comune": str(persona.comune_id)}, str(persona))


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    accesso = accesso_visibile(request, pk)
    titolo, versione = f"Accesso di {con_giorno(accesso.avvenuto_alle)}", accesso.versione
    form = AccessoForm(request.POST if request.method == "POST" else None, instance=accesso)

    def atto(dati: dict[str, Any]) -> str:
        atti.modifica_accesso(accesso, form.dati(), utente=request.user, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return verso("scheda", accesso)

    contesto = {"titolo": titolo, "versione": versione, "annulla": verso("scheda", accesso)}
    return mostra_modulo(request, form, template="sportello/accesso/modulo.html", atto=atto, contesto=contesto)


@riservata(*SEGUONO)
@require_POST
def elimina(request: HttpRequest, pk: int) -> HttpResponse:
    accesso = accesso_visibile(request, pk)

    def atto() -> str:
        atti.elimina_accesso(accesso, utente=request.user)
        messages.success(request, "Accesso eliminato.")
        return reverse("sportello:accesso_elenco")

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina(request, accesso, rifiuto))


# --- whose it is ---------------------------------------------------------------------------------------------


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def collega(request: HttpRequest, pk: int) -> HttpResponse:
    """Find the person by three letters of her surname and choose her; or go and register her."""
    accesso = accesso_visibile(request, pk)
    cercato = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    trovate = candidate(request, cercato)
    quante = len(trovate[: MASSIMO_CANDIDATI + 1])
    scelte = trovate if request.method == "POST" else trovate[:MASSIMO_CANDIDATI]
    form = CollegaForm(request.POST if request.method == "POST" else None, persone=scelte)

    def atto(dati: dict[str, Any]) -> str:
        collegato = atti.collega_accesso(accesso, dati["persona"], utente=request.user)
        primo = " È il suo primo accesso." if collegato.primo_accesso else ""
        messages.success(request, f"L’accesso è di {dati['persona']}.{primo}")
        return verso("scheda", accesso)

    contesto = {
        "accesso": accesso,
        "cercato": cercato,
        "lettere": LETTERE,
        "quante": quante,
        "massimo": MASSIMO_CANDIDATI,
    }
    return mostra_modulo(request, form, template="sportello/accesso/collega.html", atto=atto, contesto=contesto)


def candidate(request: HttpRequest, cercato: str) -> QuerySet[Persona]:
    """Among the people this user sees; of a posted choice, all of them."""
    visibili = Persona.objects.visibili_a(request.user)
    if request.method != "POST":
        visibili = visibili.cercate(cercato) if len(cercato) >= LETTERE else visibili.none()
    return visibili.select_related("comune").order_by("nome_cercabile", "pk")


@riservata(*SEGUONO)
@require_POST
def scollega(request: HttpRequest, pk: int) -> HttpResponse:
    accesso = accesso_visibile(request, pk)

    def atto() -> str:
        atti.collega_accesso(accesso, None, utente=request.user)
        messages.success(request, "L’accesso è senza nome. Se era il primo di quella persona, scrivilo in Modifica.")
        return verso("scheda", accesso)

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina(request, accesso, rifiuto))


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def registra_persona(request: HttpRequest, pk: int) -> HttpResponse:
    """The person of an access, not in the registry yet: people with the same name are shown before saving."""
    accesso = accesso_visibile(request, pk)
    iniziale = {"comune": accesso.comune_id, "cognome": request.GET.get("cognome", "")[:80]}
    form = NuovaPersonaForm(
        request.POST if request.method == "POST" else None, utente=request.user, nucleo=None, initial=iniziale
    )

    def atto(dati: dict[str, Any]) -> str:
        campi = {nome: dati[nome] for nome in PersonaForm.Meta.fields}
        atti.collega_persona_nuova_accesso(
            accesso, campi, utente=request.user, dal=dati["dal"], altra_persona=dati["altra_persona"]
        )
        messages.success(request, "La persona è in archivio, con il suo nucleo, e l’accesso è suo.")
        return verso("scheda", accesso)

    contesto = {"nucleo": None, "accesso": accesso, "annulla": verso("scheda", accesso)}
    return mostra_modulo(
        request, form, template="sportello/accesso/registra_persona.html", atto=atto, contesto=contesto
    )


# --- numbers -------------------------------------------------------------------------------------------------


def numeri_chiesti(request: HttpRequest) -> tuple[PeriodoForm, NumeriAccessi]:
    """The numbers of a period, this year when the address does not say; none when it makes no sense."""
    giorno = oggi()
    anno = {"dal": giorno.replace(month=1, day=1), "al": giorno}
    form = PeriodoForm(request.GET if {"dal", "al"} & set(request.GET) else anno)
    if not form.is_valid():
        return form, NumeriAccessi()
    visibili = Accesso.objects.visibili_a(request.user)
    return form, conta_accessi(form.cleaned_data["dal"], form.cleaned_data["al"], visibili)


def tavole(numeri: NumeriAccessi) -> dict[str, list[Conto]]:
    mesi = [Conto(f"{MESI[mese.month - 1].capitalize()} {mese.year}", *conti) for mese, *conti in numeri.per_mese]
    return {
        "Mese": mesi,
        "Come": numeri.per_canale,
        "Comune di residenza": numeri.per_comune,
        "Perché": numeri.per_motivo,
        "Che cosa si è fatto": numeri.per_esito,
    }


@riservata(*SEGUONO)
@require_GET
def conta(request: HttpRequest) -> HttpResponse:
    """The accesses of a period by month, channel, comune, reason, outcome."""
    form, numeri = numeri_chiesti(request)
    contesto = {
        "form": form,
        "numeri": numeri,
        "tessere": tessere(numeri),
        "tavole": [(nome, barre_di(conti)) for nome, conti in tavole(numeri).items()],
    }
    stato = 200 if form.is_valid() else 422
    return render(request, "sportello/accesso/conta.html", contesto, status=stato)


@riservata(*SEGUONO)
@require_GET
def conta_esporta(request: HttpRequest) -> HttpResponseBase:
    _, numeri = numeri_chiesti(request)
    return rispondi_foglio(request, "numeri-accessi", NUMERI, righe_numeri(numeri))


def righe_numeri(numeri: NumeriAccessi) -> Iterator[tuple[str, Conto]]:
    yield "Totale", Conto("Accessi", numeri.totale, numeri.primi)
    for tavola, conti in tavole(numeri).items():
        for conto in conti:
            yield tavola, conto
