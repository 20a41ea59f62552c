"""Acts on an advance, from the request to the day it is given back or written off.

Locks, always in this order: Nucleo, Scadenza by pk, Anticipo, Caso and Invio, the Fondo last.
"""

from datetime import date
from typing import Any

from django.db import transaction

from fondo_garanzia.actions.fondo import fondo_bloccato, pretende_capienza, pretende_cassa, scrivi_movimento
from fondo_garanzia.actions.rate import (
    apri_rate,
    rate_di,
    riprogramma_rate,
    scadenze_bloccate_di,
    stralcia_rate,
    togli_rate,
)
from fondo_garanzia.choices import StatoAnticipo, TipoMovimento
from fondo_garanzia.models import Anticipo, Fondo, MovimentoFondo, RataFondo
from fondo_garanzia.queries.anticipo import ACCORDO, SOLLECITO, in_proposta, limiti_del, numero_aperto, piano_di
from fondo_garanzia.queries.fondo import conto_dedicato, in_situazione
from fondo_garanzia.rules.anticipo import (
    LimitiAnticipo,
    PropostaAnticipo,
    valuta_anticipo,
    valuta_pagamento,
    valuta_quante_rate,
    valuta_richiesta,
)
from fondo_garanzia.rules.capienza import SituazioneFondo, non_aderente, valuta_adesione
from fondo_garanzia.workflow import ANTICIPO, PROPONGONO
from valdera_housing.actions.caso import concludi_invio, prendi_invio
from valdera_housing.actions.lettera import crea_lettera
from valdera_housing.actions.versione import modifica
from valdera_housing.choices import Linea
from valdera_housing.documents import Firma
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import AttoRifiutato, Esito, pretendi
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Convenzione, Invio, Lettera, Nucleo, Utente, prossimo_numero
from valdera_housing.queries.anagrafe import nome_del_nucleo

DECISIONE = ("atto", "motivo_decisione", "deciso_il", "deciso_da")
CREDITORE = ("creditore_codice", "creditore_iban")
SOLO_ALTRI = "Chi chiede un anticipo non può deciderlo: serve un’altra persona."


@transaction.atomic
def richiedi_anticipo(nucleo: Nucleo, dati: dict[str, Any], *, utente: Utente, invio: Invio | None = None) -> Anticipo:
    """Ask the fund of the household's comune to pay a creditor (the columns of the request, ``giorno_rata`` apart).

    Raises AttoRifiutato with every reason: comune without a fund, another advance open, amount or instalments out of
    the limits. The money is looked at when it is approved: meanwhile the comune may add some.
    """
    if not utente.ha_ruolo(*PROPONGONO):
        raise AttoRifiutato("Gli anticipi li chiede chi segue le famiglie: spetta a un altro ruolo.")
    nucleo = Nucleo.objects.select_for_update(no_key=True, of=("self",)).select_related("comune").get(pk=nucleo.pk)
    if not nucleo.in_carico:
        raise AttoRifiutato("Questo nucleo non è in carico al servizio: prima apri il suo caso.")
    giorno = oggi()
    anno = giorno.year
    anticipo = Anticipo(
        numero=f"AN-{anno}-{prossimo_numero('anticipo', anno):04d}",
        fondo=_fondo_di(nucleo),
        nucleo=nucleo,
        invio=_invio_preso(invio, nucleo, utente),
        richiesto_da=utente,
        giorno_rata=dati["prima_rata"].day,
        **({"richiesto_il": giorno} | dati),
    )
    pretendi(valuta_richiesta(*_argomenti(anticipo), giorno))
    anticipo.save()
    return anticipo


def _fondo_di(nucleo: Nucleo) -> Fondo:
    fondo = Fondo.objects.select_related("comune").filter(comune=nucleo.comune).first()
    if fondo is None:
        raise AttoRifiutato(valuta_adesione(non_aderente(str(nucleo.comune))))
    return fondo


def _invio_preso(invio: Invio | None, nucleo: Nucleo, utente: Utente) -> Invio | None:
    """The referral this request answers to, taken in hand when nobody had."""
    if invio is None:
        return None
    if invio.linea != Linea.FON or invio.caso.nucleo_id != nucleo.pk:
        raise AttoRifiutato("L’invio è di un altro nucleo, o di un’altra linea.")
    if invio.concluso_il is not None:
        raise AttoRifiutato(f"L’invio è concluso dal {in_data(invio.concluso_il)}.")
    return invio if invio.preso_in_carico_il else prendi_invio(invio, utente=utente)


