"""Acts on the contracts that no line keeps: the lease of a household with its own owner."""

from typing import Any

from django.db import transaction

from valdera_housing.actions.proprietario import registra_proprietario
from valdera_housing.choices import NaturaContratto, Ruolo, StatoContratto, TipoContratto
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Contratto, Nucleo, Proprietario, Utente, prossimo_numero
from valdera_housing.queries.anagrafe import conduttore_di
from valdera_housing.rules.canone import valuta_deposito

SEGUONO = (Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS)


@transaction.atomic
def registra_contratto_privato(
    nucleo: Nucleo, dati: dict[str, Any], *, utente: Utente, proprietario: Proprietario | dict[str, Any]
) -> Contratto:
    """Write a signed lease of a household: ``dati`` are its columns, ``proprietario`` an owner or who to write.

    An owner with the same tax code is never written twice. Raises AttoRifiutato when the lease is over or not signed
    yet, or its deposit is above three rents.
    """
    if not utente.ha_ruolo(*SEGUONO):
        raise AttoRifiutato("I contratti delle famiglie li scrive chi le segue: spetta a un altro ruolo.")
    nucleo = Nucleo.objects.select_for_update(no_key=True).get(pk=nucleo.pk)
    _pretende_valido(dati)
    anno = oggi().year
    return Contratto.objects.create(
        numero=f"P-{anno}-{prossimo_numero('contratto_privato', anno):04d}",
        natura=NaturaContratto.PRIVATO,
        stato=StatoContratto.FIRMATO,
        nucleo=nucleo,
        proprietario=_proprietario(proprietario, utente),
        fine_effettiva=dati["fine"],
        **dati,
        **conduttore_di(nucleo, dati["inizio"]),
    )


def _pretende_valido(dati: dict[str, Any]) -> None:
    giorno = oggi()
    if dati["tipo"] == TipoContratto.SUBLOCAZIONE:
        raise AttoRifiutato("Le sublocazioni si scrivono fra i contratti del gestore.")
    if dati["stipulato_il"] > giorno:
        raise AttoRifiutato("La data della firma è nel futuro: il contratto si scrive quando è firmato.")
    if dati["fine"] < giorno:
        raise AttoRifiutato(f"Questo contratto è finito il {in_data(dati['fine'])}.")
    deposito = valuta_deposito(dati["deposito"], dati["canone_mensile"])
    if not deposito.positivo:
        raise AttoRifiutato(deposito)


def _proprietario(proprietario: Proprietario | dict[str, Any], utente: Utente) -> Proprietario:
    if isinstance(proprietario, Proprietario):
        return proprietario
    codice = proprietario.get("codice_fiscale")
    gia_qui = Proprietario.objects.filter(codice_fiscale=codice).first() if codice else None
    return gia_qui or registra_proprietario(proprietario, utente=utente, altro=True)
