"""Acts on the contract with an owner, from the draft to the keys given back.

Locks, always in this order: Alloggio, Contratto, Locazione. Notices, registrations and extensions have their own
files, because a sublease has them too.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from gestore.actions.disdetta import blocca_contratto, passa_contratto
from gestore.actions.generazione import adegua_scadenze
from gestore.models import Locazione
from gestore.queries.locazione import calcola_fascia, sublocazioni_vive, valuta_fascia, valuta_locazione
from gestore.workflow import ETS, LOCAZIONE, PRIMA_DEL_CONTRATTO
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.versione import modifica
from valdera_housing.choices import NaturaContratto, StatoAlloggio
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Alloggio, Contratto, Convenzione, Utente, prossimo_numero
from valdera_housing.models.casa.alloggio import IN_GESTIONE
from valdera_housing.models.casa.contratto import VIVI
from valdera_housing.rules.durata import CONCORDATO, STUDENTI, TRANSITORIO

APRIBILI = (StatoAlloggio.IN_TRATTATIVA, *IN_GESTIONE)
CAMPI_CONTRATTO = (
    "tipo", "proprietario", "inizio", "fine", "canone_mensile", "oneri_mensili", "giorno_scadenza", "deposito",
    "deposito_tipo", "quota_istat", "cedolare",
)  # fmt: skip
CAMPI_LOCAZIONE = (
    "modello_intervento", "durata_anni", "rinnovo_anni", "esigenza_transitoria", "fascia", "maggiorazione_pct",
    "deroga_motivata", "iban_proprietario",
)  # fmt: skip
CAMPI_ATTESTAZIONE = ("attestazione_ente", "attestazione_numero", "attestazione_il")
File = tuple[str, bytes]


@transaction.atomic
def apri_locazione(
    alloggio: Alloggio, dati: Mapping[str, Any], *, utente: Utente, consenso: File | None = None
) -> Locazione:
    """Write a draft of the contract with the owner; ``consenso`` is the clause or the letter that lets us sublet.

    ``dati`` has the fields of CAMPI_CONTRATTO and CAMPI_LOCAZIONE. Raises AttoRifiutato with the articles when the
    law does not allow it, or when the home is not being negotiated.
    """
    _pretende_ets(utente)
    alloggio = _bloccato(alloggio)
    if alloggio.stato not in APRIBILI:
        raise AttoRifiutato(
            f"L’alloggio è «{alloggio.get_stato_display()}»: il contratto si scrive quando è in trattativa."
        )
    _pretende_patto(alloggio, dati)
    contratto = Contratto.objects.create(
        numero=f"L-{oggi().year}-{prossimo_numero('locazione', oggi().year):04d}",
        natura=NaturaContratto.TESTA,
        alloggio=alloggio,
        conduttore=_ente_partner(),
        fine_effettiva=dati["fine"],
        **{campo: dati[campo] for campo in CAMPI_CONTRATTO},
    )
    locazione = Locazione(contratto=contratto, **_campi_locazione(alloggio, dati))
    if consenso:
        _pretende_sublocabile(contratto)
        locazione.sublocazione_autorizzata = True
        locazione.consenso = archivia_documento(consenso[1], consenso[0], utente=utente)
    locazione.save()
    return locazione


@transaction.atomic
def modifica_locazione(locazione: Locazione, dati: Mapping[str, Any], *, utente: Utente, versione: int) -> Locazione:
    """Correct a draft; ``versione`` is that of the contract. Raises ModificaConcorrente when somebody saved first."""
    alloggio = _bloccato(locazione.contratto.alloggio)
    contratto = blocca_contratto(locazione.contratto)
    LOCAZIONE.pretende("modifica", contratto, utente)
    _pretende_patto(alloggio, dati)
    if locazione.sublocazione_autorizzata and dati["tipo"] in (TRANSITORIO, STUDENTI):
        raise AttoRifiutato("Il proprietario ha già consentito di sublocare: questo tipo di contratto lo vieta.")
    scritti = {campo: dati[campo] for campo in CAMPI_CONTRATTO}
    locazione.contratto = modifica(contratto, scritti | {"fine_effettiva": dati["fine"]}, versione=versione)
    return _scrivi(locazione, _campi_locazione(alloggio, dati))


@transaction.atomic
def autorizza_sublocazione(locazione: Locazione, consenso: File, *, utente: Utente) -> Locazione:
    """Keep the clause or the letter with which the owner lets us sublet (L. 392/1978 art. 2)."""
    contratto = blocca_contratto(locazione.contratto)
    LOCAZIONE.pretende("autorizza_sublocazione", contratto, utente)
    _pretende_sublocabile(contratto)
    documento = archivia_documento(consenso[1], consenso[0], utente=utente)
    return _scrivi(locazione, {"sublocazione_autorizzata": True, "consenso": documento})


@transaction.atomic
def firma_locazione(
    locazione: Locazione, dati: Mapping[str, Any], *, utente: Utente, attestazione: File | None = None
) -> Locazione:
    """The contract is signed on ``stipulato_il``: from here it is not rewritten, and the home is ours.

    An agreed rent must be inside its band, or have the reason of a derogation (L. 431/1998 art. 2 c. 3).
    """
    alloggio = _bloccato(locazione.contratto.alloggio)
    contratto = blocca_contratto(locazione.contratto)
    transizione = LOCAZIONE.pretende("firma", contratto, utente)
    if dati["stipulato_il"] > oggi():
        raise AttoRifiutato("La firma è nel futuro: registrala quando il contratto è firmato.")
    locazione.deroga_motivata = dati["deroga_motivata"]
    _pretende_fascia(alloggio, contratto, locazione)
    scritti = {campo: dati[campo] for campo in ("deroga_motivata", *CAMPI_ATTESTAZIONE)}
    if attestazione:
        scritti["attestazione_documento"] = archivia_documento(attestazione[1], attestazione[0], utente=utente)
    _scrivi(locazione, scritti | _limiti(alloggio, locazione))
    passa_contratto(contratto, transizione.a, stipulato_il=dati["stipulato_il"])
    if alloggio.stato in PRIMA_DEL_CONTRATTO:
        _passa_alloggio(alloggio, StatoAlloggio.CONTRATTUALIZZATO, dati["stipulato_il"])
    return locazione


@transaction.atomic
def avvia_locazione(locazione: Locazione, *, utente: Utente, chiavi_il: date) -> Locazione:
    """The owner gives us the keys: the contract runs and the home can be offered."""
    alloggio = _bloccato(locazione.contratto.alloggio)
    contratto = blocca_contratto(locazione.contratto)
    transizione = LOCAZIONE.pretende("avvia", contratto, utente)
    if chiavi_il > oggi() or (contratto.stipulato_il and chiavi_il < contratto.stipulato_il):
        raise AttoRifiutato("Le chiavi si prendono fra la firma e oggi: controlla la data.")
    passa_contratto(contratto, transizione.a)
    if alloggio.stato == StatoAlloggio.CONTRATTUALIZZATO:
        _passa_alloggio(alloggio, StatoAlloggio.DISPONIBILE, chiavi_il)
    return locazione


@transaction.atomic
def annulla_locazione(locazione: Locazione, *, utente: Utente, motivo: str) -> Locazione:
    """A contract that never started: the home goes back to the negotiation."""
    alloggio = _bloccato(locazione.contratto.alloggio)
    contratto = blocca_contratto(locazione.contratto)
    transizione = LOCAZIONE.pretende("annulla", contratto, utente)
    _pretende_senza_sublocazioni(locazione, "annullala")
    passa_contratto(contratto, transizione.a, motivo_cessazione=motivo)
    adegua_scadenze(contratto, contratto.inizio, "Contratto annullato", oggi=oggi())
    if alloggio.stato == StatoAlloggio.CONTRATTUALIZZATO and not _altro_contratto(contratto):
        _passa_alloggio(alloggio, StatoAlloggio.IN_TRATTATIVA, oggi(), motivo)
    return locazione


@transaction.atomic
def chiudi_locazione(locazione: Locazione, *, utente: Utente, cessato_il: date, motivo: str) -> Locazione:
    """The contract ends and the home goes back to its owner; refused while somebody lives there under it.

    The home is RESTITUITO when it was being given back, otherwise it is put IN_RILASCIO.
    """
    alloggio = _bloccato(locazione.contratto.alloggio)
    contratto = blocca_contratto(locazione.contratto)
    transizione = LOCAZIONE.pretende("chiudi", contratto, utente)
    if not contratto.inizio <= cessato_il <= min(oggi(), contratto.fine_effettiva):
        raise AttoRifiutato(
            f"La fine sta fra il {in_data(contratto.inizio)}, quando comincia, e il "
            f"{in_data(contratto.fine_effettiva)}, quando scade; non nel futuro."
        )
    _pretende_senza_sublocazioni(locazione, "chiudila")
    passa_contratto(contratto, transizione.a, cessato_il=cessato_il, motivo_cessazione=motivo)
    adegua_scadenze(contratto, cessato_il, f"Contratto finito il {in_data(cessato_il)}", oggi=oggi())
    if alloggio.stato in IN_GESTIONE and not _altro_contratto(contratto):
        in_rilascio = alloggio.stato == StatoAlloggio.IN_RILASCIO
        nuovo = StatoAlloggio.RESTITUITO if in_rilascio else StatoAlloggio.IN_RILASCIO
        _passa_alloggio(alloggio, nuovo, cessato_il, motivo)
    return locazione


def _pretende_ets(utente: Utente) -> None:
    if not utente.ha_ruolo(*ETS):
        raise AttoRifiutato("I contratti con i proprietari li scrive l’ente partner.")


def _pretende_patto(alloggio: Alloggio, dati: Mapping[str, Any]) -> None:
    esito = valuta_locazione(alloggio, dati)
    pretendi(esito)


def _pretende_fascia(alloggio: Alloggio, contratto: Contratto, locazione: Locazione) -> None:
    if contratto.tipo != CONCORDATO:
        return
    if locazione.fascia is None and not locazione.deroga_motivata.strip():
        raise AttoRifiutato(
            "Un canone concordato si firma dentro la fascia dell’accordo: sceglila, o scrivi perché ne è fuori "
            "(art. 2 c. 3 L. 431/1998)."
        )
    campi = ("fascia", "maggiorazione_pct", "deroga_motivata")
    dati = {campo: getattr(locazione, campo) for campo in campi}
    esito = valuta_fascia(
        alloggio,
        dati | {"tipo": contratto.tipo, "inizio": contratto.inizio, "canone_mensile": contratto.canone_mensile},
    )
    pretendi(esito)


def _pretende_sublocabile(contratto: Contratto) -> None:
    if contratto.tipo in (TRANSITORIO, STUDENTI):
        raise AttoRifiutato(
            f"Un contratto «{contratto.get_tipo_display()}» vieta la sublocazione (DM 16/1/2017): il consenso non "
            "serve."
        )


def _pretende_senza_sublocazioni(locazione: Locazione, verbo: str) -> None:
    viva = sublocazioni_vive(locazione).select_related("contratto").first()
    if viva is not None:
        raise AttoRifiutato(
            f"Sotto questa locazione c’è la sublocazione {viva.contratto.numero}, ancora aperta: prima {verbo} "
            "(art. 1595 c.c.)."
        )


def _altro_contratto(contratto: Contratto) -> bool:
    """Whether another live head lease holds the same home: the one that follows this one."""
    altri = Contratto.objects.filter(alloggio=contratto.alloggio_id, natura=NaturaContratto.TESTA, stato__in=VIVI)
    return altri.exclude(pk=contratto.pk).exists()


def _ente_partner() -> str:
    convenzione = Convenzione.objects.select_related("attuatore").order_by("inizio").last()
    return str(convenzione.attuatore) if convenzione else ""


def _campi_locazione(alloggio: Alloggio, dati: Mapping[str, Any]) -> dict[str, Any]:
    scritti = {campo: dati[campo] for campo in CAMPI_LOCAZIONE}
    return scritti | _limiti(alloggio, Locazione(**scritti))


def _limiti(alloggio: Alloggio, locazione: Locazione) -> dict[str, Any]:
    """The two figures of the band as they are today: what was agreed keeps them when the accord changes."""
    calcolo = calcola_fascia(alloggio, locazione.fascia, locazione.maggiorazione_pct)
    limiti = calcolo.limiti if calcolo else None
    return {
        "canone_minimo": limiti.minimo if limiti else None,
        "canone_massimo": limiti.massimo if limiti else None,
    }


def _bloccato(alloggio: Alloggio | None) -> Alloggio:
    if alloggio is None:
        raise AttoRifiutato("Questo contratto non ha un alloggio.")
    return Alloggio.objects.select_for_update(no_key=True, of=("self",)).get(pk=alloggio.pk)


def _passa_alloggio(alloggio: Alloggio, stato: str, dal: date, motivo: str = "") -> None:
    alloggio.stato, alloggio.stato_dal, alloggio.motivo_stato = stato, dal, motivo
    alloggio.versione += 1
    alloggio.save(update_fields=["stato", "stato_dal", "motivo_stato", "versione"])


def _scrivi(locazione: Locazione, campi: Mapping[str, Any]) -> Locazione:
    """Write fields of the Locazione row, under the lock of its contract."""
    for campo, valore in campi.items():
        setattr(locazione, campo, valore)
    locazione.versione += 1
    locazione.save(update_fields=[*campi, "versione"])
    return locazione