def _argomenti(anticipo: Anticipo) -> tuple[PropostaAnticipo, SituazioneFondo, LimitiAnticipo]:
    """What the rules ask: the proposal, the fund as it is, the limits of today."""
    altro = numero_aperto(anticipo.nucleo, oltre=anticipo.pk)
    return in_proposta(anticipo, altro), in_situazione(anticipo.fondo), limiti_del(oggi())


def _bloccato(atto: str, anticipo: Anticipo, utente: Utente) -> Anticipo:
    """The fresh row, locked, when the table lets this person do the act."""
    righe = Anticipo.objects.select_for_update(no_key=True, of=("self",))
    fresco = righe.select_related("nucleo__comune", "fondo__comune", "invio").get(pk=anticipo.pk)
    ANTICIPO.pretende(atto, fresco, utente)
    return fresco


def _con_scadenze(atto: str, anticipo: Anticipo, utente: Utente) -> Anticipo:
    """As above, with the dues of its instalments locked first: a payment in the same instant waits or is seen."""
    scadenze_bloccate_di(anticipo)
    return _bloccato(atto, anticipo, utente)


def _salva(anticipo: Anticipo, *campi: str, stato: str = "") -> Anticipo:
    anticipo.versione += 1
    if stato:
        anticipo.stato, campi = stato, (*campi, "stato")
    anticipo.save(update_fields=[*campi, "versione"])
    anticipo.refresh_from_db()
    return anticipo


def _rispondi(anticipo: Anticipo, esito: str) -> None:
    """Whoever referred the household reads what came of it."""
    if anticipo.invio is not None:
        concludi_invio(anticipo.invio, esito=esito)


@transaction.atomic
def modifica_anticipo(anticipo: Anticipo, dati: dict[str, Any], *, utente: Utente, versione: int) -> Anticipo:
    """Correct a request nobody has decided yet; ModificaConcorrente when somebody saved meanwhile."""
    _bloccato("modifica", anticipo, utente)
    salvato: Anticipo = modifica(anticipo, dati | {"giorno_rata": dati["prima_rata"].day}, versione=versione)
    pretendi(valuta_richiesta(*_argomenti(salvato), oggi()))
    return salvato


@transaction.atomic
def istruisci_anticipo(anticipo: Anticipo, dati: dict[str, Any], *, utente: Utente) -> Anticipo:
    """Write what was looked at and what is proposed (``istruttoria``)."""
    fresco = _bloccato("istruisci", anticipo, utente)
    fresco.istruttoria, fresco.istruito_il = dati["istruttoria"], oggi()
    return _salva(fresco, "istruttoria", "istruito_il", stato=StatoAnticipo.ISTRUTTORIA)


@transaction.atomic
def approva_anticipo(anticipo: Anticipo, dati: dict[str, Any], *, utente: Utente) -> Anticipo:
    """Commit the money of the fund (``atto``, ``motivo_decisione``; ``deroga`` when it is more than there is).

    Raises AttoRifiutato with how much could be approved (scenario 2), or when the same person asked for it.
    """
    fresco = _bloccato("approva", anticipo, utente)
    _decidono_altri(fresco, utente)
    _rispondi(fresco, f"Anticipo {fresco.numero} approvato: {in_euro(fresco.importo)}")
    fresco.fondo = fondo_bloccato(fresco.fondo)
    deroga = dati.get("deroga", "")
    pretendi(valuta_anticipo(*_argomenti(fresco), oggi(), in_deroga=bool(deroga)))
    pretende_capienza(fresco.fondo, fresco.importo, utente=utente, deroga=deroga)
    _scrivi_decisione(fresco, dati, utente)
    return _salva(fresco, *DECISIONE, stato=StatoAnticipo.APPROVATO)


def _scrivi_decisione(anticipo: Anticipo, dati: dict[str, Any], utente: Utente) -> None:
    anticipo.atto, anticipo.motivo_decisione = dati.get("atto", ""), dati.get("motivo_decisione", "")
    anticipo.deciso_il, anticipo.deciso_da = oggi(), utente


def _decidono_altri(anticipo: Anticipo, utente: Utente) -> None:
    if anticipo.richiesto_da_id == utente.pk:
        raise AttoRifiutato(SOLO_ALTRI)


@transaction.atomic
def rifiuta_anticipo(anticipo: Anticipo, dati: dict[str, Any], *, utente: Utente) -> Anticipo:
    """Say no, with the reason (``motivo_decisione``) and, when there is one, the act."""
    fresco = _bloccato("rifiuta", anticipo, utente)
    _decidono_altri(fresco, utente)
    _scrivi_decisione(fresco, dati, utente)
    fresco.chiuso_il = oggi()
    _rispondi(fresco, f"Anticipo {fresco.numero} rifiutato: {fresco.motivo_decisione}")
    return _salva(fresco, *DECISIONE, "chiuso_il", stato=StatoAnticipo.RIFIUTATO)


