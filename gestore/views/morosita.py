"""Who is behind with the rent: list, record, the acts of each step, the reminders made in bulk."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Count, QuerySet, Sum
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gestore.actions import morosita as atti
from gestore.choices import ASPETTI_MOROSITA, ASPETTI_PIANO, PassoMorosita, StatoPiano
from gestore.exports.morosita import colonne_morosita
from gestore.filters.morosita import MorositaFilter
from gestore.forms.morosita import AvvisaForm, ColloquioForm, DiffidaForm, FondoForm, LegaleForm, SollecitaForm
from gestore.models import AttoMorosita, Morosita, PianoRientro
from gestore.queries.morosita import Debito, con_debito, debito_di, passo_dovuto_di, soglie_di
from gestore.rules.morosita import calendario_passi, giorni_ritardo
from gestore.rules.passo_morosita import PassoDaFare, Soglie
from gestore.workflow import DIREZIONE, ETS, MOROSITA, VEDONO_IL_PARTITARIO
from valdera_housing.choices import CHI_SEGUE_PERSONE, LEGGONO_I_NOMI
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Passo, Pulsante, Tessera, Voce
from valdera_housing.kit.denaro import ZERO, in_cifre, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Lavoro, Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import PaginaAtto, esegui_o_spiega, mostra_modulo

ORDINI = {
    "dal": ("in_ritardo_dal", "pk"),
    "contratto": ("contratto__numero", "pk"),
    "debito": ("debito", "pk"),
    "stato": ("stato", "in_ritardo_dal", "pk"),
}
# The act of the table that does a step, for the button beside the reason.
ATTO_DEL_PASSO = {
    PassoMorosita.SOLLECITO: "sollecita",
    PassoMorosita.LETTERA: "diffida",
    PassoMorosita.COLLOQUIO: "annota_colloquio",
    PassoMorosita.PIANO: "proponi_piano",
    PassoMorosita.INVIO_FONDO: "invia_al_fondo",
}


class Somme(NamedTuple):
    """Foot of the list: over all the rows found, not the page."""

    quante: int
    debito: Decimal


class RigaElenco(NamedTuple):
    morosita: Morosita
    chi: str
    giorni: int
    passo: PassoDaFare | None
    aspetto: Any
    si_sollecita: bool


def visibili(request: HttpRequest, soglie: Soglie) -> QuerySet[Morosita]:
    """The files this person may see, with the debt of today and the step due."""
    fascicoli = Morosita.objects.visibili_a(request.user).select_related(
        "contratto__nucleo", "contratto__alloggio__comune"
    )
    return con_debito(fascicoli, oggi(), soglie)


def elenco_morosita(request: HttpRequest, soglie: Soglie) -> Elenco:
    filtro = MorositaFilter(request.GET, visibili(request, soglie), utente=request.user)
    return Elenco(request, filtro, ORDINI)


@riservata(*VEDONO_IL_PARTITARIO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    return mostra(request)


def mostra(request: HttpRequest, rifiuto: Esito | None = None) -> HttpResponse:
    """The list, also when the reminders asked for from it were refused."""
    soglie = soglie_di(oggi())
    fascicoli = elenco_morosita(request, soglie)
    conti = fascicoli.filtro.qs.aggregate(quante=Count("pk"), somma=Sum("debito"))
    somme = Somme(conti["quante"], conti["somma"] or ZERO)
    fascicoli.conta = lambda: somme.quante
    scrive = request.user.ha_ruolo(*ETS)
    blocco = Pulsante("Sollecita le scelte", reverse("gestore:morosita_sollecita_in_blocco"), "primario")
    return mostra_elenco(
        request,
        fascicoli,
        "gestore/morosita/elenco.html",
        somme=somme,
        scrive=scrive,
        rifiuto=rifiuto,
        righe=[riga(m, request.user, soglie) for m in fascicoli.pagina],
        pulsanti_scelta=[blocco] if scrive else [],
    )


def riga(morosita: Morosita, utente: Utente, soglie: Soglie) -> RigaElenco:
    return RigaElenco(
        morosita,
        morosita.contratto.chi_conduce(utente),
        giorni_ritardo(morosita.piu_vecchia, oggi()) if morosita.piu_vecchia else 0,
        passo_dovuto_di(morosita, oggi(), soglie),
        ASPETTI_MOROSITA[morosita.stato],
        bool(morosita.debito) and MOROSITA.ammette("sollecita", morosita.stato, utente),
    )


@riservata(*VEDONO_IL_PARTITARIO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    soglie = soglie_di(oggi())
    righe = elenco_morosita(request, soglie).righe.iterator()
    return rispondi_foglio(request, "morosita", colonne_morosita(request.user, oggi(), soglie), righe)


def morosita_visibile(request: HttpRequest, pk: int) -> Morosita:
    fascicoli = Morosita.objects.visibili_a(request.user)
    return get_object_or_404(fascicoli.select_related("contratto__nucleo", "contratto__alloggio__comune"), pk=pk)


@riservata(*VEDONO_IL_PARTITARIO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, debt by due, the step due and why, what was done, the plans."""
    soglie = soglie_di(oggi())
    morosita = get_object_or_404(visibili(request, soglie), pk=pk)
    debito = debito_di(morosita.contratto, oggi())
    legge_i_nomi = request.user.ha_ruolo(*LEGGONO_I_NOMI)
    fatti_finora = list(morosita.atti.select_related("fatto_da", "lettera", "invio"))
    piani = list(morosita.piani.select_related("lettera").annotate(quante=Count("rate")))
    contesto = {
        "morosita": morosita,
        "aspetto": ASPETTI_MOROSITA[morosita.stato],
        "chi": morosita.contratto.chi_conduce(request.user),
        "debito": debito,
        "righe_debito": [(s, giorni_ritardo(s.scade_il, oggi())) for s in debito.scadenze],
        "tessere": tessere(debito),
        "fatti": fatti(morosita, request.user),
        "legge": debito.di_legge(morosita.contratto.canone_mensile) if debito.scadenze else Esito(),
        "passo": passo_dovuto_di(morosita, oggi(), soglie),
        "piani": [(piano, ASPETTI_PIANO[piano.stato]) for piano in piani],
        "lettere": lettere(fatti_finora) if legge_i_nomi else [],
        "legge_i_nomi": legge_i_nomi,
        "passi": passi(morosita, fatti_finora, soglie, legge_i_nomi),
        "pulsanti": pulsanti(morosita, piani, soglie, request.user),
    }
    return render(request, "gestore/morosita/scheda.html", contesto)


