"""What the contracts and the homes ask of each person: things to do, facts to know, days that come."""

from datetime import date, timedelta

from django.db.models import DateField, ExpressionWrapper, Q, QuerySet, Value
from django.db.models.functions import Least

from gestore.choices import StatoManutenzione
from gestore.models import Locazione, Manutenzione, Morosita, Sublocazione
from gestore.queries.morosita import con_debito, soglie_di
from gestore.workflow import CONTI_ETS, DIREZIONE, ETS, FIRMATI, SPORTELLO_ETS
from valdera_housing.choices import Linea, Ruolo, StatoContratto
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.linea.scadenziario import Genere, Scadenziario
from valdera_housing.models import Alloggio, Invio, Utente
from valdera_housing.rules.registrazione import GIORNI_REGISTRAZIONE

# Who follows arrears day by day; the manager's desk is already full.
SOLLECITANO = (Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS)
# A notice is in time six months before the expiry (L. 431/1998 art. 2-3).
MESI_PREAVVISO = 6
GIORNI_VICINI, GIORNI_APE, GIORNI_CHIAVI = 60, 60, 30
# fmt: off
GENERI = {
    "registra_locazione": Genere(
        ETS, "Registrare il contratto", "Registrare {n} contratti con i proprietari", "Registra",
        "locazione_scheda", "locazione_elenco", data="Registrare un contratto con il proprietario"),
    "registra_sublocazione": Genere(
        ETS, "Registrare la sublocazione", "Registrare {n} sublocazioni", "Registra",
        "sublocazione_scheda", "sublocazione_elenco", data="Registrare una sublocazione"),
    "consegna": Genere(
        SPORTELLO_ETS, "Consegnare le chiavi", "Consegnare le chiavi di {n} alloggi", "Prepara",
        "sublocazione_scheda", "sublocazione_elenco", data="Si consegnano le chiavi"),
    "riconsegna": Genere(
        SPORTELLO_ETS, "Riprendere le chiavi", "Riprendere le chiavi di {n} alloggi", "Prepara",
        "sublocazione_scheda", "sublocazione_elenco", data="Si riprendono le chiavi"),
    "manutenzione": Genere(
        SPORTELLO_ETS, "Manutenzione oltre il termine", "{n} manutenzioni oltre il termine", "Apri",
        "manutenzione_scheda", "manutenzione_elenco", "stato=DA_FARE"),
    "autorizza": Genere(
        DIREZIONE, "Autorizzare una manutenzione", "Autorizzare {n} manutenzioni", "Apri",
        "manutenzione_scheda", "manutenzione_elenco", "stato=PREVENTIVO",
        dettaglio=("Ci sono i preventivi da scegliere", "Ci sono i preventivi da scegliere")),
    "invio": Genere(
        SPORTELLO_ETS, "Prendere in carico un nucleo inviato", "Prendere in carico {n} nuclei inviati", "Apri",
        "", "invio_elenco", con_termine=False,
        dettaglio=("Il primo aspetta dal {quando}", "Il primo aspetta dal {quando}")),
    "morosita": Genere(
        SOLLECITANO, "Fare il prossimo passo su una morosità", "Fare il prossimo passo su {n} morosità", "Apri",
        "morosita_scheda", "morosita_elenco", con_termine=False,
        dettaglio=("In ritardo dal {quando}", "La più vecchia è del {quando}")),
    "preavviso": Genere(
        CONTI_ETS, "", "", "", "locazione_scheda", "locazione_elenco",
        segnala="{n} {contratti} con i proprietari si {rinnovano} senza disdetta: il primo termine per decidere è "
                "il {giorno}",
        data="Ultimo giorno per la disdetta di un contratto con il proprietario", anticipo=MESI_PREAVVISO),
    "scade_sublocazione": Genere(
        ETS, "", "", "", "sublocazione_scheda", "sublocazione_elenco",
        segnala="{n} {sublocazioni} in scadenza, la prima il {giorno}", data="Finisce una sublocazione"),
    "ape": Genere(
        SPORTELLO_ETS, "", "", "", "alloggio_scheda", "alloggio_elenco",
        segnala="{n} {attestati} da rinnovare, il primo scade il {giorno}",
        data="Scade un attestato energetico (APE)"),
}
# fmt: on
PAROLE = {
    "contratti": "contratto,contratti",
    "rinnovano": "rinnova,rinnovano",
    "sublocazioni": "sublocazione,sublocazioni",
    "attestati": "attestato energetico (APE),attestati energetici (APE)",
}


