"""The applications for a measure: list, record with its requirements and amount, and the acts to the payment."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sportello.actions import domanda as atti
from sportello.choices import (
    ASPETTI_DOMANDA,
    ASPETTI_RISPOSTA,
    Beneficiario,
    Risposta,
    StatoDomanda,
    TipoMisura,
    TipoRequisito,
)
from sportello.exports.domanda import DOMANDE
from sportello.filters.domanda import DomandaFilter
from sportello.forms.domanda import (
    CAMPI_DI_REQUISITO,
    SEMPRE,
    SEZIONI,
    AllegaForm,
    AmmettiForm,
    CommissioneForm,
    DomandaForm,
    IntegrazioneForm,
    LiquidaForm,
    MotivoForm,
    NonFinanziaForm,
    NuovaDomandaForm,
    PresentaForm,
    contenuto,
)
from sportello.models import DomandaMisura, Sfratto
from sportello.queries.domanda import Istruttoria, con_collegati, con_fatti, riepilogo_per_stato
from sportello.queries.misura import chiedibili
from sportello.queries.pagine import indirizzo
from sportello.rules.importo_misura import Calcolo, controlla_termine
from sportello.rules.misura import Requisito, Verdetto
from sportello.workflow import DOMANDA, SEGUONO, SPORTELLO_ETS
from valdera_housing.actions.lettura import annota_lettura
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Riga, Tessera, Voce
from valdera_housing.kit.denaro import in_cifre, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, Documento, Persona, Utente
from valdera_housing.queries.storia import in_parole, storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo, versione_della_richiesta

ORDINI = {
    "aperta": ("aperta_il", "pk"),
    "numero": ("numero",),
    "presentata": ("presentata_il", "pk"),
    "stato": ("stato", "-aperta_il", "-pk"),
}
ATTO = "sportello/domanda/atto.html"
PRIMI = ("presenta", "istruisci", "ammetti", "finanzia", "liquida")
RISCHIOSI = ("escludi", "ritira")
DA_PREMERE = ("istruisci", "chiudi")
# Who is paid is an owner: the acceptance is signed first.
PROPRIETARI = (Beneficiario.PROPRIETARIO, Beneficiario.NUOVO_PROPRIETARIO)


# --- list -------------------------------------------------------------------------------------------------


def elenco_domande(request: HttpRequest) -> Elenco:
    righe = DomandaMisura.objects.visibili_a(request.user).select_related(
        "misura", "caso__nucleo__comune", "richiedente"
    )
    return Elenco(request, DomandaFilter(request.GET, righe, utente=request.user), ORDINI, predefinito="-aperta")


@riservata(*SEGUONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    domande = elenco_domande(request)
    riepilogo = riepilogo_per_stato(domande.filtro.qs)
    domande.conta = lambda: sum(r.quante for r in riepilogo)
    return mostra_elenco(
        request,
        domande,
        "sportello/domanda/elenco.html",
        pulsanti=[
            Pulsante("Nuova domanda", reverse("sportello:domanda_nuova"), "primario"),
            Pulsante("Chi può chiedere che cosa", reverse("sportello:misura_verifica")),
            Pulsante("Misure", reverse("sportello:misura_elenco")),
        ],
        tessere=[_tessera(r) for r in riepilogo],
        righe=[(d, ASPETTI_DOMANDA[d.stato]) for d in domande.pagina],
    )


def _tessera(riga: Any) -> Tessera:
    pagato = f"{in_euro(riga.pagato)} pagati" if riga.pagato else ""
    nota = pagato or (f"{in_euro(riga.ammesso)} ammessi" if riga.ammesso else "")
    url = f"{reverse('sportello:domanda_elenco')}?stato={riga.stato}"
    return Tessera(StatoDomanda(riga.stato).label, str(riga.quante), nota, url=url)


@riservata(*SEGUONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "domande", DOMANDE, elenco_domande(request).righe)


# --- record -----------------------------------------------------------------------------------------------


def domanda_visibile(request: HttpRequest, pk: int, *, fatti: bool = True) -> DomandaMisura:
    """An application this user follows; whoever opens any of its pages has read the household."""
    visibili = DomandaMisura.objects.visibili_a(request.user)
    domanda = get_object_or_404(con_fatti(visibili) if fatti else con_collegati(visibili), pk=pk)
    annota_lettura(request.user, domanda.caso.nucleo)
    return domanda


def verso(nome: str, domanda: DomandaMisura) -> str:
    return reverse(f"sportello:domanda_{nome}", args=[domanda.pk])


@riservata(*SEGUONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return mostra(request, domanda_visibile(request, pk))


def mostra(request: HttpRequest, domanda: DomandaMisura, rifiuto: Esito | None = None) -> HttpResponse:
    """The record, also when a button pressed on it was refused."""
    istruttoria = Istruttoria(domanda, oggi())
    contesto = fascicolo(istruttoria) | {
        "rifiuto": rifiuto,
        "fatti": fatti(istruttoria),
        "dichiarati": dichiarati(istruttoria),
        "documenti": istruttoria.documenti,
        "altri_file": istruttoria.altri_file,
        "decisione": decisione(domanda),
        "pulsanti": pulsanti(domanda, request.user),
        "allega": DOMANDA.ammette("allega", domanda.stato, request.user),
    }
    return render(request, "sportello/domanda/scheda.html", contesto)


def fascicolo(istruttoria: Istruttoria) -> dict[str, Any]:
    """What was checked and what it comes to: the record and the acts that decide show the same."""
    domanda, valutazione = istruttoria.domanda, istruttoria.valutazione
    calcolo = None if istruttoria.congelata else istruttoria.calcolo
    return {
        "domanda": domanda,
        "aspetto": ASPETTI_DOMANDA[domanda.stato],
        "valutazione": valutazione,
        "esito": ASPETTI_RISPOSTA[valutazione.risposta]._replace(etichetta=IN_PAROLE[valutazione.risposta]),
        "congelata": istruttoria.congelata,
        "gruppi": gruppi(istruttoria),
        "calcolo": calcolo,
        "righe_calcolo": righe_calcolo(calcolo) if calcolo else [],
        "beneficiario": Beneficiario(istruttoria.beneficiario).label if calcolo else "",
        "termine": controlla_termine(calcolo, oggi()) if calcolo else "",
    }


IN_PAROLE = {
    Risposta.SI: "Ha i requisiti",
    Risposta.MANCA: "Manca qualche dato",
    Risposta.NO: "Non ha i requisiti",
}


def gruppi(istruttoria: Istruttoria) -> list[tuple[str, list[dict[str, Any]]]]:
    """The requirements in the order of the measure: those of all, then band by band."""
    per_fascia: dict[str, list[dict[str, Any]]] = {}
    for requisito, verdetto in istruttoria.valutazione.righe:
        riga = {
            "requisito": requisito,
            "verdetto": verdetto,
            "aspetto": ASPETTI_RISPOSTA[verdetto.risposta],
            "dove": "" if istruttoria.congelata else dove_si_scrive(istruttoria, requisito, verdetto),
        }
        per_fascia.setdefault(requisito.fascia, []).append(riga)
    return [(f"Fascia {fascia}" if fascia else "", righe) for fascia, righe in sorted(per_fascia.items())]


def dove_si_scrive(istruttoria: Istruttoria, requisito: Requisito, verdetto: Verdetto) -> str:
    """The page, and the field of it, where what is missing is written."""
    domanda = istruttoria.domanda
    if verdetto.risposta == Risposta.SI or not verdetto.che_fare:
        return ""
    campi = CAMPI_DI_REQUISITO.get(requisito.tipo, ())
    vuoti = [campo for campo in campi if getattr(domanda, campo) in (None, "")]
    if vuoti and domanda.stato in DOMANDA["modifica"].da:
        return f"{verso('modifica', domanda)}#id_{vuoti[0]}"
    if requisito.tipo == TipoRequisito.CODICE_FISCALE:
        return reverse("persona_scheda", args=[domanda.richiedente_id])
    if requisito.tipo in (TipoRequisito.SFRATTO_INTIMATO, TipoRequisito.SFRATTO_NON_ESEGUITO):
        return _dove_lo_sfratto(domanda)
    return "" if campi and not _serve_isee(requisito, domanda) else domanda.caso.nucleo.get_absolute_url()


def _dove_lo_sfratto(domanda: DomandaMisura) -> str:
    if domanda.sfratto:
        return indirizzo("sfratto_scheda", domanda.sfratto.pk)
    return f"{verso('modifica', domanda)}#id_sfratto" if domanda.stato in DOMANDA["modifica"].da else ""


def _serve_isee(requisito: Requisito, domanda: DomandaMisura) -> bool:
    return requisito.tipo == TipoRequisito.INCIDENZA_MINIMA and domanda.canone_annuo is not None


def righe_calcolo(calcolo: Calcolo) -> list[Riga]:
    """The amount as a receipt."""
    righe = [Riga(r.etichetta, in_cifre(r.importo), r.nota) for r in calcolo.righe]
    righe.append(Riga("Importo della misura", in_cifre(calcolo.importo), esito=True))
    if calcolo.resto > 0:
        righe.append(Riga("Resta da pagare", in_cifre(calcolo.resto), "Alla famiglia, anche a rate"))
    return righe


def fatti(istruttoria: Istruttoria) -> list[Voce]:
    d, sfratto, isee = istruttoria.domanda, istruttoria.sfratto, istruttoria.isee
    nucleo = d.caso.nucleo
    return [
        Voce("Nucleo", nucleo.codice, nucleo.get_absolute_url()),
        Voce("Caso", d.caso.numero, d.caso.get_absolute_url()),
        Voce("Comune", nucleo.comune.nome),
        Voce("Misura", d.misura.nome, reverse("sportello:misura_scheda", args=[d.misura_id])),
        Voce("Aperta il", in_data(d.aperta_il)),
        Voce(
            "Presentata il",
            in_data(d.presentata_il) if d.presentata_il else "",
            nota=f"prot. {d.protocollo}" if d.protocollo else "",
        ),
        Voce(
            "Sfratto",
            sfratto.numero if sfratto else "",
            indirizzo("sfratto_scheda", sfratto.pk) if sfratto else "",
        ),
        Voce("ISEE", f"{in_euro(isee.valore)}, fino al {in_data(isee.scade_il)}" if isee else ""),
    ]


def dichiarati(istruttoria: Istruttoria) -> list[Voce]:
    """What was written, in the order of the form, without what is not."""
    domanda = istruttoria.domanda
    nomi = [nome for _, campi in SEZIONI for nome in campi if nome not in SEMPRE or nome == "importo_richiesto"]
    voci = [Voce("Per che cosa", domanda.get_modalita_display() or "Da decidere")] if domanda.modalita else []
    for nome in nomi:
        valore = getattr(domanda, nome)
        if valore not in (None, ""):
            campo = domanda._meta.get_field(nome)
            testo = str(campo.verbose_name)
            voci.append(Voce(testo[:1].upper() + testo[1:].replace("'", "’"), in_parole(campo, valore)))
    return voci


def decisione(domanda: DomandaMisura) -> list[Voce]:
    """What was decided and paid so far."""
    d = domanda
    accettazione = verso("accettazione", d) if d.accettazione else ""
    voci = [
        Voce("Motivo", d.motivo),
        Voce("Da integrare entro il", in_data(d.integrare_entro) if d.integrare_entro else ""),
        Voce("Importo ammesso", in_euro(d.importo_ammesso) if d.importo_ammesso is not None else ""),
        Voce("Come si è calcolato", d.spiegazione),
        Voce("Si paga a", d.get_beneficiario_display(), nota=d.pagare_a),
        Voce("Commissione del", in_data(d.commissione_il) if d.commissione_il else ""),
        Voce("Pagata il", in_data(d.liquidata_il) if d.liquidata_il else ""),
        Voce("Importo pagato", in_euro(d.importo_liquidato) if d.importo_liquidato is not None else ""),
        Voce("Accettata dal proprietario", in_data(d.accettazione_il) if d.accettazione_il else "", accettazione),
    ]
    return [voce for voce in voci if voce.valore]


def pulsanti(domanda: DomandaMisura, utente: Utente) -> list[Pulsante]:
    """The acts of the table this person may do now, the one that moves it on first."""
    possibili = DOMANDA.atti_possibili(domanda.stato, utente)
    primo = next((t.atto for t in possibili if t.atto in PRIMI), "")
    bottoni = [
        Pulsante(
            t.etichetta,
            verso(t.atto, domanda),
            "primario" if t.atto == primo else "rischio" if t.atto in RISCHIOSI else "secondario",
            "post" if t.atto in DA_PREMERE else "get",
        )
        for t in possibili
    ]
    return [*sorted(bottoni, key=lambda b: (b.tipo != "primario", b.tipo == "rischio")), *fogli(domanda)]


def fogli(domanda: DomandaMisura) -> list[Pulsante]:
    """What goes with every application: its form ready to sign and, for public housing, its points."""
    punti = [Pulsante("Punti", verso("punti", domanda))] if domanda.misura.tipo == TipoMisura.ERP else []
    return [*punti, Pulsante("Modulo da firmare (PDF)", verso("modulo", domanda), "piano")]


@riservata(*SEGUONO)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    domanda = domanda_visibile(request, pk)
    contesto = {"domanda": domanda, "modifiche": storia_di(domanda, parti="file")}
    return render(request, "sportello/domanda/storia.html", contesto)


# --- new and correct --------------------------------------------------------------------------------------


def _numero(request: HttpRequest, nome: str) -> int | None:
    """A key in the address, or None when it is not one."""
    testo = request.GET.get(nome, "")
    return int(testo) if testo.isascii() and testo.isdecimal() and len(testo) < 10 else None


def caso_chiesto(request: HttpRequest) -> Caso | None:
    """The case in the address, or that of its eviction; 404 when this person does not follow it."""
    casi = Caso.objects.visibili_a(request.user).select_related("nucleo__comune")
    if (sfratto := _numero(request, "sfratto")) is not None:
        return get_object_or_404(casi, pk=get_object_or_404(Sfratto, pk=sfratto).caso_id)
    pk = _numero(request, "caso")
    return None if pk is None else get_object_or_404(casi, pk=pk)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    """A household and a measure: ``?caso=&misura=&sfratto=`` choose them. Nothing known is typed again."""
    caso = caso_chiesto(request)
    iniziale = {"nucleo": caso.nucleo.codice if caso else "", "misura": _numero(request, "misura")}
    form = NuovaDomandaForm(
        request.POST if request.method == "POST" else None,
        casi=Caso.objects.visibili_a(request.user).aperti(),
        misure=chiedibili(oggi()).order_by("nome"),
        initial=iniziale,
    )
    sfratto = _numero(request, "sfratto")

    def atto(dati: dict[str, Any]) -> str:
        suo = Sfratto.objects.filter(pk=sfratto, caso=dati["nucleo"]).first() if sfratto else None
        domanda = atti.apri_domanda(dati["nucleo"], dati["misura"], utente=request.user, sfratto=suo)
        messages.success(request, f"{domanda} aperta con quello che sappiamo già: controlla che cosa manca.")
        return verso("scheda", domanda)

    contesto = {"annulla": reverse("sportello:domanda_elenco")}
    return mostra_modulo(request, form, template="sportello/domanda/nuova.html", atto=atto, contesto=contesto)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    domanda = domanda_visibile(request, pk, fatti=False)
    istruttoria = Istruttoria(domanda, oggi())
    contesto = {"titolo": str(domanda), "versione": domanda.versione, "annulla": verso("scheda", domanda)}
    membri = domanda.caso.nucleo.membri.alla_data(oggi()).values("persona")
    form = DomandaForm(
        request.POST if request.method == "POST" else None,
        instance=domanda,
        persone=Persona.objects.filter(pk__in=membri) | Persona.objects.filter(pk=domanda.richiedente_id),
        requisiti=istruttoria.requisiti,
        massimali=istruttoria.massimali,
    )

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.modifica_domanda(domanda, dati, utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return verso("scheda", domanda)

    return mostra_modulo(request, form, template="sportello/domanda/modulo.html", atto=atto, contesto=contesto)


# --- acts -------------------------------------------------------------------------------------------------


def _atto(
    request: HttpRequest,
    vista: DomandaMisura | Istruttoria,
    form: forms.Form,
    fai: Callable[[dict[str, Any]], object],
    **testi: Any,
) -> HttpResponse:
    """The page of an act beside what was checked; ``testi`` are titolo, azione, guida, fatto and pericolo."""
    istruttoria = vista if isinstance(vista, Istruttoria) else Istruttoria(vista, oggi())
    domanda = istruttoria.domanda

    def atto(dati: dict[str, Any]) -> str:
        fai(dati)
        messages.success(request, testi["fatto"])
        return verso("scheda", domanda)

    contesto = fascicolo(istruttoria) | {"annulla": verso("scheda", domanda), "pericolo": False}
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto | testi)


def _dati(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _scelto(request: HttpRequest) -> dict[str, Any]:
    return {"richiesto": _numero(request, "richiesto")}


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def allega(request: HttpRequest, pk: int) -> HttpResponse:
    """A file; ``?richiesto=`` says which paper of the measure it is."""
    domanda = domanda_visibile(request, pk)
    form = AllegaForm(
        _dati(request), request.FILES or None, richiesti=domanda.misura.documenti.all(), initial=_scelto(request)
    )

    def fai(dati: dict[str, Any]) -> object:
        file = contenuto(dati["file"]) or ("file", b"")
        return atti.allega_domanda(
            domanda, nome=dati["nome"], file=file, utente=request.user, richiesto=dati["richiesto"]
        )

    return _atto(
        request,
        domanda,
        form,
        fai,
        titolo="Aggiungi un documento",
        azione="Aggiungi",
        guida="Il foglio o la foto del foglio.",
        fatto="Documento aggiunto.",
    )


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def presenta(request: HttpRequest, pk: int) -> HttpResponse:
    domanda = domanda_visibile(request, pk)
    return _atto(
        request,
        domanda,
        PresentaForm(_dati(request)),
        lambda dati: atti.presenta_domanda(domanda, utente=request.user, **dati),
        titolo="Registra la presentazione",
        azione="Registra",
        guida="Servono i documenti obbligatori. Se manca un dato si presenta lo stesso; con un no serve il motivo.",
        fatto="Presentazione registrata.",
    )


@riservata(*SPORTELLO_ETS)
@require_POST
def istruisci(request: HttpRequest, pk: int) -> HttpResponse:
    return _premi(request, pk, atti.istruisci_domanda, "L’istruttoria è cominciata.")


@riservata(*SPORTELLO_ETS)
@require_POST
def chiudi(request: HttpRequest, pk: int) -> HttpResponse:
    return _premi(request, pk, atti.chiudi_domanda, "Domanda chiusa.")


def _premi(request: HttpRequest, pk: int, fai: Callable[..., object], fatto: str) -> HttpResponse:
    """A plain button of the record."""
    domanda = domanda_visibile(request, pk)

    def atto() -> str:
        fai(domanda, utente=request.user)
        messages.success(request, fatto)
        return verso("scheda", domanda)

    return esegui_o_spiega(request, atto, lambda esito: mostra(request, domanda, esito))


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def chiedi_integrazione(request: HttpRequest, pk: int) -> HttpResponse:
    domanda = domanda_visibile(request, pk)
    return _atto(
        request,
        domanda,
        IntegrazioneForm(_dati(request)),
        lambda dati: atti.chiedi_integrazione_domanda(domanda, utente=request.user, **dati),
        titolo="Chiedi un’integrazione",
        azione="Chiedi",
        guida="Quando arriva, riprendi l’istruttoria.",
        fatto="Integrazione chiesta.",
    )


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def ammetti(request: HttpRequest, pk: int) -> HttpResponse:
    domanda = domanda_visibile(request, pk)
    istruttoria = Istruttoria(domanda, oggi())
    calcolo = istruttoria.calcolo
    iniziale = {"importo": calcolo.importo if calcolo else None, "pagare_a": _chi_si_paga(istruttoria)}
    return _atto(
        request,
        istruttoria,
        AmmettiForm(_dati(request), initial=iniziale),
        lambda dati: atti.ammetti_domanda(domanda, utente=request.user, **dati),
        titolo="Ammetti la domanda",
        azione="Ammetti",
        guida="Le risposte dei requisiti restano con la domanda com’erano oggi.",
        fatto="Domanda ammessa.",
    )


def _chi_si_paga(istruttoria: Istruttoria) -> str:
    """The owner of the eviction, or who applies; the new owner is to be written."""
    if istruttoria.beneficiario == Beneficiario.PROPRIETARIO and istruttoria.sfratto:
        return istruttoria.sfratto.locatore
    return str(istruttoria.domanda.richiedente) if istruttoria.beneficiario == Beneficiario.INQUILINO else ""


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def escludi(request: HttpRequest, pk: int) -> HttpResponse:
    domanda = domanda_visibile(request, pk)
    istruttoria = Istruttoria(domanda, oggi())
    perche = ". ".join(verdetto.testo for _, verdetto in istruttoria.valutazione.con(Risposta.NO))[:500]
    return _atto(
        request,
        istruttoria,
        MotivoForm(_dati(request), initial={"motivo": perche}),
        lambda dati: atti.escludi_domanda(domanda, utente=request.user, **dati),
        titolo="Escludi la domanda",
        azione="Escludi",
        guida="Il motivo si comunica alla famiglia.",
        fatto="Domanda esclusa.",
        pericolo=True,
    )


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def finanzia(request: HttpRequest, pk: int) -> HttpResponse:
    domanda = domanda_visibile(request, pk)
    return _atto(
        request,
        domanda,
        CommissioneForm(_dati(request)),
        lambda dati: atti.finanzia_domanda(domanda, utente=request.user, **dati),
        titolo="Registra il finanziamento",
        azione="Registra",
        guida="La commissione ha trovato i fondi per questa domanda.",
        fatto="Finanziamento registrato.",
    )


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def non_finanzia(request: HttpRequest, pk: int) -> HttpResponse:
    domanda = domanda_visibile(request, pk)
    return _atto(
        request,
        domanda,
        NonFinanziaForm(_dati(request)),
        lambda dati: atti.non_finanzia_domanda(domanda, utente=request.user, **dati),
        titolo="Registra che i fondi non bastano",
        azione="Registra",
        guida="La domanda resta ammessa: se arrivano altri fondi si può ancora finanziare.",
        fatto="Registrato: la domanda resta in attesa di fondi.",
    )


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def liquida(request: HttpRequest, pk: int) -> HttpResponse:
    domanda = domanda_visibile(request, pk)
    iniziale = {"importo": domanda.importo_ammesso, "pagare_a": domanda.pagare_a}
    proprietario = domanda.beneficiario in PROPRIETARI
    form = LiquidaForm(_dati(request), request.FILES or None, proprietario=proprietario, initial=iniziale)

    def fai(dati: dict[str, Any]) -> object:
        firma = contenuto(dati.pop("accettazione", None))
        return atti.liquida_domanda(domanda, utente=request.user, accettazione=firma, **dati)

    return _atto(
        request,
        domanda,
        form,
        fai,
        titolo="Registra il pagamento",
        azione="Registra il pagamento",
        guida=f"Ammessi {in_euro(domanda.importo_ammesso)}." if domanda.importo_ammesso else "",
        fatto="Pagamento registrato.",
    )


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def ritira(request: HttpRequest, pk: int) -> HttpResponse:
    domanda = domanda_visibile(request, pk)
    return _atto(
        request,
        domanda,
        MotivoForm(_dati(request)),
        lambda dati: atti.ritira_domanda(domanda, utente=request.user, **dati),
        titolo="Registra il ritiro",
        azione="Registra il ritiro",
        guida="Resta nell’elenco con il motivo.",
        fatto="Domanda ritirata.",
        pericolo=True,
    )


# --- files ------------------------------------------------------------------------------------------------


@riservata(*SEGUONO)
@require_GET
def file(request: HttpRequest, pk: int, documento_domanda_pk: int) -> FileResponse:
    suoi = domanda_visibile(request, pk).file.select_related("documento")
    return _file(request, get_object_or_404(suoi, pk=documento_domanda_pk).documento)


@riservata(*SEGUONO)
@require_GET
def accettazione(request: HttpRequest, pk: int) -> FileResponse:
    """What the owner signed."""
    return _file(request, domanda_visibile(request, pk).accettazione)


def _file(request: HttpRequest, documento: Documento | None) -> FileResponse:
    if documento is None:
        raise Http404("Il file non c’è.")
    return rispondi_file(documento, scarica="scarica" in request.GET)
