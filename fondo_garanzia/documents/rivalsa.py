"""The facts of the letters to a household for which the fund has paid: placeholder → text, as the office writes it."""

from collections.abc import Sequence
from datetime import date

from fondo_garanzia.models import CreditoRivalsa, MensilitaEscussa, RataFondo
from fondo_garanzia.queries.rivalsa import in_ritardo
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.giorni import MESI
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.models import ContoBancario, MembroNucleo
from valdera_housing.queries.anagrafe import nome_del_nucleo


def fatti_rivalsa(
    credito: CreditoRivalsa,
    rate: Sequence[RataFondo],
    mesi: Sequence[MensilitaEscussa],
    *,
    ente: str,
    conto: ContoBancario,
    giorno: date,
) -> dict[str, str]:
    """What each letter of a credit may say of it on ``giorno``."""
    garanzia = credito.escussione.garanzia
    tardive = in_ritardo(rate, giorno)
    scaduto = sum((r.scadenza.residuo for r in tardive), ZERO)
    aperte = [r for r in rate if r.scadenza.aperta]
    return {
        "rivalsa": credito.numero,
        "nome": nome_di(credito),
        "ente": ente,
        "comune": str(garanzia.fondo.comune),
        "contratto": garanzia.contratto.numero,
        "proprietario": garanzia.titolare,
        "pagato_il": in_data(credito.aperto_il),
        "importo": in_euro(credito.importo),
        "elenco_pagato": "\n".join(elenco_pagato(credito, mesi)),
        "restituito": in_euro(credito.restituito),
        "resta": in_euro(credito.residuo),
        "rate": f"{len(aperte)} {plurale(len(aperte), 'rata,rate')}",
        "conto": conto.nome,
        "iban": conto.iban,
        "oggi": in_data(giorno),
        "scaduto": in_euro(scaduto),
        "elenco_scaduto": "\n".join(
            f"- {r.scadenza.descrizione}, entro il {in_data(r.scadenza.scade_il)}: {in_euro(r.scadenza.residuo)}"
            for r in tardive
        ),
    }


def elenco_pagato(credito: CreditoRivalsa, mesi: Sequence[MensilitaEscussa]) -> list[str]:
    """A line for each month and one for the damages; they sum to the credit."""
    righe = [f"- canone di {MESI[m.competenza.month - 1]} {m.competenza.year}: {in_euro(m.ammesso)}" for m in mesi]
    danni = credito.escussione.ammesso_danni
    return [*righe, f"- danni alla casa: {in_euro(danni)}"] if danni else righe


def nome_di(credito: CreditoRivalsa) -> str:
    """The tenant as in the contract; without one, the head of the household."""
    return credito.escussione.garanzia.contratto.conduttore or nome_del_nucleo(credito.nucleo)


def destinatario_di(credito: CreditoRivalsa) -> str:
    """Name and address, a line each; an address that must stay secret is left to be written by hand."""
    casa = credito.escussione.garanzia.contratto.alloggio
    if casa:
        return "\n".join([nome_di(credito), casa.indirizzo_completo, f"{casa.cap} {casa.comune}".strip()])
    testa = MembroNucleo.objects.intestatari().filter(nucleo=credito.nucleo_id, al=None).select_related("persona")
    membro = testa.first()
    via = membro.persona.indirizzo if membro and not membro.persona.indirizzo_protetto else ""
    return "\n".join(filter(None, [nome_di(credito), via]))