def invii_da_prendere(utente: Utente) -> QuerySet[Invio] | None:
    """Households referred to the line that wait to be taken: the number beside the menu."""
    if not utente.ha_ruolo(*SPORTELLO_ETS):
        return None
    return Invio.objects.visibili_a(utente).da_prendere(Linea.GIS)


def _cerca(utente: Utente, giorno: date) -> dict[str, tuple[QuerySet, str]]:
    """Every kind with its rows and the column of their day."""
    teste = Locazione.objects.visibili_a(utente)
    sotto = Sublocazione.objects.visibili_a(utente)
    riparazioni = Manutenzione.objects.visibili_a(utente).aperte()
    case = Alloggio.objects.visibili_a(utente).in_gestione()
    entro_due_mesi = giorno + timedelta(days=GIORNI_VICINI)
    preavviso = {
        "contratto__stato": StatoContratto.IN_CORSO,
        "contratto__fine_effettiva__gte": aggiungi_mesi(giorno, MESI_PREAVVISO),
        "contratto__fine_effettiva__lte": aggiungi_mesi(entro_due_mesi, MESI_PREAVVISO),
    }
    return {
        "registra_locazione": (_da_registrare(teste), "scadenza"),
        "registra_sublocazione": (_da_registrare(sotto), "scadenza"),
        "consegna": (
            sotto.filter(
                contratto__stato=StatoContratto.FIRMATO,
                contratto__inizio__lte=giorno + timedelta(days=GIORNI_CHIAVI),
            ),
            "contratto__inizio",
        ),
        "riconsegna": (
            sotto.filter(
                Q(contratto__stato=StatoContratto.DISDETTATO)
                | Q(contratto__stato=StatoContratto.IN_CORSO, contratto__fine_effettiva__lt=giorno),
                contratto__fine_effettiva__lte=giorno + timedelta(days=GIORNI_CHIAVI),
            ),
            "contratto__fine_effettiva",
        ),
        "manutenzione": (riparazioni.filter(entro_il__lt=giorno), "entro_il"),
        "autorizza": (riparazioni.filter(stato=StatoManutenzione.PREVENTIVO), "entro_il"),
        "invio": (Invio.objects.visibili_a(utente).da_prendere(Linea.GIS), "inviato_il"),
        "morosita": (_con_un_passo(utente, giorno), "in_ritardo_dal"),
        "preavviso": (teste.filter(**preavviso), "contratto__fine_effettiva"),
        "scade_sublocazione": (
            sotto.filter(
                contratto__stato=StatoContratto.IN_CORSO, contratto__fine_effettiva__range=(giorno, entro_due_mesi)
            ),
            "contratto__fine_effettiva",
        ),
        "ape": (case.filter(ape_scade_il__lte=giorno + timedelta(days=GIORNI_APE)), "ape_scade_il"),
    }


def _con_un_passo(utente: Utente, giorno: date) -> QuerySet[Morosita]:
    """The arrears files that ask for a step today."""
    if not utente.ha_ruolo(*SOLLECITANO):
        return Morosita.objects.none()
    aperte = con_debito(Morosita.objects.visibili_a(utente).aperte(), giorno, soglie_di(giorno))
    return Morosita.objects.filter(pk__in=aperte.exclude(passo="").values("pk"))


def _da_registrare(righe: QuerySet) -> QuerySet:
    """Signed and not registered; ``scadenza`` is thirty days from the signature or the start (DPR 131/1986)."""
    giorni = Value(timedelta(days=GIORNI_REGISTRAZIONE))
    entro = ExpressionWrapper(Least("contratto__stipulato_il", "contratto__inizio") + giorni, output_field=DateField())
    return righe.filter(contratto__stato__in=FIRMATI, contratto__registrato_il=None).annotate(scadenza=entro)


SCADENZIARIO = Scadenziario("gestore", GENERI, _cerca, PAROLE)
