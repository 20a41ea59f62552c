from datetime import date, timedelta

from django.db import transaction

from valdera_housing.choices import Parentela, Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import MembroNucleo, Nucleo, Persona, Utente, prossimo_numero


@transaction.atomic
def apri_nucleo(intestatario: Persona, *, utente: Utente, dal: date) -> Nucleo:
    """Open the household of a person, who heads it. What the ETS opens is in its charge from that day."""
    preso_in_carico = utente.ha_ruolo(Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS)
    nucleo = Nucleo.objects.create(
        codice=f"N-{dal.year}-{prossimo_numero('nucleo', dal.year):04d}",
        comune=intestatario.comune,
        in_carico=preso_in_carico,
        in_carico_dal=dal if preso_in_carico else None,
    )
    MembroNucleo.objects.create(nucleo=nucleo, persona=intestatario, parentela=Parentela.INTESTATARIO, dal=dal)
    return nucleo


@transaction.atomic
def aggiungi_componente(nucleo: Nucleo, persona: Persona, *, parentela: str, dal: date) -> MembroNucleo:
    """Let a person enter a household from a day on.

    Raises AttoRifiutato when the household already has a head; the database refuses a person who is in another
    household in those days (exclusion constraint).
    """
    bloccato = Nucleo.objects.select_for_update(no_key=True).get(pk=nucleo.pk)
    if parentela == Parentela.INTESTATARIO and bloccato.membri.intestatari().dopo(dal).exists():
        raise AttoRifiutato("Il nucleo ha già un intestatario: scegli un’altra parentela.")
    # Two households that race for one person wait for each other: the constraint alone may deadlock them.
    Persona.objects.select_for_update(no_key=True).get(pk=persona.pk)
    return MembroNucleo.objects.create(nucleo=bloccato, persona=persona, parentela=parentela, dal=dal)


@transaction.atomic
def togli_componente(membro: MembroNucleo, *, al: date, nuovo_intestatario: MembroNucleo | None = None) -> None:
    """Close a person's stay in a household on that day, included; when the head leaves, another takes the place.

    Raises AttoRifiutato when the head would leave others without one, ModificaConcorrente when somebody has
    already closed the stay.
    """
    Nucleo.objects.select_for_update(no_key=True).get(pk=membro.nucleo_id)
    attuale = MembroNucleo.objects.get(pk=membro.pk)
    if attuale.al is not None:
        raise ModificaConcorrente
    restano = attuale.nucleo.membri.filter(al=None).exclude(pk=attuale.pk)
    attuale.al = al
    attuale.save(update_fields=["al"])
    if attuale.parentela != Parentela.INTESTATARIO or not restano.exists():
        return
    erede = restano.filter(pk=nuovo_intestatario.pk).first() if nuovo_intestatario else None
    if erede is None:
        raise AttoRifiutato("Scegli chi diventa intestatario: nel nucleo restano altre persone.")
    _passa_intestazione(erede, dal=al + timedelta(days=1))


def _passa_intestazione(erede: MembroNucleo, *, dal: date) -> None:
    """The old kinship ends the day before: who reads the household at a past date finds it as it was."""
    if erede.dal >= dal:
        erede.parentela = Parentela.INTESTATARIO
        erede.save(update_fields=["parentela"])
        return
    erede.al = dal - timedelta(days=1)
    erede.save(update_fields=["al"])
    MembroNucleo.objects.create(
        nucleo_id=erede.nucleo_id, persona_id=erede.persona_id, parentela=Parentela.INTESTATARIO, dal=dal
    )


@transaction.atomic
def prendi_in_carico(nucleo: Nucleo, *, dal: date) -> Nucleo:
    """From that day the service follows the household, and its operators see it. Twice is refused."""
    attuale = Nucleo.objects.select_for_update(no_key=True).get(pk=nucleo.pk)
    if attuale.in_carico:
        raise AttoRifiutato(f"Il nucleo è già in carico al servizio dal {attuale.in_carico_dal:%d/%m/%Y}.")
    attuale.in_carico, attuale.in_carico_dal, attuale.versione = True, dal, attuale.versione + 1
    attuale.save(update_fields=["in_carico", "in_carico_dal", "versione"])
    return attuale
