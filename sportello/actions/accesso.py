"""Acts on the contacts with the desk. Locks, always in this order: Appuntamento, Persona by key, Accesso."""

from datetime import date, datetime
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from sportello.models import Accesso, Appuntamento
from sportello.rules.accesso import Contatto, Registrazione, primo_contatto, valuta_eliminazione, valuta_momento
from sportello.workflow import SEGUONO
from valdera_housing.actions.caso import segna_attivita
from valdera_housing.actions.persona import registra_persona
from valdera_housing.actions.versione import modifica
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente, pretendi
from valdera_housing.models import Caso, MembroNucleo, Nucleo, Persona, Utente


@transaction.atomic
def registra_accesso(dati: dict[str, Any], *, utente: Utente) -> Accesso:
    """A contact with the desk: ``dati`` are the fields of Accesso, without household and operator.

    Without ``avvenuto_alle`` it is now. Of a known ``persona`` the household and the first access are worked out;
    of an unknown one ``primo_accesso`` is what was said. An ``appuntamento`` has one access at most.
    """
    _pretende_chi_segue(utente)
    dati = dati | {"avvenuto_alle": dati.get("avvenuto_alle") or timezone.now()}
    _pretende_avvenuto(dati["avvenuto_alle"])
    if appuntamento := dati.get("appuntamento"):
        _pretende_senza_accesso(appuntamento)
    persona = dati.get("persona")
    if persona:
        _blocca(persona.pk)
        dati = dati | {"primo_accesso": False, "nucleo": nucleo_di(persona, dati["avvenuto_alle"])}
    accesso = Accesso.objects.create(operatore=utente, **dati)
    _muove_il_caso(accesso)
    if persona:
        _riordina_primo(persona.pk)
        accesso.refresh_from_db()
    return accesso


@transaction.atomic
def modifica_accesso(accesso: Accesso, dati: dict[str, Any], *, utente: Utente, versione: int) -> Accesso:
    """Correct an access; ModificaConcorrente when somebody saved meanwhile. The person has acts of her own."""
    _pretende_chi_segue(utente)
    _pretende_avvenuto(dati["avvenuto_alle"])
    persona_id = _persona_bloccata(accesso)
    if persona_id:
        dati = {nome: valore for nome, valore in dati.items() if nome != "primo_accesso"}
    modificato = modifica(accesso, dati, versione=versione)
    if modificato.persona_id != persona_id:
        raise ModificaConcorrente
    if persona_id:
        _riordina_primo(persona_id)
        modificato.refresh_from_db()
    return modificato


@transaction.atomic
def collega_accesso(accesso: Accesso, persona: Persona | None, *, utente: Utente) -> Accesso:
    """Say whose access it is, change it, or (None) leave it without a name.

    Takes the household she is in, and moves the mark of the first access where it belongs, of the person before too.
    """
    _pretende_chi_segue(utente)
    prima = Accesso.objects.values_list("persona_id", flat=True).get(pk=accesso.pk)
    nuova = persona.pk if persona else None
    _blocca(prima, nuova)
    attuale = Accesso.objects.select_for_update(no_key=True, of=("self",)).get(pk=accesso.pk)
    if attuale.persona_id != prima:
        raise ModificaConcorrente
    attuale.persona, attuale.primo_accesso = persona, False
    attuale.nucleo = nucleo_di(persona, attuale.avvenuto_alle) if persona else None
    attuale.versione += 1
    attuale.save(update_fields=["persona", "nucleo", "primo_accesso", "versione"])
    for chiave in {chiave for chiave in (prima, nuova) if chiave}:
        _riordina_primo(chiave)
    _muove_il_caso(attuale)
    attuale.refresh_from_db()
    return attuale


