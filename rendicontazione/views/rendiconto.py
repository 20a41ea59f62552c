"""The accounts of a quarter: what they hold, and the acts from the presentation to the payment."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rendicontazione.actions import rendiconto as atti
from rendicontazione.choices import ASPETTI_SPESA, Macrovoce, StatoSpesa
from rendicontazione.forms.rendiconto import ApprovaForm, ChiudiVerificaForm, LiquidaForm, PresentaForm, RiapriForm
from rendicontazione.models import (
    LineaBudget,
    RelazioneTrimestrale,
    Rendiconto,
    RichiestaIntegrazione,
    TotaleSpesa,
)
from rendicontazione.queries.rendiconto import (
    Cifre,
    impedimenti,
    linee_da_presentare,
    quando_presentare,
    somma_per,
    spese_incomplete,
)
from rendicontazione.workflow import ETS, RENDICONTO, UNIONE, VEDONO_I_CONTI, VEDONO_LE_SPESE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Passo, Pulsante, Tessera, Voce
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.esito import AttoRifiutato, Esito, ModificaConcorrente, no
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.models import Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.modulo import esegui, mostra_modulo, versione_della_richiesta

# Acts with a page of their own, where something is read or written before; the others are one button.
CON_PAGINA = ("presenta", "chiudi_verifica", "approva", "riapri", "liquida")
SULLA_PAGINA_DI_ALTRI = ("rinvia_incomplete",)
CAMBIATO = Esito((no("Qualcuno ha cambiato questo rendiconto mentre lo guardavi: controlla com'è adesso e ripeti"),))


def rendiconto_visibile(request: HttpRequest, pk: int) -> Rendiconto:
    conti = Rendiconto.objects.visibili_a(request.user).con_trimestre()
    return get_object_or_404(conti.select_related("presentato_da__ente", "verificato_da", "approvato_da"), pk=pk)


@riservata(*VEDONO_I_CONTI)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """The quarters of the conventions with their figures: two reads, from the summary rows."""
    rendiconti = list(Rendiconto.objects.visibili_a(request.user).con_trimestre().order_by("-trimestre__inizio"))
    conti = somma_per(TotaleSpesa.objects.filter(rendiconto__in=rendiconti), lambda t: t.rendiconto_id)
    righe = [(rendiconto, conti[rendiconto.pk]) for rendiconto in rendiconti]
    return render(
        request,
        "rendicontazione/rendiconto/elenco.html",
        {
            "righe": righe,
            "totale": sum(conti.values(), Cifre()),
            "vede_bozze": request.user.ha_ruolo(*ETS),
            "vede_spese": request.user.ha_ruolo(*VEDONO_LE_SPESE),
        },
    )


@riservata(*VEDONO_I_CONTI)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return mostra_scheda(request, rendiconto_visibile(request, pk))


def mostra_scheda(
    request: HttpRequest, rendiconto: Rendiconto, *, rifiuto: Esito | None = None, stato: int = 200
) -> HttpResponse:
    """The record, also when an act has just been refused (422) or somebody came first (409)."""
    totali = list(TotaleSpesa.objects.filter(rendiconto=rendiconto))
    conti = sum(somma_per(totali, lambda t: t.rendiconto_id).values(), Cifre())
    vede_spese = request.user.ha_ruolo(*VEDONO_LE_SPESE)
    contesto = {
        "rendiconto": rendiconto,
        "conti": conti,
        "rifiuto": rifiuto,
        "tessere": tessere(conti),
        "fatti": fatti(rendiconto),
        "linee": per_linea(rendiconto, totali),
        "categorie": per_categoria(totali),
        "stati": per_stato(totali, request.user),
        "vede_spese": vede_spese,
        "pulsanti": [*pulsante_lavoro(rendiconto, conti, request.user), *pulsanti(rendiconto, conti, request.user)],
        "richieste": richieste_aperte(rendiconto) if vede_spese else [],
        "relazioni": RelazioneTrimestrale.objects.visibili_a(request.user)
        .filter(rendiconto=rendiconto)
        .select_related("pdf", "creata_da")
        .order_by("-versione"),
        "passi": passi(rendiconto),
    }
    return render(request, "rendicontazione/rendiconto/scheda.html", contesto, status=stato)


@riservata(*VEDONO_LE_SPESE)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of the quarter's accounts, who made it and on which page."""
    rendiconto = rendiconto_visibile(request, pk)
    contesto = {"rendiconto": rendiconto, "modifiche": storia_di(rendiconto)}
    return render(request, "rendicontazione/rendiconto/storia.html", contesto)


