"""The appointments: list, record, and the acts from the request to how it went."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sportello.actions import appuntamento as atti
from sportello.choices import ASPETTI_APPUNTAMENTO, StatoAppuntamento
from sportello.exports.appuntamento import APPUNTAMENTI
from sportello.filters.appuntamento import AppuntamentoFiltro
from sportello.forms.appuntamento import (
    CorreggiForm,
    NotaForm,
    PercheForm,
    PrenotaForm,
    QuandoForm,
    RichiediForm,
    SvolgiForm,
    proposto,
)
from sportello.models import Appuntamento
from sportello.queries.agenda import luogo_per, nome_breve, tavolo
from sportello.queries.pagine import indirizzo
from sportello.workflow import APPUNTAMENTO, SEGUONO
from valdera_housing.actions.lettura import annota_esportazione
from valdera_housing.actions.prenotazione import valuta_dati
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import con_giorno, in_data, in_ora, plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Persona, Sede, Utente
from valdera_housing.queries.prenotazione import Disponibili, calendari, mediatori_per, piu_vicini
from valdera_housing.queries.storia import storia_di
from valdera_housing.rules.orari import Posto
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {
    "richiesto": ("richiesto_il", "pk"),
    "quando": ("prenotazione__inizio", "pk"),
    "stato": ("stato", "-richiesto_il", "-pk"),
}
ATTO = "sportello/appuntamento/atto.html"
RISCHIO = ("annulla_utente", "annulla_ente")
LETTERE, TROVATE = 3, 10


def elenco_appuntamenti(request: HttpRequest) -> Elenco:
    visibili = Appuntamento.objects.visibili_a(request.user).select_related(
        "persona", "comune", "sede", "prenotazione__operatore"
    )
    return Elenco(
        request, AppuntamentoFiltro(request.GET, visibili, utente=request.user), ORDINI, predefinito="-richiesto"
    )


@riservata(*SEGUONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    appuntamenti = elenco_appuntamenti(request)
    return mostra_elenco(
        request,
        appuntamenti,
        "sportello/appuntamento/elenco.html",
        pulsanti=[
            Pulsante("Fissa un appuntamento", reverse("sportello:appuntamento_prenota"), "primario"),
            Pulsante("Segna una richiesta", reverse("sportello:appuntamento_richiedi")),
            Pulsante("Promemoria", reverse("sportello:promemoria_elenco")),
        ],
        righe=[(a, ASPETTI_APPUNTAMENTO[a.stato]) for a in appuntamenti.pagina],
    )


@riservata(*SEGUONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list with the same filters; whose data left is written in the log of reads."""
    appuntamenti = list(elenco_appuntamenti(request).righe)
    annota_esportazione(request.user, list({a.persona for a in appuntamenti if a.persona}))
    return rispondi_foglio(request, "appuntamenti", APPUNTAMENTI, appuntamenti)


def appuntamento_visibile(request: HttpRequest, pk: int) -> Appuntamento:
    visibili = Appuntamento.objects.visibili_a(request.user).select_related(
        "persona", "nucleo", "caso", "comune", "sede", "richiesto_da",
        "prenotazione__operatore", "prenotazione__stanza", "prenotazione__mediatore",
    )  # fmt: skip
    return get_object_or_404(visibili, pk=pk)


