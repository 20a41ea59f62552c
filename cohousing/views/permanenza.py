"""The stays: list, record, history, signed copy of the rules; promised and corrected."""

from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cohousing.actions import permanenza as atti
from cohousing.choices import ASPETTI_PERMANENZA, StatoPermanenza
from cohousing.exports.permanenza import colonne
from cohousing.filters.permanenza import PermanenzaFiltro
from cohousing.forms.permanenza import NuovaPermanenzaForm, PermanenzaForm
from cohousing.models import Permanenza, Proroga, Ricontatto
from cohousing.queries.pagine import indirizzo
from cohousing.queries.pannelli_permanenza.insieme import pannelli
from cohousing.queries.permanenza import Requisito, con_firme, in_elenco, requisiti_di
from cohousing.rules.ricontatto import ricontatti
from cohousing.workflow import DIREZIONE, PERMANENZA, SEGUONO, TENGONO, VEDONO
from valdera_housing.actions.lettura import annota_lettura
from valdera_housing.choices import CHI_SEGUE_PERSONE, LEGGONO_I_NOMI
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Pulsante, Tessera, Voce
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data, in_distanza
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, Utente
from valdera_housing.queries.storia import nascosti_in, storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

CARTELLA = "cohousing/permanenza"
ORDINI = {
    "ingresso": ("inizio", "pk"),
    "fine": ("fine_effettiva", "pk"),
    "numero": ("numero",),
}
PRIMI_ATTI = {StatoPermanenza.IN_CORSO: "verifica_autonomia", StatoPermanenza.CONCLUSA: "ricontatta"}
RISERVATE = ("motivo", "verbale")


class RigaPermanenza(NamedTuple):
    """A row of the list. ``oltre``: still there past the end."""

    permanenza: Permanenza
    chi: str
    aspetto: Aspetto
    oltre: bool


def elenco_permanenze(request: HttpRequest) -> Elenco:
    filtro = PermanenzaFiltro(request.GET, in_elenco(request.user), utente=request.user)
    return Elenco(request, filtro, ORDINI, predefinito="-ingresso")


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    permanenze = elenco_permanenze(request)
    righe = [
        RigaPermanenza(p, p.chi(request.user), ASPETTI_PERMANENZA[p.stato], p.oltre_la_fine(oggi()))
        for p in permanenze.pagina
    ]
    dirige = request.user.ha_ruolo(*DIREZIONE)
    nuova = [Pulsante("Nuova permanenza", reverse("cohousing:permanenza_nuova"), "primario")] if dirige else []
    return mostra_elenco(request, permanenze, f"{CARTELLA}/elenco.html", righe=righe, pulsanti=nuova)