@transaction.atomic
def collega_persona_nuova_accesso(
    accesso: Accesso, dati: dict[str, Any], *, utente: Utente, dal: date, altra_persona: bool = False
) -> Accesso:
    """Enter the person of an access in the registry, with her household from a day on, and attach her.

    AttoRifiutato when somebody with the same name is known and nobody said that she is another (``altra_persona``).
    """
    _pretende_chi_segue(utente)
    persona = registra_persona(dati, utente=utente, dal=dal, altra_persona=altra_persona)
    return collega_accesso(accesso, persona, utente=utente)


@transaction.atomic
def elimina_accesso(accesso: Accesso, *, utente: Utente) -> None:
    """Take back an access registered by mistake; its events stay, with one that says who took it back."""
    _pretende_chi_segue(utente)
    persona_id = _persona_bloccata(accesso)
    attuale = Accesso.objects.select_for_update(of=("self",)).get(pk=accesso.pk)
    if attuale.persona_id != persona_id:
        raise ModificaConcorrente
    registrazione = Registrazione(
        avvenuto_alle=timezone.localtime(attuale.avvenuto_alle),
        e_di_chi_chiede=attuale.operatore_id == utente.pk,
        chiede_il_coordinatore=utente.ha_ruolo(Ruolo.COORDINATORE_ETS),
    )
    esito = valuta_eliminazione(registrazione, timezone.localtime())
    pretendi(esito)
    pghistory.create_event(attuale, label="delete")
    attuale.delete()
    if persona_id:
        _riordina_primo(persona_id)


def _muove_il_caso(accesso: Accesso) -> None:
    """A household that comes to the desk is not forgotten: its open case, if any, moved that day."""
    caso = Caso.objects.aperti().filter(nucleo=accesso.nucleo_id).first() if accesso.nucleo_id else None
    if caso:
        segna_attivita(caso, timezone.localdate(accesso.avvenuto_alle))


def nucleo_di(persona: Persona, quando: datetime) -> Nucleo | None:
    """Her household on the day of the access or, when she entered one later, the one she is in."""
    sue = MembroNucleo.objects.filter(persona=persona).select_related("nucleo")
    allora = sue.alla_data(timezone.localdate(quando)).first()
    membro = allora or sue.filter(al=None).first()
    return membro.nucleo if membro else None


def _pretende_chi_segue(utente: Utente) -> None:
    if not utente.ha_ruolo(*SEGUONO):
        raise AttoRifiutato("Gli accessi li registra chi sta allo sportello: spetta a un altro ruolo.")


def _pretende_avvenuto(avvenuto_alle: datetime) -> None:
    esito = valuta_momento(avvenuto_alle, timezone.now())
    pretendi(esito)


def _pretende_senza_accesso(appuntamento: Appuntamento) -> None:
    Appuntamento.objects.select_for_update(no_key=True, of=("self",)).get(pk=appuntamento.pk)
    if Accesso.objects.filter(appuntamento=appuntamento).exists():
        raise AttoRifiutato("L’accesso di questo appuntamento è già registrato.")


def _persona_bloccata(accesso: Accesso) -> int | None:
    """Lock the person of an access, before the access itself."""
    persona_id = Accesso.objects.values_list("persona_id", flat=True).get(pk=accesso.pk)
    _blocca(persona_id)
    return persona_id


def _blocca(*chiavi: int | None) -> None:
    persone = Persona.objects.filter(pk__in=[chiave for chiave in chiavi if chiave]).order_by("pk")
    list(persone.select_for_update(no_key=True).values_list("pk"))


def _riordina_primo(persona_id: int) -> None:
    """Leave the mark on the earliest access of a locked person. Off before on: there is never room for two."""
    suoi = list(Accesso.objects.filter(persona=persona_id).values_list("pk", "avvenuto_alle", "primo_accesso"))
    primo = primo_contatto(Contatto(pk, quando) for pk, quando, _ in suoi)
    segnati = [pk for pk, _, segnato in suoi if segnato]
    if segnati == [primo] or primo is None:
        return
    Accesso.objects.filter(pk__in=segnati).update(primo_accesso=False)
    Accesso.objects.filter(pk=primo).update(primo_accesso=True)