@riservata(*SEGUONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    appuntamento = appuntamento_visibile(request, pk)
    nascosti = () if luogo_per(appuntamento, request.user) == appuntamento.luogo else ("luogo",)
    contesto = {
        "appuntamento": appuntamento,
        "aspetto": ASPETTI_APPUNTAMENTO[appuntamento.stato],
        "quando": quando(appuntamento),
        "fatti": fatti(appuntamento, request.user),
        "chi": chi(appuntamento, request.user),
        "pulsanti": pulsanti(appuntamento, request.user),
        "accesso_url": verso_accesso(appuntamento),
        "modifiche": storia_di(appuntamento, nascosti=nascosti),
    }
    return render(request, "sportello/appuntamento/scheda.html", contesto)


def quando(appuntamento: Appuntamento) -> str:
    prenotazione = appuntamento.prenotazione
    if prenotazione is None:
        return "Giorno da fissare"
    return f"{con_giorno(prenotazione.inizio)}–{in_ora(prenotazione.fine)}"


def fatti(appuntamento: Appuntamento, utente: Utente) -> list[Voce]:
    a, p = appuntamento, appuntamento.prenotazione
    dove = [str(p.stanza) if p and p.stanza else "", str(a.sede or ""), luogo_per(a, utente)]
    attesa = a.giorni_di_attesa
    return [
        Voce("Come", a.get_modo_display()),
        Voce("Dove", ", ".join(filter(None, dove))),
        Voce("Con chi", str(p.operatore or "") if p else ""),
        Voce("Mediatore", str(p.mediatore) if p and p.mediatore else "", nota=a.lingua),
        Voce("Richiesto", f"{in_data(a.richiesto_il)}, {a.richiesto_da}"),
        Voce("Attesa", "" if attesa is None else f"{attesa} {plurale(attesa, 'giorno,giorni')}"),
    ]


def chi(appuntamento: Appuntamento, utente: Utente) -> list[Voce]:
    """Who comes, with the links that this person may follow."""
    a = appuntamento
    seguita = a.persona is not None and Persona.objects.visibili_a(utente).filter(pk=a.persona_id).exists()
    caso = reverse("caso_scheda", args=[a.caso_id]) if a.caso and seguita else ""
    return [
        Voce("Persona", a.chi, reverse("persona_scheda", args=[a.persona_id]) if seguita else ""),
        Voce(
            "Nucleo", a.nucleo.codice if a.nucleo else "", a.nucleo.get_absolute_url() if a.nucleo and seguita else ""
        ),
        Voce("Caso", a.caso.numero if a.caso else "", caso),
        Voce("Telefono", a.telefono),
        Voce("E-mail", a.email),
        Voce("Comune", a.comune.nome if a.comune else ""),
        Voce("Perché", ", ".join(a.nomi_motivi)),
    ]


def verso_accesso(appuntamento: Appuntamento) -> str:
    """Where an access is registered from an appointment that was held."""
    if appuntamento.stato != StatoAppuntamento.EFFETTUATO:
        return ""
    return indirizzo("accesso_nuovo", domanda=f"appuntamento={appuntamento.pk}")


def pulsanti(appuntamento: Appuntamento, utente: Utente) -> list[Pulsante]:
    """The acts of the table that this person may do now, and the file for one's own calendar when there is one."""
    ics = indirizzo("appuntamento_ics", appuntamento.pk) if appuntamento.stato == StatoAppuntamento.CONFERMATO else ""
    calendario = [Pulsante("Aggiungi al calendario", ics, "piano")] if ics else []
    if ics and appuntamento.persona_id:
        silenzio = indirizzo("silenzio_nuovo", domanda=f"persona={appuntamento.persona_id}")
        calendario.append(Pulsante("Non mandare promemoria…", silenzio, "piano"))
    possibili = [
        Pulsante(t.etichetta, verso(t.atto, appuntamento), "rischio" if t.atto in RISCHIO else "secondario")
        for t in APPUNTAMENTO.atti_possibili(appuntamento.stato, utente)
    ]
    return [*possibili, *calendario]


def verso(atto: str, appuntamento: Appuntamento) -> str:
    return reverse(f"sportello:appuntamento_{atto}", args=[appuntamento.pk])


# --- new ones ------------------------------------------------------------------------------------------------


def ricerca_persona(request: HttpRequest) -> dict[str, Any]:
    """Who was found with three letters, and who was picked (``?persona=12``), among those this person follows."""
    visibili = Persona.objects.visibili_a(request.user)
    scelta = (request.POST or request.GET).get("persona", "")
    scelta = scelta if scelta.isascii() and scelta.isdecimal() and len(scelta) < 10 else ""
    testo = request.GET.get("q", "").strip()[:100]
    trovate = visibili.cercate(testo).select_related("comune")[:TROVATE] if len(testo) >= LETTERE else []
    altri = request.GET.copy()
    for nome in ("q", "persona"):
        altri.pop(nome, None)
    return {
        "persona": visibili.filter(pk=scelta).select_related("comune").first() if scelta else None,
        "cercato": testo,
        "corto": 0 < len(testo) < LETTERE,
        "trovate": list(trovate),
        "altri": list(altri.items()),
        "altri_url": altri.urlencode(),
    }


def iniziale_chi(ricerca: dict[str, Any]) -> dict[str, Any]:
    persona = ricerca["persona"]
    if persona is None:
        return {}
    return {
        "persona": persona.pk,
        "telefono": persona.telefono,
        "email": persona.email,
        "comune": persona.comune_id,
        "luogo": "" if persona.indirizzo_protetto else persona.indirizzo,
    }


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def richiedi(request: HttpRequest) -> HttpResponse:
    """Somebody asks and the day is not set yet."""
    ricerca = ricerca_persona(request)
    persone = Persona.objects.visibili_a(request.user)
    form = RichiediForm(
        request.POST if request.method == "POST" else None, persone=persone, initial=iniziale_chi(ricerca)
    )

    def atto(dati: dict[str, Any]) -> str:
        appuntamento = atti.richiedi_appuntamento(form.chi(), utente=request.user)
        messages.success(request, f"{appuntamento}: richiesta segnata, da fissare.")
        return verso("scheda", appuntamento)

    contesto = ricerca | {
        "titolo": "Segna una richiesta",
        "guida": "Chi chiede un appuntamento e per che cosa; il giorno si fissa dopo.",
        "azione": "Segna la richiesta",
        "annulla": reverse("sportello:appuntamento_elenco"),
        "con_orari": "",
        "rifiuto": None,
        "posti": [],
    }
    return mostra_modulo(request, form, template="sportello/appuntamento/modulo.html", atto=atto, contesto=contesto)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def prenota(request: HttpRequest) -> HttpResponse:
    """Set one at once. ``?inizio=2026-11-26T09:00&sede=1&stanza=2&operatore=3&persona=4`` fills what is known."""
    ricerca = ricerca_persona(request)
    persone = Persona.objects.visibili_a(request.user)
    iniziale = iniziale_orari(request) | iniziale_chi(ricerca)
    form = PrenotaForm(dati_scelti(request), persone=persone, initial=iniziale)

    def atto(dati: dict[str, Any]) -> str:
        appuntamento = atti.prenota_appuntamento(form.chi(), atti.Quando(**form.orari()), utente=request.user)
        messages.success(request, f"{nome_breve(appuntamento)}: {quando(appuntamento)}.")
        return verso("scheda", appuntamento)

    contesto = ricerca | {
        "titolo": "Fissa un appuntamento",
        "guida": "Cerca la persona, poi scegli giorno e ora.",
        "azione": "Fissa l’appuntamento",
        "annulla": reverse("sportello:agenda"),
        "con_orari": "controlla",
    }
    return con_posti(request, form, "sportello/appuntamento/modulo.html", atto, contesto)


# --- setting and moving --------------------------------------------------------------------------------------


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def conferma(request: HttpRequest, pk: int) -> HttpResponse:
    appuntamento = appuntamento_visibile(request, pk)
    iniziale = iniziale_orari(request) | ({"sede": appuntamento.sede_id} if appuntamento.sede_id else {})
    form = QuandoForm(dati_scelti(request), modo=appuntamento.modo, initial=iniziale)

    def atto(dati: dict[str, Any]) -> str:
        fissato = atti.conferma_appuntamento(appuntamento, atti.Quando(**form.orari()), utente=request.user)
        messages.success(request, f"{nome_breve(fissato)}: {quando(fissato)}.")
        return verso("scheda", fissato)

    contesto = _pagina_atto(appuntamento, "Fissa giorno e ora", "Fissa l’appuntamento")
    return con_posti(request, form, ATTO, atto, contesto)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def sposta(request: HttpRequest, pk: int) -> HttpResponse:
    appuntamento = appuntamento_visibile(request, pk)
    form = QuandoForm(
        dati_scelti(request), modo=appuntamento.modo, initial=orari_di(appuntamento) | iniziale_dato(request)
    )

    def atto(dati: dict[str, Any]) -> str:
        spostato = atti.sposta_appuntamento(appuntamento, atti.Quando(**form.orari()), utente=request.user)
        messages.success(request, f"Spostato: {quando(spostato)}.")
        return verso("scheda", spostato)

    contesto = _pagina_atto(appuntamento, "Sposta l’appuntamento", "Sposta")
    return con_posti(request, form, ATTO, atto, contesto)


def dati_scelti(request: HttpRequest) -> Any:
    """What was posted; the button of a free slot (``posto``) writes its own day, hour and room over it."""
    if request.method != "POST":
        return None
    dati = request.POST.copy()
    inizio, _, stanza = dati.get("posto", "").partition("|")
    if orario := proposto(inizio):
        dati["giorno"], dati["ora"] = orario["giorno"].isoformat(), orario["ora"].strftime("%H:%M")
        dati["stanza"] = stanza
    return dati


def iniziale_dato(request: HttpRequest) -> dict[str, Any]:
    """Day, hour, place and operator that the address says."""
    return proposto(request.GET.get("inizio", "")) | {
        nome: request.GET[nome] for nome in ("sede", "stanza", "operatore") if request.GET.get(nome)
    }


def iniziale_orari(request: HttpRequest) -> dict[str, Any]:
    """The same, with who is signed in as operator."""
    return {"operatore": request.user.pk} | iniziale_dato(request)


def orari_di(appuntamento: Appuntamento) -> dict[str, Any]:
    prenotazione = appuntamento.prenotazione
    if prenotazione is None:
        return {}
    return proposto(prenotazione.inizio.isoformat()) | {
        "minuti": int((prenotazione.fine - prenotazione.inizio).total_seconds() // 60),
        "operatore": prenotazione.operatore_id,
        "sede": appuntamento.sede_id,
        "stanza": prenotazione.stanza_id,
    }


def con_posti(
    request: HttpRequest,
    form: QuandoForm,
    template: str,
    atto: Callable[[dict[str, Any]], str],
    contesto: dict[str, Any],
) -> HttpResponse:
    """The form with what is in the way of the time asked for, and the free slots nearest to it.

    «Guarda gli orari» (``controlla``) only looks: nothing is written.
    """
    appuntamento = contesto.get("appuntamento")
    guarda = form.is_bound or "inizio" in request.GET
    contesto |= {
        "posti": lambda: proposte(form),
        "rifiuto": (lambda: ostacoli(form, appuntamento)) if guarda else None,
    }
    if request.method == "POST" and "controlla" in request.POST:
        return render(request, template, {"form": form} | contesto)
    return mostra_modulo(request, form, template=template, atto=atto, contesto=contesto)


def ostacoli(form: QuandoForm, appuntamento: Appuntamento | None) -> Esito | None:
    """What is in the way of the time in the form; None when there is no time yet."""
    dati = form.proposti()
    if not all(dati.get(nome) for nome in ("giorno", "ora", "minuti", "operatore")):
        return None
    modo, lingua = dati.get("modo", form.modo), dati.get("lingua", "")
    chiesto = appuntamento or Appuntamento(modo=modo, lingua=lingua)
    scelto = atti.Quando(**form.orari(dati))
    attuale = appuntamento.prenotazione if appuntamento else None
    esito = atti.valuta_quando(scelto, chiesto.modo, chiesto.lingua, attuale)
    return esito + valuta_dati(atti.dati_prenotazione(chiesto, scelto, None), tranne=attuale)


def proposte(form: QuandoForm, quante: int = 8) -> list[Posto]:
    """The nearest free slots at the desk in the form, for the operator and the language in it."""
    dati = form.proposti()
    sede: Sede | None = dati.get("sede")
    if sede is None:
        return []
    soglie, giorno = form.soglie, max(dati.get("giorno") or oggi(), oggi())
    giorni = max(soglie.giorni - (giorno - oggi()).days, 7)
    operatore, lingua = dati.get("operatore"), dati.get("lingua")
    cerca = Disponibili(
        sede=sede,
        calendario=calendari([sede], giorno, giorno + timedelta(days=giorni))[sede.pk],
        minuti=dati.get("minuti") or soglie.appuntamento,
        viaggio=soglie.verso(sede),
        operatori=(operatore.pk,) if operatore else tavolo(form.conosciuti["operatore"].values()),
        mediatori=mediatori_per(lingua) if lingua else None,
    )
    return piu_vicini(cerca, giorno, giorni, quante)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    """A telephone number taken down wrong, a note for who receives."""
    appuntamento = appuntamento_visibile(request, pk)
    form = CorreggiForm(request.POST if request.method == "POST" else None, instance=appuntamento)
    contesto = {
        "appuntamento": appuntamento,
        "guida": f"{nome_breve(appuntamento)}. {quando(appuntamento)}.",
        "versione": appuntamento.versione,
        "annulla": verso("scheda", appuntamento),
    }

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.modifica_appuntamento(appuntamento, dati, utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return verso("scheda", appuntamento)

    return mostra_modulo(request, form, template="sportello/appuntamento/modifica.html", atto=atto, contesto=contesto)


# --- how it went ---------------------------------------------------------------------------------------------


def _pagina_atto(appuntamento: Appuntamento, titolo: str, azione: str, **altro: Any) -> dict[str, Any]:
    comuni = {
        "appuntamento": appuntamento,
        "titolo": titolo,
        "guida": f"{nome_breve(appuntamento)}. {quando(appuntamento)}.",
        "azione": azione,
        "annulla": verso("scheda", appuntamento),
        "pericolo": False,
        "con_orari": "controlla" if azione in CON_ORARI else "",
        "rifiuto": None,
        "posti": [],
    }
    return comuni | altro


CON_ORARI = ("Fissa l’appuntamento", "Sposta")


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def svolgi(request: HttpRequest, pk: int) -> HttpResponse:
    appuntamento = appuntamento_visibile(request, pk)
    form = SvolgiForm(request.POST if request.method == "POST" else None)

    def atto(dati: dict[str, Any]) -> str:
        atti.svolgi_appuntamento(appuntamento, esito=dati["esito"], utente=request.user)
        messages.success(request, "Appuntamento svolto. Ora puoi registrare l’accesso.")
        return verso("scheda", appuntamento)

    return mostra_modulo(
        request, form, template=ATTO, atto=atto, contesto=_pagina_atto(appuntamento, "Com’è andato", "Registra")
    )


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def segna_assente(request: HttpRequest, pk: int) -> HttpResponse:
    appuntamento = appuntamento_visibile(request, pk)
    form = NotaForm(request.POST if request.method == "POST" else None)

    def atto(dati: dict[str, Any]) -> str:
        atti.segna_assente_appuntamento(appuntamento, esito=dati["esito"], utente=request.user)
        messages.success(request, "Segnato: non si è presentato.")
        return verso("scheda", appuntamento)

    contesto = _pagina_atto(appuntamento, "Non si è presentato", "Segna che non si è presentato")
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def rinvia(request: HttpRequest, pk: int) -> HttpResponse:
    def fa(appuntamento: Appuntamento, perche: str) -> str:
        atti.rinvia_appuntamento(appuntamento, perche=perche, utente=request.user)
        return "Rinviato: l’orario è di nuovo libero."

    return _con_perche(request, pk, fa, titolo="Rinvia a data da fissare", azione="Rinvia")


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def annulla_utente(request: HttpRequest, pk: int) -> HttpResponse:
    def fa(appuntamento: Appuntamento, perche: str) -> str:
        atti.annulla_utente_appuntamento(appuntamento, perche=perche, utente=request.user)
        return "Annullato dalla persona: l’orario è di nuovo libero."

    return _con_perche(request, pk, fa, titolo="La persona annulla", azione="Annulla l’appuntamento", pericolo=True)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def annulla_ente(request: HttpRequest, pk: int) -> HttpResponse:
    def fa(appuntamento: Appuntamento, perche: str) -> str:
        atti.annulla_ente_appuntamento(appuntamento, perche=perche, utente=request.user)
        return "Annullato dall’ufficio: avvisa la persona."

    return _con_perche(request, pk, fa, titolo="L’ufficio annulla", azione="Annulla l’appuntamento", pericolo=True)


def _con_perche(
    request: HttpRequest, pk: int, fa: Callable[[Appuntamento, str], str], *, titolo: str, azione: str, **altro: Any
) -> HttpResponse:
    """A page that asks only why; ``fa`` does the act and says what to tell."""
    appuntamento = appuntamento_visibile(request, pk)
    form = PercheForm(request.POST if request.method == "POST" else None)

    def atto(dati: dict[str, Any]) -> str:
        messages.success(request, fa(appuntamento, dati["perche"]))
        return verso("scheda", appuntamento)

    contesto = _pagina_atto(appuntamento, titolo, azione, **altro)
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)
