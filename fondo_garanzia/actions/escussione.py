"""Acts on a claim: registered, put right, documented, evaluated, decided, paid with the credit that comes with it.

Locks, always in this order: Garanzia, Escussione, Fondo.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from fondo_garanzia.actions.fondo import pretende_cassa, scrivi_movimento
from fondo_garanzia.actions.rate import apri_rate
from fondo_garanzia.choices import StatoEscussione, StatoGaranzia, TipoFileEscussione, TipoMovimento
from fondo_garanzia.models import CreditoRivalsa, Escussione, FileEscussione, Garanzia, MensilitaEscussa
from fondo_garanzia.queries.escussione import (
    circostanze_di,
    copertura_di,
    richiesta_di,
    stato_prima_dell_escussione,
)
from fondo_garanzia.rules.escussione import (
    MeseRichiesto,
    RigaCalcolo,
    calcola_escussione,
    in_mese,
    spiega_rifiuto,
    valuta_ammissibilita,
    valuta_mesi_pagati,
)
from fondo_garanzia.workflow import ESCUSSIONE, GARANZIA
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.actions.lettera import crea_lettera, mittente
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Lettera, Utente, prossimo_numero
from valdera_housing.rules.file_ammessi import IMMAGINI, PDF

DOCUMENTI = (PDF, *IMMAGINI)
LETTERE = {
    StatoEscussione.VALUTATA: "escussione_valutata",
    StatoEscussione.APPROVATA: "escussione_approvata",
    StatoEscussione.RIFIUTATA: "escussione_rifiutata",
    StatoEscussione.LIQUIDATA: "escussione_pagata",
}
INSERTO = "documenti/fondo_garanzia/escussione.html"
MASSIME_RATE = 120


@dataclass(frozen=True)
class Liquidazione:
    """The day of the payment to the owner, and the plan by which the household gives it back."""

    pagata_il: date
    n_rate: int
    prima_rata: date


def _garanzia_bloccata(chiave: int) -> Garanzia:
    return (
        Garanzia.objects.select_for_update(no_key=True, of=("self",))
        .select_related("fondo", "nucleo", "contratto", "proprietario")
        .get(pk=chiave)
    )


def _bloccata(atto: str, escussione: Escussione, utente: Utente) -> Escussione:
    """The claim and its guarantee, locked and fresh, once the table lets the act be done."""
    garanzia = _garanzia_bloccata(escussione.garanzia_id)
    attuale = Escussione.objects.select_for_update(no_key=True, of=("self",)).get(pk=escussione.pk)
    attuale.garanzia = garanzia
    ESCUSSIONE.pretende(atto, attuale, utente)
    return attuale


def _salva(escussione: Escussione, *campi: str) -> Escussione:
    escussione.versione += 1
    escussione.save(update_fields=[*campi, "versione"])
    return escussione


def _in_righe(righe: Iterable[RigaCalcolo]) -> list[dict[str, str]]:
    """The lines as they are kept: two decimals, as text."""
    return [{"voce": r.voce, "importo": f"{r.importo:.2f}", "nota": r.nota} for r in righe]


# --- the claim ------------------------------------------------------------------------------------------------------


@transaction.atomic
def presenta_escussione(
    garanzia: Garanzia, dati: dict[str, Any], mesi: Sequence[MeseRichiesto], *, utente: Utente
) -> Escussione:
    """Register what the owner asks for: the guarantee waits for the answer.

    Raises AttoRifiutato when nothing is asked, a day is in the future, or a month was already paid.
    """
    garanzia = _garanzia_bloccata(garanzia.pk)
    GARANZIA.pretende("presenta_escussione", garanzia, utente)
    _controlla(garanzia, dati, mesi)
    giorno = oggi()
    escussione = Escussione.objects.create(
        numero=f"ES-{giorno.year}-{prossimo_numero('escussione', giorno.year):04d}",
        garanzia=garanzia,
        presentata_da=utente,
        **dati,
    )
    _scrivi_mesi(escussione, mesi)
    _porta(garanzia, StatoGaranzia.IN_ESCUSSIONE)
    return escussione


@transaction.atomic
def modifica_escussione(
    escussione: Escussione, dati: dict[str, Any], mesi: Sequence[MeseRichiesto], *, utente: Utente, versione: int
) -> Escussione:
    """Put right what was registered. ModificaConcorrente when somebody else did it first."""
    attuale = _bloccata("modifica", escussione, utente)
    _controlla(attuale.garanzia, dati, mesi, per=attuale)
    modificata = modifica(attuale, dati, versione=versione)
    _scrivi_mesi(modificata, mesi)
    return modificata


def _controlla(
    garanzia: Garanzia, dati: Mapping[str, Any], mesi: Sequence[MeseRichiesto], *, per: Escussione | None = None
) -> None:
    if not mesi and not dati.get("danni"):
        raise AttoRifiutato("Non è richiesto niente: scrivi almeno un mese non pagato, o i danni.")
    if dati["presentata_il"] > oggi():
        raise AttoRifiutato("La data della richiesta è nel futuro: scrivi quando è arrivata.")
    if dati["presentata_il"] < dati["evento_il"]:
        raise AttoRifiutato("La richiesta non può venire prima del fatto da cui nasce.")
    competenze = [mese.competenza for mese in mesi]
    for competenza in sorted({mese for mese in competenze if competenze.count(mese) > 1}):
        raise AttoRifiutato(f"{in_mese(competenza).capitalize()} è scritto due volte: lascia una riga sola.")
    gia_pagati = valuta_mesi_pagati(competenze, copertura_di(garanzia, per=per).mesi_pagati)
    if not gia_pagati.positivo:
        raise AttoRifiutato(gia_pagati)


def _scrivi_mesi(escussione: Escussione, mesi: Sequence[MeseRichiesto]) -> None:
    """The months of a claim become these; one that stays keeps its row, so that its history goes on."""
    escussione.mensilita.exclude(competenza__in=[mese.competenza for mese in mesi]).delete()
    for mese in mesi:
        MensilitaEscussa.objects.update_or_create(
            escussione=escussione,
            competenza=mese.competenza,
            defaults={"richiesto": mese.richiesto, "contributi": mese.contributi, "recuperato": mese.recuperato},
            create_defaults={
                "garanzia": escussione.garanzia,
                "richiesto": mese.richiesto,
                "contributi": mese.contributi,
                "recuperato": mese.recuperato,
            },
        )


def _porta(garanzia: Garanzia, stato: str, finita_il: date | None = None) -> None:
    garanzia.stato, garanzia.finita_il = stato, finita_il
    garanzia.versione += 1
    garanzia.save(update_fields=["stato", "finita_il", "versione"])


@transaction.atomic
def allega_escussione(escussione: Escussione, *, tipo: str, file: tuple[str, bytes], utente: Utente) -> FileEscussione:
    """A document of the claim (name, bytes). The same file never supports two claims: AttoRifiutato says which one."""
    attuale = _bloccata("allega", escussione, utente)
    impronta = hashlib.sha256(file[1]).hexdigest()
    gia = FileEscussione.objects.select_related("escussione").filter(impronta=impronta).first()
    if gia and gia.escussione_id == attuale.pk:
        raise AttoRifiutato(f"Questo file c’è già, come «{gia}»: non serve allegarlo due volte.")
    if gia:
        raise AttoRifiutato(
            f"Questo file è già fra i documenti dell’escussione {gia.escussione.numero}: ogni richiesta ha i suoi."
        )
    documento = archivia_documento(file[1], file[0], utente=utente, ammessi=DOCUMENTI)
    return FileEscussione.objects.create(
        escussione=attuale, tipo=TipoFileEscussione(tipo), documento=documento, impronta=impronta
    )


# --- the answer -----------------------------------------------------------------------------------------------------


@transaction.atomic
def chiedi_integrazione_escussione(
    escussione: Escussione, *, motivo: str, integrare_entro: date, utente: Utente
) -> Escussione:
    """Ask the owner for what is missing, by a day; an evaluation already made is taken back."""
    attuale = _bloccata("chiedi_integrazione", escussione, utente)
    if integrare_entro < oggi():
        raise AttoRifiutato("Il termine per integrare è già passato: scrivi un giorno da oggi in poi.")
    _azzera(attuale)
    attuale.stato, attuale.motivo, attuale.integrare_entro = StatoEscussione.INTEGRAZIONE, motivo, integrare_entro
    return _salva(attuale, "stato", "motivo", "integrare_entro", *VALUTAZIONE)


VALUTAZIONE = ("ammesso_canoni", "ammesso_danni", "non_coperto", "calcolo", "valutata_il")


def _azzera(escussione: Escussione) -> None:
    """No sum is admitted any more: neither on the claim nor on its months."""
    escussione.mensilita.filter(ammesso__gt=0).update(ammesso=ZERO)
    escussione.ammesso_canoni = escussione.ammesso_danni = escussione.non_coperto = ZERO
    escussione.calcolo, escussione.valutata_il = [], None


@transaction.atomic
def valuta_escussione(escussione: Escussione, *, utente: Utente) -> Escussione:
    """Work out what the fund pays and write it month by month. AttoRifiutato with what stands in the way."""
    attuale = _bloccata("valuta", escussione, utente)
    mesi = list(attuale.mensilita.order_by("competenza"))
    copertura = copertura_di(attuale.garanzia, per=attuale)
    esito = valuta_ammissibilita(
        circostanze_di(
            attuale,
            mesi=[mese.competenza for mese in mesi],
            presenti=attuale.file.values_list("tipo", flat=True),
            copertura=copertura,
        )
    )
    pretendi(esito)
    calcolo = calcola_escussione(richiesta_di(attuale, mesi), copertura)
    for mese, quota in zip(mesi, calcolo.quote, strict=True):
        mese.ammesso = quota.ammesso
        mese.save(update_fields=["ammesso"])
    attuale.ammesso_canoni, attuale.ammesso_danni = calcolo.ammesso_canoni, calcolo.ammesso_danni
    attuale.non_coperto, attuale.calcolo = calcolo.non_coperto, _in_righe(calcolo.righe)
    attuale.stato, attuale.valutata_il, attuale.integrare_entro = StatoEscussione.VALUTATA, oggi(), None
    return _aggiornata(_salva(attuale, "stato", "integrare_entro", *VALUTAZIONE))


def _aggiornata(escussione: Escussione) -> Escussione:
    """With the sums the database works out."""
    escussione.refresh_from_db(fields=["importo"])
    return escussione


@transaction.atomic
def approva_escussione(escussione: Escussione, *, atto: str, utente: Utente) -> Escussione:
    """The Unione approves with an act; never who registered the claim, never one that pays nothing."""
    attuale = _bloccata("approva", escussione, utente)
    _decide_un_altro(attuale, utente)
    if not attuale.importo:
        raise AttoRifiutato("Non risulta niente da pagare: questa richiesta si può solo rifiutare.")
    attuale.stato, attuale.atto = StatoEscussione.APPROVATA, atto
    attuale.decisa_il, attuale.decisa_da = oggi(), utente
    return _salva(attuale, "stato", "atto", "decisa_il", "decisa_da")


def _decide_un_altro(escussione: Escussione, utente: Utente) -> None:
    if escussione.presentata_da_id == utente.pk:
        raise AttoRifiutato("L’hai registrata tu: la decide un’altra persona dell’Unione.")


@transaction.atomic
def rifiuta_escussione(escussione: Escussione, *, motivo: str, atto: str = "", utente: Utente) -> Escussione:
    """Nothing is paid, with the reason; the guarantee goes back to the state it had before the claim."""
    attuale = _bloccata("rifiuta", escussione, utente)
    _decide_un_altro(attuale, utente)
    richiesta = richiesta_di(attuale, attuale.mensilita.all())
    _azzera(attuale)
    attuale.calcolo = _in_righe(spiega_rifiuto(richiesta, motivo))
    attuale.stato, attuale.motivo, attuale.atto = StatoEscussione.RIFIUTATA, motivo, atto
    attuale.decisa_il, attuale.decisa_da = oggi(), utente
    _salva(attuale, "stato", "motivo", "atto", "decisa_il", "decisa_da", *VALUTAZIONE)
    _porta(attuale.garanzia, stato_prima_dell_escussione(attuale.garanzia))
    return attuale


@transaction.atomic
def ritira_escussione(escussione: Escussione, *, motivo: str, utente: Utente) -> Escussione:
    """The owner takes the claim back; the guarantee goes back to the state it had before."""
    attuale = _bloccata("ritira", escussione, utente)
    _azzera(attuale)
    attuale.stato, attuale.motivo = StatoEscussione.RITIRATA, motivo
    _salva(attuale, "stato", "motivo", *VALUTAZIONE)
    _porta(attuale.garanzia, stato_prima_dell_escussione(attuale.garanzia))
    return attuale


# --- the payment ----------------------------------------------------------------------------------------------------


@transaction.atomic
def liquida_escussione(escussione: Escussione, dati: Liquidazione, *, utente: Utente) -> CreditoRivalsa:
    """Pay the owner: the movement of the fund, the guarantee enforced, the credit with its plan, all or nothing.

    Raises AttoRifiutato when the days are wrong or the money is not on the account.
    """
    attuale = _bloccata("liquida", escussione, utente)
    garanzia, importo = attuale.garanzia, attuale.importo
    _controlla_pagamento(attuale, dati)
    fondo = pretende_cassa(garanzia.fondo, importo)
    attuale.stato, attuale.pagata_il = StatoEscussione.LIQUIDATA, dati.pagata_il
    _salva(attuale, "stato", "pagata_il")
    _escussa(garanzia, dati.pagata_il)
    scrivi_movimento(
        fondo,
        TipoMovimento.EROGAZIONE_ESCUSSIONE,
        importo,
        giorno=dati.pagata_il,
        causale=f"Escussione {attuale.numero}, garanzia {garanzia.numero}",
        utente=utente,
        atto=attuale.atto,
        escussione=attuale,
    )
    return _apri_rivalsa(attuale, importo, dati)


def _controlla_pagamento(escussione: Escussione, dati: Liquidazione) -> None:
    if escussione.decisa_il is None or not escussione.decisa_il <= dati.pagata_il <= oggi():
        quando = in_data(escussione.decisa_il) if escussione.decisa_il else ""
        raise AttoRifiutato(f"Il pagamento sta fra il {quando}, quando fu approvata, e oggi.")
    if dati.prima_rata <= dati.pagata_il:
        raise AttoRifiutato("La prima rata scade dopo il pagamento.")
    if not 1 <= dati.n_rate <= MASSIME_RATE:
        raise AttoRifiutato(f"Le rate vanno da 1 a {MASSIME_RATE}.")


def _escussa(garanzia: Garanzia, giorno: date) -> None:
    """Enforced in part while something is left under a cap, wholly otherwise. The sums come from the database."""
    garanzia.refresh_from_db(fields=["pagato_canoni", "pagato_danni", "residuo_canoni", "residuo_danni"])
    if garanzia.residuo_canoni + garanzia.residuo_danni:
        _porta(garanzia, StatoGaranzia.ESCUSSA_PARZIALE)
    else:
        _porta(garanzia, StatoGaranzia.ESCUSSA_TOTALE, giorno)


def _apri_rivalsa(escussione: Escussione, importo: Decimal, dati: Liquidazione) -> CreditoRivalsa:
    anno = oggi().year
    credito = CreditoRivalsa.objects.create(
        numero=f"RV-{anno}-{prossimo_numero('rivalsa', anno):04d}",
        escussione=escussione,
        nucleo=escussione.garanzia.nucleo,
        importo=importo,
        aperto_il=dati.pagata_il,
    )
    apri_rate(credito, importo, dati.n_rate, dati.prima_rata)
    return credito


# --- the letter -----------------------------------------------------------------------------------------------------


@transaction.atomic
def crea_lettera_escussione(escussione: Escussione, *, utente: Utente) -> Lettera:
    """The letter to the owner, with the computation line by line; it says what was decided so far."""
    attuale = _bloccata("crea_lettera", escussione, utente)
    garanzia = attuale.garanzia
    ente = mittente()
    lettera = crea_lettera(
        LETTERE[StatoEscussione(attuale.stato)],
        _fatti(attuale, ente),
        mittente=ente,
        destinatario=_destinatario(garanzia),
        utente=utente,
        oggi=oggi(),
        inserto=(INSERTO, {"righe": [r | {"importo": Decimal(r["importo"])} for r in attuale.calcolo]}),
        contratto=garanzia.contratto,
        nucleo=garanzia.nucleo,
        proprietario=garanzia.proprietario,
    )
    attuale.lettera = lettera
    _salva(attuale, "lettera")
    return lettera


def _fatti(escussione: Escussione, ente: str) -> dict[str, str]:
    garanzia = escussione.garanzia
    return {
        "ente": ente,
        "proprietario": garanzia.titolare,
        "numero": escussione.numero,
        "garanzia": garanzia.numero,
        "contratto": garanzia.contratto.numero,
        "conduttore": garanzia.contratto.conduttore,
        "presentata": in_data(escussione.presentata_il),
        "importo": in_euro(escussione.importo),
        "non_coperto": in_euro(escussione.non_coperto),
        "atto": escussione.atto,
        "decisa": in_data(escussione.decisa_il) if escussione.decisa_il else "",
        "pagata": in_data(escussione.pagata_il) if escussione.pagata_il else "",
        "iban": garanzia.titolare_iban or "che ci hai indicato",
        "motivo": escussione.motivo,
    }


def _destinatario(garanzia: Garanzia) -> str:
    """Name and, when it is known, address of the owner."""
    indirizzo = garanzia.proprietario.indirizzo if garanzia.proprietario else ""
    return "\n".join(filter(None, (garanzia.titolare, indirizzo)))
