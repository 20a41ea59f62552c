"""The way in: a file as the bank gave it, whatever it is, to a statement or to the sentence that says why not."""

import re
from collections.abc import Sequence

from valdera_housing.rules.estratto_conto.camt053 import leggi_camt053
from valdera_housing.rules.estratto_conto.csv_banca import PROFILI, ProfiloCsv, decodifica, leggi_csv
from valdera_housing.rules.estratto_conto.estratto import EstrattoIlleggibile, EstrattoLetto, Spezzone, componi, pulito
from valdera_housing.rules.estratto_conto.mt940 import leggi_mt940

MEGA = 1024 * 1024
MAX_FILE = 10 * MEGA  # bytes; a busy account's year in camt.053 is about 3

_SERVE = "serve l'estratto conto in camt.053 (XML), MT940 o CSV"
_ALTRI_FORMATI = (
    (b"%PDF", f"è un PDF: {_SERVE}"),
    (b"PK\x03\x04", "è un foglio Excel o un archivio zip: salva il foglio come CSV, o estrai l'archivio"),
    (b"\xd0\xcf\x11\xe0", "è un foglio Excel: salvalo come CSV"),
    (b"\x89PNG", f"è un'immagine: {_SERVE}"),
    (b"\xff\xd8\xff", f"è un'immagine: {_SERVE}"),
    (b" RH", "è un flusso CBI a tracciato fisso (RH): scarica dalla banca il camt.053 o il CSV"),
)
_MT940 = re.compile(rb"\A\s*(\{1:|:20:)|^:(60F|60M|61|62F|62M):", re.M)
_PAGINA = re.compile(rb"\s*<(!doctype\s+html|html)\b", re.I)


def leggi_estratto(
    contenuto: bytes, nome: str, profili: Sequence[ProfiloCsv] = (), *, iban: str = ""
) -> EstrattoLetto:
    """The statement inside ``contenuto``. Raises EstrattoIlleggibile, and nothing else, with ``nome`` in the sentence.

    ``profili`` are the office's own for CSV, tried before the built-in ones. ``iban`` is the account being
    loaded: see `componi`. The format is told from the content, never from the name.
    """
    try:
        return componi(_spezzoni(contenuto, profili), iban)
    except EstrattoIlleggibile as errore:
        raise EstrattoIlleggibile(f"«{pulito(nome, 100) or 'senza nome'}»: {errore}") from errore


def _spezzoni(contenuto: bytes, profili: Sequence[ProfiloCsv]) -> list[Spezzone]:
    if not contenuto.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise EstrattoIlleggibile("il file è vuoto.")
    if len(contenuto) > MAX_FILE:
        raise EstrattoIlleggibile(f"il file supera {MAX_FILE // MEGA} MB: scarica un periodo più breve.")
    altro = next((frase for firma, frase in _ALTRI_FORMATI if contenuto.startswith(firma)), None)
    if altro:
        raise EstrattoIlleggibile(f"{altro}.")
    senza_bom = contenuto.removeprefix(b"\xef\xbb\xbf")
    if _PAGINA.match(senza_bom):
        raise EstrattoIlleggibile(f"è una pagina web: {_SERVE}.")
    if senza_bom.lstrip(b" \t\r\n").startswith((b"<", b"\xff\xfe<", b"\xfe\xff\0<")):
        return leggi_camt053(contenuto.strip(b" \t\r\n"))
    if _MT940.search(senza_bom):
        return leggi_mt940(decodifica(contenuto))
    return leggi_csv(contenuto, (*profili, *PROFILI))