@transaction.atomic
def ritira_anticipo(anticipo: Anticipo, dati: dict[str, Any], *, utente: Utente) -> Anticipo:
    """The household does not need it any more (``motivo_decisione``): what was committed is free again."""
    fresco = _bloccato("ritira", anticipo, utente)
    fresco.motivo_decisione, fresco.chiuso_il = dati["motivo_decisione"], oggi()
    _rispondi(fresco, f"Richiesta di anticipo {fresco.numero} ritirata: {fresco.motivo_decisione}")
    return _salva(fresco, "motivo_decisione", "chiuso_il", stato=StatoAnticipo.RITIRATO)


@transaction.atomic
def eroga_anticipo(anticipo: Anticipo, dati: dict[str, Any], *, utente: Utente) -> Anticipo:
    """Pay the creditor by bank transfer (``erogato_il``, ``riferimento``): from here on the household pays back.

    ``prima_rata`` moves the first instalment when the payment came late; ``creditore_codice`` and ``creditore_iban``
    are read only where they are missing: who was approved is who is paid. Raises AttoRifiutato when the creditor has
    no code or IBAN, when the first instalment does not follow, when the money is not on the account.
    """
    fresco = _bloccato("eroga", anticipo, utente)
    il: date = dati["erogato_il"]
    fresco.prima_rata = dati.get("prima_rata") or fresco.prima_rata
    fresco.giorno_rata, fresco.erogato_il = fresco.prima_rata.day, il
    for campo in CREDITORE:
        setattr(fresco, campo, getattr(fresco, campo) or dati.get(campo, ""))
    pretendi(valuta_pagamento(in_proposta(fresco), il, deciso_il=fresco.deciso_il or il, oggi=oggi()))
    apri_rate(fresco, fresco.importo, fresco.n_rate, fresco.prima_rata)
    _salva(fresco, "erogato_il", "prima_rata", "giorno_rata", *CREDITORE, stato=StatoAnticipo.EROGATO)
    fondo = pretende_cassa(fresco.fondo, fresco.importo)
    riferimento = dati.get("riferimento", "")
    scrivi_movimento(
        fondo, TipoMovimento.EROGAZIONE_ANTICIPO, fresco.importo, giorno=il, utente=utente, anticipo=fresco,
        causale=", ".join(filter(None, (f"Anticipo {fresco.numero}", riferimento)))[:300],
    )  # fmt: skip
    return fresco


@transaction.atomic
def annulla_erogazione_anticipo(anticipo: Anticipo, dati: dict[str, Any], *, utente: Utente) -> Anticipo:
    """The transfer came back (``perche``): the money is in the fund again, committed, and no instalment is due.

    With ``iban_sbagliato`` the IBAN is taken off: who pays again writes another.
    """
    fresco = _con_scadenze("annulla_erogazione", anticipo, utente)
    giorno, perche = oggi(), f"Bonifico tornato indietro: {dati['perche']}"
    togli_rate(fresco, motivo=perche, giorno=giorno)
    fondo_bloccato(fresco.fondo)
    pagato = fresco.movimenti.get(tipo=TipoMovimento.EROGAZIONE_ANTICIPO, rettifiche=None)
    MovimentoFondo.objects.create(
        fondo=fresco.fondo, tipo=TipoMovimento.RETTIFICA, voce=pagato.voce, segno=-pagato.segno,
        importo=pagato.importo, giorno=giorno, valuta=giorno, causale=perche[:300], anticipo=fresco,
        rettifica_di=pagato, creato_da=utente,
    )  # fmt: skip
    # The money is back before it is committed again, or there would seem to be none for it.
    fresco.erogato_il = None
    if dati.get("iban_sbagliato"):
        fresco.creditore_iban = ""
    return _salva(fresco, "erogato_il", "creditore_iban", stato=StatoAnticipo.APPROVATO)


@transaction.atomic
def riprogramma_anticipo(anticipo: Anticipo, dati: dict[str, Any], *, utente: Utente) -> list[RataFondo]:
    """Other instalments (``n_rate`` from ``prima_rata``) in place of those nobody paid: same total to the cent."""
    fresco = _con_scadenze("riprogramma", anticipo, utente)
    motivo = valuta_quante_rate(dati["n_rate"], limiti_del(oggi()), minime=1)
    pretendi(Esito((motivo,)))
    nuove = riprogramma_rate(fresco, dati["n_rate"], dati["prima_rata"], giorno=oggi())
    fresco.giorno_rata = dati["prima_rata"].day
    _salva(fresco, "giorno_rata", stato=StatoAnticipo.SOSPESO)
    return nuove


