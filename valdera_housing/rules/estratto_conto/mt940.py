"""SWIFT MT940 through the ``mt-940`` library, which knows the habits of many banks.

What the library would do in silence is looked for here: a line without its type would be written over the
one before it, and text before the first ``:20:`` would be dropped. The library logs what it cannot read,
names included: it is told not to.
"""

import io
import logging
import re
from datetime import date
from decimal import Decimal
from typing import Any

from mt940 import Options, parse_statements
from mt940.models import Transaction, Transactions

from valdera_housing.rules.estratto_conto.estratto import (
    MAX_CAUSALE,
    MAX_CONTROPARTE,
    MAX_RIFERIMENTO,
    EstrattoIlleggibile,
    MovimentoLetto,
    Spezzone,
    giorno_plausibile,
    iban_in,
    importo_positivo,
    pulito,
    unisci,
)

logging.getLogger("mt940").setLevel(logging.CRITICAL)

MAX_DETTAGLI = 30  # fields of text after one movement; banks write one, some a few

_CAMPO = re.compile(r"^:([0-9]{2}|NS)[A-Z]?:", re.M)
_MOVIMENTO = re.compile(r"^:61:[0-9]{6}(?:[0-9]{4}| {4})?R?[DC][A-Z]?\n? ?([0-9,]{1,15})", re.M | re.I)
_BUSTA = re.compile(r"^(\{[^\n]*\}?\{4:|-\}[^\n]*|\{[^\n]*\})$", re.M)  # SWIFT blocks around the statement
_ERA_PRIMA = ("final_opening_balance", "opening_balance", "intermediate_opening_balance")
_ERA_DOPO = ("final_closing_balance", "closing_balance", "intermediate_closing_balance")
_CODICE = re.compile(r"/(EREF|MREF|ORDP|BENM|REMI|RTRN|ULTC|ULTD|CSID|MARF|PREF|PURP|TRCD|IBAN|NAME|BIC|ADDR)/")
_SENZA_RIFERIMENTO = {"NONREF", "NOTPROVIDED"}


def leggi_mt940(testo: str) -> list[Spezzone]:
    """Every statement of the file. Raises EstrattoIlleggibile."""
    testo = _BUSTA.sub("", testo.replace("\r\n", "\n").replace("\r", "\n"))
    _controlla_campi(testo)
    try:
        # Through a handle: given a string, the library would first look for a file of that name.
        estratti = parse_statements(io.StringIO(testo), options=Options.all())
        spezzoni = [_spezzone(estratto) for estratto in estratti]
    except EstrattoIlleggibile:
        raise
    except Exception as errore:  # whatever the library meets in a damaged file, each field in its own way
        raise EstrattoIlleggibile("Il file MT940 è danneggiato: un campo non si legge.") from errore
    if sum(len(estratto) for estratto in estratti) != len(_MOVIMENTO.findall(testo)):
        raise EstrattoIlleggibile("Il file MT940 è danneggiato: alcuni movimenti non si leggono.")
    return spezzoni


def _controlla_campi(testo: str) -> None:
    """The fields are there, and no movement drags along text without end."""
    campi = [campo.group(1) for campo in _CAMPO.finditer(testo)]
    if not campi or campi[0] != "20":
        raise EstrattoIlleggibile("Il file MT940 non comincia dal suo riferimento (campo :20:): è incompleto.")
    if campi.count("61") != len(_MOVIMENTO.findall(testo)):
        raise EstrattoIlleggibile("Il file MT940 è danneggiato: alcuni movimenti (campo :61:) non si leggono.")
    di_seguito = 0
    for campo in campi:
        di_seguito = di_seguito + 1 if campo in ("86", "NS") else 0
        if di_seguito > MAX_DETTAGLI:
            raise EstrattoIlleggibile("Il file MT940 ha troppe descrizioni per un solo movimento: è danneggiato.")


def _spezzone(estratto: Transactions) -> Spezzone:
    if estratto.currency not in (None, "EUR"):
        raise EstrattoIlleggibile(f"Il conto è in {pulito(estratto.currency, 3)}: si leggono solo i conti in euro.")
    iniziale, dal = _saldo(estratto.data, _ERA_PRIMA)
    finale, al = _saldo(estratto.data, _ERA_DOPO)
    if al is None:
        raise EstrattoIlleggibile("Il file MT940 è incompleto: manca il saldo finale (campo :62F:).")
    movimenti = (_movimento(operazione) for operazione in estratto)
    return Spezzone(
        movimenti=tuple(m for m in movimenti if m.importo),
        conto=str(estratto.data.get("account_identification") or ""),
        dal=dal,
        al=al,
        saldo_iniziale=iniziale,
        saldo_finale=finale,
    )


def _saldo(dati: dict[str, Any], nomi: tuple[str, ...]) -> tuple[Decimal | None, date | None]:
    saldo = next((dati[nome] for nome in nomi if nome in dati), None)
    return (None, None) if saldo is None else (_importo(saldo.amount), _giorno(saldo.date))


def _movimento(operazione: Transaction) -> MovimentoLetto:
    dati = operazione.data
    valuta = _giorno(dati["date"])
    riferimento = _riferimento(dati)
    codici = _codici(dati.get("transaction_details") or "")
    soggetto = codici.get("ORDP") or codici.get("BENM") or ""
    scritto = unisci([dati.get("purpose"), dati.get("additional_purpose"), codici.get("REMI")])
    return MovimentoLetto(
        data=_giorno(dati["entry_date"]) if dati.get("entry_date") else valuta,
        valuta=valuta,
        importo=_importo(dati["amount"]),
        causale=pulito(
            scritto or unisci([dati.get("transaction_details"), dati.get("posting_text"), dati.get("extra_details")]),
            MAX_CAUSALE,
        ),
        controparte=pulito(dati.get("applicant_name") or codici.get("NAME") or soggetto, MAX_CONTROPARTE),
        controparte_iban=iban_in(
            dati.get("applicant_iban") or dati.get("gvc_applicant_iban") or codici.get("IBAN") or ""
        ),
        riferimento=pulito(codici.get("EREF") or riferimento, MAX_RIFERIMENTO),
    )


def _riferimento(dati: dict[str, Any]) -> str:
    scritti = (dati.get(nome) for nome in ("end_to_end_reference", "bank_reference", "customer_reference"))
    return next((r for r in scritti if r and r.strip().upper() not in _SENZA_RIFERIMENTO), "")


def _codici(testo: str) -> dict[str, str]:
    """The values of ``/EREF/.../REMI/...``, the way most European banks write field 86."""
    pezzi = _CODICE.split("".join(testo.splitlines()))
    codici: dict[str, str] = {}
    for codice, valore in zip(pezzi[1::2], pezzi[2::2], strict=True):
        codici.setdefault(codice, valore.strip("/ "))
    return codici


def _importo(letto: Any) -> Decimal:
    """The library's number, if it is euro and cents: a third decimal is never rounded away."""
    valore = importo_positivo(format(abs(letto.amount), "f"))
    if valore is None:
        raise EstrattoIlleggibile(f"Il file MT940 ha un importo che non si legge: «{letto.amount}».")
    return -valore if letto.amount < 0 else valore


def _giorno(letto: date) -> date:
    giorno = date(letto.year, letto.month, letto.day)
    if not giorno_plausibile(giorno):
        raise EstrattoIlleggibile("Il file MT940 ha una data che non si legge.")
    return giorno