@riservata(*VEDONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(
        request, "permanenze", colonne(request.user), elenco_permanenze(request).righe.iterator(chunk_size=2000)
    )


# --- record ---------------------------------------------------------------------------------------------------


def permanenza_visibile(request: HttpRequest, pk: int) -> Permanenza:
    """A stay this person may read; who reads it by name has read the household."""
    visibili = con_firme(Permanenza.objects.visibili_a(request.user)).select_related(
        "struttura__alloggio__comune",
        "unita__struttura",
        "nucleo__comune",
        "caso__assistente_sociale",
        "candidatura",
        "progetto",
        "referente",
        "patto_documento",
    )
    permanenza: Permanenza = get_object_or_404(visibili, pk=pk)
    if request.user.ha_ruolo(*CHI_SEGUE_PERSONE):
        annota_lettura(request.user, permanenza.nucleo)
    return permanenza


def pagina(atto: str, permanenza: Permanenza) -> str:
    return reverse(f"cohousing:permanenza_{atto}", args=[permanenza.pk])


@riservata(*VEDONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    permanenza, utente = permanenza_visibile(request, pk), request.user
    preparazione = permanenza.stato == StatoPermanenza.PREPARAZIONE
    requisiti = requisiti_di(permanenza, permanenza.inizio, permanenza.fine_prevista) if preparazione else []
    contesto = {
        "permanenza": permanenza,
        "chi": permanenza.chi(utente),
        "aspetto": ASPETTI_PERMANENZA[permanenza.stato],
        "tessere": tessere(permanenza),
        "fatti": fatti(permanenza, utente),
        "requisiti": requisiti,
        "progetto_url": pagina_del_progetto(permanenza, utente) if preparazione else "",
        "dopo": come_sta_dopo(permanenza, utente),
        "pannelli": pannelli(permanenza, utente),
        "pulsanti": pulsanti(permanenza, requisiti, utente),
    }
    return render(request, f"{CARTELLA}/scheda.html", contesto)


def tessere(permanenza: Permanenza) -> list[Tessera]:
    oltre = permanenza.oltre_la_fine(oggi())
    if permanenza.uscita_il:
        fine = Tessera("Uscita", in_data(permanenza.uscita_il), permanenza.get_esito_display())
    else:
        prorogata = permanenza.fine_effettiva > permanenza.fine_prevista
        nota = in_distanza(permanenza.fine_effettiva, oggi())
        fine = Tessera(
            "Fine, prorogata" if prorogata else "Fine",
            in_data(permanenza.fine_effettiva),
            f"{nota}: oltre la fine" if oltre else nota,
            male=oltre,
        )
    return [
        Tessera("Ingresso", in_data(permanenza.inizio)),
        fine,
        Tessera("Quota al mese", in_euro(permanenza.quota_mensile), f"entro il giorno {permanenza.giorno_scadenza}"),
        Tessera("Persone", str(permanenza.persone), f"{permanenza.unita.posti_letto} posti letto"),
    ]


def fatti(permanenza: Permanenza, utente: Utente) -> list[Voce]:
    segue = utente.ha_ruolo(*CHI_SEGUE_PERSONE)
    casa, nucleo, caso = permanenza.struttura, permanenza.nucleo, permanenza.caso
    progetto, candidatura = permanenza.progetto, permanenza.candidatura
    voci = [
        Voce("Casa", casa.nome, indirizzo("struttura_scheda", casa.pk), nota=casa.alloggio.comune.nome),
        Voce("Unità", permanenza.unita.nome),
        Voce("Nucleo", nucleo.codice, nucleo.get_absolute_url() if segue else ""),
        Voce("Caso", caso.numero, caso.get_absolute_url() if segue else ""),
        Voce(
            "Candidatura",
            candidatura.numero if candidatura else "",
            indirizzo("candidatura_scheda", candidatura.pk) if candidatura and segue else "",
        ),
        Voce("Operatore di riferimento", str(permanenza.referente)),
        Voce("Cauzione", in_euro(permanenza.cauzione)),
        Voce("Regole della casa", regole_firmate(permanenza)),
        Voce("Copia firmata", "Apri" if permanenza.patto_documento_id and legge_i_nomi(utente) else "",
             pagina("file", permanenza)),
        Voce(
            "Progetto individuale",
            f"{progetto.numero}, {con_firma(progetto.firmato_il)}" if progetto else "",
            progetto.get_absolute_url() if progetto and segue else "",
        ),
        Voce("Patto di ospitalità", "Stampa" if legge_i_nomi(utente) else "", pagina("patto", permanenza)),
        Voce("Che cosa sapere", permanenza.motivo if utente.ha_ruolo(*SEGUONO) else ""),
    ]  # fmt: skip
    return [voce for voce in voci if voce.valore]


def legge_i_nomi(utente: Utente) -> bool:
    return utente.ha_ruolo(*LEGGONO_I_NOMI)


def regole_firmate(permanenza: Permanenza) -> str:
    if permanenza.patto is None or permanenza.patto_firmato_il is None:
        return ""
    edizione, lingua = permanenza.patto.edizione, permanenza.get_patto_lingua_display().lower()
    return f"edizione {edizione}, firmate il {in_data(permanenza.patto_firmato_il)}, lette in {lingua}"


def con_firma(firmato_il: date | None) -> str:
    return f"firmato il {in_data(firmato_il)}" if firmato_il else "da firmare"


def pagina_del_progetto(permanenza: Permanenza, utente: Utente) -> str:
    """Where the project of the case is written, when none is signed."""
    manca = getattr(permanenza, "progetto_firmato_il", None) is None
    return permanenza.caso.get_absolute_url() if manca and utente.ha_ruolo(*CHI_SEGUE_PERSONE) else ""


def come_sta_dopo(permanenza: Permanenza, utente: Utente) -> list[dict[str, Any]]:
    """The two times in which who left is heard again, with what was written."""
    if permanenza.uscita_il is None:
        return []
    scritti: dict[int, Ricontatto] = {r.mesi: r for r in permanenza.ricontatti.select_related("autore")}
    return [
        {"ricontatto": r, "scritto": scritti.get(r.mesi), "racconta": utente.ha_ruolo(*SEGUONO)}
        for r in ricontatti(permanenza.uscita_il, scritti, oggi())
    ]


def pulsanti(permanenza: Permanenza, requisiti: list[Requisito], utente: Utente) -> list[Pulsante]:
    """The acts of the table that have a page, the one that comes now first."""
    primo = atto_di_adesso(permanenza, requisiti)
    tipi: dict[str, Any] = {primo: "primario", "annulla": "rischio"}
    bottoni = [
        Pulsante(t.etichetta, url, tipi.get(t.atto, "secondario"))
        for t in PERMANENZA.atti_possibili(permanenza.stato, utente)
        if (url := indirizzo(f"permanenza_{t.atto}", permanenza.pk))
    ]
    return sorted(bottoni, key=lambda bottone: bottone.tipo != "primario")


def atto_di_adesso(permanenza: Permanenza, requisiti: list[Requisito]) -> str:
    if permanenza.stato == StatoPermanenza.PREPARAZIONE:
        return "avvia" if all(r.esito.positivo for r in requisiti) else "firma_patto"
    if permanenza.oltre_la_fine(oggi()):
        return "concludi"
    return PRIMI_ATTI.get(StatoPermanenza(permanenza.stato), "")


@riservata(*VEDONO)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what, of the stay and of its extensions; without what is written to who may not read it."""
    permanenza = permanenza_visibile(request, pk)
    nascosti = [] if request.user.ha_ruolo(*SEGUONO) else list(RISERVATE)
    if not legge_i_nomi(request.user):
        nascosti = [*nascosti_in(Permanenza), *nascosti_in(Proroga)]
    modifiche = storia_di(permanenza, parti="proroghe", nascosti=nascosti)
    contesto = {"permanenza": permanenza, "chi": permanenza.chi(request.user), "modifiche": modifiche}
    return render(request, f"{CARTELLA}/storia.html", contesto)


@riservata(*LEGGONO_I_NOMI)
@require_GET
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The copy of the rules signed by the household."""
    permanenza = permanenza_visibile(request, pk)
    if permanenza.patto_documento is None:
        raise Http404("Non c’è una copia firmata.")
    return rispondi_file(permanenza.patto_documento, scarica="scarica" in request.GET)


# --- what is agreed -------------------------------------------------------------------------------------------


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    """A place promised without a candidature; ``?caso=`` says of whom."""
    iniziali = {"nucleo": nucleo_del_caso(request), "inizio": oggi(), "referente": request.user.pk}
    form = NuovaPermanenzaForm(request.POST or None, utente=request.user, initial=iniziali)

    def atto(dati: dict[str, Any]) -> str:
        scritti = form.dati()
        permanenza = atti.prepara_permanenza(scritti.pop("unita"), dati["nucleo"], scritti, utente=request.user)
        messages.success(request, f"Permanenza {permanenza.numero} in preparazione: ora si firmano le regole.")
        return pagina("scheda", permanenza)

    contesto = {
        "titolo": "Nuova permanenza",
        "guida": "Un posto in una casa, senza passare da una candidatura.",
        "azione": "Prepara la permanenza",
        "annulla": reverse("cohousing:permanenza_elenco"),
        "versione": None,
        "conflitto": None,
    }
    return mostra_modulo(request, form, template=f"{CARTELLA}/modulo.html", atto=atto, contesto=contesto)


def nucleo_del_caso(request: HttpRequest) -> str:
    """The code of the household of the case in the address, when this person follows it."""
    testo = request.GET.get("caso", "")
    if not (testo.isascii() and testo.isdecimal() and len(testo) < 10):
        return ""
    casi = Caso.objects.visibili_a(request.user).filter(pk=int(testo))
    return casi.values_list("nucleo__codice", flat=True).first() or ""


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    permanenza = permanenza_visibile(request, pk)
    form = PermanenzaForm(request.POST or None, instance=permanenza)

    def atto(_: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        scritta = atti.modifica_permanenza(permanenza, form.dati(), utente=request.user, versione=versione)
        da_firmare = permanenza.patto_id and scritta.patto_id is None
        coda = " La casa è un’altra: le sue regole sono da firmare." if da_firmare else ""
        messages.success(request, f"Modifiche salvate.{coda}")
        return pagina("scheda", permanenza)

    contesto = {
        "titolo": f"Modifica {permanenza.numero}",
        "guida": permanenza.chi(request.user),
        "azione": "Salva",
        "annulla": pagina("scheda", permanenza),
        "versione": permanenza.versione,
        "conflitto": None,
    }
    return mostra_modulo(request, form, template=f"{CARTELLA}/modulo.html", atto=atto, contesto=contesto)
