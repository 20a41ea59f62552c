"""One page for each act on a stay, with what the rules say before deciding."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from cohousing.actions import permanenza as atti
from cohousing.actions.proroga import proroga_permanenza
from cohousing.actions.ricontatto import ricontatta_permanenza
from cohousing.choices import ASPETTI_PERMANENZA, Lingua, StatoPermanenza
from cohousing.forms.permanenza import AnnullaForm, AvviaForm, ConcludiForm, FirmaPattoForm
from cohousing.forms.proroga import ProrogaForm
from cohousing.forms.ricontatto import RicontattoForm
from cohousing.models import Permanenza
from cohousing.queries.permanenza import (
    allontanamento_proposto,
    limiti_di,
    lingue_delle_regole,
    prossima_in_unita,
    requisiti_di,
)
from cohousing.queries.quota import da_guardare
from cohousing.rules.permanenza import Richiesta
from cohousing.rules.ricontatto import Ricontatto, StatoRicontatto, ricontatti
from cohousing.views.permanenza import CARTELLA, pagina, pagina_del_progetto, permanenza_visibile
from cohousing.workflow import DIREZIONE, PERMANENZA, SEGUONO, TENGONO
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.forms.allegato import contenuto
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Documento, Utente
from valdera_housing.rules.durata import fine_dopo_mesi
from valdera_housing.rules.file_ammessi import IMMAGINI, PDF
from valdera_housing.views.modulo import PaginaAtto, mostra_pagina

FIRMA = PaginaAtto(
    "Registra la firma del patto", "Le regole si leggono insieme, in una lingua che il nucleo capisce.",
    "Registra la firma", "Firma delle regole registrata.",
)  # fmt: skip
AVVIA = PaginaAtto(
    "Registra l’ingresso", "Da quel giorno il nucleo abita la casa e si contano quota e durata.",
    "Registra l’ingresso", "Ingresso registrato.",
)  # fmt: skip
ANNULLA = PaginaAtto(
    "Annulla la permanenza", "I giorni dell’unità tornano liberi. Non si torna indietro.",
    "Annulla la permanenza", "Permanenza annullata: l’unità è di nuovo libera.", pericolo=True,
)  # fmt: skip
PROROGA = PaginaAtto(
    "Proroga la permanenza", "La fine si sposta; il verbale si stampa e si firma.", "Proroga", "Permanenza prorogata.",
)  # fmt: skip
CONCLUDI = PaginaAtto(
    "Registra l’uscita", "L’unità è libera dal giorno dopo. Non si torna indietro.", "Registra l’uscita",
    "Uscita registrata: il nucleo si risente dopo sei mesi e dopo un anno.",
)  # fmt: skip
RICONTATTA = PaginaAtto(
    "Registra com’è andata dopo", "Serve a capire se chi esce ha trovato casa davvero.", "Registra",
    "Registrato com’è andata.",
)  # fmt: skip


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def firma_patto(request: HttpRequest, pk: int) -> HttpResponse:
    permanenza = permanenza_visibile(request, pk)
    lingue = lingue_delle_regole(permanenza.struttura_id)
    form = FirmaPattoForm(request.POST or None, request.FILES or None, lingue=lingue)
    motivi = Esito() if lingue else Esito((no("Questa casa non ha ancora regole in vigore: prima si scrivono"),))

    def fai(dati: dict[str, Any]) -> str:
        copia = archivia_copia(dati["file"], request.user)
        atti.firma_patto_permanenza(
            permanenza, lingua=dati["lingua"], firmato_il=dati["firmato_il"], documento=copia, utente=request.user
        )
        return ""

    stampe = [(f"{pagina('patto', permanenza)}?lingua={lingua}", Lingua(lingua).label.lower()) for lingua in lingue]
    return mostra_atto(request, permanenza, "firma_patto", FIRMA, form, fai, motivi=motivi, lingue=stampe)


def archivia_copia(file: Any, utente: Utente) -> Documento | None:
    """The signed copy, in the archive; nothing when none was chosen."""
    scelto = contenuto(file)
    if scelto is None:
        return None
    return archivia_documento(scelto[1], scelto[0], utente=utente, ammessi=(PDF, *IMMAGINI))


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def avvia(request: HttpRequest, pk: int) -> HttpResponse:
    """What is missing is told for the day agreed; the day really typed is weighed by the act."""
    permanenza = permanenza_visibile(request, pk)
    form = AvviaForm(request.POST or None, initial={"inizio": min(permanenza.inizio, oggi())})
    requisiti = requisiti_di(permanenza, permanenza.inizio, permanenza.fine_prevista)
    motivi = Esito(tuple(m for r in requisiti for m in r.esito.motivi))

    def fai(dati: dict[str, Any]) -> str:
        avviata = atti.avvia_permanenza(permanenza, **dati, utente=request.user)
        return f"La permanenza finisce il {in_data(avviata.fine_effettiva)}."

    return mostra_atto(
        request, permanenza, "avvia", AVVIA, form, fai, motivi=motivi, sempre=True,
        progetto_url=pagina_del_progetto(permanenza, request.user),
    )  # fmt: skip


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def annulla(request: HttpRequest, pk: int) -> HttpResponse:
    permanenza = permanenza_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> str:
        atti.annulla_permanenza(permanenza, motivo=dati["motivo"], utente=request.user)
        return ""

    return mostra_atto(request, permanenza, "annulla", ANNULLA, AnnullaForm(request.POST or None), fai)


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def proroga(request: HttpRequest, pk: int) -> HttpResponse:
    permanenza = permanenza_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> str:
        richiesta = Richiesta(dati["nuova_fine"], dati["decisa_il"], dati["deroga"])
        atto = proroga_permanenza(
            permanenza, richiesta, motivo=dati["motivo"], verbale=dati["verbale"], utente=request.user
        )
        avvisa_dei_pagati(request, atto.permanenza)
        return f"Adesso finisce il {in_data(atto.nuova_fine)}: stampa il verbale e fallo firmare."

    form = ProrogaForm(request.POST or None)
    return mostra_atto(request, permanenza, "proroga", PROROGA, form, fai, motivi=fin_dove(permanenza))


def fin_dove(permanenza: Permanenza) -> Esito:
    """Until when a stay may be extended: the months allowed, and who comes next in the unit."""
    durata = limiti_di(oggi())
    ultimo = fine_dopo_mesi(permanenza.inizio, durata.mesi_in_tutto)
    motivi = [
        si(f"Adesso finisce il {in_data(permanenza.fine_effettiva)}"),
        si(f"Con le proroghe si arriva a {durata.mesi_in_tutto} mesi, il {in_data(ultimo)}: oltre, solo in deroga"),
    ]
    if prossima := prossima_in_unita(permanenza):
        motivi.append(avviso(f"Dal {in_data(prossima.inizio)} l’unità è di un’altra permanenza, {prossima.numero}"))
    return Esito(tuple(motivi))


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def concludi(request: HttpRequest, pk: int) -> HttpResponse:
    permanenza = permanenza_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> str:
        conclusa = atti.concludi_permanenza(permanenza, **dati, utente=request.user)
        avvisa_dei_pagati(request, conclusa)
        if conclusa.positiva:
            caso = permanenza.caso
            frase = 'Il nucleo ha una casa: se il percorso è finito si può <a href="{}">chiudere il caso {}</a>.'
            messages.info(request, format_html(frase, caso.get_absolute_url(), caso.numero))
        return ""

    motivi = Esito((allontanamento(permanenza),)) if permanenza.stato == StatoPermanenza.IN_CORSO else Esito()
    form = ConcludiForm(request.POST or None)
    return mostra_atto(request, permanenza, "concludi", CONCLUDI, form, fai, motivi=motivi)


def avvisa_dei_pagati(request: HttpRequest, permanenza: Permanenza) -> None:
    """What was paid and, now that the stay ends on another day, would be asked otherwise."""
    if pagate := da_guardare(permanenza, oggi()):
        messages.warning(request, pagate)


def allontanamento(permanenza: Permanenza) -> Motivo:
    """Whether «Allontanamento» may be chosen, and what it needs."""
    if allontanamento_proposto(permanenza):
        return avviso("L’allontanamento è già stato proposto: se finisce così, scrivi anche perché")
    return si(
        "L’allontanamento si sceglie solo dopo la proposta: segue il secondo richiamo, o un fatto gravissimo, e si "
        "annota fra le regole non rispettate"
    )


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def ricontatta(request: HttpRequest, pk: int) -> HttpResponse:
    permanenza = permanenza_visibile(request, pk)
    fatti = set(permanenza.ricontatti.values_list("mesi", flat=True))
    tempi = ricontatti(permanenza.uscita_il, fatti, oggi()) if permanenza.uscita_il else []
    aspettano = [r.mesi for r in tempi if r.mesi not in fatti]
    motivi = Esito(tuple(si(in_parole(r)) for r in tempi))
    if tempi and not aspettano:
        motivi += Esito((no("È già scritto com’è andata, dopo sei mesi e dopo un anno"),))
    form = RicontattoForm(request.POST or None, mesi=aspettano)

    def fai(dati: dict[str, Any]) -> str:
        ricontatta_permanenza(permanenza, **dati, utente=request.user)
        return ""

    return mostra_atto(request, permanenza, "ricontatta", RICONTATTA, form, fai, motivi=motivi)


def in_parole(ricontatto: Ricontatto) -> str:
    """``Dopo 6 mesi: da fare, dal 15/03/2027 al 15/04/2027``."""
    quando = f", dal {in_data(ricontatto.dal)} al {in_data(ricontatto.entro_il)}"
    fatto = ricontatto.stato == StatoRicontatto.FATTO
    return f"Dopo {ricontatto.mesi} mesi: {ricontatto.stato.value}{'' if fatto else quando}"


def mostra_atto(
    request: HttpRequest,
    permanenza: Permanenza,
    nome: str,
    voce: PaginaAtto,
    form: BaseForm,
    fai: Callable[[dict[str, Any]], str],
    *,
    motivi: Esito | None = None,
    sempre: bool = False,
    **altro: Any,
) -> HttpResponse:
    """The page of an act, or the act done; ``fai`` answers what to add to the sentence.

    Without the form when the state or the rules already say no, unless ``sempre``: another day may be typed.
    """
    stato = PERMANENZA[nome].da
    esito = motivi or Esito()
    if permanenza.stato not in stato:
        esito, sempre = Esito((no(f"La permanenza è «{permanenza.get_stato_display()}»: non si può"),)), False
    contesto = {
        "permanenza": permanenza,
        "chi": permanenza.chi(request.user),
        "aspetto": ASPETTI_PERMANENZA[permanenza.stato],
        "motivi": esito,
        "col_modulo": esito.positivo or sempre,
        "progetto_url": "",
        "lingue": [],
    }
    scheda = pagina("scheda", permanenza)
    return mostra_pagina(request, voce, form, fai, template=f"{CARTELLA}/atto.html", poi=scheda, **contesto | altro)