def richieste_aperte(rendiconto: Rendiconto) -> Any:
    return RichiestaIntegrazione.objects.filter(spesa__rendiconto=rendiconto, risposta_alle=None).select_related(
        "spesa__documento_spesa", "spesa__nucleo"
    )


def tessere(conti: Cifre) -> list[Tessera]:
    spese = f"{in_cifre(conti.quante, 0)} {plurale(conti.quante, 'spesa,spese')}"
    return [
        Tessera("Presentato", in_cifre(conti.presentato), spese),
        Tessera("Ammesso", in_cifre(conti.ammesso)),
        Tessera("In verifica", in_cifre(conti.in_verifica), f"{conti.in_sospeso} senza decisione"),
        Tessera("In eccedenza", in_cifre(conti.eccedenza), male=bool(conti.eccedenza)),
        Tessera("Non ammesso", in_cifre(conti.non_ammesso)),
    ]


def fatti(rendiconto: Rendiconto) -> list[Voce]:
    trimestre = rendiconto.trimestre
    presentato = in_data(rendiconto.presentato_alle) if rendiconto.presentato_alle else ""
    return [
        Voce("Convenzione", trimestre.convenzione.numero),
        Voce("Presentato il", presentato, nota=f"da {rendiconto.presentato_da}" if rendiconto.presentato_da else ""),
        Voce("Protocollo", rendiconto.protocollo),
        Voce("Seduta della Cabina", str(rendiconto.seduta or "")),
        Voce("Mandato", rendiconto.mandato),
    ]


def per_linea(rendiconto: Rendiconto, totali: list[TotaleSpesa]) -> list[tuple[LineaBudget, Cifre]]:
    conti = somma_per(totali, lambda totale: totale.linea)
    linee = LineaBudget.objects.filter(convenzione=rendiconto.trimestre.convenzione_id).order_by("numero")
    return [(linea, conti[linea.linea]) for linea in linee]


def per_categoria(totali: list[TotaleSpesa]) -> list[tuple[Macrovoce, Cifre]]:
    conti = somma_per(totali, lambda totale: totale.macrovoce)
    return [(Macrovoce(voce), cifre) for voce, cifre in sorted(conti.items()) if cifre.quante]


def per_stato(totali: list[TotaleSpesa], utente: Utente) -> list[tuple[Aspetto, str, int, Decimal]]:
    """(look, slug, how many, euro) of the states with something in them; drafts only for who writes them."""
    conti = somma_per(totali, lambda totale: totale.stato)
    stati = [stato for stato in StatoSpesa if stato != StatoSpesa.BOZZA or utente.ha_ruolo(*ETS)]
    righe = [(ASPETTI_SPESA[stato], stato.value, conti[stato]) for stato in stati]
    return [(a, s, c.quante + c.bozze, c.presentato + c.in_bozza) for a, s, c in righe if c.quante or c.bozze]


def pulsante_lavoro(rendiconto: Rendiconto, conti: Cifre, utente: Utente) -> list[Pulsante]:
    """The work of the moment: go on with the shares that wait for this person."""
    if utente.ha_ruolo(*UNIONE) and rendiconto.in_esame and conti.da_guardare:
        indirizzo = reverse("rendicontazione:rendiconto_continua", args=[rendiconto.pk])
        return [Pulsante("Continua la verifica", indirizzo, "primario")]
    return []


def pulsanti(rendiconto: Rendiconto, conti: Cifre, utente: Utente) -> list[Pulsante]:
    """The acts of the table that this person may do now; what is in the way is written under the button."""
    motivi = impedimenti(rendiconto, conti, utente)
    possibili = [t for t in RENDICONTO.atti_possibili(rendiconto.stato, utente) if t.atto not in SULLA_PAGINA_DI_ALTRI]
    lavora = bool(pulsante_lavoro(rendiconto, conti, utente))
    return [
        Pulsante(
            atto.etichetta,
            reverse(f"rendicontazione:rendiconto_{atto.atto}", args=[rendiconto.pk]),
            "primario" if not lavora and posto == 0 and atto.atto != "riapri" else "secondario",
            "get" if atto.atto in CON_PAGINA else "post",
            motivo=motivi.get(atto.atto, ""),
            nascosti=(("versione", str(rendiconto.versione)),),
        )
        for posto, atto in enumerate(possibili)
    ]


