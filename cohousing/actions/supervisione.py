"""Acts on supervision: a visit, a meeting, a talk or an emergency is registered, corrected, annulled."""

from typing import Any

from django.db import transaction

from cohousing.actions.blocco import blocca_struttura, struttura_bloccata
from cohousing.models import Struttura, Supervisione
from cohousing.rules.supervisione import DatiSupervisione, valuta_supervisione
from cohousing.workflow import TENGONO
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente, pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente


@transaction.atomic
def supervisiona_struttura(struttura: Struttura, dati: dict[str, Any], *, utente: Utente) -> Supervisione:
    """Register that a house was followed: day, minutes, who was there, what was seen and said."""
    casa = struttura_bloccata("supervisiona", struttura, utente)
    _pretende_dati(casa, dati)
    return Supervisione.objects.create(**{"operatore": utente} | dati, struttura=casa, creata_da=utente)


@transaction.atomic
def modifica_supervisione(
    supervisione: Supervisione, dati: dict[str, Any], *, utente: Utente, versione: int
) -> Supervisione:
    """Correct one: what was before stays in the history."""
    attuale = _bloccata(supervisione, utente)
    _pretende_dati(attuale.struttura, dati)
    return modifica(attuale, dati, versione=versione)


@transaction.atomic
def annulla_supervisione(supervisione: Supervisione, motivo: str, *, utente: Utente, versione: int) -> Supervisione:
    """One registered by mistake no longer counts; it stays, with the reason."""
    attuale = _bloccata(supervisione, utente)
    if attuale.versione != versione:
        raise ModificaConcorrente
    return modifica(attuale, {"annullata_il": oggi(), "motivo": motivo}, versione=versione)


def _bloccata(supervisione: Supervisione, utente: Utente) -> Supervisione:
    """The row as it is now, its house locked before it."""
    if not utente.ha_ruolo(*TENGONO):
        raise AttoRifiutato("Visite e riunioni le scrive chi segue la casa: spetta a un altro ruolo.")
    casa = blocca_struttura(supervisione.struttura_id)
    attuale = Supervisione.objects.select_for_update(no_key=True).get(pk=supervisione.pk)
    if attuale.annullata_il:
        raise AttoRifiutato("Questa supervisione è annullata: non cambia più.")
    attuale.struttura = casa
    return attuale


def _pretende_dati(casa: Struttura, dati: dict[str, Any]) -> None:
    con_chi = dati.get("permanenza")
    esito = valuta_supervisione(
        DatiSupervisione(
            tipo=dati["tipo"],
            giorno=dati["giorno"],
            minuti=dati["minuti"],
            verbale=dati.get("verbale", ""),
            con_chi=con_chi is not None,
            sua_casa=con_chi is not None and con_chi.struttura_id == casa.pk,
            aperta_dal=casa.attiva_dal,
            chiusa_il=casa.chiusa_il,
            oggi=oggi(),
        )
    )
    pretendi(esito)
