"""What training asks of each person: rooms to be decided, events to be closed, certificates to be given."""

from dataclasses import replace
from datetime import date, timedelta

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncDate

from formazione.choices import StatoEvento, StatoIscrizione, StatoNewsletter, StatoQuestionario, StatoSala
from formazione.models import Attestato, Costo, Evento, Iscrizione, Newsletter, Questionario, RichiestaSala, Sessione
from formazione.workflow import CONTI, TENGONO, UNIONE, VIVI
from valdera_housing.choices import Linea, Ruolo, StatoLavoro
from valdera_housing.linea.scadenziario import Genere, Scadenziario
from valdera_housing.models import Invio, Utente

OPERATORE = (Ruolo.OPERATORE_ETS,)
# Their desk is already full: they read what waits on the page of the line.
SENZA_SCRIVANIA = (Ruolo.COORDINATORE_ETS, Ruolo.CONTABILE_ETS)
GIORNI_SALA, GIORNI_QUESTIONARIO, GIORNI_AVANTI, GIORNI_PREVENTIVO = 7, 14, 30, 90
SVOLTO = ("Svolto il {quando}", "Il primo si è svolto il {quando}")

# fmt: off
GENERI = {
    "invio_formazione": Genere(
        OPERATORE, "Prendere in carico un nucleo inviato alla formazione",
        "Prendere in carico {n} nuclei inviati alla formazione", "Apri",
        "", "invio_elenco", con_termine=False, dettaglio=("Aspetta dal {quando}", "Il primo aspetta dal {quando}")),
    "decidi_sala": Genere(
        UNIONE, "Decidere su una sala chiesta", "Decidere su {n} sale chieste", "Decidi",
        "sala_scheda", "sala_elenco", "stato=RICHIESTA",
        dettaglio=("Serve il {quando}", "La prima serve il {quando}")),
    "senza_sala": Genere(
        TENGONO, "Un incontro vicino non ha la sala autorizzata", "{n} eventi vicini non hanno la sala autorizzata",
        "Apri", "evento_scheda", "evento_elenco",
        dettaglio=("L’incontro è il {quando}", "Il primo incontro è il {quando}")),
    "chiudi_evento": Genere(
        TENGONO, "Chiudere un evento finito", "Chiudere {n} eventi finiti", "Chiudi",
        "evento_scheda", "evento_elenco", con_termine=False,
        dettaglio=("Finito il {quando}", "Il primo è finito il {quando}")),
    "attestati": Genere(
        TENGONO, "Rilasciare gli attestati di un evento", "Rilasciare gli attestati di {n} eventi", "Rilascia",
        "evento_scheda", "evento_elenco", "stato=SVOLTO", con_termine=False, dettaglio=SVOLTO),
    "chiudi_questionario": Genere(
        TENGONO, "Chiudere un questionario ancora aperto", "Chiudere {n} questionari ancora aperti", "Apri",
        "questionario_scheda", "questionario_elenco", "stato=APERTO", con_termine=False,
        dettaglio=("L’evento si è svolto il {quando}", "Il primo evento si è svolto il {quando}")),
    "riprendi_newsletter": Genere(
        TENGONO, "Una newsletter è ferma a metà", "{n} newsletter sono ferme a metà", "Apri",
        "newsletter_scheda", "newsletter_elenco", "stato=IN_INVIO", con_termine=False,
        dettaglio=("Scritta il {quando}: la riprende chi coordina",
                                      "La prima è del {quando}: le riprende chi coordina")),
    "paga_spesa": Genere(
        CONTI, "Pagare una spesa della formazione", "Pagare {n} spese della formazione", "Apri",
        "costo_scheda", "costo_elenco", "stato=da_pagare", con_termine=False,
        dettaglio=("Documento del {quando}", "Il primo documento è del {quando}")),
    "oltre_preventivo": Genere(
        TENGONO, "", "", "", "evento_scheda", "costo_elenco", segnala="{n} {eventi} più del preventivo"),
    "fine_iscrizioni": Genere(
        TENGONO, "", "", "", "evento_scheda", "evento_elenco", "stato=ISCRIZIONI_APERTE",
        data="Finiscono le iscrizioni a un evento"),
    "incontro": Genere(
        TENGONO, "", "", "", "", "evento_elenco", data="Si tiene un incontro della formazione"),
}
# fmt: on
PAROLE = {"eventi": "evento costa,eventi costano"}


def che_aspettano(utente: Utente) -> QuerySet | None:
    """The number beside the menu: rooms to be decided for the Unione, referrals for who is at the desk every day."""
    if utente.ha_ruolo(*UNIONE):
        return RichiestaSala.objects.visibili_a(utente).da_decidere()
    if not utente.ha_ruolo(*OPERATORE):
        return None
    return Invio.objects.visibili_a(utente).da_prendere(Linea.FOR)