def passi(rendiconto: Rendiconto) -> list[Passo]:
    """The life of the quarter, the last thing first, then what is awaited."""
    r = rendiconto
    fatti_ = [
        (r.presentato_alle, "Presentato", f"protocollo {r.protocollo}", r.presentato_da),
        (r.in_verifica_dal, "Preso in verifica", "dall'Unione", None),
        (r.sospeso_dal, "Integrazioni richieste", "la verifica è sospesa", None),
        (r.verificato_alle, "Verificato", "", r.verificato_da),
        (r.approvato_alle, "Approvato", f"dopo la seduta, {r.seduta}" if r.seduta else "", r.approvato_da),
        (r.liquidato_il, "Liquidato", f"mandato n. {r.mandato}", None),
    ]
    compiuti = [Passo(quando, testo, forte, str(chi or "")) for quando, forte, testo, chi in fatti_ if quando]
    attesi = []
    if r.in_esame and r.verifica_entro:
        attesi.append(Passo(r.verifica_entro, "", "Verifica da chiudere", fase="prossimo"))
    elif r.aperto:
        attesi.append(Passo(r.trimestre.fine, "", "Fine del trimestre", fase="prossimo"))
    return [*attesi, *reversed(compiuti)]


@riservata(*UNIONE)
@require_GET
def continua(request: HttpRequest, pk: int) -> HttpResponse:
    """The first share still to be looked at, or the record when none is left."""
    rendiconto = rendiconto_visibile(request, pk)
    prima = rendiconto.spese.filter(stato=StatoSpesa.PRESENTATA).order_by("pk").values_list("pk", flat=True).first()
    return redirect("rendicontazione:spesa_verifica", prima) if prima else redirect(_pagina(rendiconto))


def _pagina(rendiconto: Rendiconto) -> str:
    return reverse("rendicontazione:rendiconto_scheda", args=[rendiconto.pk])


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def presenta(request: HttpRequest, pk: int) -> HttpResponse:
    """What each line has left and what would exceed it, what is not ready and why; then the protocol."""
    rendiconto = rendiconto_visibile(request, pk)
    linee = linee_da_presentare(rendiconto)
    bozze = rendiconto.spese.filter(stato=StatoSpesa.BOZZA).con_fascicolo().order_by("pk")
    incomplete = spese_incomplete(list(bozze)) if rendiconto.aperto else []
    contesto = {
        "rendiconto": rendiconto,
        "linee": linee,
        "quante": sum(riga.quante for riga in linee),
        "chiesto": sum(riga.chiesto for riga in linee),
        "incomplete": incomplete,
        "quando": quando_presentare(rendiconto),
        "impedito": presenta_impedito(rendiconto, request.user, len(incomplete)),
        "rinvia": Pulsante(
            "Rinvia le spese incomplete",
            reverse("rendicontazione:rendiconto_rinvia_incomplete", args=[pk]),
            metodo="post",
        ),
    }

    def atto(dati: dict[str, Any]) -> str:
        presentato = atti.presenta_rendiconto(
            rendiconto,
            utente=request.user,
            protocollo=dati["protocollo"],
            versione=versione_della_richiesta(request),
        )
        messages.success(request, f"Rendiconto presentato, protocollo {presentato.protocollo}.")
        return _pagina(rendiconto)

    return mostra_modulo(
        request,
        PresentaForm(request.POST or None),
        template="rendicontazione/rendiconto/presenta.html",
        atto=atto,
        contesto=contesto,
    )


def presenta_impedito(rendiconto: Rendiconto, utente: Utente, incomplete: int) -> Pulsante:
    """The main button with what is in the way, if something is."""
    motivo = impedimenti(rendiconto, Cifre(), utente).get("presenta", "")
    if not rendiconto.aperto:
        motivo = f"Il rendiconto è già «{rendiconto.get_stato_display().lower()}»."
    elif incomplete:
        motivo = f"{motivo} Prima completa o rinvia le spese che non sono pronte.".strip()
    return Pulsante("Presenta il rendiconto", tipo="primario", motivo=motivo)


@riservata(*ETS)
@require_POST
def rinvia_incomplete(request: HttpRequest, pk: int) -> HttpResponse:
    rendiconto = rendiconto_visibile(request, pk)

    def atto() -> str:
        quante = atti.rinvia_incomplete(rendiconto, utente=request.user)
        frase = plurale(quante, "spesa passa,spese passano")
        messages.success(request, f"{quante} {frase} al prossimo trimestre aperto.")
        return reverse("rendicontazione:rendiconto_presenta", args=[pk])

    return prova_atto(request, rendiconto, atto)


@riservata(*UNIONE)
@require_POST
def prendi_in_verifica(request: HttpRequest, pk: int) -> HttpResponse:
    return un_bottone(request, pk, atti.prendi_in_verifica, "Rendiconto preso in verifica.")


@riservata(*UNIONE)
@require_POST
def chiedi_integrazioni(request: HttpRequest, pk: int) -> HttpResponse:
    return un_bottone(request, pk, atti.chiedi_integrazioni, "Richieste inviate: la verifica è sospesa.")