def tessere(debito: Debito) -> list[Tessera]:
    giorni = f"il più vecchio da {debito.giorni} {plurale(debito.giorni, 'giorno,giorni')}" if debito.scadenze else ""
    totale = Tessera("In ritardo €", in_cifre(debito.importo), giorni, male=bool(debito.importo))
    return [totale, *(Tessera(f"{nome} €", in_cifre(importo)) for nome, importo in debito.per_eta)]


def fatti(morosita: Morosita, utente: Utente) -> list[Voce]:
    contratto = morosita.contratto
    scheda_nucleo = contratto.nucleo.get_absolute_url() if utente.ha_ruolo(*CHI_SEGUE_PERSONE) else ""
    return [
        Voce("Contratto", contratto.numero, reverse("partitario_contratto", args=[contratto.pk]), "il suo conto"),
        Voce("Nucleo", contratto.nucleo.codice, scheda_nucleo),
        Voce("Alloggio", atti.indirizzo_di(contratto)),
        Voce("Canone al mese", in_euro(contratto.canone_mensile)),
        Voce("In ritardo dal", f"{morosita.in_ritardo_dal:%d/%m/%Y}"),
        Voce("Aperta il", f"{morosita.aperta_il:%d/%m/%Y}"),
    ]


def lettere(fatti_finora: list[AttoMorosita]) -> list[Any]:
    """Each letter once, the last first."""
    return list({atto.lettera_id: atto.lettera for atto in fatti_finora if atto.lettera_id}.values())


def passi(morosita: Morosita, fatti_finora: list[AttoMorosita], soglie: Soglie, legge_i_nomi: bool) -> list[Passo]:
    """What is coming while the debt stays, then what was done, the last first. Notes are for who reads names."""
    futuri = []
    if morosita.piu_vecchia and morosita.stato in {"IN_RITARDO", "SOLLECITATA"}:
        calendario = calendario_passi(morosita.piu_vecchia, soglie.passi)
        futuri = [
            Passo(giorno, p.azione, f"{p.nome}:", fase="prossimo") for giorno, p in calendario if giorno > oggi()
        ]
    compiuti = [
        Passo(
            atto.fatto_il,
            atto.nota if legge_i_nomi else "",
            f"{atto.get_passo_display()}{'.' if atto.nota and legge_i_nomi else ''}",
            str(atto.fatto_da or ""),
            nota=f"debito {in_euro(atto.importo)}",
        )
        for atto in fatti_finora
    ]
    return [*reversed(futuri), *compiuti]


