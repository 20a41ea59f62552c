"""Acts on desks, rooms, hours and closures. What is about hours is one at a time on each desk."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente, pretendi
from valdera_housing.kit.scrittura import in_data
from valdera_housing.models import Chiusura, OrarioApertura, Sede, Stanza
from valdera_housing.rules.luogo import Fascia, controlla_orario


@transaction.atomic
def registra_sede(dati: dict[str, Any]) -> Sede:
    return Sede.objects.create(**dati)


@transaction.atomic
def modifica_sede(sede: Sede, dati: dict[str, Any], *, versione: int) -> Sede:
    """Raises ModificaConcorrente when somebody else saved first."""
    return modifica(sede, dati, versione=versione)


@transaction.atomic
def aggiungi_stanza(sede: Sede, dati: dict[str, Any]) -> Stanza:
    return Stanza.objects.create(sede=sede, **dati)


@transaction.atomic
def modifica_stanza(stanza: Stanza, dati: dict[str, Any], *, versione: int) -> Stanza:
    """Raises ModificaConcorrente when somebody else saved first."""
    return modifica(stanza, dati, versione=versione)


@transaction.atomic
def aggiungi_orario(sede: Sede, dati: dict[str, Any]) -> OrarioApertura:
    """New hours of a desk; AttoRifiutato when the same room is already open then."""
    bloccata = _bloccata(sede)
    _pretende_libero(bloccata, dati)
    return OrarioApertura.objects.create(sede=bloccata, **dati)


@transaction.atomic
def modifica_orario(orario: OrarioApertura, dati: dict[str, Any], *, versione: int) -> OrarioApertura:
    """Correct hours. ``versione`` is that of the desk: ModificaConcorrente when it or its hours changed meanwhile."""
    sede = _bloccata(orario.sede)
    if sede.versione != versione:
        raise ModificaConcorrente
    _pretende_libero(sede, dati, tranne=orario.pk)
    attuale = OrarioApertura.objects.get(pk=orario.pk)
    for campo, valore in dati.items():
        setattr(attuale, campo, valore)
    attuale.save(update_fields=list(dati))
    _cambiata(sede)
    return attuale


@transaction.atomic
def togli_orario(orario: OrarioApertura, *, al: date, oggi: date) -> None:
    """The last day of some hours, included; hours that have not begun yet are deleted.

    Raises AttoRifiutato when the last day comes before the first, ModificaConcorrente when they have already ended.
    """
    sede = _bloccata(orario.sede)
    attuale = OrarioApertura.objects.filter(pk=orario.pk).first()
    if attuale is None or (attuale.valido_al and attuale.valido_al < oggi):
        raise ModificaConcorrente
    if attuale.valido_dal > oggi:
        attuale.delete()
    elif al < attuale.valido_dal:
        raise AttoRifiutato(f"Questo orario vale dal {in_data(attuale.valido_dal)}: non può finire prima.")
    else:
        attuale.valido_al = al
        attuale.save(update_fields=["valido_al"])
    _cambiata(sede)


@transaction.atomic
def registra_chiusura(sede: Sede | None, dati: dict[str, Any]) -> Chiusura:
    """Days (``dal``, ``al`` included) on which a desk, or every desk without ``sede``, is closed, and why."""
    return Chiusura.objects.create(sede=sede, **dati)


@transaction.atomic
def togli_chiusura(chiusura: Chiusura, *, oggi: date) -> None:
    """Open again. One that has begun ends yesterday, so that the past stays told; AttoRifiutato when it is over."""
    attuale = Chiusura.objects.select_for_update(no_key=True).filter(pk=chiusura.pk).first()
    if attuale is None or attuale.al < oggi:
        raise AttoRifiutato("Questa chiusura è già passata: resta scritta.")
    if attuale.dal >= oggi:
        attuale.delete()
        return
    attuale.al = oggi - timedelta(days=1)
    attuale.save(update_fields=["al"])


def _bloccata(sede: Sede) -> Sede:
    return Sede.objects.select_for_update(no_key=True).get(pk=sede.pk)


def _cambiata(sede: Sede) -> None:
    sede.versione += 1
    sede.save(update_fields=["versione"])


def _pretende_libero(sede: Sede, dati: dict[str, Any], *, tranne: int | None = None) -> None:
    altri = [_fascia(vars(orario)) for orario in sede.orari.all() if orario.pk != tranne]
    stanza = dati.get("stanza")
    esito = controlla_orario(_fascia(dati | {"stanza_id": stanza.pk if stanza else None}), altri)
    pretendi(esito)


def _fascia(riga: dict[str, Any]) -> Fascia:
    colonne = ("giorno", "dalle", "alle", "valido_dal", "valido_al")
    return Fascia(**{nome: riga[nome] for nome in colonne}, stanza=riga["stanza_id"])