def _cerca(utente: Utente, giorno: date) -> dict[str, tuple[QuerySet, str]]:
    """Every kind with its rows and the column of their day."""
    eventi = Evento.objects.visibili_a(utente)
    vivi = eventi.filter(stato__in=VIVI)
    svolti = eventi.filter(stato=StatoEvento.SVOLTO)
    avanti = giorno + timedelta(days=GIORNI_AVANTI)
    aperti = Questionario.objects.visibili_a(utente).filter(
        stato=StatoQuestionario.APERTO,
        evento__stato=StatoEvento.SVOLTO,
        evento__svolto_il__lte=giorno - timedelta(days=GIORNI_QUESTIONARIO),
    )
    sale = RichiestaSala.objects.visibili_a(utente).da_decidere()
    return {
        "invio_formazione": (Invio.objects.visibili_a(utente).da_prendere(Linea.FOR), "inviato_il"),
        "decidi_sala": (sale.annotate(serve_il=TruncDate("prenotazione__inizio")), "serve_il"),
        "senza_sala": (_senza_sala(vivi, giorno), "incontro_il"),
        "chiudi_evento": (vivi.filter(finisce_il__lt=giorno), "finisce_il"),
        "attestati": (_con_attestati_da_dare(svolti), "svolto_il"),
        "chiudi_questionario": (aperti, "evento__svolto_il"),
        "riprendi_newsletter": (newsletter_ferme(utente), "creata_il"),
        "paga_spesa": (Costo.objects.visibili_a(utente).filter(pagato_il=None, annullato_il=None), "documento_del"),
        "oltre_preventivo": (_oltre_preventivo(eventi, giorno), "inizia_il"),
        "fine_iscrizioni": (
            vivi.filter(stato=StatoEvento.ISCRIZIONI_APERTE, iscrizioni_al__range=(giorno, avanti)),
            "iscrizioni_al",
        ),
        "incontro": (_incontri(giorno, avanti), "giorno"),
    }


def _incontri(dal: date, al: date) -> QuerySet:
    """Sessions of events that are still to be held, on a closed range of days."""
    sessioni = Sessione.objects.vive().filter(
        evento__stato__in=VIVI, prenotazione__inizio__date__gte=dal, prenotazione__inizio__date__lte=al
    )
    return sessioni.annotate(giorno=TruncDate("prenotazione__inizio"))


def _senza_sala(eventi: QuerySet[Evento], giorno: date) -> QuerySet[Evento]:
    """Those with a session of the next days in a room the Unione has not allowed."""
    autorizzata = RichiestaSala.objects.filter(prenotazione=OuterRef("prenotazione"), stato=StatoSala.AUTORIZZATA)
    incontri = _incontri(giorno, giorno + timedelta(days=GIORNI_SALA)).filter(
        ~Exists(autorizzata), prenotazione__stanza__isnull=False, evento=OuterRef("pk")
    )
    primo = Subquery(incontri.order_by("giorno").values("giorno")[:1], output_field=DateField())
    return eventi.annotate(incontro_il=primo).filter(incontro_il__isnull=False)


def _con_attestati_da_dare(svolti: QuerySet[Evento]) -> QuerySet[Evento]:
    """Those where somebody was there long enough and has no certificate."""
    valido = Attestato.objects.validi().filter(iscrizione=OuterRef("pk"))
    presenti = Iscrizione.objects.filter(evento=OuterRef("pk"), stato=StatoIscrizione.CONFERMATA, minuti__gt=0)
    centesimi = F("evento__minuti") * F("evento__soglia")
    meritati = presenti.annotate(cento=F("minuti") * 100).filter(~Exists(valido), cento__gte=centesimi)
    return svolti.filter(Exists(meritati), con_attestato=True)


def _oltre_preventivo(eventi: QuerySet[Evento], giorno: date) -> QuerySet[Evento]:
    """Those to be held, or held a short time ago, whose expenses are more than was foreseen."""
    spese = Costo.objects.filter(evento=OuterRef("pk"), annullato_il=None).order_by().values("evento")
    speso = Subquery(spese.annotate(somma=Sum("importo")).values("somma"))
    recenti = Q(stato__in=VIVI) | Q(svolto_il__gte=giorno - timedelta(days=GIORNI_PREVENTIVO))
    return eventi.filter(recenti).annotate(speso=speso).filter(speso__gt=F("preventivo"))


def newsletter_ferme(utente: Utente) -> QuerySet[Newsletter]:
    """Those half sent whose job has ended, badly or without finishing them."""
    ferma = Q(lavoro=None) | Q(lavoro__stato__in=[StatoLavoro.FINITO, StatoLavoro.FALLITO])
    return Newsletter.objects.visibili_a(utente).filter(ferma, stato=StatoNewsletter.IN_INVIO)


def _per_la_scrivania(genere: Genere) -> Genere:
    return replace(genere, chi=tuple(ruolo for ruolo in genere.chi if ruolo not in SENZA_SCRIVANIA))


SCADENZIARIO = Scadenziario("formazione", {n: _per_la_scrivania(g) for n, g in GENERI.items()}, _cerca, PAROLE)
# On the page of the line, everybody reads what waits for her.
DELLA_LINEA = Scadenziario("formazione", GENERI, _cerca, PAROLE)
