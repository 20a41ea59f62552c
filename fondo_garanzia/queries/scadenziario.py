"""What the fund asks of each person: files to decide, money to pay, what does not come back, days that come."""

from datetime import date, timedelta

from django.db.models import DateField, Exists, OuterRef, QuerySet, Value

from fondo_garanzia.choices import StatoAnticipo, StatoEscussione, StatoGaranzia, StatoRivalsa
from fondo_garanzia.models import (
    Anticipo,
    ChiusuraMese,
    CreditoRivalsa,
    Escussione,
    Garanzia,
    MovimentoFondo,
    RataFondo,
)
from fondo_garanzia.workflow import DIREZIONE, PAGANO, UNIONE
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.linea.scadenziario import Genere, Scadenziario
from valdera_housing.models import ContoBancario, Invio, Utente

# The manager's desk is already full: who is there every day takes the referrals.
OPERATORE = (Ruolo.OPERATORE_ETS,)
SEGUONO_LE_ESCUSSIONI = (Ruolo.OPERATORE_ETS, *DIREZIONE)
GIORNI_FINE, GIORNI_RATA = 60, 31
# A month of the account is closed by the 10th of the next.
GIORNO_CHIUSURA = 10
CHIESTO = ("Chiesto il {quando}", "Il primo è del {quando}")
CHIESTA = ("Chiesta il {quando}", "La prima è del {quando}")
APPROVATO = ("Approvato il {quando}", "Il primo è stato approvato il {quando}")
APPROVATA = ("Approvata il {quando}", "La prima è stata approvata il {quando}")
TARDI = ("Le rate si possono riprogrammare", "Le rate si possono riprogrammare")

# fmt: off
GENERI = {
    "invio_fondo": Genere(
        OPERATORE, "Prendere in carico un nucleo inviato al fondo",
        "Prendere in carico {n} nuclei inviati al fondo", "Apri",
        "", "invio_elenco", con_termine=False, dettaglio=("Aspetta dal {quando}", "Il primo aspetta dal {quando}")),
    "istruisci_garanzia": Genere(
        DIREZIONE, "Istruire una garanzia", "Istruire {n} garanzie", "Istruisci",
        "garanzia_scheda", "garanzia_elenco", "stato=RICHIESTA", con_termine=False, dettaglio=CHIESTA),
    "istruisci_anticipo": Genere(
        DIREZIONE, "Istruire un anticipo", "Istruire {n} anticipi", "Istruisci",
        "anticipo_scheda", "anticipo_elenco", "stato=RICHIESTO", con_termine=False, dettaglio=CHIESTO),
    "valuta_escussione": Genere(
        DIREZIONE, "Valutare un’escussione", "Valutare {n} escussioni", "Valuta",
        "escussione_scheda", "escussione_elenco", "stato=PRESENTATA", con_termine=False, dettaglio=CHIESTA),
    "integra_escussione": Genere(
        SEGUONO_LE_ESCUSSIONI, "Completare un’escussione", "Completare {n} escussioni", "Apri",
        "escussione_scheda", "escussione_elenco", "stato=INTEGRAZIONE", data="Scade l’integrazione di un’escussione"),
    "approva_garanzia": Genere(
        UNIONE, "Decidere su una garanzia", "Decidere su {n} garanzie", "Decidi",
        "garanzia_scheda", "garanzia_elenco", "stato=ISTRUTTORIA", con_termine=False, dettaglio=CHIESTA),
    "approva_anticipo": Genere(
        UNIONE, "Decidere su un anticipo", "Decidere su {n} anticipi", "Decidi",
        "anticipo_scheda", "anticipo_elenco", "stato=ISTRUTTORIA", con_termine=False, dettaglio=CHIESTO),
    "approva_escussione": Genere(
        UNIONE, "Decidere su un’escussione", "Decidere su {n} escussioni", "Decidi",
        "escussione_scheda", "escussione_elenco", "stato=VALUTATA", con_termine=False, dettaglio=CHIESTA),
    "paga_anticipo": Genere(
        PAGANO, "Pagare un anticipo", "Pagare {n} anticipi", "Paga",
        "anticipo_scheda", "anticipo_elenco", "stato=APPROVATO", con_termine=False, dettaglio=APPROVATO),
    "paga_escussione": Genere(
        PAGANO, "Pagare un’escussione", "Pagare {n} escussioni", "Paga",
        "escussione_scheda", "escussione_elenco", "stato=APPROVATA", con_termine=False, dettaglio=APPROVATA),
    "anticipo_in_ritardo": Genere(
        PAGANO, "Un anticipo ha rate in ritardo", "{n} anticipi hanno rate in ritardo", "Apri",
        "anticipo_scheda", "anticipo_elenco", "ritardo=si", con_termine=False, dettaglio=TARDI),
    "rivalsa_in_ritardo": Genere(
        PAGANO, "Una rivalsa ha rate in ritardo", "{n} rivalse hanno rate in ritardo", "Apri",
        "rivalsa_scheda", "rivalsa_elenco", "ritardo=si", con_termine=False, dettaglio=TARDI),
    "chiudi_mese": Genere(
        PAGANO, "Chiudere il mese del conto dedicato", "Chiudere il mese di {n} conti dedicati", "Apri",
        "", "conto_scheda", data="Si chiude il mese del conto dedicato"),
    "garanzia_finisce": Genere(
        SEGUONO_LE_ESCUSSIONI, "", "", "", "garanzia_scheda", "garanzia_elenco",
        segnala="{n} {garanzie} entro due mesi, la prima il {giorno}", data="Finisce una garanzia"),
    "rata": Genere(
        PAGANO, "", "", "", "", "", data="Una famiglia restituisce una rata al fondo"),
}
# fmt: on
PAROLE = {"garanzie": "garanzia finisce,garanzie finiscono"}


