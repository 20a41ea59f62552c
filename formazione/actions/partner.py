"""Acts on the network of partners and on who of them makes an event."""

from typing import Any

from django.db import transaction

from formazione.choices import StatoEvento
from formazione.models import Evento, Partner, PartnerEvento
from formazione.workflow import TENGONO
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente


@transaction.atomic
def aggiungi_partner(dati: dict[str, Any], *, utente: Utente) -> Partner:
    """A body enters the network."""
    _pretende_chi_tiene(utente)
    _pretende_nome_libero(dati["nome"])
    return Partner.objects.create(**dati)


@transaction.atomic
def modifica_partner(partner: Partner, dati: dict[str, Any], *, utente: Utente, versione: int) -> Partner:
    """Correct a body, or write that it left the network (``attivo``)."""
    _pretende_chi_tiene(utente)
    _pretende_nome_libero(dati["nome"], tranne=partner)
    salvato: Partner = modifica(partner, dati, versione=versione)
    return salvato


@transaction.atomic
def aggiungi_partner_evento(evento: Evento, partner: Partner, *, compito: str, utente: Utente) -> PartnerEvento:
    """A body of the network takes part in making an event; ``compito`` is what it does there."""
    bloccato = _evento_bloccato(evento, utente)
    if not partner.attivo:
        raise AttoRifiutato(f"{partner} non è più nella rete.")
    if PartnerEvento.objects.filter(evento=bloccato, partner=partner).exists():
        raise AttoRifiutato(f"{partner} partecipa già a questo evento.")
    return PartnerEvento.objects.create(evento=bloccato, partner=partner, compito=compito)


@transaction.atomic
def togli_partner_evento(partecipazione: PartnerEvento, *, utente: Utente) -> None:
    """It does not take part any more."""
    _evento_bloccato(partecipazione.evento, utente)
    partecipazione.delete()


def _pretende_chi_tiene(utente: Utente) -> None:
    if not utente.ha_ruolo(*TENGONO):
        raise AttoRifiutato("La rete dei partner la tiene chi organizza gli eventi.")


def _pretende_nome_libero(nome: str, tranne: Partner | None = None) -> None:
    uguali = Partner.objects.filter(nome__iexact=nome)
    if (uguali.exclude(pk=tranne.pk) if tranne else uguali).exists():
        raise AttoRifiutato(f"{nome} è già nella rete.")


def _evento_bloccato(evento: Evento, utente: Utente) -> Evento:
    _pretende_chi_tiene(utente)
    bloccato = Evento.objects.select_for_update(no_key=True, of=("self",)).get(pk=evento.pk)
    if bloccato.stato == StatoEvento.ANNULLATO:
        raise AttoRifiutato("L’evento è annullato: i suoi partner non cambiano più.")
    return bloccato
