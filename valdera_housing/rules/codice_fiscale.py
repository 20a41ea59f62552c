"""Codici fiscali (DPR 605/1973), omocodia included, and the health codes STP/ENI kept apart from them."""

import re
from dataclasses import dataclass
from datetime import date

from codicefiscale.codicefiscale import encode_firstname, encode_lastname
from stdnum.exceptions import ValidationError as CodiceErrato
from stdnum.it import codicefiscale

from valdera_housing.kit.esito import Esito, avviso, no, si

POSIZIONI_NUMERICHE = (6, 7, 9, 10, 12, 13, 14)
CIFRE_OMOCODE = str.maketrans("LMNPQRSTUV", "0123456789")
FONTE = "DPR 605/1973"


@dataclass(frozen=True)
class DatiCodiceFiscale:
    """What a codice fiscale of 16 characters says of its bearer; ``luogo`` is the Belfiore or Z code."""

    sesso: str
    nato_il: date
    luogo: str


def senza_omocodia(codice: str) -> str:
    """The code with the letters that replace digits turned back into digits (the check letter is left)."""
    lettere = list(codice)
    for posizione in POSIZIONI_NUMERICHE:
        lettere[posizione] = lettere[posizione].translate(CIFRE_OMOCODE)
    return "".join(lettere)


def controlla_codice_fiscale(codice: str) -> Esito:
    """Valid when its check character is right: 16 characters (omocodes too) or 11 digits, provisional."""
    if re.match(r"^(STP|ENI)\d{13}$", codice):
        return Esito((no("Questo è un codice STP o ENI: scrivilo nel suo campo, non è un codice fiscale"),))
    try:
        codicefiscale.validate(codice)
    except CodiceErrato:
        return Esito((no("Il codice fiscale non è giusto: ricontrolla lettere e cifre", FONTE),))
    return Esito((si("Il codice fiscale è formalmente giusto", FONTE),))


def controlla_codice_sanitario(codice: str) -> Esito:
    """STP (national) and ENI (regional) codes: three letters, region, ASL and number (domain.md 8.2)."""
    if re.match(r"^(STP|ENI)\d{13}$", codice):
        return Esito((si("Il codice è nella forma giusta"),))
    return Esito((no("Il codice STP o ENI ha le tre lettere e 13 cifre, per esempio STP0902020000123"),))


def leggi_codice_fiscale(codice: str) -> DatiCodiceFiscale | None:
    """Sex, birth date and place; None for provisional codes of 11 digits or codes that do not hold."""
    if len(codice) != 16 or not controlla_codice_fiscale(codice).positivo:
        return None
    return DatiCodiceFiscale(
        sesso=codicefiscale.get_gender(codice),
        nato_il=codicefiscale.get_birth_date(codice),
        luogo=senza_omocodia(codice)[11:15],
    )


def confronta_con_anagrafica(codice: str, *, cognome: str, nome: str, nato_il: date | None, sesso: str) -> Esito:
    """Differences are warnings, never refusals: names are transliterated, data of the register may be wrong."""
    letti = leggi_codice_fiscale(codice)
    if letti is None:
        return Esito()
    motivi = []
    if codice[:3] != encode_lastname(cognome):
        motivi.append(avviso(f"Il codice fiscale comincia con {codice[:3]}: non corrisponde al cognome {cognome}"))
    if codice[3:6] != encode_firstname(nome):
        motivi.append(avviso(f"Il codice fiscale continua con {codice[3:6]}: non corrisponde al nome {nome}"))
    if nato_il and f"{letti.nato_il:%y%m%d}" != f"{nato_il:%y%m%d}":
        motivi.append(
            avviso(f"Il codice fiscale dice nascita il {letti.nato_il:%d/%m/%y}, la scheda il {nato_il:%d/%m/%y}")
        )
    if sesso and letti.sesso != sesso:
        motivi.append(avviso("Il sesso nel codice fiscale è diverso da quello della scheda"))
    return Esito(tuple(motivi))