def pulsanti(morosita: Morosita, piani: list[PianoRientro], soglie: Soglie, utente: Utente) -> list[Pulsante]:
    """The acts of the table, the one due today first and in colour. A plan proposed waits on its own page."""
    dovuto = passo_dovuto_di(morosita, oggi(), soglie)
    proposto = any(piano.stato == StatoPiano.PROPOSTO for piano in piani)
    motivo = "Oggi non risulta niente di scaduto."
    bottoni = [
        Pulsante(
            t.etichetta,
            reverse(f"gestore:morosita_{t.atto}", args=[morosita.pk]),
            "primario" if dovuto and ATTO_DEL_PASSO.get(dovuto.passo) == t.atto else "secondario",
            motivo="" if morosita.debito else motivo,
        )
        for t in MOROSITA.atti_possibili(morosita.stato, utente)
        if not (t.atto == "proponi_piano" and proposto)
    ]
    return sorted(bottoni, key=lambda bottone: bottone.tipo != "primario")


@riservata(*VEDONO_IL_PARTITARIO)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of the file, who made it and on which page."""
    morosita = morosita_visibile(request, pk)
    contesto = {"morosita": morosita, "modifiche": storia_di(morosita)}
    return render(request, "gestore/morosita/storia.html", contesto)


# --- one act, one page --------------------------------------------------------------------------------------------


SOLLECITA = PaginaAtto(
    "Sollecito bonario", "Si prepara la lettera con l’elenco di quanto è dovuto.", "Prepara la lettera",
    "Sollecito pronto: stampalo dalla scheda.",
)  # fmt: skip
DIFFIDA = PaginaAtto(
    "Lettera formale",
    "La lettera mette in mora il nucleo e dice che cosa permette la legge. L’assistente sociale del caso è avvisata.",
    "Prepara la lettera formale",
    "Lettera formale pronta: mandala per raccomandata.",
)
COLLOQUIO = PaginaAtto("Colloquio con il nucleo", "", "Annota il colloquio", "Colloquio annotato.")
AVVISA = PaginaAtto(
    "Avvisa il servizio sociale", "Resta scritto che l’assistente sociale del caso sa del debito.", "Annota l’avviso",
    "Avviso annotato.",
)  # fmt: skip
FONDO = PaginaAtto(
    "Chiedi al fondo di garanzia", "Il nucleo è inviato al fondo con il suo caso.", "Invia al fondo",
    "Inviato al fondo di garanzia.",
)  # fmt: skip
LEGALE = PaginaAtto(
    "Affida al legale", "Un piano solo proposto viene ritirato.", "Affida al legale", "Affidata al legale.", True
)


def mostra_atto(
    request: HttpRequest,
    morosita: Morosita,
    pagina: PaginaAtto,
    form: BaseForm,
    fai: Callable[[dict[str, Any]], object],
    motivi: Esito | None = None,
) -> HttpResponse:
    """The page of an act with what is owed today beside, or the act done. ``motivi`` are read before deciding."""

    def atto(dati: dict[str, Any]) -> str:
        fai(dati)
        messages.success(request, pagina.fatto)
        return reverse("gestore:morosita_scheda", args=[morosita.pk])

    debito = debito_di(morosita.contratto, oggi())
    contesto = {
        "morosita": morosita,
        "aspetto": ASPETTI_MOROSITA[morosita.stato],
        "chi": morosita.contratto.chi_conduce(request.user),
        "pagina": pagina,
        "debito": debito,
        "motivi": motivi,
    }
    return mostra_modulo(request, form, template="gestore/morosita/atto.html", atto=atto, contesto=contesto)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def sollecita(request: HttpRequest, pk: int) -> HttpResponse:
    morosita = morosita_visibile(request, pk)
    form = SollecitaForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        return atti.sollecita_morosita(morosita, utente=request.user, nota=dati["nota"])

    return mostra_atto(request, morosita, SOLLECITA, form, fai)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def diffida(request: HttpRequest, pk: int) -> HttpResponse:
    """The threshold of the law is read before sending."""
    morosita = morosita_visibile(request, pk)
    form = DiffidaForm(
        request.POST or None, initial={"entro": oggi() + timedelta(days=atti.GIORNI_PER_PAGARE)}
    )  # fmt: skip

    def fai(dati: dict[str, Any]) -> object:
        return atti.diffida_morosita(morosita, utente=request.user, entro=dati["entro"])

    legge = debito_di(morosita.contratto, oggi()).di_legge(morosita.contratto.canone_mensile)
    return mostra_atto(request, morosita, DIFFIDA, form, fai, legge)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def annota_colloquio(request: HttpRequest, pk: int) -> HttpResponse:
    morosita = morosita_visibile(request, pk)
    form = ColloquioForm(request.POST or None, initial={"fatto_il": oggi()})

    def fai(dati: dict[str, Any]) -> object:
        return atti.annota_colloquio_morosita(morosita, utente=request.user, **dati)

    return mostra_atto(request, morosita, COLLOQUIO, form, fai)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def avvisa_servizio_sociale(request: HttpRequest, pk: int) -> HttpResponse:
    morosita = morosita_visibile(request, pk)
    form = AvvisaForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        return atti.avvisa_servizio_sociale_morosita(morosita, utente=request.user, **dati)

    return mostra_atto(request, morosita, AVVISA, form, fai)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def invia_al_fondo(request: HttpRequest, pk: int) -> HttpResponse:
    morosita = morosita_visibile(request, pk)
    debito = debito_di(morosita.contratto, oggi())
    motivo = f"Debito di {in_euro(debito.importo)}, il più vecchio da {debito.giorni} giorni"
    form = FondoForm(request.POST or None, initial={"motivo": motivo})

    def fai(dati: dict[str, Any]) -> object:
        return atti.invia_al_fondo_morosita(morosita, utente=request.user, **dati)

    return mostra_atto(request, morosita, FONDO, form, fai)


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def affida_al_legale(request: HttpRequest, pk: int) -> HttpResponse:
    morosita = morosita_visibile(request, pk)
    form = LegaleForm(request.POST or None)

    def fai(dati: dict[str, Any]) -> object:
        return atti.affida_al_legale_morosita(morosita, utente=request.user, **dati)

    return mostra_atto(request, morosita, LEGALE, form, fai)


# --- reminders in bulk ------------------------------------------------------------------------------------------


@riservata(*ETS)
@require_POST
def sollecita_in_blocco(request: HttpRequest) -> HttpResponse:
    """Order the reminders of the files ticked; ends on the page that shows them being made."""
    chieste = [int(pk) for pk in request.POST.getlist("morosita") if pk.isascii() and pk.isdecimal() and len(pk) < 18]
    scelte = list(Morosita.objects.visibili_a(request.user).filter(pk__in=chieste).values_list("pk", flat=True))

    def atto() -> str:
        return atti.sollecita_in_blocco(scelte, utente=request.user).ritorno

    return esegui_o_spiega(request, atto, lambda rifiuto: mostra(request, rifiuto))


@riservata(*ETS)
@require_GET
def solleciti(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The progress while the letters are made, then each letter, or why it was not made. It stays reachable."""
    lavoro = get_object_or_404(Lavoro.objects.visibili_a(request.user), pk=pk)
    if request.htmx and not lavoro.concluso:
        return render(request, "componenti/avanzamento.html", {"lavoro": lavoro, "url": request.path})
    righe = lavoro.esito.get("righe", [])
    chiavi = [riga["morosita"] for riga in righe]
    trovate = Morosita.objects.visibili_a(request.user).select_related("contratto__nucleo").in_bulk(chiavi)
    contesto = {
        "lavoro": lavoro,
        "breve": lavoro.esito.get("frase", ""),
        "righe": [
            (riga, trovate[riga["morosita"]].contratto.chi_conduce(request.user))
            for riga in righe
            if riga["morosita"] in trovate
        ],
    }
    risposta = render(request, "gestore/morosita/solleciti.html", contesto)
    if request.htmx:
        # The work has just ended: the page reloads itself whole.
        risposta["HX-Refresh"] = "true"
    return risposta
