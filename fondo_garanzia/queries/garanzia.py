"""What the office asks of the guarantees."""

from collections.abc import Iterable
from datetime import date

from fondo_garanzia.models import Garanzia
from fondo_garanzia.models.garanzia import VIVE
from fondo_garanzia.queries.fondo import in_situazione, situazione_del_comune
from fondo_garanzia.rules.capienza import valuta_capienza
from fondo_garanzia.rules.garanzia import (
    ContrattoGarantito,
    Limiti,
    Termini,
    ultimo_giorno_per_escutere,
    valuta_garanzia,
)
from valdera_housing.choices import NaturaContratto
from valdera_housing.kit.esito import Esito
from valdera_housing.models import Contratto, Nucleo, Parametro, Proprietario
from valdera_housing.models.casa.contratto import VIVI


def limiti_garanzia(giorno: date) -> Limiti:
    """Months and days of the guarantees, as the parameters say on that day."""
    valori, base = Parametro.objects.valori(giorno), Limiti()
    return Limiti(
        int(valori.get("garanzia_mensilita", base.mensilita)),
        int(valori.get("garanzia_mensilita_massime", base.mensilita_massime)),
        int(valori.get("giorni_escussione", base.giorni_escussione)),
    )


def escutibile_fino_al(garanzia: Garanzia, giorno: date) -> date:
    """The last day on which its owner may claim, with the days in force on ``giorno``."""
    return ultimo_giorno_per_escutere(garanzia.scade_il, limiti_garanzia(giorno).giorni_escussione)


def garantibili(nucleo: Nucleo) -> list[Contratto]:
    """The contracts of a household that a guarantee may stand on: signed and not ended, the newest first."""
    contratti = Contratto.objects.vivi().filter(nucleo=nucleo).exclude(natura=NaturaContratto.TESTA)
    return list(contratti.select_related("alloggio", "proprietario").order_by("-inizio", "-pk"))


def proprietario_garantito(contratto: Contratto) -> Proprietario | None:
    """Whom the guarantee of a contract is for: its owner; of a sublease, the owner of the head lease of the home."""
    if contratto.natura != NaturaContratto.SUBLOCAZIONE:
        return contratto.proprietario
    testa = (
        Contratto.objects.vivi()
        .filter(natura=NaturaContratto.TESTA, alloggio=contratto.alloggio_id)
        .select_related("proprietario")
        .order_by("-inizio", "-pk")
        .first()
    )
    return testa.proprietario if testa else None


def vive_sui(contratti: Iterable[Contratto]) -> dict[int, str]:
    """The number of the live guarantee of each contract that has one."""
    vive = Garanzia.objects.filter(contratto__in=contratti, stato__in=VIVE)
    return dict(vive.values_list("contratto", "numero"))


def viva_su(contratto: Contratto, *, esclusa: int | None = None) -> str:
    """The number of the live guarantee on a contract, other than ``esclusa``; empty when there is none."""
    vive = Garanzia.objects.filter(contratto=contratto, stato__in=VIVE)
    altre = vive if esclusa is None else vive.exclude(pk=esclusa)
    return altre.values_list("numero", flat=True).first() or ""


def in_contratto(contratto: Contratto) -> ContrattoGarantito:
    """What the rules need of a contract."""
    return ContrattoGarantito(
        numero=contratto.numero,
        stato=contratto.get_stato_display(),
        vivo=contratto.stato in VIVI,
        inizio=contratto.inizio,
        fine=contratto.occupato_fino_al,
        canone=contratto.canone_mensile,
    )


def in_termini(garanzia: Garanzia) -> Termini:
    """What the rules need of a guarantee."""
    return Termini(
        inizio=garanzia.inizio,
        scade_il=garanzia.scade_il,
        mensilita=garanzia.mensilita,
        massimale_canoni=garanzia.massimale_canoni,
        massimale_danni=garanzia.massimale_danni,
        franchigia=garanzia.franchigia_mensilita,
    )


def esito_della_richiesta(contratto: Contratto, termini: Termini, giorno: date) -> Esito:
    """What the rules say of a guarantee not asked for yet on the contract of a household, but for the money."""
    comune = contratto.nucleo.comune  # type: ignore[union-attr]
    return valuta_garanzia(
        situazione_del_comune(comune),
        in_contratto(contratto),
        termini,
        limiti_garanzia(giorno),
        oggi=giorno,
        altra=viva_su(contratto),
        capienza=False,
    )


def esito_della_garanzia(garanzia: Garanzia, giorno: date) -> Esito:
    """What the rules say of a guarantee on a day, but for the money."""
    return valuta_garanzia(
        in_situazione(garanzia.fondo),
        in_contratto(garanzia.contratto),
        in_termini(garanzia),
        limiti_garanzia(giorno),
        oggi=giorno,
        altra=viva_su(garanzia.contratto, esclusa=garanzia.pk),
        capienza=False,
    )


def capienza_della_garanzia(garanzia: Garanzia) -> Esito:
    """Whether the fund has the money of its caps now."""
    return valuta_capienza(in_situazione(garanzia.fondo), in_termini(garanzia).massimale)
