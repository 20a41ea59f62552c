"""What shared houses ask of each person: visits, reviews of the path, ends of stays, proposals, milestones."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    Func,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest, Least, TruncDate
from django.utils import timezone

from cohousing.choices import (
    CodiceTappa,
    StatoCandidatura,
    StatoImmobile,
    StatoPermanenza,
    StatoSpesaComune,
    StatoTurno,
)
from cohousing.models import (
    Candidatura,
    Costo,
    Permanenza,
    RicognizioneImmobile,
    Ricontatto,
    SpesaComune,
    Tappa,
    Turno,
)
from cohousing.models.permanenza import PermanenzaQuerySet
from cohousing.queries.autonomia import con_prossima_verifica
from cohousing.queries.supervisione import case_senza_visite
from cohousing.rules.ricontatto import ANTICIPO, MESI
from cohousing.rules.tappa import MESI_PER_LE_TAPPE
from cohousing.workflow import CONTI, DIREZIONE, TENGONO, UNIONE
from valdera_housing.choices import Linea, Ruolo, StatoProgetto
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.linea.scadenziario import Genere, Scadenziario
from valdera_housing.models import Convenzione, Invio, ProgettoIndividuale, Scadenza, Utente

OPERATORE = (Ruolo.OPERATORE_ETS,)
SEGUONO_IL_PERCORSO = (Ruolo.ASSISTENTE_SOCIALE, *TENGONO)
# As the filter of the list it leads to.
GIORNI_FINE = 60
GIORNI_INGRESSO, GIORNI_VERIFICA, GIORNI_TAPPA = 14, 14, 60
# After so long nobody looks any more for who left.
MESI_RICONTATTO = 18
PRESENTATA = ("Presentata il {quando}", "La prima è del {quando}")

# fmt: off
GENERI = {
    "invio_cohousing": Genere(
        TENGONO, "Prendere in carico un nucleo inviato al cohousing",
        "Prendere in carico {n} nuclei inviati al cohousing", "Apri",
        "", "invio_elenco", con_termine=False, dettaglio=("Aspetta dal {quando}", "Il primo aspetta dal {quando}")),
    "cerca_posto": Genere(
        TENGONO, "Cercare un posto in una casa condivisa", "Cercare {n} posti in case condivise", "Apri",
        "candidatura_scheda", "candidatura_elenco", "stato=APERTA", con_termine=False, dettaglio=PRESENTATA),
    "decidi_candidatura": Genere(
        DIREZIONE, "Decidere su un posto in una casa condivisa", "Decidere su {n} posti in case condivise", "Decidi",
        "candidatura_scheda", "candidatura_elenco", "stato=PROPOSTA",
        dettaglio=("L’ingresso è proposto per il {quando}", "Il primo ingresso è proposto per il {quando}")),
    "visita_casa": Genere(
        TENGONO, "Visitare una casa condivisa", "Visitare {n} case condivise", "Apri",
        "struttura_scheda", "struttura_elenco", con_termine=False,
        dettaglio=("Nessuno ci va dal {quando}", "Nella prima nessuno va dal {quando}")),
    "verifica_percorso": Genere(
        SEGUONO_IL_PERCORSO, "Verificare il percorso di un nucleo in una casa condivisa",
        "Verificare il percorso di {n} nuclei in case condivise", "Apri", "permanenza_scheda", "permanenza_elenco",
        "stato=IN_CORSO", data="Verificare il percorso di un nucleo in una casa condivisa"),
    "firme_ingresso": Genere(
        TENGONO, "Un ingresso in una casa condivisa aspetta le firme",
        "{n} ingressi in case condivise aspettano le firme", "Apri",
        "permanenza_scheda", "permanenza_elenco", "stato=PREPARAZIONE",
        dettaglio=("L’ingresso è il {quando}", "Il primo ingresso è il {quando}"),
        data="Un nucleo entra in una casa condivisa"),
    "registra_ingresso": Genere(
        TENGONO, "Registrare un ingresso in una casa condivisa", "Registrare {n} ingressi in case condivise", "Apri",
        "permanenza_scheda", "permanenza_elenco", "stato=PREPARAZIONE",
        dettaglio=("L’ingresso era per il {quando}", "Il primo era per il {quando}")),
    "oltre_la_fine": Genere(
        TENGONO, "Una permanenza è oltre la sua fine", "{n} permanenze sono oltre la loro fine", "Apri",
        "permanenza_scheda", "permanenza_elenco", "stato=IN_CORSO",
        dettaglio=("Finiva il {quando}: si proroga o si conclude", "La prima finiva il {quando}")),
    "fine_vicina": Genere(
        SEGUONO_IL_PERCORSO, "", "", "", "permanenza_scheda", "permanenza_elenco",
        f"stato=IN_CORSO&entro={GIORNI_FINE}",
        segnala="{n} {permanenze} {prima} {giorno}", data="Finisce una permanenza in una casa condivisa"),
    "ricontatto": Genere(
        SEGUONO_IL_PERCORSO, "Sentire un nucleo uscito da una casa condivisa",
        "Sentire {n} nuclei usciti da case condivise", "Apri",
        "permanenza_scheda", "permanenza_elenco", "stato=CONCLUSA"),
    "quota_in_ritardo": Genere(
        CONTI, "Una quota di una casa condivisa non è pagata", "{n} quote di case condivise non sono pagate", "Apri",
        "", "quota_elenco", "conto=ritardo",
        dettaglio=("Scaduta il {quando}", "La prima è scaduta il {quando}")),
    "ripartisci_spesa": Genere(
        CONTI, "Ripartire una spesa comune", "Ripartire {n} spese comuni", "Apri",
        "spesa_comune_scheda", "spesa_comune_elenco", "stato=BOZZA", con_termine=False,
        dettaglio=("Documento del {quando}", "Il primo documento è del {quando}")),
    "paga_costo": Genere(
        CONTI, "Pagare una spesa del cohousing", "Pagare {n} spese del cohousing", "Apri",
        "costo_scheda", "costo_elenco", "stato=da_pagare", con_termine=False,
        dettaglio=("Documento del {quando}", "Il primo documento è del {quando}")),
    "registra_turno": Genere(
        TENGONO, "Registrare com’è andato un turno di un servizio",
        "Registrare com’è andata per {n} turni dei servizi", "Apri",
        "turno_scheda", "turno_elenco", "stato=DA_REGISTRARE", con_termine=False,
        dettaglio=("Era il {quando}", "Il primo era il {quando}")),
    "immobile_proposto": Genere(
        UNIONE, "Registrare la decisione della Cabina su un immobile",
        "Registrare la decisione della Cabina su {n} immobili", "Apri", "immobile_scheda", "immobile_elenco",
        "stato=PROPOSTO", con_termine=False, dettaglio=("Proposto il {quando}", "Il primo è proposto dal {quando}")),
    "tappa": Genere(
        DIREZIONE, "Raggiungere le tappe del cohousing", "Raggiungere le tappe del cohousing", "Apri",
        "", "tappa_elenco", dettaglio=("La prima va raggiunta entro il {quando}",) * 2),
}
# fmt: on
PAROLE = {"permanenze": "permanenza finisce,permanenze finiscono", "prima": "il,presto: la prima il"}
# The desk of who coordinates is already full: there she finds what she decides, the rest on the page of the line.
DECIDE = ("decidi_candidatura", "oltre_la_fine", "tappa")


def che_aspettano(utente: Utente) -> QuerySet | None:
    """The number beside the menu: buildings for the Unione, proposals for who decides, referrals for the operators."""
    if utente.ha_ruolo(*UNIONE):
        return RicognizioneImmobile.objects.visibili_a(utente).filter(stato=StatoImmobile.PROPOSTO)
    if utente.ha_ruolo(*DIREZIONE):
        return Candidatura.objects.visibili_a(utente).filter(stato=StatoCandidatura.PROPOSTA)
    return Invio.objects.visibili_a(utente).da_prendere(Linea.COH) if utente.ha_ruolo(*OPERATORE) else None


def _cerca(utente: Utente, giorno: date) -> Mapping[str, tuple[QuerySet, str]]:
    """Every kind with its rows and the column of their day."""
    candidature = Candidatura.objects.visibili_a(utente)
    permanenze = Permanenza.objects.visibili_a(utente)
    case = case_senza_visite(utente, giorno).annotate(
        da_quando=Greatest(Coalesce("ultima_visita", "attiva_dal"), "attiva_dal")
    )
    in_percorso: QuerySet = con_prossima_verifica(permanenze, giorno)
    da_verificare = in_percorso.filter(verifica_entro__lte=giorno + timedelta(days=GIORNI_VERIFICA))
    quote = Scadenza.objects.visibili_a(utente).da_incassare().filter(linea=Linea.COH)
    turni = Turno.objects.visibili_a(utente).filter(stato=StatoTurno.PREVISTO, fine__lt=timezone.now())
    immobili = RicognizioneImmobile.objects.visibili_a(utente)
    return {
        "invio_cohousing": (Invio.objects.visibili_a(utente).da_prendere(Linea.COH), "inviato_il"),
        "cerca_posto": (candidature.filter(stato=StatoCandidatura.APERTA), "presentata_il"),
        "decidi_candidatura": (candidature.filter(stato=StatoCandidatura.PROPOSTA), "ingresso_il"),
        "visita_casa": (case, "da_quando"),
        "verifica_percorso": (da_verificare, "verifica_entro"),
        "ricontatto": (_da_sentire(permanenze, giorno), "sentire_entro"),
        "quota_in_ritardo": (quote.aperte().filter(scade_il__lt=giorno), "scade_il"),
        "ripartisci_spesa": (
            SpesaComune.objects.visibili_a(utente).filter(stato=StatoSpesaComune.BOZZA),
            "documento_del",
        ),
        "paga_costo": (Costo.objects.visibili_a(utente).filter(pagato_il=None, annullato_il=None), "documento_del"),
        "registra_turno": (turni.annotate(giorno=TruncDate("inizio")), "giorno"),
        "immobile_proposto": (immobili.filter(stato=StatoImmobile.PROPOSTO), "proposto_il"),
        "tappa": (_tappe_vicine(giorno), "prima_tappa"),
    } | _delle_date(permanenze, giorno)


def _delle_date(permanenze: PermanenzaQuerySet, giorno: date) -> dict[str, tuple[QuerySet, str]]:
    """Stays about to begin, to end, or past their end."""
    in_arrivo = permanenze.filter(stato=StatoPermanenza.PREPARAZIONE)
    progetto = ProgettoIndividuale.objects.filter(caso=OuterRef("caso"), stato=StatoProgetto.FIRMATO)
    firmate = Q(patto_firmato_il__isnull=False) & Exists(progetto)
    in_corso = permanenze.in_corso()
    return {
        "firme_ingresso": (
            in_arrivo.filter(~firmate, inizio__lte=giorno + timedelta(days=GIORNI_INGRESSO)), "inizio",
        ),
        "registra_ingresso": (in_arrivo.filter(firmate, inizio__lte=giorno), "inizio"),
        "oltre_la_fine": (in_corso.filter(fine_effettiva__lt=giorno), "fine_effettiva"),
        "fine_vicina": (
            in_corso.filter(fine_effettiva__range=(giorno, giorno + timedelta(days=GIORNI_FINE))), "fine_effettiva",
        ),
    }  # fmt: skip


def _dopo_mesi(giorno: Combinable | str, mesi: int, giorni: str = "") -> Func:
    """A day so many months later, the last one of a shorter month; ``giorni`` is added then («- 1»: the eve)."""
    template = f"((%(expressions)s + interval '{mesi:d} months')::date {giorni})"
    return Func(giorno, template=template, output_field=DateField())


def _da_sentire(permanenze: QuerySet[Permanenza], giorno: date) -> QuerySet[Permanenza]:
    """Who left and is to be heard now: from a month before the day, until nobody would be found any more."""
    gia_sentito = Ricontatto.objects.filter(permanenza=OuterRef("pk"))
    quando = [
        When(
            ~Exists(gia_sentito.filter(mesi=mesi)) & Q(uscita_il__lte=aggiungi_mesi(giorno, ANTICIPO - mesi)),
            then=_dopo_mesi("uscita_il", mesi),
        )
        for mesi in MESI
    ]
    uscite = permanenze.filter(stato=StatoPermanenza.CONCLUSA, uscita_il__gte=aggiungi_mesi(giorno, -MESI_RICONTATTO))
    return uscite.annotate(sentire_entro=Case(*quando, output_field=DateField())).filter(sentire_entro__isnull=False)


def _tappe_vicine(giorno: date) -> QuerySet[Convenzione]:
    """The convention in force, when a milestone not reached is near or late: ``prima_tappa`` is the nearest day."""
    tappe = Tappa.objects.filter(convenzione=OuterRef("pk")).order_by().values("convenzione")
    scritte = tappe.annotate(quante=Count("pk")).values("quante")
    prima = tappe.filter(raggiunta_il=None).annotate(prima=Min("entro_il")).values("prima")
    # Those nobody has written yet are due by the end of the first year.
    fine_anno = _dopo_mesi("inizio", MESI_PER_LE_TAPPE, "- 1")
    predefinita = Case(When(scritte__lt=len(CodiceTappa), then=fine_anno), output_field=DateField())
    in_vigore = Convenzione.objects.filter(inizio__lte=giorno, fine__gte=giorno)
    return in_vigore.annotate(
        scritte=Coalesce(Subquery(scritte), 0), prima_tappa=Least(Subquery(prima), predefinita)
    ).filter(prima_tappa__lte=giorno + timedelta(days=GIORNI_TAPPA))


def _per_la_scrivania(nome: str, genere: Genere) -> Genere:
    return genere if nome in DECIDE else replace(genere, chi=tuple(r for r in genere.chi if r not in DIREZIONE))


SCADENZIARIO = Scadenziario("cohousing", {n: _per_la_scrivania(n, g) for n, g in GENERI.items()}, _cerca, PAROLE)
# On the page of the line, everybody reads what waits for her.
DELLA_LINEA = Scadenziario("cohousing", GENERI, _cerca, PAROLE)
