"""What a round of reminders reads: the appointments near, and what each person is told."""

from datetime import datetime
from typing import cast

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from sportello.choices import ModoAppuntamento, StatoAppuntamento
from sportello.models import Appuntamento, Promemoria, SilenzioPromemoria
from sportello.rules.promemoria import DA_RIVEDERE, GIORNI_PRIMA, TENTATIVI_MASSIMI, Destinatario
from valdera_housing.choices import TipoSede
from valdera_housing.kit.scrittura import in_ora, per_esteso
from valdera_housing.models import Parametro, Persona, Prenotazione, Sede, Utente


def giorni_prima(adesso: datetime) -> int:
    """How many days before, from the parameter ``giorni_promemoria`` in force."""
    valori = Parametro.objects.valori(timezone.localdate(adesso))
    return int(valori.get("giorni_promemoria", GIORNI_PRIMA))


def da_ricordare(adesso: datetime, fine: datetime) -> QuerySet[Appuntamento]:
    """Confirmed appointments that begin after now and before ``fine``, with no reminder for that hour yet."""
    gia = Promemoria.objects.filter(appuntamento=OuterRef("pk"), per_il=OuterRef("prenotazione__inizio"))
    return Appuntamento.objects.filter(
        ~Exists(gia),
        stato=StatoAppuntamento.CONFERMATO,
        prenotazione__annullata_alle=None,
        prenotazione__inizio__gt=adesso,
        prenotazione__inizio__lt=fine,
    ).select_related("prenotazione")


def da_lavorare(adesso: datetime) -> QuerySet[Promemoria]:
    """Reminders of hours still to come that may leave now. Those of appointments moved or cancelled stay behind."""
    return Promemoria.objects.filter(
        stato__in=DA_RIVEDERE,
        tentativi__lt=TENTATIVI_MASSIMI,
        per_il__gt=adesso,
        appuntamento__stato=StatoAppuntamento.CONFERMATO,
        appuntamento__prenotazione__annullata_alle=None,
        appuntamento__prenotazione__inizio=F("per_il"),
    )


def destinatario_di(appuntamento: Appuntamento) -> Destinatario:
    """Where the reminder of an appointment goes, and whether the person must not get it."""
    persona = appuntamento.persona
    return Destinatario(
        email_appuntamento=appuntamento.email,
        email_persona=persona.email if persona else "",
        silenziato=persona is not None and SilenzioPromemoria.objects.filter(persona=persona, al=None).exists(),
    )


def testo_di(appuntamento: Appuntamento) -> tuple[str, str]:
    """Subject and body: day, hour, place and whom to call. Neither the name nor the reason: others may read it."""
    prenotazione = cast(Prenotazione, appuntamento.prenotazione)  # reminders are of confirmed ones alone
    inizio = timezone.localtime(prenotazione.inizio)
    contesto = {
        "giorno": per_esteso(inizio),
        "ora": in_ora(inizio),
        "modo": appuntamento.modo,
        "modi": ModoAppuntamento,
        "sede": prenotazione.sede,
        "stanza": prenotazione.stanza,
        "telefono_persona": telefono_di(appuntamento),
        "telefono": telefono_per_spostare(prenotazione.sede),
    }
    oggetto = render_to_string("sportello/promemoria/oggetto.txt", contesto).strip()
    return oggetto, render_to_string("sportello/promemoria/testo.txt", contesto).strip() + "\n"


def telefono_di(appuntamento: Appuntamento) -> str:
    """The number at which the person is called."""
    return appuntamento.telefono or (appuntamento.persona.telefono if appuntamento.persona else "")


def telefono_per_spostare(sede: Sede | None) -> str:
    """The number of the desk where the appointment is, else of the main one; nothing when neither has it."""
    if sede is not None and sede.telefono:
        return sede.telefono
    centrali = Sede.objects.attive().filter(tipo=TipoSede.CENTRALE).exclude(telefono="")
    return centrali.values_list("telefono", flat=True).first() or ""


def chi_riceve(appuntamento: Appuntamento) -> str:
    """The name of the person, or the one by which she is known until she is in the registry."""
    return str(appuntamento.persona) if appuntamento.persona else appuntamento.nome_riferito


def persone_da_ricordare(utente: Utente) -> QuerySet[Persona]:
    """Who may be muted by this person: those she sees, and those of the appointments she sees."""
    viste = Persona.objects.visibili_a(utente).values("pk")
    negli_appuntamenti = Appuntamento.objects.visibili_a(utente).order_by().values("persona")
    return Persona.objects.filter(Q(pk__in=viste) | Q(pk__in=negli_appuntamenti))


def silenzi_visibili(utente: Utente) -> QuerySet[SilenzioPromemoria]:
    persone = persone_da_ricordare(utente).order_by().values("pk")
    return SilenzioPromemoria.objects.filter(persona__in=persone).select_related("persona", "deciso_da")