@transaction.atomic
def stralcia_anticipo(anticipo: Anticipo, dati: dict[str, Any], *, utente: Utente) -> Anticipo:
    """Give up what is left, by an act (``atto_stralcio``): a loss of the fund."""
    fresco = _con_scadenze("stralcia", anticipo, utente)
    stralcia_rate(fresco, dati["atto_stralcio"], utente=utente, giorno=oggi())
    fresco.atto_stralcio, fresco.stralciato_da, fresco.chiuso_il = dati["atto_stralcio"], utente, oggi()
    return _salva(fresco, "atto_stralcio", "stralciato_da", "chiuso_il", stato=StatoAnticipo.PERDITA)


# --- letters ----------------------------------------------------------------------------------------------------


@transaction.atomic
def crea_lettera_anticipo(anticipo: Anticipo, chiave: str, *, utente: Utente) -> Lettera:
    """The agreement to give it back (``accordo_anticipo``) or the reminder of what is late (``sollecito_anticipo``).

    Raises AttoRifiutato without a convention or its dedicated account, and for a reminder when nothing is late.
    """
    fresco = _bloccato("crea_lettera", anticipo, utente)
    if chiave == SOLLECITO:
        return _sollecito(fresco, utente)
    lettera = _accordo(fresco, utente)
    fresco.lettera = lettera
    _salva(fresco, "lettera")
    return lettera


def _accordo(anticipo: Anticipo, utente: Utente) -> Lettera:
    convenzione = _convenzione()
    rate = piano_di(anticipo)
    nome = nome_del_nucleo(anticipo.nucleo)
    fatti = _fatti(anticipo, convenzione) | {
        "importo": in_euro(anticipo.importo),
        "motivo": anticipo.get_motivo_display().lower(),
        "creditore": anticipo.creditore,
        "rate": str(len(rate)),
        "prima_rata": in_data(rate[0].scade_il),
    }
    ente = convenzione.attuatore.nome
    return _lettera(
        ACCORDO, fatti, anticipo, convenzione, utente,
        firme=(Firma("Per l’ente", ente), Firma("Chi restituisce", nome)),
        inserto=("documenti/fondo_garanzia/piano_anticipo.html", {"rate": rate, "totale": anticipo.importo}),
    )  # fmt: skip


def _sollecito(anticipo: Anticipo, utente: Utente) -> Lettera:
    tardive = [r.scadenza for r in rate_di(anticipo) if r.scadenza.aperta and r.scadenza.scade_il < oggi()]
    if not tardive:
        raise AttoRifiutato("Oggi nessuna rata è in ritardo: non c’è niente da sollecitare.")
    convenzione = _convenzione()
    righe = (f"- {s.descrizione}, da pagare entro il {in_data(s.scade_il)}: {in_euro(s.residuo)}" for s in tardive)
    fatti = _fatti(anticipo, convenzione) | {
        "importo": in_euro(sum((s.residuo for s in tardive), ZERO)),
        "elenco_dovuto": "\n".join(righe),
    }
    return _lettera(SOLLECITO, fatti, anticipo, convenzione, utente)


def _convenzione() -> Convenzione:
    try:
        convenzione = Convenzione.objects.attuale()
    except Convenzione.DoesNotExist as errore:
        raise AttoRifiutato("Manca la convenzione: aggiungila, perché dica chi firma le lettere.") from errore
    if not _iban(convenzione):
        raise AttoRifiutato("Nella convenzione manca l’IBAN del conto dedicato: la lettera deve dire dove si paga.")
    return convenzione


def _iban(convenzione: Convenzione) -> str:
    """Where the household pays: the dedicated account itself, or the one the convention names until it is entered."""
    conto = conto_dedicato()
    return conto.iban if conto else convenzione.conto_dedicato


def _fatti(anticipo: Anticipo, convenzione: Convenzione) -> dict[str, str]:
    """The facts every letter of an advance may ask for."""
    return {
        "anticipo": anticipo.numero,
        "ente": convenzione.attuatore.nome,
        "nome": nome_del_nucleo(anticipo.nucleo),
        "comune": anticipo.fondo.comune.nome,
        "iban": _iban(convenzione),
        "oggi": in_data(oggi()),
    }


def _lettera(
    chiave: str, fatti: dict[str, str], anticipo: Anticipo, convenzione: Convenzione, utente: Utente, **altro: Any
) -> Lettera:
    return crea_lettera(
        chiave, fatti, mittente=convenzione.attuatore.nome, utente=utente, oggi=oggi(), nucleo=anticipo.nucleo,
        destinatario=f"{fatti['nome']}\n{anticipo.nucleo.comune.nome}", **altro,
    )  # fmt: skip