@riservata(*ETS)
@require_POST
def rispondi_integrazioni(request: HttpRequest, pk: int) -> HttpResponse:
    return un_bottone(request, pk, atti.rispondi_integrazioni, "Integrazioni inviate all'Unione.")


def un_bottone(request: HttpRequest, pk: int, fai: Callable[..., Rendiconto], frase: str) -> HttpResponse:
    """An act without anything to write: done once, or the record with the reason why not."""
    rendiconto = rendiconto_visibile(request, pk)

    def atto() -> str:
        fai(rendiconto, utente=request.user, versione=versione_della_richiesta(request))
        messages.success(request, frase)
        return _pagina(rendiconto)

    return prova_atto(request, rendiconto, atto)


def prova_atto(request: HttpRequest, rendiconto: Rendiconto, atto: Callable[[], str]) -> HttpResponse:
    try:
        return esegui(request, atto)
    except AttoRifiutato as rifiuto:
        return mostra_scheda(request, rendiconto, rifiuto=rifiuto.esito, stato=422)
    except ModificaConcorrente:
        return mostra_scheda(request, rendiconto, rifiuto=CAMBIATO, stato=409)


def modulo(
    request: HttpRequest,
    rendiconto: Rendiconto,
    form: Any,
    fai: Callable[[dict[str, Any], int], str],
    **contesto: Any,
) -> HttpResponse:
    """The page of an act that asks something: its sentence, its form, back to the record when done."""

    def atto(dati: dict[str, Any]) -> str:
        messages.success(request, fai(dati, versione_della_richiesta(request)))
        return _pagina(rendiconto)

    return mostra_modulo(
        request,
        form,
        template="rendicontazione/rendiconto/atto.html",
        atto=atto,
        contesto={"rendiconto": rendiconto, "pericolo": False} | contesto,
    )


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def chiudi_verifica(request: HttpRequest, pk: int) -> HttpResponse:
    rendiconto = rendiconto_visibile(request, pk)
    iniziali = {"criticita": rendiconto.osservazioni, "prossimo_trimestre": rendiconto.prossimo_trimestre}

    def fai(dati: dict[str, Any], versione: int) -> str:
        relazione = atti.chiudi_verifica(rendiconto, utente=request.user, versione=versione, **dati)
        return f"Trimestre chiuso: la relazione, versione {relazione.versione}, è in preparazione."

    return modulo(
        request,
        rendiconto,
        ChiudiVerificaForm(request.POST or None, initial=iniziali),
        fai,
        titolo="Chiudi la verifica",
        spiega="I numeri si fermano e nasce la relazione per la Cabina di Regia. Per cambiarli dopo serve una "
        "riapertura, con il motivo.",
        azione="Chiudi la verifica",
    )


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def approva(request: HttpRequest, pk: int) -> HttpResponse:
    rendiconto = rendiconto_visibile(request, pk)

    def fai(dati: dict[str, Any], versione: int) -> str:
        atti.approva_rendiconto(rendiconto, utente=request.user, versione=versione, **dati)
        return "Rendiconto approvato: si può liquidare."

    return modulo(
        request,
        rendiconto,
        ApprovaForm(request.POST or None),
        fai,
        titolo="Approva il rendiconto",
        spiega="È la seconda firma: dopo la verifica di un'altra persona e la seduta della Cabina di Regia.",
        azione="Approva",
    )


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def riapri(request: HttpRequest, pk: int) -> HttpResponse:
    rendiconto = rendiconto_visibile(request, pk)

    def fai(dati: dict[str, Any], versione: int) -> str:
        atti.riapri_rendiconto(rendiconto, utente=request.user, versione=versione, **dati)
        return "Trimestre riaperto: la relazione già fatta resta in archivio."

    return modulo(
        request,
        rendiconto,
        RiapriForm(request.POST or None),
        fai,
        titolo="Riapri il rendiconto",
        spiega="Le spese tornano in verifica. Alla nuova chiusura nasce un'altra versione della relazione, "
        "accanto a quella di adesso.",
        azione="Riapri il rendiconto",
        pericolo=True,
    )


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def liquida(request: HttpRequest, pk: int) -> HttpResponse:
    rendiconto = rendiconto_visibile(request, pk)

    def fai(dati: dict[str, Any], versione: int) -> str:
        atti.liquida_rendiconto(rendiconto, utente=request.user, versione=versione, **dati)
        return f"Liquidazione registrata, mandato {dati['mandato']}."

    return modulo(
        request,
        rendiconto,
        LiquidaForm(request.POST or None),
        fai,
        titolo="Registra la liquidazione",
        spiega="Le spese ammesse diventano liquidate. Ciò che è in eccedenza aspetta una rimodulazione.",
        azione="Registra la liquidazione",
    )
