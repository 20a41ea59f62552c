"""A line of the dedicated account: what it may be, joined to the movements of the funds or written from the bank."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fondo_garanzia.actions.conto import registra_da_riga, riscontra_riga, sciogli_riscontro
from fondo_garanzia.choices import TipoMovimento
from fondo_garanzia.forms.conto import RegistraForm, RiscontroForm
from fondo_garanzia.models import MovimentoFondo
from fondo_garanzia.queries.conto import (
    DA_SCEGLIERE,
    aperti_vicini,
    con_riscontrato,
    mese_chiuso,
    riscontri_di,
    si_legge,
    storia_riga,
    suggerimenti,
)
from fondo_garanzia.rules.riscontro import Suggerimento
from fondo_garanzia.workflow import CONTI, VEDONO_IL_CONTO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Pulsante, Voce
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.models import MovimentoBancario, Utente
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo


def riga_visibile(request: HttpRequest, pk: int) -> MovimentoBancario:
    """The line with what is already joined to it. 404 for one of another account."""
    righe = con_riscontrato(MovimentoBancario.objects.visibili_a(request.user).filter(conto__dedicato=True))
    return get_object_or_404(righe.select_related("conto"), pk=pk)


def aspetto(riga: MovimentoBancario) -> Aspetto:
    if riga.riscontrato == riga.importo:
        return Aspetto("spunta", "positivo", "Registrata nei fondi")
    if riga.riscontrato:
        return Aspetto("mezzo", "attesa", "Registrata in parte")
    return Aspetto("punto", "corso", "Da registrare")


@riservata(*VEDONO_IL_CONTO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return pagina(request, riga_visibile(request, pk))


def pagina(request: HttpRequest, riga: MovimentoBancario, rifiuto: Esito | None = None) -> HttpResponse:
    """The line, its movements or what it may be; ``rifiuto`` says why an act asked from here was not done."""
    riscontri = riscontri_di([riga])[riga.pk]
    libera = not riscontri and not riga.abbinato and request.user.ha_ruolo(*CONTI)
    contesto = {
        "riga": riga,
        "aspetto": aspetto(riga),
        "rifiuto": rifiuto,
        "fatti": fatti(riga),
        "dati": dati(riga, request.user),
        "riscontri": riscontri,
        "resta": riga.importo - riga.riscontrato,
        "libera": libera,
        "proposte": proposte(riga, aperti_vicini(riga)) if libera else [],
        "modifiche": storia_riga(riga),
        "pulsanti": pulsanti(riga, bool(riscontri)) if request.user.ha_ruolo(*CONTI) else [],
    }
    return render(request, "fondo_garanzia/riga/scheda.html", contesto)


def fatti(riga: MovimentoBancario) -> list[Voce]:
    mese = reverse("fondo_garanzia:mese_scheda", args=[riga.data.replace(day=1)])
    return [
        Voce("Importo", in_euro(riga.importo)),
        Voce("Data", in_data(riga.data), mese, "il suo mese"),
        Voce("Conto", riga.conto.nome),
        Voce("Nel partitario", "abbinata" if riga.abbinato else riga.ignorato_perche or "da abbinare",
             reverse("movimento_scheda", args=[riga.pk])),
    ]  # fmt: skip


def dati(riga: MovimentoBancario, utente: Utente) -> list[Voce]:
    if not si_legge(riga, utente):
        return [Voce("Causale", "Entrata: chi paga lo legge chi tiene i conti")]
    voci = [
        Voce("Controparte", riga.controparte, nota=riga.controparte_iban),
        Voce("Causale", riga.causale),
        Voce("Riferimento", riga.riferimento),
        Voce("Valuta", in_data(riga.valuta)),
    ]
    return [voce for voce in voci if voce.valore]


def pulsanti(riga: MovimentoBancario, collegata: bool) -> list[Pulsante]:
    """What can be done of the line now. A payment of the ledger is undone there."""
    if riga.abbinato:
        return [Pulsante("Guarda il pagamento nel partitario", reverse("movimento_scheda", args=[riga.pk]))]
    if collegata:
        chiuso = "Il mese di questa riga è chiuso: prima va riaperto." if mese_chiuso(riga.data) else ""
        sciogli = reverse("fondo_garanzia:riga_sciogli", args=[riga.pk])
        return [Pulsante("Sciogli il collegamento", sciogli, "rischio", "post", motivo=chiuso)]
    return [
        *abbina_nel_partitario(riga),
        Pulsante("Registra dalla banca…", reverse("fondo_garanzia:riga_registra", args=[riga.pk])),
        Pulsante("Scegli i movimenti…", reverse("fondo_garanzia:riga_riscontra", args=[riga.pk]), "primario"),
    ]


def abbina_nel_partitario(riga: MovimentoBancario) -> list[Pulsante]:
    """Instalments come back only through the ledger."""
    if riga.importo < 0 or riga.ignorato_perche:
        return []
    return [Pulsante("È una rata: abbina nel partitario…", reverse("movimento_abbina", args=[riga.pk]))]


def proposte(
    riga: MovimentoBancario, aperti: Sequence[MovimentoFondo]
) -> list[tuple[Suggerimento, list[MovimentoFondo], list[Pulsante]]]:
    """Each suggestion with its movements and the button that confirms it."""
    per_pk = {m.pk: m for m in aperti}
    indirizzo = reverse("fondo_garanzia:riga_riscontra", args=[riga.pk])
    return [
        (
            s,
            [per_pk[pk] for pk in s.movimenti],
            [Pulsante("Conferma", indirizzo, "primario", "post", contesto=s.motivi[0],
                      nascosti=tuple(("movimenti", str(pk)) for pk in s.movimenti))],
        )
        for s in suggerimenti(riga, aperti)
    ]  # fmt: skip


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def riscontra(request: HttpRequest, pk: int) -> HttpResponse:
    """The open movements to tick, the nearest first; the suggestions are confirmed here too."""
    riga = riga_visibile(request, pk)
    aperti = aperti_vicini(riga)
    trovate = proposte(riga, aperti)
    suggeriti = {m.pk for _, movimenti, _ in trovate for m in movimenti}
    offerti = [m for n, m in enumerate(aperti) if n < DA_SCEGLIERE or m.pk in suggeriti]
    form = RiscontroForm(request.POST or None, aperti=offerti)

    def atto(dati: dict[str, Any]) -> str:
        fatti = riscontra_riga(riga, dati["movimenti"], utente=request.user)
        messages.success(request, f"{len(fatti)} {plurale(len(fatti), 'movimento collegato,movimenti collegati')}.")
        return reverse("fondo_garanzia:riga_scheda", args=[pk])

    contesto = {
        "riga": riga,
        "aspetto": aspetto(riga),
        "dati": dati(riga, request.user),
        "proposte": trovate,
        "altri": len(aperti) - len(offerti),
    }
    return mostra_modulo(request, form, template="fondo_garanzia/riga/riscontra.html", atto=atto, contesto=contesto)


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def registra(request: HttpRequest, pk: int) -> HttpResponse:
    """A fee, interest or a transfer with the comune, as the bank tells it."""
    riga = riga_visibile(request, pk)
    form = RegistraForm(request.POST or None, riga=riga, utente=request.user)

    def atto(dati: dict[str, Any]) -> str:
        tipo = TipoMovimento(dati["tipo"])
        registra_da_riga(riga, dati["fondo"], tipo, causale=dati["causale"], utente=request.user)
        messages.success(request, f"{tipo.label}: registrato nel fondo di {dati['fondo'].comune} e collegato.")
        return reverse("fondo_garanzia:riga_scheda", args=[pk])

    contesto = {"riga": riga, "aspetto": aspetto(riga), "dati": dati(riga, request.user)}
    return mostra_modulo(request, form, template="fondo_garanzia/riga/registra.html", atto=atto, contesto=contesto)


@riservata(*CONTI)
@require_POST
def sciogli(request: HttpRequest, pk: int) -> HttpResponse:
    riga = riga_visibile(request, pk)

    def atto() -> str:
        sciogli_riscontro(riga, utente=request.user)
        messages.success(request, "Collegamento sciolto: la riga è di nuovo da registrare.")
        return reverse("fondo_garanzia:riga_scheda", args=[pk])

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina(request, riga_visibile(request, pk), rifiuto))
