from typing import Any

from allauth.account.forms import ResetPasswordForm
from django.db import transaction
from django.http import HttpRequest

from valdera_housing.actions.versione import modifica
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente


@transaction.atomic
def registra_utente(dati: dict[str, Any]) -> Utente:
    """Enrol a person who works here. She has no password until she chooses one from the message she receives."""
    colonne = {nome: valore for nome, valore in dati.items() if nome != "comuni"}
    utente = Utente(**colonne)
    utente.set_unusable_password()
    utente.save()
    utente.comuni.set(dati["comuni"])
    return utente


@transaction.atomic
def modifica_utente(persona: Utente, dati: dict[str, Any], *, versione: int, utente: Utente) -> Utente:
    """Change roles, comuni and data of a person who works here.

    Raises AttoRifiutato when an administrator would shut herself out, ModificaConcorrente when somebody else
    saved first.
    """
    resta_dentro = dati["is_active"] and Ruolo.AMMINISTRATORE in dati["ruoli"]
    if persona.pk == utente.pk and not resta_dentro:
        raise AttoRifiutato("Non puoi togliere a te l’accesso o il ruolo di amministratore: lo fa un collega.")
    colonne = {nome: valore for nome, valore in dati.items() if nome != "comuni"}
    attuale = modifica(persona, colonne, versione=versione)
    attuale.comuni.set(dati["comuni"])
    return attuale


def invia_link_password(utente: Utente, request: HttpRequest) -> None:
    """Send the message with which a person chooses her password; the link lasts as long as Django's tokens."""
    richiesta = ResetPasswordForm({"email": utente.email})
    richiesta.full_clean()
    richiesta.save(request)