def invii_da_prendere(utente: Utente) -> QuerySet[Invio] | None:
    """Households referred to the fund that wait to be taken: the number beside the menu."""
    if not utente.ha_ruolo(*OPERATORE):
        return None
    return Invio.objects.visibili_a(utente).da_prendere(Linea.FON)


def _cerca(utente: Utente, giorno: date) -> dict[str, tuple[QuerySet, str]]:
    """Every kind with its rows and the column of their day."""
    garanzie = Garanzia.objects.visibili_a(utente)
    anticipi = Anticipo.objects.visibili_a(utente)
    escussioni = Escussione.objects.visibili_a(utente)
    crediti = CreditoRivalsa.objects.visibili_a(utente)
    tardi = [StatoRivalsa.IN_RITARDO, StatoRivalsa.INSOLVENTE]
    fra_poco = (giorno, giorno + timedelta(days=GIORNI_FINE))
    return {
        "invio_fondo": (Invio.objects.visibili_a(utente).da_prendere(Linea.FON), "inviato_il"),
        "istruisci_garanzia": (garanzie.filter(stato=StatoGaranzia.RICHIESTA), "richiesta_il"),
        "istruisci_anticipo": (anticipi.filter(stato=StatoAnticipo.RICHIESTO), "richiesto_il"),
        "valuta_escussione": (escussioni.filter(stato=StatoEscussione.PRESENTATA), "presentata_il"),
        "integra_escussione": (escussioni.filter(stato=StatoEscussione.INTEGRAZIONE), "integrare_entro"),
        "approva_garanzia": (garanzie.filter(stato=StatoGaranzia.ISTRUTTORIA), "richiesta_il"),
        "approva_anticipo": (anticipi.filter(stato=StatoAnticipo.ISTRUTTORIA), "richiesto_il"),
        "approva_escussione": (escussioni.filter(stato=StatoEscussione.VALUTATA), "presentata_il"),
        "paga_anticipo": (anticipi.filter(stato=StatoAnticipo.APPROVATO), "deciso_il"),
        "paga_escussione": (escussioni.filter(stato=StatoEscussione.APPROVATA), "decisa_il"),
        "anticipo_in_ritardo": (anticipi.filter(stato__in=tardi), "erogato_il"),
        "rivalsa_in_ritardo": (crediti.filter(stato__in=tardi), "aperto_il"),
        "chiudi_mese": (conti_da_chiudere(giorno), "entro"),
        "garanzia_finisce": (
            Garanzia.objects.che_impegnano().filter(scade_il__range=fra_poco).visibili_a(utente),
            "scade_il",
        ),
        "rata": (_rate_che_vengono(giorno), "scadenza__scade_il"),
    }


def conti_da_chiudere(giorno: date) -> QuerySet[ContoBancario]:
    """The dedicated accounts whose last month to close is not, with ``entro``, the day it was to be.

    Past the 10th it is the month before, until then the one before that; a month in which the fund was not there yet
    has nothing to close.
    """
    mese = aggiungi_mesi(giorno.replace(day=1), -1 if giorno.day > GIORNO_CHIUSURA else -2)
    dopo = aggiungi_mesi(mese, 1)
    chiusi = ChiusuraMese.objects.valide().filter(conto=OuterRef("pk"), mese__gte=mese)
    conti = ContoBancario.objects.filter(
        ~Exists(chiusi), Exists(MovimentoFondo.objects.filter(giorno__lt=dopo)), dedicato=True
    )
    return conti.annotate(entro=Value(dopo.replace(day=GIORNO_CHIUSURA), output_field=DateField()))


def _rate_che_vengono(giorno: date) -> QuerySet[RataFondo]:
    vicine = (giorno, giorno + timedelta(days=GIORNI_RATA))
    return RataFondo.objects.filter(sostituita_il=None, scadenza__aperta=True, scadenza__scade_il__range=vicine)


SCADENZIARIO = Scadenziario("fondo_garanzia", GENERI, _cerca, PAROLE)
