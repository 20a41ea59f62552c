"""The ISTAT update of a contract as a proposal that explains itself (domain.md 1.5)."""

from datetime import date
from decimal import Decimal

from gestore.models import AggiornamentoIstat, IndiceFoi
from gestore.queries.canone import canone_al
from gestore.rules.istat import Proposta, proponi_aggiornamento
from valdera_housing.kit.aspetto import Riga
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import Contratto
from valdera_housing.rules.durata import UN_GIORNO


def proposta_istat(contratto: Contratto, indice: IndiceFoi | None, quota_pct: Decimal, dal: date) -> Proposta:
    """The rent before and after ``dal``; with cedolare secca or without the clause no index is needed to say no."""
    return proponi_aggiornamento(
        canone_al(contratto, dal - UN_GIORNO),
        indice.variazione_pct if indice else Decimal(0),
        quota_pct,
        contratto.cedolare,
        clausola=contratto.quota_istat is not None,
    )


def prossimo_anniversario(contratto: Contratto, giorno: date) -> date:
    """The first anniversary of the start that is not past and not the start itself."""
    anni = max(giorno.year - contratto.inizio.year, 1)
    anniversario = aggiungi_mesi(contratto.inizio, 12 * anni)
    return anniversario if anniversario >= giorno else aggiungi_mesi(contratto.inizio, 12 * (anni + 1))


def righe_proposta(proposta: Proposta) -> list[Riga]:
    """The proposal as a receipt; the new rent is its result."""
    return [Riga(voce, valore, esito=voce == "Canone nuovo") for voce, valore in proposta.righe]


def aggiornamenti_di(contratto: Contratto) -> list[AggiornamentoIstat]:
    return list(AggiornamentoIstat.objects.filter(contratto=contratto).select_related("indice"))
